"""Serves R31: how large a difference is."""

import math

import pytest

from nuotio.culture import statistics
from nuotio.culture.statistics import BonettD, CliffsDelta, HedgesG, Moments
from tests.culture.statistics.figures import SLEEP_ONE, SLEEP_TWO

approx = pytest.approx

NAN = math.nan


def test_hedges_g_is_that_of_effectsize():
    found = statistics.hedges_g(SLEEP_ONE, SLEEP_TWO)

    assert found == HedgesG(
        n_before=10,
        n_after=10,
        d=approx(0.83218108134954),
        d_low=approx(-0.0954503815312309),
        d_high=approx(1.73881703058424),
        correction=approx(0.95764642702372),
        g=approx(0.796935239191122),
        low=approx(-0.0914077168314341),
        high=approx(1.66517191658699),
    )


def test_what_was_kept_of_two_groups_tells_the_same_g():
    before, after = statistics.moments(SLEEP_ONE), statistics.moments(SLEEP_TWO)

    found = statistics.hedges_g_from_moments(before, after)

    assert found == statistics.hedges_g(SLEEP_ONE, SLEEP_TWO)


def test_g_of_the_same_people_has_bonetts_interval():
    found = statistics.hedges_g_paired([*SLEEP_ONE, None], [*SLEEP_TWO, 1])

    assert (found.n_before, found.n_after) == (10, 10)
    assert (found.d, found.d_low, found.d_high) == approx(
        (0.83218108134954, 0.284367371795823, 1.37999479090326)
    )
    assert found.g == approx(0.76050939567012)
    assert (found.low, found.high) == approx(
        (found.correction * 0.284367371795823, found.correction * 1.37999479090326)
    )


def test_bonetts_d_needs_no_equal_variances():
    expected = BonettD(
        d=approx(0.83218108134954),
        se=approx(0.491630884710492),
        low=approx(-0.131397746370589),
        high=approx(1.79575990906967),
    )

    assert statistics.bonett_d(SLEEP_ONE, SLEEP_TWO) == expected


def test_bonetts_d_of_the_same_people_has_a_smaller_error():
    found = statistics.bonett_d_paired(SLEEP_ONE, SLEEP_TWO)

    assert (found.d, found.se) == approx((0.83218108134954, 0.27950192650212))


def test_a_group_that_does_not_vary_scales_by_the_other():
    found = statistics.bonett_d_paired([3, 3, 3], [3, 4, 5])

    # s^2 = .5, d = 1 / sqrt(.5), SE^2 = 2 / (8 * 2 * .25) + 1 / (2 * .5)
    assert (found.d, found.se) == approx((math.sqrt(2), math.sqrt(1.5)))


@pytest.mark.parametrize(("t", "df"), [(0, 2), (30, 2), (-30, 2), (60, 3000), (0.5, 40_000)])
def test_intervals_of_d_hold_far_out(t, df):
    n = df // 2 + 1
    d = t * math.sqrt(2 / n)

    found = statistics.hedges_g_from_moments(Moments(n, 0, 1), Moments(n, d, 1))

    assert found.d == approx(d)
    assert found.d_low < d < found.d_high or t == 0
    assert all(math.isfinite(value) for value in vars(found).values())


@pytest.mark.parametrize(("before", "after"), [
    ([], []), ([1], [2, 3]), ([1, 2], [3]), ([3, 3], [4, 4]), ([NAN, 1], [1, 2, 3]),
])  # fmt: skip
def test_groups_that_give_no_scale_have_no_size(before, after):
    found = statistics.hedges_g(before, after)

    assert (found.d, found.g, found.low, found.high) == (None,) * 4
    assert statistics.bonett_d(before, after) == BonettD()


@pytest.mark.parametrize(("before", "after", "n"), [
    ([], [], 0), ([1, 2], [2, 4], 2), ([3, 3, 3], [4, 4, 4], 3),
])  # fmt: skip
def test_too_few_pairs_have_no_size(before, after, n):
    assert statistics.hedges_g_paired(before, after) == HedgesG(n, n)


def test_pairs_that_do_not_vary_have_no_bonett():
    assert statistics.bonett_d_paired([3, 3, 3], [4, 4, 4]) == BonettD()


def test_cliffs_delta_is_that_of_effsize():
    found = statistics.cliffs_delta(SLEEP_ONE, [*SLEEP_TWO, None])

    assert found == CliffsDelta(
        n_before=10,
        n_after=10,
        delta=approx(0.49),
        superiority=approx(0.745),
        magnitude="large",
        variance=approx(0.0489888888888889),
        low=approx(-0.0429417237400944),
        high=approx(0.805853860834282),
    )
    assert found.is_separate is False


def test_groups_that_lie_apart_are_fully_separate_without_interval():
    found = statistics.cliffs_delta([1, 2], [3, 4, 5])

    assert found == CliffsDelta(2, 3, 1.0, 1.0, "large", 0.0)
    assert found.is_separate is True


def test_scores_that_differ_by_rounding_are_ties():
    assert statistics.cliffs_delta([0.3], [0.1 + 0.2]).delta == 0


@pytest.mark.parametrize(("above", "below", "magnitude"), [
    (14, 0, "negligible"), (15, 0, "small"), (32, 0, "small"), (33, 0, "medium"),
    (47, 0, "medium"), (48, 0, "large"), (0, 48, "large"),
])  # fmt: skip
def test_magnitudes_begin_at_their_limits(above, below, magnitude):
    after = [4] * above + [2] * below + [3] * (100 - above - below)

    found = statistics.cliffs_delta([3], after)

    assert (found.magnitude, found.variance, found.low) == (magnitude, None, None)


def test_groups_that_answer_all_the_same_have_no_interval():
    assert statistics.cliffs_delta([3, 3], [3, 3]) == CliffsDelta(2, 2, 0.0, 0.5, "negligible", 0.0)


@pytest.mark.parametrize(("before", "after"), [([], [1]), ([1], []), ([NAN], [NAN])])
def test_a_group_without_answers_has_no_delta(before, after):
    found = statistics.cliffs_delta(before, after)

    assert (found.delta, found.superiority, found.is_separate) == (None, None, False)
