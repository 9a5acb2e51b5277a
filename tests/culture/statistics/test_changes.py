"""Serves R31: change between two surveys, and the word for it."""

import math

import pytest

from nuotio.culture import statistics
from nuotio.culture.statistics import Change, Moments, OverlappingChange, PairedChange
from tests.culture.statistics.figures import SLEEP_ONE, SLEEP_TWO

approx = pytest.approx

NAN = math.nan
# The companion of Derrick, Toher & White 2017: those in one sample only, then those in both.
ALONE_A, BOTH_A = [20, 21, 16, 18, 14, 12, 14, 17], [14, 15, 18, 20, 11, 19, 14, 15]
ALONE_B, BOTH_B = [10, 16, 18, 16, 15, 14, 13, 10], [15, 10, 15, 17, 13, 19, 12, 13]


def test_two_groups_change_as_r_says():
    found = statistics.change_unpaired(SLEEP_ONE, [*SLEEP_TWO, NAN])

    assert found == Change(
        n_before=10,
        n_after=10,
        mean_before=approx(0.75),
        mean_after=approx(2.33),
        difference=approx(1.58),
        se=approx(0.849091017238762),
        df=approx(17.7764735161785),
        low=approx(-0.20548323071171),
        high=approx(3.36548323071171),
        t=approx(1.86081346748685),
        p=approx(0.0793941401873582),
    )
    assert found.verdict == "unclear"


def test_what_was_kept_of_two_groups_tells_the_same_change():
    before, after = Moments(10, 0.75, 1.78900965775916), Moments(10, 2.33, 2.00224873579683)

    found = statistics.change_from_moments(before, after)

    assert vars(found) == approx(vars(statistics.change_unpaired(SLEEP_ONE, SLEEP_TWO)))


def test_the_same_people_change_as_r_says():
    found = statistics.change_paired([*SLEEP_ONE, 1, None], [*SLEEP_TWO, None, 1])

    assert found == PairedChange(
        n_before=10,
        n_after=10,
        mean_before=approx(0.75),
        mean_after=approx(2.33),
        difference=approx(1.58),
        se=approx(0.388958723888395),
        df=9,
        low=approx(0.700114236723018),
        high=approx(2.45988576327698),
        t=approx(4.06212768338204),
        p=approx(0.00283289019738427),
        sd=approx(1.22999548327987),
        r=approx(0.795170205833578),
        better=0.9,
        same=0.1,
        worse=0,
        within_delta=0.9,
        within_delta_se=approx(0.1),
    )
    assert (found.n, found.verdict) == (10, "improved")


def test_scores_that_differ_by_rounding_are_the_same():
    found = statistics.change_paired([0.3, 0.6, 1], [0.1 + 0.2, 0.5, 2])

    assert (found.better, found.same, found.worse) == approx((1 / 3, 1 / 3, 1 / 3))


def test_people_who_all_change_alike_change_for_sure():
    found = statistics.change_paired([1, 2, 3], [1.1, 2.1, 3.1])

    assert (found.sd, found.se, found.df, found.t) == (0, 0, None, None)
    assert (found.low, found.high) == approx((0.1, 0.1))
    assert found.verdict == "unchanged"


def test_surveys_that_share_people_change_as_derrick_says():
    found = statistics.change_overlapping(
        [*ALONE_A, *[None] * 8, *BOTH_A], [*[None] * 8, *ALONE_B, *BOTH_B]
    )

    assert found == OverlappingChange(
        n_before=16,
        n_after=16,
        mean_before=16.125,
        mean_after=14.125,
        difference=-2,
        se=approx(0.8267545619234621),
        df=approx(18.422332269264114),
        low=approx(-3.734097029472195),
        high=approx(-0.26590297052780487),
        t=approx(-2.419097628378315),
        p=approx(0.026104444861957423),
        linked=8,
        r=approx(0.6867952956727099),
    )


def test_pairs_by_their_places_tell_the_same_change():
    before, after = [*ALONE_A, *BOTH_A], [*BOTH_B, *ALONE_B]

    found = statistics.change_overlapping(before, after, [(8 + one, one) for one in range(8)])

    rows = [*ALONE_A, *[NAN] * 8, *BOTH_A], [*[NAN] * 8, *ALONE_B, *BOTH_B]
    assert vars(found) == approx(vars(statistics.change_overlapping(*rows)))


def test_what_was_kept_of_surveys_that_share_people_tells_the_same_change():
    before, after = [*ALONE_A, *BOTH_A], [*ALONE_B, *BOTH_B]
    places = [(place, place) for place in range(8, 16)]
    expected = statistics.change_overlapping(before, after, places)

    found = statistics.change_overlapping_from_moments(
        statistics.moments(before), statistics.moments(after), expected.linked, expected.r
    )

    assert found == expected


def test_surveys_of_the_same_people_have_the_error_and_freedom_of_pairs():
    paired = statistics.change_paired(SLEEP_ONE, SLEEP_TWO)

    found = statistics.change_overlapping(SLEEP_ONE, SLEEP_TWO)

    assert (found.se, found.df, found.p) == approx((paired.se, paired.df, paired.p))


@pytest.mark.parametrize("pairs", [[], [(3, 4)]])
def test_surveys_with_fewer_than_two_pairs_change_as_groups(pairs):
    welch = statistics.change_unpaired(SLEEP_ONE, SLEEP_TWO)

    found = statistics.change_overlapping(SLEEP_ONE, SLEEP_TWO, pairs)

    assert found == OverlappingChange(**vars(welch), linked=len(pairs), r=None)


def test_pairs_that_do_not_vary_lend_no_precision():
    welch = statistics.change_unpaired([1, 2, 2, 4], [1, 2, 3, 5])

    found = statistics.change_overlapping([1, 2, 2, 4], [1, 2, 3, 5], [(1, 0), (2, 2)])

    assert (found.linked, found.r, found.se) == (2, None, approx(welch.se))


def test_surveys_without_any_difference_have_an_interval_of_one_point():
    found = statistics.change_overlapping([3, 3, 3], [4, 4, 4])

    assert (found.difference, found.se, found.df, found.low, found.high) == (1, 0, None, 1, 1)
    assert statistics.change_unpaired([3, 3], [4, 4]).verdict == "improved"


@pytest.mark.parametrize(("before", "after", "difference"), [
    ([], [], None), ([1], [], None), ([], [1, 2], None), ([1], [3], 2), ([1], [3, 5], 3),
])  # fmt: skip
def test_too_few_answers_have_a_change_without_interval_at_most(before, after, difference):
    change = statistics.change_unpaired(before, after)
    overlapping = statistics.change_overlapping(before, after, [])

    for found in (change, overlapping):
        assert found.difference == difference
        assert (found.se, found.df, found.low, found.high, found.t, found.p) == (None,) * 6
        assert found.verdict == "unclear"


@pytest.mark.parametrize(("before", "after", "n", "better"), [
    ([], [], 0, None), ([1, None], [None, 2], 0, None), ([1, 2], [2, None], 1, 1),
])  # fmt: skip
def test_too_few_pairs_have_no_interval(before, after, n, better):
    found = statistics.change_paired(before, after)

    assert (found.n, found.better) == (n, better)
    assert (found.se, found.low, found.sd, found.r, found.within_delta_se) == (None,) * 5


@pytest.mark.parametrize("pairs", [[(0, 0), (0, 1)], [(0, 1), (1, 1)], [(0, 2)], [(-1, 0)]])
def test_pairs_that_name_somebody_twice_or_nobody_are_refused(pairs):
    with pytest.raises(ValueError, match="nobody twice"):
        statistics.change_overlapping([1, 2], [3, 4], pairs)


def test_people_without_their_place_are_refused():
    with pytest.raises(ValueError, match="a place for each person"):
        statistics.change_overlapping([1, 2], [3])
    with pytest.raises(ValueError, match="a place for each person"):
        statistics.change_paired([1, 2], [3])


@pytest.mark.parametrize(("linked", "r", "why"), [
    (3, 0.5, "can be linked"), (-1, 0.5, "can be linked"), (2, 1.1, "between -1 and 1"),
])  # fmt: skip
def test_links_that_cannot_be_are_refused(linked, r, why):
    with pytest.raises(ValueError, match=why):
        statistics.change_overlapping_from_moments(Moments(2, 3, 1), Moments(5, 3, 1), linked, r)


@pytest.mark.parametrize(("low", "high", "word"), [
    (-0.0152116281276275, 0.221871980936326, "unclear"),
    (-0.181880341329175, 0.0234220672392385, "unchanged"),
    (0.0964959315279515, 0.307978667025903, "improved"),
    (-0.159216690853623, -0.0119545118490796, "unchanged"),
    (-0.6, -0.22, "declined"),
    (0.02, 0.14, "unchanged"),
    (-0.1, 1.1, "unclear"),
    (-0.2, 0.1, "unclear"),
    (0.1, 0.2, "improved"),
    (-0.3, 0.0, "unclear"),
    (0.0, 0.3, "unclear"),
    (None, 0.3, "unclear"),
    (0.3, None, "unclear"),
])  # fmt: skip
def test_an_interval_decides_the_word(low, high, word):
    assert statistics.verdict(low, high) == word


def test_the_smallest_change_that_matters_can_be_another():
    assert statistics.verdict(0.1, 0.4, smallest=0.5) == "unchanged"


@pytest.mark.parametrize(("low", "high", "smallest"), [(1, 0, 0.2), (NAN, 1, 0.2), (0, 1, 0)])
def test_an_interval_that_is_none_is_refused(low, high, smallest):
    with pytest.raises(ValueError, match=r"interval runs|positive number"):
        statistics.verdict(low, high, smallest)
