"""Serves issue 4, points 4 and 9: the quick proof says safe only where the search finds nobody."""

import numpy as np
import pytest

from nuotio.culture import release
from nuotio.culture.release import audit, linking, mixing, showing
from nuotio.culture.release.hiding import hide
from nuotio.culture.release.showing import Survey
from tests.culture.release import variants, worlds
from tests.culture.release.people import survey


@pytest.fixture(autouse=True)
def _search_to_the_end(monkeypatch):
    monkeypatch.setattr(audit, "MOST_STEPS", 10**6)


def drawn(seed, k, largest=150):
    """Return the plan and the people of an organisation that leaks easily, or hardly."""
    found = variants.asked(worlds.organisation(seed, smallest=20, largest=largest), k)
    return found.plan, found.people


def alone(monkeypatch, *, proving):
    """Leave only the search, or try the proof for every single question."""
    if proving:
        monkeypatch.setattr(showing, "WORTH_PROVING", 0)
    else:
        monkeypatch.setattr(
            mixing, "are_mixed", lambda _labels, who, _k: np.zeros(who.shape[1], bool)
        )


@pytest.mark.parametrize("k", [2, 3, 5])
def test_what_is_proven_safe_is_found_safe_by_the_search_whoever_answered(k):
    chance = np.random.default_rng(k)
    proven = leaks = 0
    for seed in range(80):
        plan, people = drawn(seed, k)
        own_survey = Survey(plan, people, k)
        answered = chance.random((len(people), 4)) > [0, 0.1, 0.3, 0.6]
        for own in answered.T:
            nothing = (None,) * len(plan.groups)
            shown = hide(plan, own_survey.counts(own), nothing, k, k)

            is_proven = own_survey.are_mixed(own[:, np.newaxis], shown)[0]
            few = own_survey.few_spoken_of(own, shown)

            assert not (is_proven and len(few)), seed
            if is_proven and len(own_survey.labels(shown)) > 1:
                proven += 1
            leaks += len(few) > 0
    assert proven > 30
    assert leaks > 10


@pytest.mark.parametrize("k", [2, 3, 5])
@pytest.mark.parametrize("proving", [True, False], ids=["always proving", "search alone"])
def test_the_same_is_decided_with_and_without_the_proof(monkeypatch, k, proving):
    cases = [drawn(seed, k) for seed in range(40)]
    quick = [told(release.decide(*case, k)) for case in cases]
    alone(monkeypatch, proving=proving)

    slow = [told(release.decide(*case, k)) for case in cases]

    assert quick == slow


@pytest.mark.parametrize("k", [2, 3, 5])
def test_an_anchor_that_is_surely_safe_is_found_safe_by_the_search(monkeypatch, k):
    surely, sure = linking._is_surely_safe, []

    def both(survey, scale, anchor, apart):
        is_safe = surely(survey, scale, anchor, apart)
        if is_safe and not anchor[0]:
            sure.append(linking._tells_of_few(survey, scale, anchor))
        return is_safe

    monkeypatch.setattr(linking, "_is_surely_safe", both)
    for seed in range(60):
        release.decide(*drawn(seed, k, largest=300), k)

    assert len(sure) > 10
    assert not any(sure)


def told(decision):
    questions = (decision.whole, *decision.scales, *decision.items)
    return [question.reasons for question in questions]


APART = [(12, 0, (0, 0), (4,)), (12, 0, (0, 1), (4,)), (12, 1, (1, 0), (4,)), (12, 1, (1, 1), (4,))]


def people_of(*rows):
    """Make labels from how many, unit and classes."""
    labels = [own for count, *own in rows for _ in range(count)]
    return np.array(labels, dtype=np.int64).T


def are_mixed(labels, k=5):
    return bool(mixing.are_mixed(labels, np.ones((labels.shape[1], 1), bool), k)[0])


def test_two_common_classes_need_k_disjoint_sets_that_tie_them():
    five = [(2, unit, one) for unit in range(5) for one in (1, 2)]

    assert are_mixed(people_of((30, 9, 1), (30, 8, 2), *five))
    assert not are_mixed(people_of((30, 9, 1), (30, 8, 2), *five[:-2]))


def test_two_variables_that_go_together_are_not_told_apart():
    together = [(20, unit, one, one) for unit in range(3) for one in (1, 2)]

    assert are_mixed(people_of(*together, (40, 0, 1, 2), (40, 1, 2, 1)))
    assert not are_mixed(people_of(*together))


@pytest.mark.parametrize(("pairs", "safe"), [(5, True), (4, False)])
def test_a_rare_class_needs_k_people_with_someone_of_a_common_class_in_their_unit(pairs, safe):
    rows = [(1, unit, 2) for unit in range(pairs)], [(3, unit, 1) for unit in range(pairs)]

    assert are_mixed(people_of(*rows[0], *rows[1], (4, 99, 2))) is safe


def test_a_rare_class_of_people_rare_in_another_variable_too_is_left_to_the_search():
    rows = [(6, unit, 1, 1) for unit in range(6)]

    assert are_mixed(people_of(*rows, *((1, unit, 2, 1) for unit in range(6))))
    assert not are_mixed(people_of(*rows, *((1, unit, 2, 2) for unit in range(6))))


def test_where_nobody_is_of_common_classes_only_nothing_is_proven():
    assert not are_mixed(people_of((6, 0, 1, 2), (5, 0, 2, 1), (5, 0, 3, 1), (5, 0, 1, 3)), k=5)


def test_without_variables_or_people_there_is_nothing_to_prove():
    assert are_mixed(people_of((3, 0), (7, 1)))
    assert are_mixed(np.zeros((3, 0), dtype=np.int64))


def test_of_many_people_in_many_units_some_are_enough(monkeypatch):
    labels = people_of(*((6, unit, one) for unit in range(40) for one in (1, 2)))
    monkeypatch.setattr(mixing, "MOST_PEOPLE", 100)
    monkeypatch.setattr(mixing, "ENOUGH_PIECES", 4)

    _order, pieces = mixing._pieces(labels, 5)

    assert are_mixed(labels)
    assert np.bincount(pieces).tolist() == [6] * 20  # of eighty


def test_where_groups_are_too_many_to_search_all_variables_are_hidden(monkeypatch):
    plan, people = survey(*APART, parents=[-1, -1], variables=[2, 2], scales=[(0,)])
    monkeypatch.setattr(audit, "MOST_ROWS", 3)

    decision = release.decide(plan, people)

    assert decision.whole.reasons == (None, None, None, "span", "span", "span", "span")
