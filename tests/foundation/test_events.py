"""Serves issue 1: a crash between a change and its listeners loses nothing and doubles nothing."""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from nuotio.foundation import events, tasks
from nuotio.foundation.models import Announcement, ScheduledRun
from nuotio.people.models import Unit
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Rung:
    """A bell of these tests."""

    number: int


@dataclass(frozen=True)
class RungInside:
    """A bell inside an organisation."""

    organisation_id: int


@dataclass(frozen=True)
class Unheard:
    """A bell without listeners."""

    number: int


class Heard(list):
    """What the listener heard; for the numbers in `trouble` it fails after it has written."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble: set[int] = set()


@pytest.fixture
def heard(monkeypatch):
    monkeypatch.setattr(events, "_listeners", defaultdict(list))
    monkeypatch.setattr(events, "_kinds", {})
    told = Heard()

    @events.listens_to(Rung)
    def hear(event: Rung) -> None:
        ScheduledRun.objects.create(job="heard", slot=str(event.number), at=NOON)
        if event.number in told.trouble:
            raise RuntimeError("a listener in trouble")
        told.append(event.number)

    return told


def written() -> list[str]:
    return list(ScheduledRun.objects.order_by("pk").values_list("slot", flat=True))


def test_a_listener_hears_after_the_commit(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        events.announce(Rung(7))
        assert heard == []

    assert heard == [7]
    assert Announcement.objects.count() == 0


def test_what_was_undone_is_not_heard(heard, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True),
        suppress(RuntimeError),
        transaction.atomic(),
    ):
        events.announce(Rung(7))
        raise RuntimeError

    assert heard == []
    assert Announcement.objects.count() == 0


def test_nothing_is_written_for_a_bell_that_nobody_hears(heard):
    events.announce(Unheard(7))

    assert Announcement.objects.count() == 0


def test_a_crash_after_the_commit_is_made_good_by_the_worker(heard):
    events.announce(Rung(7))  # and then the machine goes out: nothing is delivered

    too_early = events.deliver_left_behind(at=timezone.now())
    tried = events.deliver_left_behind(at=timezone.now() + timedelta(minutes=2))

    assert (too_early, tried) == (0, 1)
    assert heard == [7]
    assert Announcement.objects.count() == 0


def test_an_announcement_delivered_twice_is_heard_once(heard):
    events.announce(Rung(7))
    [key] = Announcement.objects.values_list("pk", flat=True)

    for _ in range(2):
        events.deliver(key)

    assert heard == [7]


def test_a_listener_in_trouble_leaves_nothing_half_and_is_asked_again(heard):
    heard.trouble = {7}
    events.announce(Rung(7))
    [key] = Announcement.objects.values_list("pk", flat=True)

    events.deliver(key)

    assert written() == []
    assert Announcement.objects.count() == 1
    heard.trouble = set()
    events.deliver(key)
    assert (heard, written()) == ([7], ["7"])


def test_trouble_goes_to_the_end_of_the_line(heard, monkeypatch):
    monkeypatch.setattr(events, "ONE_ROUND", 1)
    heard.trouble = {1}
    for number in (1, 2):
        events.announce(Rung(number))
    later = timezone.now() + timedelta(minutes=2)

    rounds = [events.deliver_left_behind(at=later) for _ in range(3)]

    assert rounds == [1, 1, 0]
    assert heard == [2]
    heard.trouble = set()
    events.deliver_left_behind(at=later + timedelta(minutes=2))
    assert heard == [2, 1]


def test_a_bell_of_another_version_waits_for_it(heard):
    row = Announcement.objects.create(kind="of.the.Future", payload={}, at=NOON)

    assert events.deliver_left_behind(at=timezone.now()) == 0
    events.deliver(row.pk)

    assert Announcement.objects.count() == 1


def test_listeners_work_inside_the_organisation_of_the_bell(heard):
    ours, _theirs = UnitFactory(), UnitFactory()
    seen = []

    @events.listens_to(RungInside)
    def look(event: RungInside) -> None:
        seen.extend(Unit.objects.all())

    events.announce(RungInside(ours.organisation_id))
    events.deliver_left_behind(at=timezone.now() + timedelta(minutes=2))

    assert seen == [ours]


def test_the_task_delivers_what_was_left(heard):
    Announcement.objects.create(kind=events._name(Rung), payload={"number": 7}, at=NOON)

    assert tasks.deliver_left_behind.call() == 1

    assert heard == [7]
