"""Serves issue 1 (operations): a monitor learns in one look whether the service is well."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nuotio.foundation import schedule
from nuotio.foundation.models import WorkerPulse

pytestmark = pytest.mark.django_db


def told(client) -> dict:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    return answer.json()


@pytest.fixture
def database(is_postgresql) -> str:
    return "postgresql" if is_postgresql else "sqlite"


def test_all_is_well_while_the_worker_beats(client, database):
    schedule.beat(at=timezone.now())

    assert told(client) == {"status": "ok", "database": database, "worker": "ok"}


def test_a_worker_that_has_not_beaten_for_two_minutes_is_late(client, database):
    schedule.beat(at=timezone.now() - timedelta(minutes=2))

    assert told(client) == {"status": "ok", "database": database, "worker": "late"}


def test_a_worker_that_never_began_is_late(client):
    WorkerPulse.objects.all().delete()

    assert told(client)["worker"] == "late"


def test_only_reading_is_possible(client):
    assert client.post("/healthz").status_code == 405
