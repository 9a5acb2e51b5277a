"""Serves R31: means over several surveys, and how many answered."""

import math

import pytest

from nuotio.culture import statistics
from nuotio.culture.statistics import ResponseIndicator, Trend

approx = pytest.approx

NAN = math.nan


def test_surveys_of_equal_weight_have_the_slope_of_a_plain_line():
    found = statistics.trend([3.0, 3.1, 3.3], [0.1, 0.1, 0.1])

    reach = 1.959963984540054
    assert found == Trend(
        n=3,
        slope=approx(0.15),
        se=approx(0.1 / math.sqrt(2)),
        low=approx(0.15 - reach * 0.1 / math.sqrt(2)),
        high=approx(0.15 + reach * 0.1 / math.sqrt(2)),
        change=approx(0.3),
        change_se=approx(0.1 * math.sqrt(2)),
        change_low=approx(0.3 - reach * 0.1 * math.sqrt(2)),
        change_high=approx(0.3 + reach * 0.1 * math.sqrt(2)),
    )
    assert found.verdict == "improved"


def test_surer_surveys_weigh_more():
    # weights 1, 4, 1 at times 0, 1, 3: centre 7/6, squares 49/36 + 4/36 + 121/36 = 29/6
    found = statistics.trend([2, 3, 5], [1, 0.5, 1], [0, 1, 3])

    assert (found.slope, found.se) == approx((1, math.sqrt(6 / 29)))


def test_with_sizes_the_change_has_the_interval_of_two_groups():
    groups = [1, 2, 3, 3, 5], [2, 2, 3, 4], [3, 4, 5, 5]
    means = [statistics.mean_interval(scores) for scores in groups]
    welch = statistics.change_unpaired(groups[0], groups[-1])

    found = statistics.trend([m.mean for m in means], [m.se for m in means], sizes=[5, 4, 4])

    assert (found.change, found.change_se) == approx((welch.difference, welch.se))
    assert (found.change_low, found.change_high) == approx((welch.low, welch.high))


def test_a_survey_that_is_hidden_is_left_out():
    found = statistics.trend([3, None, 4, 5], [0.1, None, 0.1, 0.1], [0, 1, 2, 4])

    assert (found.n, found.slope) == (3, approx(0.5))


@pytest.mark.parametrize(("means", "n"), [([], 0), ([3, 4], 2), ([3, NAN, 4], 2)])
def test_fewer_than_three_surveys_have_no_trend(means, n):
    found = statistics.trend(means, [0.1] * len(means))

    assert found == Trend(n)
    assert found.verdict == "unclear"


def test_means_without_error_have_a_change_and_no_slope():
    found = statistics.trend([3, 3.5, 4], [0, 0.1, 0], sizes=[5, 5, 5])

    assert (found.slope, found.se, found.low, found.high) == (None,) * 4
    assert (found.change, found.change_low, found.change_high) == (1, 1, 1)


@pytest.mark.parametrize(("errors", "times", "why"), [
    ([0.1, 0.1], None, "its standard error"),
    ([0.1, 0.1, 0.1], [0, 1], "its standard error"),
    ([0.1, 0.1, 0.1], [0, 1, 1], "follow one another"),
    ([0.1, -0.1, 0.1], None, "not negative"),
])  # fmt: skip
def test_surveys_that_contradict_themselves_are_refused(errors, times, why):
    with pytest.raises(ValueError, match=why):
        statistics.trend([3, 4, 5], errors, times)


def test_response_is_told_over_units():
    found = statistics.response_indicator([40, 30, 10, 0], [28, 12, 9, 0])

    assert found == ResponseIndicator(80, 49, 0.6125, approx(0.6451065412146801), approx(0.5))
    assert (found.needs_weighting, found.band) == (True, "comprehensive")


def test_units_that_answer_alike_need_no_weights():
    found = statistics.response_indicator([10, 20], [5, 10])

    assert (found.indicator, found.spread, found.needs_weighting) == (1, 0, False)


@pytest.mark.parametrize(("answered", "is_needed"), [([70, 400], False), ([71, 400], True)])
def test_rates_more_than_thirty_points_apart_need_weights(answered, is_needed):
    found = statistics.response_indicator([100, 1000], answered)

    assert found.indicator > 0.75
    assert found.needs_weighting is is_needed


def test_units_that_answer_unlike_need_weights():
    found = statistics.response_indicator([100, 100], [50, 77])

    assert found.spread < 0.30
    assert (found.indicator < 0.75, found.needs_weighting) == (True, True)


@pytest.mark.parametrize(("invited", "answered", "expected"), [
    ([], [], ResponseIndicator(0, 0)),
    ([0], [0], ResponseIndicator(0, 0)),
    ([1], [1], ResponseIndicator(1, 1, 1.0, None, 0.0)),
])  # fmt: skip
def test_response_of_nobody_or_one_has_no_indicator(invited, answered, expected):
    found = statistics.response_indicator(invited, answered)

    assert found == expected
    assert found.needs_weighting is False


@pytest.mark.parametrize(("invited", "answered"), [
    ([5], [6]), ([5], [-1]), ([NAN], [1]), ([5], [NAN]), ([5, 5], [1]),
])  # fmt: skip
def test_response_that_cannot_be_is_refused(invited, answered):
    with pytest.raises(ValueError, match=r"between none and all|a place for each"):
        statistics.response_indicator(invited, answered)


@pytest.mark.parametrize(("rate", "band"), [
    (1, "comprehensive"), (0.6, "comprehensive"), (0.599, "indicative"), (0.4, "indicative"),
    (0.399, "cautious"), (0.2, "cautious"), (0.199, "organisation_only"),
    (0, "organisation_only"), (None, None),
])  # fmt: skip
def test_response_is_read_in_bands(rate, band):
    assert statistics.response_band(rate) == band


@pytest.mark.parametrize("rate", [-0.1, 1.1, NAN])
def test_a_rate_that_is_none_is_refused(rate):
    with pytest.raises(ValueError, match="between 0 and 1"):
        statistics.response_band(rate)
