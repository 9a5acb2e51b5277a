"""Serves R4, R17 and issue 2: the demo world is the same everywhere, told from today."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from nuotio.foundation import tenancy
from nuotio.notifications import demo as notices
from nuotio.people.demo import world
from nuotio.people.models import JoinRequest, Membership, TimeShare
from tests.people import kinds

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _kinds():
    kinds.make()


def built(**changes) -> list:
    """Build a world, and take it away again."""
    with tenancy.unrestricted(reason="Building in a test."), transaction.atomic():
        people = world.build(**{"seed": 1, "at": AT, "password": "!", **changes})
        notices.build(at=AT)
        transaction.set_rollback(True)
    return people


def test_the_same_seed_gives_the_same_people_and_another_one_others():
    assert built() == built()
    assert [p.name for p in built()] != [p.name for p in built(seed=2)]


def test_dates_are_told_from_today():
    def dates(at: datetime) -> list:
        with tenancy.unrestricted(reason="Building in a test."), transaction.atomic():
            world.build(seed=1, at=at, password="!")
            found = [
                *Membership.objects.order_by("user__email", "organisation__slug").values_list(
                    "joined_at", flat=True
                ),
                *TimeShare.objects.order_by("mentor__user__email").values_list(
                    "proposed_at", flat=True
                ),
                *JoinRequest.objects.order_by("once").values_list("asked_at", flat=True),
            ]
            transaction.set_rollback(True)
        return [at - one for one in found]

    assert dates(AT) == dates(AT + timedelta(days=400))
    assert min(dates(AT)) > timedelta(0)
