"""Serves issue 5 (plans): what a pulse tells, and that it tells nothing of few or too early."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuotio.culture.counted_release import Agreeing, Bar, Release, Told, release

COUNTS = st.tuples(*[st.integers(0, 40)] * 5)


def every(n):
    """All the ways in which `n` people can have answered."""
    return [c for c in product(range(n + 1), repeat=5) if sum(c) == n]


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 0, 0, 0, 0), Told.FEW_SO_FAR),
        ((0, 0, 4, 0, 0), Told.FEW_SO_FAR),
        ((0, 0, 4, 1, 0), Told.ENOUGH_SO_FAR),
        ((9, 9, 9, 9, 9), Told.ENOUGH_SO_FAR),
    ],
)
def test_an_open_pulse_says_only_whether_five_have_answered(counts, told):
    assert release(counts, is_closed=False) == Release(told)


def test_four_answers_are_never_told():
    assert release((0, 1, 1, 1, 1), is_closed=True) == Release(Told.NOTHING)


@pytest.mark.parametrize(
    ("counts", "mean"),
    [
        ((0, 1, 1, 2, 1), "3.5"),  # 3.6
        ((1, 2, 0, 3, 3), "3.5"),  # 3.56
        ((0, 0, 1, 3, 2), "4.0"),  # 4.17
        ((0, 0, 0, 0, 5), "5.0"),
        ((0, 0, 0, 1, 4), "5.0"),  # 4.8
        ((1, 0, 0, 0, 4), "4.0"),  # 4.2
        ((0, 0, 3, 3, 0), "3.5"),
        ((0, 8, 0, 0, 1), "2.5"),  # 2.33
    ],
)
def test_five_to_nine_answers_tell_a_mean_in_halves_alone(counts, mean):
    assert release(counts, is_closed=True) == Release(Told.MEAN, sum(counts), Decimal(mean))


def test_from_ten_answers_on_each_option_is_told_with_how_sure_it_is():
    told = release((1, 2, 5, 8, 5), is_closed=True)

    assert told == Release(
        Told.SHARES,
        21,
        Decimal("3.7"),
        (Bar(1, 1, 5), Bar(2, 2, 10), Bar(3, 5, 24), Bar(4, 8, 38), Bar(5, 5, 24)),
        Agreeing(13, 62, 41, 79),
    )


def test_ten_who_answer_alike_are_told_as_they_are():
    told = release((0, 0, 0, 1, 9), is_closed=True)

    assert (told.mean, told.agreeing) == (Decimal("4.9"), Agreeing(10, 100, 72, 100))


@pytest.mark.parametrize(("n", "is_small"), [(29, True), (30, False)])
def test_few_answers_are_called_few(n, is_small):
    assert release((0, 0, 0, 0, n), is_closed=True).is_small is is_small


def test_what_is_not_told_is_not_called_few():
    assert release((0, 0, 0, 0, 1), is_closed=True).is_small is False


@given(COUNTS, COUNTS)
def test_two_open_pulses_differ_in_nothing_but_whether_five_have_answered(one, other):
    first, second = release(one, is_closed=False), release(other, is_closed=False)

    assert (first == second) is ((sum(one) < 5) is (sum(other) < 5))


@given(COUNTS)
def test_what_is_told_of_a_closed_pulse_grows_with_those_who_answered(counts):
    told, n = release(counts, is_closed=True), sum(counts)

    assert (told.n is None, told.mean is None) == (n < 5, n < 5)
    assert (told.bars == (), told.agreeing is None) == (n < 10, n < 10)
    assert sum(bar.count for bar in told.bars) in (0, n)
    if told.mean is not None:
        assert 1 <= told.mean <= 5
        assert told.mean == told.mean.quantize(Decimal("0.1"))
    if told.agreeing is not None:
        assert told.agreeing.low <= told.agreeing.percent <= told.agreeing.high


@pytest.mark.parametrize("n", range(5, 10))
def test_no_small_mean_gives_away_how_each_has_answered(n):
    ways: dict[Release, list[tuple[int, ...]]] = {}
    for counts in every(n):
        ways.setdefault(release(counts, is_closed=True), []).append(counts)

    given_away = [told for told, counts in ways.items() if len(counts) < 2]
    alike = {told.mean for told, counts in ways.items() if all(max(one) >= n - 1 for one in counts)}

    assert given_away == []
    # Only a mean at the very end says that nearly all answered alike: no rounding hides that.
    assert alike <= {Decimal("1.0"), Decimal("5.0")}
