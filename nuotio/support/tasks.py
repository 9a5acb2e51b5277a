"""Work of the room that nobody waits for."""

from django.utils import timezone
from django_tasks.base import task

from nuotio.foundation import schedule
from nuotio.support.services import reminders

EIGHT = 8


@task
def remind_of_requests() -> int:
    """Each morning: remind of requests that wait for an answer; return of how many."""
    return reminders.remind(at=timezone.now())


def put_on_schedule() -> None:
    """Enter the room's jobs into the schedule; called when the registry is ready."""
    schedule.daily(EIGHT, remind_of_requests)
