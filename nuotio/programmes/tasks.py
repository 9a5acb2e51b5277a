"""The room's work in the background."""

from django.utils import timezone
from django_tasks.base import task

from nuotio.foundation import schedule
from nuotio.programmes.services import reminders

EIGHT = 8


@task
def remind() -> int:
    """Each morning: tell of what is near and of promises whose day has passed."""
    return reminders.remind(at=timezone.now())


def put_on_schedule() -> None:
    """Register the jobs; called when the app is ready."""
    schedule.daily(EIGHT, remind)
