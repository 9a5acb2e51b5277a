"""Serves issue 4, point 4: rules (a) to (d) and (h), each by its name."""

from itertools import product

import numpy as np
import pytest

from nuotio.culture import release
from tests.culture.release.people import survey


def shown_units(units, k=5):
    """Decide for units side by side, given as name and answers; return the names shown."""
    plan, people = survey(
        *((count, place) for place, count in enumerate(units.values())), parents=[-1] * len(units)
    )
    return named(release.decide(plan, people, k).whole, plan, [*units])


def named(question, plan, units):
    return [
        units[group.index]
        for number, group in enumerate(plan.groups)
        if group.kind == "unit" and question.shown(number)
    ]


def reasons(decision, kind="unit"):
    """Return why each group of a kind is hidden, None where it is shown, in the plan's order."""
    return [
        why
        for group, why in zip(decision.groups, decision.whole.reasons, strict=True)
        if group.kind == kind
    ]


@pytest.mark.parametrize(
    ("units", "shown"),
    [
        ({"A": 12, "B": 6, "C": 5}, ["A", "B", "C"]),
        ({"A": 12, "B": 5, "C": 3}, ["A"]),
        ({"A": 13, "B": 3}, []),
        ({"A": 20, "B": 4, "C": 4, "D": 2}, ["A"]),
        ({"A": 9, "B": 8, "C": 4, "D": 1}, ["A", "B"]),
        ({"A": 9, "B": 8, "C": 2, "D": 1}, ["A"]),
        ({"A": 30, "B": 0, "C": 7}, ["A", "C"]),
        ({"A": 4}, []),
    ],
    ids=str,
)
def test_worked_examples(units, shown):
    assert shown_units(units) == shown


# --- (a) shown only with at least k respondents


def test_a_group_is_shown_from_k_respondents_on():
    assert shown_units({"A": 5, "B": 4, "C": 4}) == ["A"]
    assert shown_units({"A": 5, "B": 4, "C": 4}, k=4) == ["A", "B", "C"]


def test_with_fewer_than_k_in_all_everything_is_refused():
    plan, people = survey((4, 0), parents=[-1])

    decision = release.decide(plan, people)

    assert decision.refused == "fewer than 5 answers"
    assert (decision.shown, decision.whole.reasons) == ((), ("few", "few"))


def test_with_nobody_at_all_everything_is_refused():
    plan, people = survey(parents=[-1], variables=[2], scales=[(0, 1)])

    decision = release.decide(plan, people)

    assert (decision.refused, decision.shown) == ("fewer than 5 answers", ())


@pytest.mark.parametrize("k", [-1, 0, 1, 21, 10**9])
def test_a_smallest_group_that_makes_no_sense_is_refused(k):
    with pytest.raises(ValueError, match="must be a whole number from 2 to 20"):
        release.decide(*survey((30, -1)), k=k)


# --- (b) a frozen plan


def test_the_groups_are_the_organisation_its_units_and_each_class_and_nothing_crossed():
    plan, people = survey((6, 1, (0, 1)), (6, 0, (1, 0)), parents=[-1, 0], variables=[2, 2])

    decision = release.decide(plan, people)

    assert [(group.kind.value, group.variable, group.index) for group in decision.groups] == [
        ("organisation", -1, 0),
        ("unit", -1, 0),
        ("unit", -1, 1),
        ("variable", 0, 0),
        ("variable", 0, 1),
        ("variable", 1, 0),
        ("variable", 1, 1),
    ]
    assert decision.shown == (0, 1, 2, 3, 4, 5, 6)
    assert decision.whole.people(2).tolist() == [True] * 6 + [False] * 6


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"parents": (1, 0)}, "below itself"),
        ({"parents": (0,)}, "below itself"),
        ({"parents": (7,)}, "below a unit that there is not"),
        ({"scales": ((0, 1), (1, 2))}, "in two scales"),
        ({"scales": ((-1,),)}, "in two scales, or is none"),
        ({"scales": ((),)}, "has no items"),
    ],
)
def test_a_plan_that_is_none_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        release.Plan(**wrong)


def test_people_of_a_hidden_group_are_not_given_out():
    plan, people = survey((9, 0), (3, 1), (3, 2), parents=[-1, -1, -1])

    decision = release.decide(plan, people)

    with pytest.raises(ValueError, match="not shown"):
        decision.whole.people(2)


# --- (c) parents, remainders, whole subtrees


def test_hiding_a_unit_hides_all_that_is_below_it():
    units = [-1, -1, 1, 1]  # one of 3, one of 12 with two teams of 6 in it
    plan, people = survey((3, 0), (6, 2), (6, 3), parents=units)

    decision = release.decide(plan, people)

    assert reasons(decision) == ["few", "complement", "parent", "parent"]


def test_a_unit_may_be_listed_before_the_one_above_it():
    plan, people = survey((6, 0), (6, 1), (20, 2), parents=[1, -1, -1])

    decision = release.decide(plan, people)

    assert reasons(decision) == [None, None, None]
    assert np.count_nonzero(decision.whole.people(2)) == 12


def test_those_directly_in_a_unit_count_as_a_hidden_part_of_it():
    plan, people = survey((2, 0), (6, 1), (8, 2), (20, 3), parents=[-1, 0, 0, -1])

    decision = release.decide(plan, people)

    assert reasons(decision) == [None, "complement", None, None]


def test_those_directly_in_the_organisation_count_too():
    plan, people = survey((2, -1), (6, 0), (8, 1), parents=[-1, -1])

    decision = release.decide(plan, people)

    assert reasons(decision) == ["complement", None]


def test_those_who_leave_a_variable_out_count_as_a_hidden_class():
    plan, people = survey((8, -1, (0,)), (6, -1, (1,)), (4, -1, (-1,)), variables=[2])

    decision = release.decide(plan, people)

    assert reasons(decision, "variable") == [None, "complement"]


def test_of_two_groups_of_one_size_the_last_is_hidden():
    assert shown_units({"A": 7, "B": 7, "C": 3}) == ["A"]


# --- (d) all groups together


def nested(extra):
    """Make a class that is a unit of 12 and a few more people, and another class for the rest."""
    return survey(
        (12, 0, (0, 1)),
        (extra, 1, (0, 0)),
        (20, 1, (1, 0)),
        (8, 1, (1, 1)),
        parents=[-1, -1],
        variables=[2, 2],
    )


@pytest.mark.parametrize("extra", [1, 2, 3, 4])
def test_a_class_that_is_a_unit_and_a_few_people_is_hidden(extra):
    decision = release.decide(*nested(extra))

    assert reasons(decision) == [None, None]
    assert reasons(decision, "variable") == ["span", "span", None, None]


@pytest.mark.parametrize("extra", [0, 5])
def test_a_class_that_is_a_unit_and_nobody_or_enough_is_shown(extra):
    decision = release.decide(*nested(extra))

    assert reasons(decision, "variable") == [None, None, None, None]


def test_the_difference_of_two_people_is_a_leak_as_well():
    plan, people = survey(  # unit 0 and class 0 share 11 of 12 people each
        (11, 0, (0,)), (1, 0, (1,)), (1, 1, (0,)), (20, 1, (1,)), parents=[-1, -1], variables=[2]
    )

    decision = release.decide(plan, people)

    assert reasons(decision, "variable") == ["span", "span"]


def test_only_classes_of_the_leak_are_hidden_where_others_can_stay():
    sizes = {(0, 0): 12, (1, 0): 2, (1, 1): 20, (1, 2): 7, (1, 3): 15}
    plan, people = survey(
        *((count, unit, (own,)) for (unit, own), count in sizes.items()),
        parents=[-1, -1],
        variables=[4],
    )

    decision = release.decide(plan, people)

    assert reasons(decision, "variable") == ["span", None, "span", None]


def test_where_two_variables_leak_by_themselves_the_last_declared_goes_first():
    plan, people = survey(
        (12, 0, (0, 0)), (2, 1, (0, 0)), (20, 1, (1, 1)), parents=[-1, -1], variables=[2, 2]
    )

    decision = release.decide(plan, people)

    assert reasons(decision, "variable") == ["span"] * 4


def test_what_was_hidden_for_a_remainder_is_shown_once_the_remainder_is_large():
    plan, people = survey(  # the class of 5 would cover that of 3, but the leaking one does already
        (12, 0, (0,)), (2, 1, (0,)), (20, 1, (1,)), (3, 1, (2,)), (5, 1, (3,)),
        parents=[-1, -1], variables=[4],
    )  # fmt: skip

    decision = release.decide(plan, people)

    assert reasons(decision, "variable") == ["span", None, "few", None]


def test_many_variables_are_told_apart():
    classes = [tuple(person >> bit & 1 for bit in range(6)) * 12 for person in range(64)]
    plan, people = survey(*((1, -1, own) for own in classes), variables=[2] * 72)

    decision = release.decide(plan, people)

    assert reasons(decision, "variable") == [None] * 144


# --- (h) one release


def test_the_same_answers_make_the_same_release_whatever_was_answered():
    plan, people = survey(
        *((3, unit, (own,), (2, 3)) for unit, own in product(range(5), range(3))),
        parents=[-1, -1, 1, 1, -1], variables=[3], scales=[(0, 1)],
    )  # fmt: skip
    others = release.Respondents(people.units, people.classes, 6 - people.answers)

    first, second = release.decide(plan, people), release.decide(plan, others)

    for one, other in zip(
        (first.whole, *first.scales, *first.items),
        (second.whole, *second.scales, *second.items),
        strict=True,
    ):
        assert one.reasons == other.reasons
