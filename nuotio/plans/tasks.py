"""Work of the room that nobody waits for."""

from django.utils import timezone
from django_tasks.base import task

from nuotio.foundation import schedule
from nuotio.plans.services import pulses


@task
def close_pulses() -> int:
    """Each night: close pulses whose last day has passed; return how many."""
    return pulses.close_due(at=timezone.now())


def put_on_schedule() -> None:
    """Enter the room's jobs into the schedule; called when the registry is ready."""
    schedule.daily(0, close_pulses)
