"""The foundation's own work in the background: bells that did not ring, traces that may go."""

from django.utils import timezone
from django_tasks.base import task

from nuotio.foundation import events, schedule


@task
def deliver_left_behind() -> int:
    """Deliver announcements that a crash left undelivered; return how many were tried."""
    return events.deliver_left_behind(at=timezone.now())


@task
def forget_old_runs() -> int:
    """Drop the traces of old runs; return how many."""
    return schedule.forget_old_runs(at=timezone.now())


def put_on_schedule() -> None:
    """Register the jobs; called when the app is ready."""
    schedule.every_minutes(1, deliver_left_behind)
    schedule.daily(3, forget_old_runs)
