"""Serves R31: whether the items of a scale hang together."""

import math

import numpy as np
import pytest

from nuotio.culture import statistics
from nuotio.culture.statistics import Alpha, factors
from tests.culture.statistics.figures import ATTITUDE

approx = pytest.approx

NAN = math.nan


def test_alpha_of_the_departments_is_that_of_psych():
    found = statistics.cronbach_alpha(ATTITUDE)

    assert found == Alpha(
        n=30,
        k=7,
        alpha=approx(0.84314276956476),
        low=approx(0.739375685643107),
        high=approx(0.915773072159982),
        alpha_if_deleted=approx(
            (
                0.809760206308921,
                0.79691745727414,
                0.827847765938659,
                0.803030975022574,
                0.795386574198205,
                0.863872311446437,
                0.840464868265457,
            )
        ),
    )


def test_items_go_with_the_rest_as_psych_says():
    found = statistics.item_rest_correlations(ATTITUDE)

    assert found == approx(
        (
            0.671262057223664,
            0.742109710222238,
            0.560711111480256,
            0.714445498133676,
            0.7862755938344,
            0.265034339196676,
            0.460810549468497,
        )
    )


def test_omega_of_the_departments_is_that_of_lavaan():
    assert statistics.omega_total(ATTITUDE) == approx(0.856326836775131, abs=1e-6)


def test_where_scoring_does_not_settle_the_bounded_fit_finds_the_same_omega(monkeypatch):
    monkeypatch.setattr(factors, "MOST_STEPS", 3)

    assert statistics.omega_total(ATTITUDE) == approx(0.856326836775131, abs=1e-6)


def test_omegas_of_many_scales_are_those_of_each_alone():
    attitude = np.array(ATTITUDE)
    columns = [[0, 1, 2, 3, 4, 5, 6], [1, 3, 4], [0, 1], [0, 1, 2], [2, 4, 5], [6]]
    scales = [statistics.items_of(attitude[:, own]) for own in columns]

    found = statistics.omegas_of(scales)

    assert found == [approx(statistics.omega_total(attitude[:, own])) for own in columns[:3]] + [
        None,  # a Heywood case
        approx(statistics.omega_total(attitude[:, columns[4]])),
        None,
    ]


def test_omega_finds_the_loadings_that_the_answers_were_made_with():
    loadings, spreads = np.array([0.9, 0.8, 0.7, 0.4]), np.array([1.0, 0.5, 2.0, 1.5])
    own = _contrasts()[:, 1:5] * np.sqrt(1 - loadings**2)
    answers = (np.outer(_contrasts()[:, 0], loadings) + own) * spreads

    found = statistics.omega_total(answers)

    # (0.9 + 0.4 + 1.4 + 0.6)^2 = 10.89, and 0.19 + 0.09 + 2.04 + 1.89 = 4.21
    assert found == approx(10.89 / 15.10)


def test_omega_of_three_items_is_that_of_the_closed_form():
    answers = np.array(ATTITUDE)[:, [1, 3, 4]]
    (r12, r13), r23 = np.corrcoef(answers.T)[0, 1:], np.corrcoef(answers.T)[1, 2]
    loadings = np.sqrt([r12 * r13 / r23, r12 * r23 / r13, r13 * r23 / r12])
    spreads = answers.std(axis=0, ddof=1)

    found = statistics.omega_total(answers)

    common = (loadings @ spreads) ** 2
    assert found == approx(common / (common + ((1 - loadings**2) * spreads**2).sum()))


def test_omega_of_two_items_is_spearman_browns():
    answers = [[1, 2], [2, 1], [3, 4], [4, 3], [5, 5], [None, 1]]  # r = .8

    assert statistics.omega_total(answers) == approx(1.6 / 1.8)


def test_a_heywood_case_has_no_omega():
    assert statistics.omega_total(np.array(ATTITUDE)[:, :3]) is None


@pytest.mark.parametrize(
    "items",
    [
        [],
        [1, 2, 3],
        [[1, 2, 3]],
        [[NAN, 2, 3], [1, NAN, 3], [1, 2, NAN]],
        [[1, 3, 2], [2, 3, 4], [3, 3, 1], [5, 3, 1]],
        [[1, 1, 2], [2, 2, 4], [3, 3, 1], [5, 5, 1]],
        [[1, 5], [2, 4], [5, 1]],
    ],
    ids=["nobody", "one item", "one person", "none complete", "constant", "twice", "opposite"],
)
def test_omega_is_none_where_it_cannot_be_told(items):
    assert statistics.omega_total(items) is None


@pytest.mark.parametrize(("items", "n", "k"), [
    ([], 0, 1),
    ([1, 2, 3], 3, 1),
    ([[1, 2]], 1, 2),
    ([[NAN, 2], [1, NAN]], 0, 2),
    ([[1, 5], [2, 4], [5, 1]], 3, 2),
    ([[3, 3], [3, 3]], 2, 2),
])  # fmt: skip
def test_alpha_is_none_where_it_cannot_be_told(items, n, k):
    assert statistics.cronbach_alpha(items) == Alpha(n, k, None, None, None, (None,) * k)


def test_alpha_of_items_that_are_one_is_certain():
    found = statistics.cronbach_alpha([[1, 1], [2, 2], [4, 4]])

    assert (found.alpha, found.low, found.high) == approx((1, 1, 1))


def test_an_item_that_does_not_vary_goes_with_nothing():
    answers = [[1, 3, 1], [2, 3, 2], [3, 3, 3]]

    assert statistics.item_rest_correlations(answers) == (approx(1), None, approx(1))
    assert statistics.item_rest_correlations([1, 2]) == (None,)
    assert statistics.item_rest_correlations([[1, 2]]) == (None, None)


@pytest.mark.parametrize(("value", "band"), [
    (0.80, "good"), (0.79, "acceptable"), (0.70, "acceptable"), (0.69, "caution"),
    (0.60, "caution"), (0.59, "weak"), (-0.2, "weak"), (None, None),
])  # fmt: skip
def test_reliability_is_read_in_bands(value, band):
    assert statistics.reliability_band(value) == band


def _contrasts() -> np.ndarray:
    """Return seven columns of eight that have nothing to do with one another."""
    signs = [[1, -1][(row >> bit) & 1] for row in range(8) for bit in range(3)]
    a, b, c = np.array(signs, dtype=float).reshape(8, 3).T
    return np.column_stack([a, b, c, a * b, a * c, b * c, a * b * c])
