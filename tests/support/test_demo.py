"""Serves R84 and R85: the demo world's thirty requests stand there in all states, within hours."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.utils import timezone, translation

from nuotio.foundation import content, tenancy
from nuotio.goals import demo as goals
from nuotio.people.demo import world as people
from nuotio.people.models import Membership, TimeBooking
from nuotio.support.demo import world
from nuotio.support.models import (
    Engagement,
    FollowUp,
    Meeting,
    MeetingTime,
    Readiness,
    SupportInvitation,
    SupportRequest,
)
from nuotio.support.queries import hours
from tests.people import kinds

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def _world(lasting):
    kinds.make()
    scope = tenancy.unrestricted(reason="Building in a test.")
    with scope, translation.override("en"):
        people.build(seed=1, at=AT, password="!")
        goals.build(at=AT)
        world.build(at=AT)


@pytest.fixture
def built(_world):
    with tenancy.unrestricted(reason="Looking at the demo world."):
        yield


def test_every_request_stands_there_in_its_state(built):
    told = content.load("demo_world")["support_requests"]

    states = Counter(SupportRequest.objects.values_list("state", flat=True))

    assert len(told) == 30
    assert states == {"open": 9, "matched": 7, "under_way": 5, "done": 8, "declined": 1}


def test_each_has_as_many_mentors_as_its_state_says(built):
    accepted = {"matched", "under_way", "done"}

    short = [
        request.team
        for request in SupportRequest.objects.filter(state__in=accepted)
        if request.invitations.filter(state="accepted").count() != request.mentors_needed
    ]

    assert short == []
    assert Engagement.objects.count() == 20


def test_teams_ask_in_their_unit_and_nobody_supports_herself(built):
    asked = SupportRequest.objects.select_related("asked_by")
    promised = SupportInvitation.objects.select_related("request")

    assert all(one.unit_id == one.asked_by.unit_id for one in asked)
    assert all(one.mentor_id != one.request.asked_by_id for one in promised)


def test_no_mentor_is_over_her_hours_by_a_promise(built):
    promises = SupportInvitation.objects.filter(state="accepted", ended_at=None)
    mentors = list(Membership.objects.filter(pk__in=promises.values("mentor")))

    budgets = hours.budgets(mentors, day=timezone.localdate(AT))

    over = [pk for pk, budget in budgets.items() if any(m.taken > m.agreed for m in budget.ahead)]
    assert over == []


def test_hours_are_booked_against_the_time_share(built):
    origins = set(MeetingTime.objects.values_list("once", flat=True))

    booked = TimeBooking.objects.filter(source="engagement")

    assert {one.origin for one in booked} == origins
    assert len(origins) == 19


def test_meetings_lie_on_working_days(built):
    days = {timezone.localtime(one.starts_at).weekday() for one in Meeting.objects.all()}

    assert days <= {0, 1, 2, 3, 4}


def test_some_follow_ups_are_answered_and_some_wait(built):
    today = timezone.localdate(AT)
    rows = list(FollowUp.objects.all())

    assert sum(one.closed_at is not None for one in rows) == 3
    assert sum(one.is_open(today) for one in rows) == 1
    assert sum(one.opens_on > today for one in rows) == 4


def test_some_mentors_have_said_what_they_give(built):
    assert Readiness.objects.count() == 8
