"""Serves issue 1: a small scheduler whose jobs run once a slot, by local time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_tasks.base import task
from django_tasks_db.models import DBTaskResult

from nuotio.foundation import schedule, tasks
from nuotio.foundation.models import ScheduledRun

pytestmark = pytest.mark.django_db


@task
def job() -> None:
    """Do nothing, by the clock."""


@task
def other_job() -> None:
    """Do nothing else, by the clock."""


@pytest.fixture(autouse=True)
def _no_jobs(monkeypatch):
    monkeypatch.setattr(schedule, "_jobs", {})


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def run_all() -> None:
    DBTaskResult.objects.all().delete()


def when_due(*moments: datetime) -> list[bool]:
    due = []
    for moment in moments:
        due.append(bool(schedule.enqueue_due(at=moment)))
        run_all()
    return due


def test_a_minute_has_one_run():
    schedule.every_minutes(1, job)

    assert when_due(at(18, 12, 0), at(18, 12, 0), at(18, 12, 1)) == [True, False, True]


def test_a_day_has_one_run_from_its_local_hour_on():
    schedule.daily(3, job)

    # Helsinki is two hours ahead in November.
    assert when_due(at(18, 0, 59), at(18, 1), at(18, 23), at(19, 1)) == [False, True, False, True]


def test_a_day_of_a_clock_change_has_one_run_too():
    schedule.daily(3, job)

    # On 25 October 2026 the hour from three to four comes twice.
    moments = (at(25, 0, 30, 10), at(25, 1, 30, 10), at(25, 2, 30, 10))
    assert when_due(*moments) == [True, False, False]


def test_a_week_has_one_run_on_its_day():
    schedule.weekly(0, 7, job)

    moments = (at(22, 12), at(23, 4, 59), at(23, 5), at(23, 20), at(24, 5), at(30, 5))
    assert when_due(*moments) == [False, False, True, False, False, True]


def test_a_job_of_one_weekday_runs_every_hour_of_it():
    schedule.hourly_on(0, 7, job)

    moments = (at(23, 4), at(23, 5), at(23, 5, 30), at(23, 6), at(23, 21), at(23, 22))
    assert when_due(*moments) == [False, True, False, True, True, False]


def test_two_workers_enqueue_one_run(monkeypatch):
    schedule.every_minutes(1, job)
    run = ScheduledRun.objects

    class Blind:
        """The other worker's run is not seen yet, only its constraint."""

        def filter(self, **_where):
            return run.none()

        def create(self, **fields):
            return run.create(**fields)

    schedule.enqueue_due(at=at(18, 12))
    monkeypatch.setattr(ScheduledRun, "objects", Blind())

    assert schedule.enqueue_due(at=at(18, 12)) == []
    assert DBTaskResult.objects.count() == 1


def test_jobs_do_not_pile_up_while_the_worker_is_behind():
    schedule.every_minutes(1, job)
    schedule.every_minutes(1, other_job)

    for minute in range(5):
        schedule.enqueue_due(at=at(18, 12, minute))

    assert sorted(DBTaskResult.objects.values_list("task_path", flat=True)) == [
        f"{__name__}.job",
        f"{__name__}.other_job",
    ]


def test_a_task_that_waits_is_not_enqueued_again():
    asked = [schedule.enqueue_once(job) for _ in "ab"]
    DBTaskResult.objects.update(status="RUNNING")
    asked.append(schedule.enqueue_once(job))

    assert asked == [True, False, True]


def test_the_worker_is_late_when_it_has_been_silent(now):
    assert schedule.is_late(at=now) is True

    schedule.beat(at=now)

    assert schedule.is_late(at=now + timedelta(seconds=90)) is False
    assert schedule.is_late(at=now + timedelta(seconds=91)) is True


@pytest.mark.parametrize(
    ("status", "moment", "days", "kept"),
    [
        ("SUCCESSFUL", "finished_at", 1, 1),
        ("SUCCESSFUL", "finished_at", 3, 0),
        ("FAILED", "finished_at", 29, 1),
        ("FAILED", "finished_at", 31, 0),
        ("RUNNING", "started_at", 1, 1),
        ("RUNNING", "started_at", 3, 0),
    ],
)
def test_traces_of_tasks_are_forgotten_in_time(now, status, moment, days, kept):
    job.enqueue()
    DBTaskResult.objects.update(status=status, **{moment: now - timedelta(days=days)})

    schedule.forget_old_runs(at=now)

    assert DBTaskResult.objects.count() == kept


def test_traces_of_runs_are_forgotten_after_ten_days(now):
    for days in (9, 11):
        ScheduledRun.objects.create(job="x", slot=str(days), at=now - timedelta(days=days))

    assert schedule.forget_old_runs(at=now) == 1
    assert list(ScheduledRun.objects.values_list("slot", flat=True)) == ["9"]


def test_the_foundation_puts_its_own_work_on_the_schedule():
    tasks.put_on_schedule()

    assert schedule.enqueue_due(at=at(18, 12)) == [
        "nuotio.foundation.tasks.deliver_left_behind",
        "nuotio.foundation.tasks.forget_old_runs",
    ]
    with time_machine.travel(at(18, 12), tick=False):
        assert tasks.forget_old_runs.call() == 0
