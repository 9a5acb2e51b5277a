"""The room's work in the background."""

from django.utils import timezone
from django_tasks.base import task

from nuotio.culture.services import telling
from nuotio.foundation import schedule


@task
def tell_of_rounds() -> int:
    """Send the letters of rounds that are due; return how many rounds had one."""
    return telling.tell_all(at=timezone.now())


def put_on_schedule() -> None:
    """Register the jobs; called when the app is ready."""
    schedule.every_minutes(10, tell_of_rounds)
