"""A small scheduler: jobs say when they are due, the worker enqueues each slot once.

A worker may be killed in the middle of a job, and its task is not run again. So every job can be
run twice without harm, and is due again soon: what was left undone is done by the next run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from nuotio.foundation.models import ScheduledRun, WorkerPulse

LATE_AFTER = timedelta(seconds=90)
KEEP_RUNS = timedelta(days=10)
KEEP_RESULTS = timedelta(days=2)
KEEP_FAILURES = timedelta(days=30)


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


def hourly_on(weekday: int, hour: int, task: "Task[Any, Any]") -> None:
    """Run the task every hour of one weekday (0 is Monday), from this local hour to midnight."""

    def slot(at: datetime) -> str | None:
        local = timezone.localtime(at)
        is_due = local.weekday() == weekday and local.hour >= hour
        return f"{local:%G-W%V-%H}" if is_due else None

    _jobs[task.module_path] = Job(task.module_path, task, slot)


def enqueue_once(task: "Task[Any, Any]") -> bool:
    """Enqueue the task unless it waits in the queue already; return whether it was enqueued.

    Call it after the commit of the work that the task should see.
    """
    if DBTaskResult.objects.ready().filter(task_path=task.module_path).exists():
        return False
    task.enqueue()
    return True


def enqueue_due(*, at: datetime) -> list[str]:
    """Enqueue every job whose slot has not run; return their names.

    Where the worker is behind, a job that still waits in the queue is not put there twice.
    """
    enqueued = []
    for job in _jobs.values():
        slot = job.slot(at)
        if slot is None or ScheduledRun.objects.filter(job=job.name, slot=slot).exists():
            continue
        try:
            with transaction.atomic():
                ScheduledRun.objects.create(job=job.name, slot=slot, at=at)
                enqueue_once(job.task)
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
    """Drop the traces of runs after 10 days, of tasks that went well after 2; return how many.

    What failed is kept for 30 days, so that an operator can read why.
    """
    runs = ScheduledRun.objects.filter(at__lt=at - KEEP_RUNS)
    done = DBTaskResult.objects.successful().filter(finished_at__lt=at - KEEP_RESULTS)
    killed = DBTaskResult.objects.running().filter(started_at__lt=at - KEEP_RESULTS)
    failed = DBTaskResult.objects.failed().filter(finished_at__lt=at - KEEP_FAILURES)
    return sum(rows.delete()[0] for rows in (runs, done, killed, failed))
