"""Work of the room that nobody waits for."""

from django.utils import timezone
from django_tasks.base import task

from nuotio.foundation import schedule
from nuotio.support.services import follow_ups


@task
def ask_teams() -> int:
    """Each morning: open, remind of and close follow-ups by the calendar; return how many."""
    at = timezone.now()
    closed = follow_ups.close_due(at=at)
    return closed + follow_ups.open_due(at=at) + follow_ups.remind_due(at=at)


def put_on_schedule() -> None:
    """Enter the room's jobs into the schedule; called when the registry is ready."""
    schedule.daily(6, ask_teams)
