"""Serves issue 1 (notifications): what the worker does by the clock."""

from datetime import UTC, datetime

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from nuotio.foundation import schedule
from nuotio.notifications import tasks
from nuotio.notifications.models import OutgoingMail
from nuotio.notifications.services import sending
from tests.factories import NotificationFactory, OutgoingMailFactory

pytestmark = pytest.mark.django_db
SEND, SUMMARIES = (
    f"nuotio.notifications.tasks.{name}" for name in ("send_waiting_mail", "send_weekly_summaries")
)


def test_mail_is_sent_every_minute_and_summaries_on_monday_at_seven():
    sunday = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    before_seven = datetime(2026, 11, 23, 4, 59, tzinfo=UTC)
    seven = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)

    due = []
    for at in (sunday, before_seven, seven):
        due.append({name for name in schedule.enqueue_due(at=at) if "notifications" in name})
        DBTaskResult.objects.all().delete()

    assert due == [{SEND}, {SEND}, {SEND, SUMMARIES}]


def test_the_task_sends_what_waits(mail_server):
    OutgoingMailFactory.create_batch(2)

    assert tasks.send_waiting_mail.call() == 2
    assert len(mail_server.got) == 2


def test_the_task_goes_on_with_another_where_more_waits(mail_server, monkeypatch):
    monkeypatch.setattr(sending, "ONE_SWEEP", 1)
    OutgoingMailFactory.create_batch(2)

    tasks.send_waiting_mail.call()

    assert list(DBTaskResult.objects.values_list("task_path", flat=True)) == [SEND]


@time_machine.travel(datetime(2026, 11, 23, 5, 0, tzinfo=UTC), tick=False)
def test_the_task_writes_the_summaries_of_the_week():
    notice = NotificationFactory(kind="invitation_accepted")

    assert [tasks.send_weekly_summaries.call() for _ in "ab"] == [1, 0]
    user_id = notice.recipient.user_id
    assert OutgoingMail.objects.get().dedupe_key == f"digest:{user_id}:2026-W48"
