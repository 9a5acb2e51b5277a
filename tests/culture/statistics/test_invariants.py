"""Serves R31: what must hold of every survey, tried on surveys made up by Hypothesis."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nuotio.culture import statistics

approx = pytest.approx

answer = st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0])
surveys = arrays.arrays(
    float, st.tuples(st.integers(2, 12), st.integers(2, 6)), elements=answer | st.just(np.nan)
)
complete = arrays.arrays(float, st.tuples(st.integers(2, 12), st.integers(2, 6)), elements=answer)
scores = st.lists(st.integers(4, 20).map(lambda quarters: quarters / 4), min_size=2, max_size=12)
codes = st.lists(st.tuples(*[st.sampled_from("AB")] * 4), max_size=8)
quick = settings(deadline=None, max_examples=40)


def _rounded(result: object) -> dict[str, object]:
    return {name: _near(value) for name, value in vars(result).items()}


def _near(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_near(one) for one in value)
    return approx(value, rel=1e-6, abs=1e-9) if isinstance(value, float) else value


def _unlike(one: object, other: object) -> list[str]:
    expected = _rounded(other)
    return [name for name, value in vars(one).items() if value != expected[name]]


@quick
@given(surveys)
def test_turning_every_item_turns_the_scores(items):
    turned = statistics.reverse_items(items, range(items.shape[1]))

    np.testing.assert_allclose(
        statistics.person_scores(turned), 6 - statistics.person_scores(items)
    )


@quick
@given(surveys)
def test_turning_every_item_changes_nothing_about_how_they_hang_together(items):
    turned = statistics.reverse_items(items, range(items.shape[1]))

    for tell in (statistics.cronbach_alpha, statistics.average_deviation):
        assert _unlike(tell(turned), tell(items)) == []
    for tell in (statistics.item_rest_correlations, statistics.omega_total):
        assert tell(turned) == _near(tell(items))


@quick
@given(surveys, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(items, random):
    order = list(range(len(items)))
    random.shuffle(order)

    shuffled = items[order]

    for tell in (statistics.cronbach_alpha, statistics.average_deviation, _mean):
        assert _unlike(tell(shuffled), tell(items)) == []
    assert statistics.rwg_j(shuffled, 2) == _near(statistics.rwg_j(items, 2))


def _mean(items: np.ndarray) -> statistics.MeanInterval:
    return statistics.mean_interval(statistics.person_scores(items))


@quick
@given(complete)
def test_adding_the_same_to_every_answer_moves_the_mean_alone(items):
    moved = items + 3

    before, after = statistics.moments(items[:, 0]), statistics.moments(moved[:, 0])
    assert (after.mean, after.sd) == (approx(before.mean + 3), approx(before.sd))
    assert _unlike(statistics.cronbach_alpha(moved), statistics.cronbach_alpha(items)) == []


@quick
@given(complete)
def test_omega_and_agreement_lie_between_nothing_and_one(items):
    omega, agreement = statistics.omega_total(items[:, :5]), statistics.rwg_j(items, 1.34)

    assert omega is None or items.shape[1] == 2 or 0 <= omega <= 1
    assert 0 <= agreement <= 1


@quick
@given(scores, scores)
def test_exchanging_the_groups_turns_every_difference(one, other):
    there, back = statistics.cliffs_delta(one, other), statistics.cliffs_delta(other, one)
    change, undone = statistics.change_unpaired(one, other), statistics.change_unpaired(other, one)
    g, minus = statistics.hedges_g(one, other), statistics.hedges_g(other, one)

    assert (there.delta, there.variance) == (approx(-back.delta), _near(back.variance))
    assert there.low == (None if back.high is None else approx(-back.high, abs=1e-9))
    assert (change.difference, change.low) == approx((-undone.difference, -undone.high))
    assert g.low == (None if minus.high is None else approx(-minus.high, abs=1e-9))


@quick
@given(scores, scores)
def test_cliffs_delta_is_the_mean_sign_over_all_pairs_and_its_interval_holds_it(one, other):
    signs = np.sign(np.subtract.outer(other, one))

    found = statistics.cliffs_delta(one, other)

    assert found.delta == approx(signs.mean())
    assert found.low is None or -1 <= found.low <= found.delta <= found.high <= 1


@quick
@given(scores, st.integers(0, 40))
def test_a_mean_is_the_surer_the_more_of_those_invited_answered(values, more):
    some = statistics.mean_interval(values, len(values) + more)
    known = statistics.mean_interval(values)

    assert 0 <= some.se <= known.se
    assert known.low <= some.low <= some.mean <= some.high <= known.high


@quick
@given(st.lists(scores, min_size=2, max_size=4))
def test_units_of_equal_rate_have_the_plain_mean(units):
    values = [value for unit in units for value in unit]
    labels = [label for label, unit in enumerate(units) for _value in unit]
    invited = {label: 2 * len(unit) for label, unit in enumerate(units)}

    found = statistics.stratified_mean(values, labels, invited)

    assert found.mean == approx(np.mean(values))


@quick
@given(scores, st.integers(1, 11))
def test_moments_of_parts_are_those_of_the_whole(values, cut):
    parts = [statistics.moments(values[:cut]), statistics.moments(values[cut:])]
    units = [statistics.Stratum(20, part.n, part.mean, part.sd) for part in parts]

    merged = statistics.merge_strata(units)

    whole = statistics.moments(values)
    if len(merged) == 1:
        assert _unlike(merged[0], statistics.Stratum(40, whole.n, whole.mean, whole.sd)) == []
    assert all(stratum.n >= 2 for stratum in merged)


@quick
@given(st.lists(st.tuples(st.integers(4, 20), st.sampled_from("ABC")), max_size=15))
def test_intraclass_correlations_stay_in_their_bounds(rows):
    found = statistics.icc([score / 4 for score, _unit in rows], [unit for _score, unit in rows])

    if found.icc1 is not None:
        assert -1 / (found.n0 - 1) - 1e-9 <= found.icc1 <= 1
        assert found.low is None or found.low - 1e-9 <= found.icc1 <= found.high + 1e-9
    assert not any(value != value for value in vars(found).values())


@quick
@given(st.floats(-2, 2), st.floats(0, 2))
def test_every_interval_has_exactly_one_word(low, width):
    high = low + width

    words = {
        "unchanged": low > -0.2 and high < 0.2,
        "improved": low > 0 and high >= 0.2,
        "declined": high < 0 and low <= -0.2,
        "unclear": low <= 0 <= high and (low <= -0.2 or high >= 0.2),
    }

    assert [word for word, holds in words.items() if holds] == [statistics.verdict(low, high)]


@quick
@given(codes, codes)
def test_nobody_is_linked_twice_or_to_a_code_with_two_changes(before, after):
    found = statistics.link_codes(before, after)

    for pair in found.pairs:
        changes = sum(a != b for a, b in zip(before[pair.before], after[pair.after], strict=True))
        assert changes == (0 if pair.likeness == "exact" else 1)
    left, right = [p.before for p in found.pairs], [p.after for p in found.pairs]
    assert sorted([*left, *found.unpaired_before]) == list(range(len(before)))
    assert sorted([*right, *found.unpaired_after]) == list(range(len(after)))


def test_the_statistics_need_neither_django_nor_scipy_until_asked():
    program = (
        "import sys, nuotio.culture.statistics as s; s.moments([1, 2]);"
        "print(sorted({'django', 'scipy'} & set(sys.modules)))"
    )

    told = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert told.stdout == "[]\n"


def test_results_cannot_be_changed():
    found = statistics.mean_interval([1, 2])

    with pytest.raises(AttributeError):
        found.mean = 5
