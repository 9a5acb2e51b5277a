"""Work of the room that nobody waits for."""

from django.utils import timezone
from django_tasks.base import task

from nuotio.evaluation import services
from nuotio.foundation import schedule

FOUR = 4


@task
def count_threads() -> int:
    """Each night: count the golden thread of every organisation in a programme."""
    return services.count_all(at=timezone.now())


def put_on_schedule() -> None:
    """Enter the room's jobs into the schedule; called when the registry is ready."""
    schedule.daily(FOUR, count_threads)
