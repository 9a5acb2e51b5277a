"""Work of the room that nobody waits for."""

from django.utils import timezone
from django_tasks.base import task

from nuotio.foundation import schedule
from nuotio.support.services import follow_ups, invitations, reminders

EIGHT = 8


@task
def remind_of_requests() -> int:
    """Each morning: remind of requests that wait for an answer; return of how many."""
    return reminders.remind(at=timezone.now())


@task
def look_after_invitations() -> int:
    """Each morning: end invitations that stayed unanswered, remind of others; return how many."""
    at = timezone.now()
    return invitations.lapse_due(at=at) + invitations.remind_due(at=at)


@task
def ask_teams() -> int:
    """Each morning: open, remind of and close follow-ups by the calendar; return how many."""
    at = timezone.now()
    closed = follow_ups.close_due(at=at)
    return closed + follow_ups.open_due(at=at) + follow_ups.remind_due(at=at)


def put_on_schedule() -> None:
    """Enter the room's jobs into the schedule; called when the registry is ready."""
    schedule.daily(EIGHT, remind_of_requests)
    schedule.daily(EIGHT, look_after_invitations)
    schedule.daily(EIGHT, ask_teams)
