"""Serves R31: whether the people of a unit agree, and whether units differ."""

import math

import numpy as np
import pytest

from nuotio.culture import statistics
from nuotio.culture.statistics import AverageDeviation, Intraclass

approx = pytest.approx

NAN = math.nan
EVENLY = [[1, 1], [2, 2], [3, 3], [4, 4], [5, 5]]


def test_answers_by_dice_are_split():
    found = statistics.average_deviation(EVENLY * 3)

    assert found == AverageDeviation(n=15, k=2, deviation=approx(1.2), label="split")


@pytest.mark.parametrize(("answers", "deviation", "label"), [
    ([3, 3, 3, 3, 3], 0, "shared"),
    ([2, 3, 3, 3, 4], 0.4, "shared"),
    ([1, 2, 3, 3, 4, 5], 1, "mixed"),
    ([1, 1, 1, 5, 5], 1.92, "split"),
    ([[3, 1], [3, 2], [3, 3], [3, 4], [3, 5], [1, NAN]], 0.6, "shared"),
])  # fmt: skip
def test_views_are_shared_mixed_or_split(answers, deviation, label):
    found = statistics.average_deviation(answers)

    assert (found.deviation, found.label) == (approx(deviation), label)


@pytest.mark.parametrize(("spread", "label"), [
    (0.83, "shared"), (0.8301, "mixed"), (1.1999, "mixed"), (1.2, "split"),
])  # fmt: skip
def test_a_limit_belongs_to_the_clearer_word(spread, label):
    answers = [3 - spread] * 10 + [3 + spread] * 10

    assert statistics.average_deviation(answers).label == label


def test_fewer_than_five_people_get_no_word():
    found = statistics.average_deviation([1, 2, 3, 4])

    assert found == AverageDeviation(n=4, k=1, deviation=1.0, label=None)


@pytest.mark.parametrize(("items", "n", "k"), [
    ([], 0, 1), ([[1, 2]], 1, 2), (np.empty((6, 0)), 6, 0),
])  # fmt: skip
def test_agreement_of_nobody_is_none(items, n, k):
    assert statistics.average_deviation(items) == AverageDeviation(n, k, None, None)
    assert statistics.rwg_j(items, 2) is None


@pytest.mark.parametrize(("null", "expected"), [
    ("uniform", 0.75 / 1.375),  # a mean variance of 1.25 is .625 of 2: 2 * .375 / (.75 + .625)
    ("slight skew", 0.18 / (0.18 + 1.25)),  # of 1.34: both times 1.34
    ("moderate skew", 0),
])  # fmt: skip
def test_agreement_depends_on_what_no_agreement_looks_like(null, expected):
    answers = [[1, 3], [2, 3], [3, 3], [4, 3], [5, 3], [5, NAN]]

    found = statistics.rwg_j(answers, statistics.NULL_VARIANCES[null])

    assert found == approx(expected)


@pytest.mark.parametrize(("item", "expected"), [
    ([3, 3, 4, 4], 5 / 6), ([1, 2, 3, 4, 5], 0), ([3, 3], 1),
])  # fmt: skip
def test_agreement_on_one_item_is_what_is_left_of_the_variance(item, expected):
    assert statistics.rwg_j(item, 2) == approx(expected)


@pytest.mark.parametrize("variance", [0, -1, NAN])
def test_no_agreement_must_vary(variance):
    with pytest.raises(ValueError, match="a positive number"):
        statistics.rwg_j(EVENLY, variance)


def test_two_units_have_the_intraclass_correlation_that_one_reckons_by_hand():
    found = statistics.icc([1, 2, 3, 3, 4, 5], ["A", "A", "A", "B", "B", "B"])

    assert found == Intraclass(
        n=6,
        groups=2,
        mean_size=3,
        n0=3,
        df1=1,
        df2=4,
        msb=6,
        msw=1,
        f=6,
        p=approx(0.070483996910),
        icc1=0.625,
        icc1_mean_size=0.625,
        icc2=approx(5 / 6),
        low=approx(-0.204294873170),
        high=approx(0.999444231570),
    )
    assert found.units_differ is False


def test_unequal_units_count_by_searle_and_by_their_mean_size():
    scores = [1, 2, 3, 4, 5, 6, None, 2]
    groups = [7, 7, 8, 8, 8, 9, 9, None]

    found = statistics.icc(np.array(scores, dtype=float), groups)

    # means 1.5, 4, 6 around 3.5: (8 + .75 + 6.25) / 2 = 7.5; within (.5 + 2) / 3
    assert (found.n, found.groups, found.df1, found.df2) == (6, 3, 2, 3)
    assert (found.mean_size, found.n0) == (2, approx((6 - 14 / 6) / 2))
    assert (found.msb, found.msw, found.f) == approx((7.5, 5 / 6, 9))
    assert found.icc1 == approx((7.5 - 5 / 6) / (7.5 + 5 / 6 * 5 / 6))
    assert found.icc1_mean_size == approx(0.8)
    assert found.icc2 == approx(8 / 9)


def test_units_may_be_ranked_where_they_differ_surely_and_steadily():
    scores = [1, 2, 1, 2, 1, 4, 5, 4, 5, 4]

    assert statistics.icc(scores, ["A"] * 5 + ["B"] * 5).units_differ is True


def test_a_negative_correlation_stays_as_it_is():
    found = statistics.icc([1, 5, 2, 4], np.array(["A", "A", "B", "B"]))

    assert (found.f, found.icc1, found.icc2) == (0, -1, None)
    assert found.units_differ is False


def test_units_without_any_difference_inside_are_one_each():
    found = statistics.icc([0.1 + 0.2, 0.3, 4, 4], ["A", "A", "B", "B"])

    assert (found.f, found.p, found.low, found.high) == (None, 0, None, None)
    assert (found.icc1, found.icc1_mean_size, found.icc2) == (1, 1, 1)
    assert found.units_differ is True


@pytest.mark.parametrize(("scores", "groups", "n", "count"), [
    ([], [], 0, 0),
    ([NAN, 1], ["A", NAN], 0, 0),
    ([1, 2, 3], ["A", "A", "A"], 3, 1),
    ([1, 2, 3], ["A", "B", "C"], 3, 3),
    ([3, 3, 3, 3], ["A", "A", "B", "B"], 4, 2),
])  # fmt: skip
def test_differences_that_cannot_be_told_are_none(scores, groups, n, count):
    found = statistics.icc(scores, groups)

    assert found == Intraclass(n, count)
    assert found.units_differ is False
