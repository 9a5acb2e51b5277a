"""Dates that move: clock changes, what has begun, one or all later ones."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nuotio.programmes import holidays, moves
from nuotio.programmes.blueprints import HELSINKI
from nuotio.programmes.moves import Dated

AT = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


def here(*numbers):
    return datetime(*numbers, tzinfo=HELSINKI)


def dated(pk, starts_at, hours=6, kind="event"):
    return Dated(kind, pk, starts_at, starts_at + timedelta(hours=hours))


def starts(changes):
    return {change.dated.pk: change.starts_at.astimezone(UTC) for change in changes}


@pytest.mark.parametrize(
    ("before", "to", "later", "moved"),
    [
        # The clock goes back on 25 October 2026: nine o'clock stays nine o'clock.
        ((2026, 10, 13), (2026, 10, 27), (2026, 10, 20), datetime(2026, 11, 3, 7, 0, tzinfo=UTC)),
        # It goes forward on 28 March 2027.
        ((2027, 3, 16), (2027, 3, 30), (2027, 3, 23), datetime(2027, 4, 6, 6, 0, tzinfo=UTC)),
        # And back again where dates move nearer.
        ((2027, 4, 6), (2027, 3, 23), (2027, 4, 7), datetime(2027, 3, 24, 7, 0, tzinfo=UTC)),
    ],
)
def test_later_dates_keep_their_clock_time_across_clock_changes(before, to, later, moved):
    chosen, other = dated(1, here(*before, 9)), dated(2, here(*later, 9))

    changes = moves.changes_of_all(chosen, [chosen, other], to=here(*to, 9), at=AT)

    assert starts(changes)[2] == moved
    assert {change.ends_at - change.starts_at for change in changes} == {timedelta(hours=6)}


def test_one_moves_alone_to_another_day_and_clock_and_keeps_its_length():
    chosen = dated(1, here(2026, 10, 13, 9))

    (change,) = moves.changes_of_one(chosen, to=here(2026, 10, 27, 13, 30))

    assert change.starts_at == here(2026, 10, 27, 13, 30)
    assert change.ends_at == here(2026, 10, 27, 19, 30)


def test_where_it_is_there_already_nothing_moves():
    chosen, later = dated(1, here(2026, 10, 13, 9)), dated(2, here(2026, 10, 20, 9))

    assert moves.changes_of_one(chosen, to=here(2026, 10, 13, 9)) == []
    assert moves.changes_of_all(chosen, [later], to=here(2026, 10, 13, 9), at=AT) == []


def test_earlier_dates_and_what_has_begun_stay():
    chosen = dated(3, here(2026, 10, 13, 9))
    rows = [
        dated(1, here(2026, 9, 8, 9)),  # has been
        dated(2, here(2026, 10, 6, 9)),  # ahead, but before the chosen one
        chosen,
        dated(4, here(2026, 10, 13, 9)),  # at the same time
        dated(5, here(2026, 10, 20, 16), hours=0, kind="assignment"),
    ]

    changes = moves.changes_of_all(chosen, rows, to=here(2026, 10, 20, 9), at=AT)

    assert [change.dated.pk for change in changes] == [3, 4, 5]


def test_nothing_has_moved_where_all_have_begun():
    begun = dated(1, AT - timedelta(minutes=1))

    assert begun.has_begun(AT) is True
    assert moves.changes_of_all(
        dated(2, AT - timedelta(days=1)), [begun], to=AT + timedelta(days=9), at=AT
    ) == moves.changes_of_one(dated(2, AT - timedelta(days=1)), to=AT + timedelta(days=9))


def test_another_clock_time_on_the_same_day_moves_the_chosen_one_only():
    chosen, later = dated(1, here(2026, 10, 13, 9)), dated(2, here(2026, 10, 20, 9))

    changes = moves.changes_of_all(chosen, [later], to=here(2026, 10, 13, 10), at=AT)

    assert starts(changes) == {1: datetime(2026, 10, 13, 7, 0, tzinfo=UTC)}


def test_nothing_moves_into_the_past():
    at = here(2026, 10, 13, 8)
    chosen, due = dated(1, here(2026, 10, 20, 7)), dated(2, here(2026, 10, 20, 7, 30), hours=0)

    changes = moves.changes_of_all(chosen, [due], to=here(2026, 10, 13, 10), at=at)

    assert [change.dated.pk for change in changes] == [1]


@pytest.mark.parametrize(
    ("year", "easter"),
    [(2024, date(2024, 3, 31)), (2027, date(2027, 3, 28)), (2038, date(2038, 4, 25))],
)
def test_easter_is_known(year, easter):
    assert holidays.easter(year) == easter


def test_the_holidays_of_a_year_are_those_of_the_finnish_calendar():
    assert sorted(holidays.holidays(2027)) == [
        date(2027, 1, 1),
        date(2027, 1, 6),
        date(2027, 3, 26),
        date(2027, 3, 28),
        date(2027, 3, 29),
        date(2027, 5, 1),
        date(2027, 5, 6),
        date(2027, 5, 16),
        date(2027, 6, 25),
        date(2027, 6, 26),
        date(2027, 11, 6),
        date(2027, 12, 6),
        date(2027, 12, 24),
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]
