"""Serves R31: scores of people, means with intervals, shares."""

import math

import numpy as np
import pytest

from nuotio.culture import statistics
from nuotio.culture.statistics import MeanInterval, Moments, Share, Stratum
from tests.culture.statistics.figures import ATTITUDE

approx = pytest.approx

NAN = math.nan


def test_reversed_items_are_turned_and_missing_answers_stay_missing():
    answers = [[1, 5], [2, None], [NAN, 3]]

    turned = statistics.reverse_items(answers, [1])

    np.testing.assert_array_equal(turned, [[1, 1], [2, NAN], [NAN, 3]])
    assert answers == [[1, 5], [2, None], [NAN, 3]]


def test_items_of_another_scale_are_turned_within_it():
    turned = statistics.reverse_items([[0, 10]], {0}, lowest=0, highest=10)

    assert turned.tolist() == [[10, 10]]


def test_an_answer_outside_the_scale_is_refused():
    with pytest.raises(ValueError, match="outside the scale"):
        statistics.reverse_items([[6]], [0])


def test_three_quarters_of_the_items_make_a_score():
    assert [statistics.least_answers(k) for k in (1, 2, 3, 4, 5, 6, 8)] == [1, 2, 3, 3, 4, 5, 6]


def test_a_person_with_fewer_answers_has_no_score_and_nothing_is_imputed():
    scores = statistics.person_scores([[1, 2, 3, None], [1, 2, None, None], [5, 5, 4, 4]])

    np.testing.assert_array_equal(scores, [2, NAN, 4.5])


@pytest.mark.parametrize(("items", "scores"), [
    ([], []),
    ([3, None], [3, NAN]),
    (np.empty((0, 4)), []),
    (np.empty((2, 0)), [NAN, NAN]),
])  # fmt: skip
def test_nobody_nothing_and_one_item_have_the_scores_that_one_expects(items, scores):
    np.testing.assert_array_equal(statistics.person_scores(items), scores)


@pytest.mark.parametrize("wrong", [["yes"], [[1, 2], [3]], [math.inf], [[[1]]]])
def test_what_is_no_table_of_numbers_is_refused(wrong):
    with pytest.raises(ValueError, match=r"^Answers are|^An answer cannot"):
        statistics.person_scores(wrong)


def test_the_mean_of_the_departments_is_that_of_r():
    found = statistics.mean_interval(statistics.person_scores(ATTITUDE))

    assert found == MeanInterval(
        n=30,
        mean=approx(60.4380952380952),
        sd=approx(8.2497890560824),
        se=approx(1.50619852022519),
        df=29,
        low=approx(57.3575733775943),
        high=approx(63.5186170985962),
    )


def test_an_interval_is_narrower_where_many_of_those_invited_answered():
    known = Moments(29, 3.33856, 0.165397 * math.sqrt(29))

    found = statistics.mean_interval_from_moments(known, population=130)

    assert found.se == approx(0.145786, abs=1e-6)
    assert (found.low, found.high) == approx((3.03993, 3.63719), abs=1e-5)
    assert statistics.mean_interval_from_moments(known).se == approx(0.165397)


def test_a_mean_of_all_who_were_invited_is_exact():
    found = statistics.mean_interval([1, 2, 3], 3)

    assert (found.se, found.low, found.high) == (0, 2, 2)


def test_scores_that_are_all_the_same_have_an_interval_of_one_point():
    found = statistics.mean_interval([0.1 + 0.2] * 3)

    assert (found.sd, found.se, found.low) == (0, 0, found.mean)


@pytest.mark.parametrize(("scores", "found"), [
    ([], MeanInterval(0, None, None)),
    ([NAN, None], MeanInterval(0, None, None)),
    ([4], MeanInterval(1, 4.0, None)),
    ([[4], [NAN]], MeanInterval(1, 4.0, None)),
])  # fmt: skip
def test_too_few_scores_have_no_interval(scores, found):
    assert statistics.mean_interval(scores) == found


def test_a_table_is_not_taken_for_scores():
    with pytest.raises(ValueError, match="one number a person"):
        statistics.mean_interval([[1, 2], [3, 4]])


def test_more_answers_than_invited_people_are_refused():
    with pytest.raises(ValueError, match="More people answered"):
        statistics.mean_interval([1, 2], population=1)
    with pytest.raises(ValueError, match="More people answered"):
        statistics.stratified_mean([1, 2], ["A", "A"], {"A": 1})


def test_units_weigh_as_they_are_large():
    scores = [2, 4, 3, 5, 4, 4, None]
    groups = ["A", "A", "B", "B", "B", None, "A"]

    found = statistics.stratified_mean(scores, groups, {"A": 30, "B": 10})

    variance = 0.75**2 * (1 - 2 / 30) * 2 / 2 + 0.25**2 * (1 - 3 / 10) * 1 / 3
    assert (found.n, found.population, found.df) == (5, 40, 3)
    assert found.mean == approx(3 * 0.75 + 4 * 0.25)
    assert found.se == approx(math.sqrt(variance))
    assert found.high - found.mean == approx(3.182446305284263 * found.se)
    assert found.strata == (
        Stratum(30, 2, 3.0, approx(math.sqrt(2))),
        Stratum(10, 3, 4.0, approx(1.0)),
    )


def test_units_with_fewer_than_two_answers_become_one():
    strata = [Stratum(9, 1, 2.0), Stratum(20, 5, 3.0, 1.0), Stratum(6, 1, 4.0), Stratum(5, 0)]

    merged = statistics.merge_strata(strata)

    assert merged == [Stratum(20, 5, 3.0, 1.0), Stratum(20, 2, 3.0, approx(math.sqrt(2)))]


def test_a_single_answer_joins_the_unit_with_the_fewest():
    strata = [Stratum(20, 5, 3.0, 1.0), Stratum(10, 2, 4.0, 0.0), Stratum(6, 1, 1.0)]

    merged = statistics.merge_strata(strata)

    assert merged == [Stratum(20, 5, 3.0, 1.0), Stratum(16, 3, 3.0, approx(math.sqrt(3)))]


def test_a_unit_without_people_falls_away():
    unit = Stratum(4, 2, 3.0, 1.0)

    assert statistics.merge_strata([Stratum(0, 0), unit]) == [unit]


@pytest.mark.parametrize(("strata", "n", "mean"), [
    ([], 0, None),
    ([Stratum(4, 0)], 0, None),
    ([Stratum(4, 0), Stratum(3, 1, 2.0)], 1, 2.0),
])  # fmt: skip
def test_too_few_answers_in_all_units_have_no_interval(strata, n, mean):
    found = statistics.stratified_mean_from_moments(strata)

    assert (found.n, found.mean, found.se, found.low) == (n, mean, None, None)


def test_a_group_without_a_head_count_is_refused():
    with pytest.raises(ValueError, match="number of people invited"):
        statistics.stratified_mean([1, 2], ["A", "B"], {"A": 5})


def test_scores_without_their_groups_are_refused():
    with pytest.raises(ValueError, match="the group that it belongs to"):
        statistics.stratified_mean([1, 2], ["A"], {"A": 5})


@pytest.mark.parametrize(("k", "n", "low", "high"), [
    (0, 5, 0, 0.434482464783175),
    (5, 5, 0.565517535216825, 1),
    (3, 7, 0.15821985525147, 0.749541635472343),
    (12, 40, 0.180748452297465, 0.454300188181449),
    (0, 20, 0, 0.161125158052819),
])  # fmt: skip
def test_shares_have_wilsons_interval(k, n, low, high):
    assert statistics.wilson_interval(k, n) == Share(k, n, k / n, approx(low), approx(high))


def test_numpys_small_integers_are_counted_right():
    small = statistics.wilson_interval(np.int32(30_000), np.int32(60_000))

    assert small == statistics.wilson_interval(30_000, 60_000)


def test_a_share_of_nobody_is_none():
    assert statistics.wilson_interval(0, 0) == Share(0, 0, None, None, None)


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5)])
def test_a_share_of_more_than_all_is_refused(k, n):
    with pytest.raises(ValueError, match="between 0 and n"):
        statistics.wilson_interval(k, n)
