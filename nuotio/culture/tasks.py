"""The room's work in the background."""

from django.utils import timezone
from django_tasks.base import task

from nuotio.culture.services import daily_counts, pooling, report_notices, tally, telling
from nuotio.foundation import schedule

THREE = 3


@task
def tell_of_rounds() -> int:
    """Send the letters of rounds that are due; return how many rounds had one."""
    return telling.tell_all(at=timezone.now())


@task
def tell_of_results() -> int:
    """Tell members of results that were shared; return how many people were told."""
    return report_notices.tell_all(at=timezone.now())


@task
def pool_results() -> int:
    """Each night: make the network's pooled results where enough organisations have new ones."""
    return pooling.pool(at=timezone.now())


@task
def finish_rounds() -> int:
    """Close rounds whose time is over, and finish what was cut off; return how many."""
    return tally.finish_rounds(at=timezone.now())


@task
def count_days() -> int:
    """Each night: write down how many have answered; return of how many nodes."""
    return daily_counts.count_days(at=timezone.now())


def put_on_schedule() -> None:
    """Register the jobs; called when the app is ready."""
    schedule.every_minutes(10, tell_of_rounds)
    schedule.every_minutes(10, tell_of_results)
    schedule.daily(THREE, pool_results)
    schedule.every_minutes(5, finish_rounds)
    schedule.daily(0, count_days)
