"""Serves R87: hours read under the mentor's lock hold what was promised a moment before."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.support.models import SupportInvitation
from nuotio.support.queries import hours
from tests.factories import MembershipFactory, TimeShareFactory
from tests.people.test_races import _races, _two_writers, at_once, seen
from tests.support.factories import SupportInvitationFactory

pytestmark = pytest.mark.usefixtures("_races")
__all__ = ["_races", "_two_writers"]
NOV = date(2026, 11, 1)


class Full(Exception):
    """There is not enough left."""


def test_of_two_promises_at_once_only_one_gets_the_last_hours(now):
    mentor = MembershipFactory(mentor=True)
    TimeShareFactory(
        mentor=mentor, state="agreed", hours_a_month=Decimal(10), starts_on=date(2026, 1, 1)
    )
    asked = [
        SupportInvitationFactory(
            mentor=mentor, request__organisation=mentor.organisation, minutes=400, month=NOV
        )
        for _ in range(2)
    ]

    @transaction.atomic
    def accept(invitation):
        Membership.objects.select_for_update(of=("self",)).get(pk=mentor.pk)
        found = hours.budget_of(mentor, day=now.date())
        if found.free(found.now) < invitation.minutes:
            raise Full
        invitation.state = "accepted"
        invitation.save()

    refused = at_once(mentor.organisation_id, *(lambda one=one: accept(one) for one in asked))

    assert refused == ["", "Full"]
    assert len(seen(SupportInvitation, state="accepted")) == 1
    with tenancy.inside(mentor.organisation_id):
        found = hours.budget_of(mentor, day=now.date())
    assert found.free(found.now) == 200
