"""Serves issue 3, point 8: the demo world's programmes are built on any day, in few rows."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from nuotio.foundation import tenancy
from nuotio.people.demo import world as people
from nuotio.programmes import models
from nuotio.programmes.demo import world
from tests.people import kinds
from tests.programmes.shared import SHARED_IN

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _kinds():
    kinds.make()


def written(seed: int, at: datetime = AT) -> list:
    """Build a world, read what was written in it, and take it away again."""
    with tenancy.unrestricted(reason="Building in a test."), transaction.atomic():
        people.build(seed=1, at=at, password="!")
        world.build(seed=seed, at=at)
        begins = models.Event.objects.order_by("pk").values_list("starts_at", flat=True)
        answers = models.Answer.objects.order_by("pk").values_list("content", "changed_at")
        found = [
            *((told, at - when) for told, when in answers),
            *models.Attendance.objects.order_by("pk").values_list("answer", "was_there"),
            *models.Seat.objects.order_by("pk").values_list("name", "unit"),
            *(at - when for when in begins),
            *models.Decision.objects.order_by("pk").values_list("text", flat=True),
            *models.Application.objects.order_by("pk").values_list("motivation", flat=True),
        ]
        transaction.set_rollback(True)
    return found


def test_the_same_seed_tells_the_same_and_another_one_something_else():
    assert written(1) == written(1)
    assert written(1) != written(2)


def test_it_can_be_built_on_every_day_of_the_week():
    with tenancy.unrestricted(reason="Building in a test."):
        people.build(seed=1, at=AT, password="!")
        for at in (AT + timedelta(days=days) for days in range(7)):
            with transaction.atomic():
                world.build(seed=1, at=at)

                first_days = models.Programme.objects.values_list("starts_on", flat=True)
                assert models.Submission.objects.filter(given_at__gt=at).count() == 0
                assert models.Seat.objects.filter(joined_at__gt=at).count() == 0
                assert {day.weekday() for day in first_days} == {1}
                transaction.set_rollback(True)


def test_it_is_written_in_few_rows_and_few_queries(django_assert_max_num_queries):
    with tenancy.unrestricted(reason="Building in a test."):
        people.build(seed=1, at=AT, password="!")

        with django_assert_max_num_queries(150):
            world.build(seed=1, at=AT)

        assert sum(model.objects.count() for model in SHARED_IN) < 3000
