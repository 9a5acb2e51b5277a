"""When those who answer for a request are reminded of it. Pure."""

from datetime import date

from nuotio.support import clock
from nuotio.support.clock import A_DAY

EVERY = 2  # working days between reminders once the promised day is there


def latest_day(asked_on: date, answer_by: date, day: date) -> date | None:
    """Return the last day up to `day` on which a reminder was due; None before the first.

    The working day before the promised one (unless it was asked for on that day), the promised day
    itself, then every second working day.
    """
    if day < answer_by:
        before = answer_by - A_DAY
        while not clock.is_working_day(before):
            before -= A_DAY
        return before if asked_on < before <= day else None
    passed = clock.working_days(answer_by, day) - clock.is_working_day(answer_by)
    return clock.after_working_days(answer_by, passed - passed % EVERY)


def is_due(asked_on: date, answer_by: date, day: date, *, reminded_on: date | None) -> bool:
    """Say whether a reminder is due on a day: on working days only, and once for each due day."""
    due = latest_day(asked_on, answer_by, day)
    if due is None or not clock.is_working_day(day):
        return False
    return reminded_on is None or reminded_on < due
