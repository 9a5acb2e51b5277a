"""The room's work in the background."""

from typing import Any

from django.utils import timezone
from django_tasks.base import task

from nuotio.foundation import schedule
from nuotio.notifications.events import mail_waits
from nuotio.notifications.services import sending, summaries

MONDAY, SEVEN = 0, 7


@task
def send_waiting_mail() -> int:
    """Send what waits in the outbox; return how many mails went out."""
    sweep = sending.send_waiting(clock=timezone.now)
    if sweep.is_more:
        schedule.enqueue_once(send_waiting_mail)
    return sweep.sent


@task
def send_weekly_summaries() -> int:
    """Write the summaries of this week that are not written yet; return how many."""
    return summaries.send_all(at=timezone.now())


def send_soon(**_kwargs: Any) -> None:
    """Let the worker send at once what was just committed, without waiting for its minute."""
    schedule.enqueue_once(send_waiting_mail)


def put_on_schedule() -> None:
    """Register the jobs and listen for new mails; called when the app is ready."""
    schedule.every_minutes(1, send_waiting_mail)
    schedule.hourly_on(MONDAY, SEVEN, send_weekly_summaries)
    mail_waits.connect(send_soon, dispatch_uid="notifications.send_soon")
