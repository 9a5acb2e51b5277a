"""A small scheduler: jobs say when they are due, the worker enqueues each slot once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks.base import Task

from nuotio.foundation.models import ScheduledRun, WorkerPulse

LATE_AFTER = timedelta(seconds=90)
KEEP_RUNS = timedelta(days=60)


@dataclass(frozen=True)
class Job:
    """A task and the name of the slot that a moment falls in; None while it is not due."""

    name: str
    task: "Task[Any, Any]"
    slot: Callable[[datetime], str | None]


_jobs: dict[str, Job] = {}


def every_minutes(minutes: int, task: "Task[Any, Any]") -> None:
    """Run the task once in every slot of so many minutes."""

    def slot(at: datetime) -> str:
        return str(int(at.timestamp()) // (60 * minutes))

    _jobs[task.module_path] = Job(task.module_path, task, slot)


def daily(hour: int, task: "Task[Any, Any]") -> None:
    """Run the task once a day, from this local hour on."""

    def slot(at: datetime) -> str | None:
        local = timezone.localtime(at)
        return f"{local:%Y-%m-%d}" if local.hour >= hour else None

    _jobs[task.module_path] = Job(task.module_path, task, slot)


def weekly(weekday: int, hour: int, task: "Task[Any, Any]") -> None:
    """Run the task once a week: weekday 0 is Monday, from this local hour on, that day."""

    def slot(at: datetime) -> str | None:
        local = timezone.localtime(at)
        is_due = local.weekday() == weekday and local.hour >= hour
        return f"{local:%G-W%V}" if is_due else None

    _jobs[task.module_path] = Job(task.module_path, task, slot)


def enqueue_due(*, at: datetime) -> list[str]:
    """Enqueue every job whose slot has not run; return their names."""
    enqueued = []
    for job in _jobs.values():
        slot = job.slot(at)
        if slot is None or ScheduledRun.objects.filter(job=job.name, slot=slot).exists():
            continue
        try:
            with transaction.atomic():
                ScheduledRun.objects.create(job=job.name, slot=slot, at=at)
                job.task.enqueue()
        except IntegrityError:  # another worker was first
            continue
        enqueued.append(job.name)
    return enqueued


def beat(*, at: datetime) -> None:
    """Leave the sign of life that the health page reads."""
    WorkerPulse.objects.update_or_create(pk=1, defaults={"at": at})


def is_late(*, at: datetime) -> bool:
    """Say whether the worker has been silent for more than 90 seconds, or never lived."""
    return not WorkerPulse.objects.filter(at__gte=at - LATE_AFTER).exists()


def forget_old_runs(*, at: datetime) -> int:
    """Drop the traces of runs older than 60 days; return how many."""
    return ScheduledRun.objects.filter(at__lt=at - KEEP_RUNS).delete()[0]
