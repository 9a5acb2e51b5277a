"""Serves R85, R87: from which month a promise is taken, and what is left after it."""

from datetime import date

import pytest

from nuotio.support.budget import promising
from nuotio.support.budget.capacity import Budget, Month, months_from
from nuotio.support.models import SupportRequest
from nuotio.support.words import refusals

DAY = date(2026, 11, 18)
NOV, DEC, JAN, FEB = months_from(date(2026, 11, 1), 4)


def budget(*free, agreed=600):
    """A mentor's months from September on; `free` are the minutes left from November on."""
    before = [Month(first, agreed, used=agreed) for first in months_from(date(2026, 9, 1), 2)]
    firsts = months_from(NOV, len(free))
    return Budget(
        (
            *before,
            *(Month(one, agreed, used=agreed - f) for one, f in zip(firsts, free, strict=True)),
        )
    )


def request(minutes=240, first=date(2026, 11, 2), last=date(2027, 1, 15), weeks=()):
    return SupportRequest(minutes=minutes, first_day=first, last_day=last, weeks=list(weeks))


def rooms(made, wanted, day=DAY):
    return [(room.first, room.free) for room in promising.rooms_for(made, wanted, day=day)]


def test_the_months_of_a_request_with_what_is_free_in_each():
    made = budget(60, 300, 600, 600)

    assert rooms(made, request()) == [(NOV, 60), (DEC, 300), (JAN, 600)]


def test_days_that_have_passed_bring_no_month():
    made = budget(60, 300, 600, 600)

    assert rooms(made, request(last=date(2026, 11, 17))) == []
    assert rooms(made, request(last=date(2026, 11, 18))) == [(NOV, 60)]


def test_only_the_weeks_that_were_named_count_and_one_may_touch_two_months():
    made = budget(60, 300, 600, 600)

    assert rooms(made, request(weeks=["2026-11-30"])) == [(NOV, 60), (DEC, 300)]
    assert rooms(made, request(weeks=["2026-11-09", "2027-01-11"])) == [(JAN, 600)]


def test_the_first_month_with_room_is_taken_and_less_is_left_after():
    made = budget(60, 300, 600, 600)

    room = promising.room_for(made, request(), day=DAY)

    assert (room.first, room.after(240), room.after(900)) == (DEC, 60, 0)


def test_another_month_can_be_chosen():
    made = budget(60, 300, 600, 600)

    assert promising.room_for(made, request(), day=DAY, month=JAN).first == JAN


@pytest.mark.parametrize(
    ("free", "month", "left", "in_month", "later"),
    [
        ((60, 100, 30, 600), None, 100, DEC, FEB),
        ((60, 100, 30, 30), None, 100, DEC, None),
        ((60, 300, 600, 600), NOV, 60, NOV, DEC),
    ],
)
def test_where_there_is_too_little_it_is_told_how_much_and_when_there_is_enough(
    free, month, left, in_month, later
):
    with pytest.raises(refusals.AlreadyFull) as refused:
        promising.room_for(budget(*free), request(), day=DAY, month=month, name="Sanna")

    told = refused.value
    assert (told.minutes, told.left, told.month, told.later, told.name) == (
        240,
        left,
        in_month,
        later,
        "Sanna",
    )


def test_without_a_month_that_would_do_there_is_none_to_tell():
    with pytest.raises(refusals.AlreadyFull) as refused:
        promising.room_for(budget(600), request(last=date(2026, 11, 3)), day=DAY)

    assert (refused.value.month, refused.value.left) == (None, 0)
