"""Serves R85 and R87: a mentor's hours by month: never on top of everything, never saved up."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuotio.support.budget import capacity
from nuotio.support.budget.capacity import Budget, Month, Share

NOV, DEC, JAN, FEB = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)
MONTHS = capacity.months_from(date(2026, 9, 1), 10)
SIXTEEN = [Share(date(2026, 1, 1), 16)]


def budget(*taken: int, agreed: int = 600) -> Budget:
    """Ten months from September on; it is November. `taken` are minutes used, from September on."""
    used = [*taken, *[0] * (len(MONTHS) - len(taken))]
    made = [Month(first, agreed, one) for first, one in zip(MONTHS, used, strict=True)]
    return Budget(tuple(made[:8]), beyond=tuple(made[8:]))


def test_a_month_with_nothing_in_it_has_its_own_hours_and_no_more():
    saved_up = budget()

    assert [saved_up.free(number) for number in (2, 3, 7)] == [600, 600, 600]


def test_what_is_used_promised_or_overspent_leaves_less():
    month = Month(NOV, 600, used=100, promised=250, asked=50)
    alone = Budget((month,), now=0)

    assert month.taken == 350
    assert alone.free(0) == 250
    assert alone.free(0, with_asked=True) == 200


@pytest.mark.parametrize(
    ("taken", "november", "december", "january"),
    [
        ((600, 600, 600), 0, 600, 600),
        ((600, 600, 900), 0, 300, 600),  # five hours over in November come back by December
        ((600, 600, 1500), 0, 0, 300),
        ((600, 900), 300, 600, 600),  # over in October: November gives it back
        ((900,), 600, 600, 600),  # over in September, and October was light
        ((0, 0, 900), 0, 600, 600),  # the two months before were light
        ((600, 600, 0, 900), 300, 0, 600),  # a promise of December is too much for November, too
    ],
)
def test_what_went_over_is_given_back_within_three_months(taken, november, december, january):
    found = budget(*taken)

    assert [found.free(number) for number in (2, 3, 4)] == [november, december, january]


def test_the_last_month_keeps_to_those_beyond_it():
    full = budget(0, 0, 0, 0, 0, 0, 0, 0, 900, 600)

    assert full.free(7) == 300


def test_a_month_that_does_not_exist_has_nothing():
    assert budget().free(40) == 0


def test_only_six_months_can_be_promised():
    found = budget()

    assert [month.first for month in found.ahead] == MONTHS[2:8]
    assert found.month_for(60, first=date(2027, 5, 3), last=date(2027, 5, 28)) is None


def test_the_first_month_that_has_room_is_told():
    found = budget(600, 600, 900)

    assert found.month_for(300, first=date(2026, 10, 5), last=date(2027, 2, 1)) == DEC
    assert found.month_for(301, first=date(2026, 10, 5), last=date(2027, 2, 1)) == JAN
    assert found.month_for(601, first=date(2026, 10, 5), last=date(2027, 2, 1)) is None
    assert list(found.months_for(301, first=NOV, last=FEB)) == [JAN, FEB]


def test_a_month_counts_where_the_days_touch_it():
    found = budget()

    assert found.month_for(60, first=date(2026, 12, 31), last=date(2027, 1, 4)) == DEC
    assert found.month_for(60, first=DEC, last=DEC) == DEC
    assert found.month_for(60, first=date(2026, 10, 1), last=date(2026, 10, 30)) is None


def test_what_she_is_asked_for_counts_where_it_shall():
    asked = Budget((Month(NOV, 600, asked=400), Month(DEC, 600)), now=0)
    days = {"first": NOV, "last": date(2026, 12, 31)}

    assert asked.month_for(300, **days) == NOV
    assert asked.month_for(300, **days, with_asked=True) == DEC


def test_a_month_of_a_share_is_its_hours():
    assert capacity.agreed_minutes(SIXTEEN, NOV) == 960
    assert capacity.agreed_minutes([Share(NOV, 15.7)], NOV) == 942
    assert capacity.agreed_minutes([], NOV) == 0


@pytest.mark.parametrize(
    ("away", "minutes"),
    [
        ([(date(2026, 11, 2), date(2026, 11, 6))], 731),  # five of November's 21 working days
        ([(date(2026, 11, 7), date(2026, 11, 8))], 960),  # a weekend
        ([(date(2026, 10, 1), date(2026, 12, 31))], 0),
        ([(date(2026, 12, 1), date(2026, 12, 31))], 960),
        ([(date(2026, 11, 2), date(2026, 11, 4)), (date(2026, 11, 3), date(2026, 11, 6))], 731),
    ],
)
def test_days_away_make_the_month_smaller(away, minutes):
    assert capacity.agreed_minutes(SIXTEEN, NOV, away=away) == minutes


def test_days_on_which_nobody_works_take_nothing_from_december():
    independence_day_and_christmas = [
        (date(2026, 12, 5), date(2026, 12, 6)),
        (date(2026, 12, 24), date(2026, 12, 27)),
    ]

    assert capacity.agreed_minutes(SIXTEEN, DEC, away=independence_day_and_christmas) == 960


def test_a_share_brings_hours_from_its_day_on():
    middle = Share(date(2026, 11, 16), 16)  # eleven of 21 working days are left

    assert capacity.agreed_minutes([middle], NOV) == 503
    assert capacity.agreed_minutes([middle], DEC) == 960
    assert capacity.agreed_minutes([middle], date(2026, 10, 1)) == 0


def test_the_share_before_holds_until_the_new_one_begins():
    shares = [Share(date(2026, 11, 16), 8), Share(date(2026, 1, 1), 16)]

    assert capacity.agreed_minutes(shares, date(2026, 10, 1)) == 960
    assert capacity.agreed_minutes(shares, NOV) == round((10 * 16 + 11 * 8) * 60 / 21)
    assert capacity.agreed_minutes(shares, DEC) == 480


def test_a_share_has_begun_once_the_month_touches_it():
    starts_at_the_end = [Share(date(2026, 11, 30), 16)]

    assert capacity.has_begun(starts_at_the_end, NOV)
    assert not capacity.has_begun(starts_at_the_end, date(2026, 10, 1))
    assert not capacity.has_begun([], NOV)


def test_months_are_counted_over_the_turn_of_the_year():
    assert capacity.first_of_month(date(2026, 12, 31)) == DEC
    assert capacity.next_month(DEC) == JAN
    assert capacity.months_from(DEC, 3) == [DEC, JAN, FEB]
    assert capacity.months_before(JAN, 2) == NOV
    assert capacity.months_before(JAN, 0) == JAN


# A machine that does much else draws slowly; no time is judged here.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
minutes = st.integers(0, 4000)
months = st.tuples(minutes, minutes, minutes, minutes)
rows = st.lists(months, min_size=1, max_size=12)


def made(told) -> Budget:
    firsts = capacity.months_from(NOV, len(told))
    return Budget(tuple(Month(first, *one) for first, one in zip(firsts, told, strict=True)), now=0)


def holds(months) -> bool:
    return sum(one.taken for one in months) <= sum(one.agreed for one in months)


def promised(found: Budget, number: int, more: int) -> Budget:
    month = found.months[number]
    after = Month(month.first, month.agreed, month.used, month.promised + more, month.asked)
    return Budget((*found.months[:number], after, *found.months[number + 1 :]), now=0)


@calm
@given(rows, st.data())
def test_what_is_free_can_be_promised_and_not_a_minute_more(told, data):
    found = made(told)
    number = data.draw(st.integers(0, len(told) - 1))
    free = found.free(number)
    spans = [(number, number + 1)] + [
        (first, first + 3) for first in range(len(told) - 2) if first <= number < first + 3
    ]

    held = [slice(*span) for span in spans if holds(found.months[slice(*span)])]
    after, too_much = promised(found, number, free), promised(found, number, free + 1)

    assert free >= 0
    assert all(holds(after.months[span]) for span in held)
    if len(held) == len(spans):
        assert not all(holds(too_much.months[span]) for span in held)


@calm
@given(rows, st.data())
def test_a_promise_never_leaves_more_free_anywhere(told, data):
    found = made(told)
    number = data.draw(st.integers(0, len(told) - 1))

    after = promised(found, number, data.draw(st.integers(1, 4000)))

    for one in range(len(told)):
        assert after.free(one) <= found.free(one)
        assert after.free(one, with_asked=True) <= after.free(one)


@calm
@given(rows, minutes)
def test_what_takes_less_finds_a_month_that_is_no_later(told, wanted):
    found = made(told)
    days = {"first": NOV, "last": date(2028, 1, 1)}

    less, more = found.month_for(wanted, **days), found.month_for(wanted + 60, **days)

    assert more is None or (less is not None and less <= more)


days = st.dates(date(2026, 8, 1), date(2027, 3, 1))
spans = st.lists(st.tuples(days, days).map(sorted).map(tuple), max_size=4)


@calm
@given(spans, days, days, st.floats(0.5, 200))
def test_being_away_longer_never_adds_hours(away, one, other, hours):
    shares, more = [Share(date(2026, 1, 1), hours)], (min(one, other), max(one, other))

    before = capacity.agreed_minutes(shares, NOV, away=away)
    after = capacity.agreed_minutes(shares, NOV, away=[*away, more])

    assert 0 <= after <= before <= round(hours * 60)
