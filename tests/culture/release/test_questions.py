"""Serves issue 4, point 4: rule (e), the same for each scale, each item, and both together."""

import numpy as np
import pytest

from nuotio.culture import release
from tests.culture.release.people import GAP, survey

FOUR = [(0, 1, 2, 3)]
WHOLE = (4, 4, 4, 4)
THREE = (4, 4, 4, GAP)


def hidden(question):
    """Return why a question is hidden, for each group in the plan's order."""
    return [why and why.value for why in question.reasons]


def test_a_score_needs_three_quarters_of_the_items():
    plan, people = survey(
        (1, -1, (), (1, 2, 3, GAP, 5, 5)),
        (1, -1, (), (1, 2, GAP, GAP, 5, GAP)),
        scales=[(0, 1, 2, 3), (4, 5)],
    )

    scores = release.decide(plan, people).scores

    np.testing.assert_array_equal(scores, [[2, 5], [GAP, GAP]])


def test_a_scale_is_shown_where_enough_people_have_a_score():
    plan, people = survey(
        (6, 0, (), WHOLE), (4, 1, (), WHOLE), (2, 1, (), (3, GAP, GAP, GAP)), (9, 2, (), WHOLE),
        parents=[-1, -1, -1], scales=FOUR,
    )  # fmt: skip

    decision = release.decide(plan, people)

    assert hidden(decision.whole) == [None, None, None, None]
    assert hidden(decision.scales[0]) == [None, "complement", "few", None]


def test_a_question_is_hidden_wherever_its_group_is():
    plan, people = survey((3, 0, (), WHOLE), (6, 1, (), WHOLE), parents=[-1, -1], scales=FOUR)

    decision = release.decide(plan, people)

    assert hidden(decision.scales[0]) == [None, "few", "complement"]
    assert hidden(decision.items[0]) == ["few", "few", "complement"]


@pytest.mark.parametrize(("people", "why"), [(9, "few"), (10, None)])
def test_an_item_is_shown_from_ten_answers(people, why):
    plan, people = survey((people, 0, (), WHOLE), (30, 1, (), WHOLE), parents=[-1, -1], scales=FOUR)

    decision = release.decide(plan, people)

    assert hidden(decision.items[3]) == [None, why, None]
    assert hidden(decision.scales[0]) == [None, None, None]


def test_with_a_larger_k_an_item_needs_k_answers():
    plan, people = survey((11, 0, (), WHOLE), (12, 1, (), WHOLE), parents=[-1, -1], scales=FOUR)

    decision = release.decide(plan, people, k=12)

    assert hidden(decision.items[0]) == [None, "few", "complement"]


def test_an_item_is_hidden_where_its_scale_is():
    plan, people = survey(
        (10, 0, (), (3, GAP, GAP, GAP)), (30, 1, (), WHOLE), parents=[-1, -1], scales=FOUR
    )

    decision = release.decide(plan, people)

    assert hidden(decision.scales[0]) == [None, "few", None]
    assert hidden(decision.items[0]) == [None, "scale", None]


def test_an_item_without_a_scale_is_shown_within_the_survey():
    plan = release.Plan(parents=(-1,), scales=())
    _plan, people = survey((11, 0, (), (4,)), (1, 0, (), (GAP,)), parents=[-1], scales=[(0,)])

    decision = release.decide(plan, people)

    assert hidden(decision.items[0]) == [None, None]
    assert int(decision.items[0].people(1).sum()) == 11


def test_a_leak_through_those_who_answered_is_repaired_for_that_question_alone():
    plan, people = survey(  # unit 0 is the class of those who answered; 3 others did not
        (12, 0, (0,), WHOLE), (2, 1, (0,), WHOLE), (3, 1, (0,), (GAP,) * 4), (20, 1, (1,), WHOLE),
        parents=[-1, -1], variables=[2], scales=FOUR,
    )  # fmt: skip

    decision = release.decide(plan, people)

    assert hidden(decision.whole) == [None] * 5
    assert hidden(decision.scales[0]) == [None, None, None, "span", "span"]


# --- a scale and its items together


def test_where_nobody_left_anything_out_all_items_are_shown():
    plan, people = survey((12, 0, (), WHOLE), (15, 1, (), WHOLE), parents=[-1, -1], scales=FOUR)

    decision = release.decide(plan, people)

    assert [hidden(item) for item in decision.items] == [[None] * 3] * 4


@pytest.mark.parametrize(("few", "why"), [(1, "gaps"), (4, "gaps"), (5, None), (7, None)])
def test_where_one_to_four_left_something_out_one_item_is_hidden(few, why):
    plan, people = survey((12, -1, (), WHOLE), (few, -1, (), THREE), scales=FOUR)

    decision = release.decide(plan, people)

    assert [hidden(item) for item in decision.items] == [[None], [None], [why], [None]]
    assert hidden(decision.scales[0]) == [None]


def test_where_one_to_four_answered_everything_one_item_is_hidden():
    plan, people = survey(  # three times the scale less the items leaves those without a gap
        (3, -1, (), WHOLE), (5, -1, (), (GAP, 4, 4, 4)), (5, -1, (), (4, GAP, 4, 4)),
        (5, -1, (), (4, 4, GAP, 4)), scales=FOUR,
    )  # fmt: skip

    decision = release.decide(plan, people)

    assert [hidden(item) for item in decision.items] == [[None], [None], [None], ["gaps"]]


def test_the_gaps_of_a_unit_beside_another_are_told_by_neither():
    plan, people = survey(  # 7 with gaps, of them 2 in unit 0 and 5 in unit 1
        (12, 0, (), WHOLE), (2, 0, (), THREE), (12, 1, (), WHOLE), (5, 1, (), THREE),
        parents=[-1, -1], scales=FOUR,
    )  # fmt: skip

    decision = release.decide(plan, people)

    assert hidden(decision.items[2]) == [None, "gaps", "gaps"]
    assert [hidden(decision.items[item]) for item in (0, 1, 3)] == [[None] * 3] * 3


def test_an_item_is_hidden_where_few_answered_it_and_the_anchor():
    plan, people = survey(  # in unit 0 eight left the anchor out, so that two would be told of
        (8, 0, (), (4, 4, 4, GAP)), (2, 0, (), WHOLE),
        (12, 1, (), WHOLE), (9, 1, (), (GAP, 4, 4, 4)), (9, 1, (), (4, GAP, 4, 4)),
        (9, 1, (), (4, 4, GAP, 4)), parents=[-1, -1], scales=FOUR,
    )  # fmt: skip

    decision = release.decide(plan, people)

    assert hidden(decision.scales[0]) == [None, None, None]
    assert hidden(decision.items[0])[1] == "gaps"
    assert hidden(decision.items[3])[1] == "few"


def test_an_item_is_hidden_where_the_anchor_says_nothing_of_some_who_answered_it():
    plan, people = survey(  # seven in two small units answered the item, none of them the anchor
        (12, 0, (), WHOLE), (4, 1, (), THREE), (3, 2, (), THREE), (9, 0, (), (GAP, GAP, GAP, 4)),
        parents=[-1, -1, -1], scales=FOUR,
    )  # fmt: skip

    decision = release.decide(plan, people)

    assert hidden(decision.scales[0]) == [None, None, "few", "few"]
    assert [hidden(item)[:2] for item in decision.items] == [[None, "gaps"]] * 4


def test_an_item_is_hidden_where_a_class_tells_of_few_who_answered_it_and_the_anchor():
    plan, people = survey(  # unit 0 is the first class; of five more in it three skip the anchor
        (12, 0, (0,), WHOLE), (2, 1, (0,), WHOLE), (3, 1, (0,), THREE), (5, 1, (1,), WHOLE),
        (5, 1, (1,), (GAP, 4, 4, 4)), (5, 1, (1,), (4, GAP, 4, 4)), (5, 1, (1,), (4, 4, GAP, 4)),
        parents=[-1, -1], variables=[2], scales=FOUR,
    )  # fmt: skip

    decision = release.decide(plan, people)

    assert hidden(decision.scales[0]) == [None] * 5
    assert [hidden(decision.items[item]) for item in (0, 1, 2)] == [[None] * 3 + ["gaps"] * 2] * 3


def test_an_item_is_hidden_everywhere_where_nobody_answered_it_and_the_anchor():
    plan, people = survey((12, -1, (), THREE), (20, -1, (), (GAP, GAP, GAP, 4)), scales=FOUR)

    decision = release.decide(plan, people)

    assert [hidden(item) for item in decision.items] == [["gaps"]] * 4


def test_the_anchor_is_hidden_where_few_with_gaps_are_in_units_of_many_without():
    plan, people = survey(  # units 2 and 3 are in unit 0; six with gaps, two and two others told of
        (12, 2, (), WHOLE), (2, 2, (), (GAP, 4, 4, 4)), (2, 3, (), WHOLE),
        (2, 3, (), (4, GAP, 4, 4)), (2, 3, (), (4, 4, GAP, 4)),
        (30, 1, (), WHOLE), (9, 1, (), (GAP, 4, 4, 4)),
        parents=[-1, -1, 0, 0], scales=FOUR,
    )  # fmt: skip

    decision = release.decide(plan, people)

    assert hidden(decision.scales[0]) == [None] * 5
    assert hidden(decision.items[0])[:3] == [None] * 3
    assert hidden(decision.items[3])[:3] == [None, "gaps", "gaps"]


def test_where_a_class_tells_of_those_without_gaps_the_anchor_is_shown_without_the_variable():
    plan, people = survey(  # three of the second class left nothing out
        (20, -1, (0,), WHOLE), (9, -1, (0,), THREE), (3, -1, (1,), WHOLE),
        (5, -1, (1,), (GAP, 4, 4, 4)), (5, -1, (1,), (4, GAP, 4, 4)), (5, -1, (1,), (4, 4, GAP, 4)),
        variables=[2], scales=FOUR,
    )  # fmt: skip

    decision = release.decide(plan, people)

    assert hidden(decision.items[2]) == [None, "gaps", "gaps"]
    assert [hidden(decision.items[item]) for item in (0, 1, 3)] == [[None] * 3] * 3


def test_a_scale_of_one_item_has_no_gaps():
    plan, people = survey((12, -1, (), (4,)), (1, -1, (), (GAP,)), scales=[(0,)])

    decision = release.decide(plan, people)

    assert (hidden(decision.scales[0]), hidden(decision.items[0])) == ([None], [None])
