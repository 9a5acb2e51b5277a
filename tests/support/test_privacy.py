"""Serves R84 and issue 1 (GDPR): a person takes along what she asked for and gave, and goes by her
name; what others asked for and the hours stay whole."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import register
from nuotio.people.models import Membership
from nuotio.support.models import (
    Absence,
    Conflict,
    EngagementNote,
    Readiness,
    SupportInvitation,
    SupportRequest,
)
from nuotio.support.privacy.requests import PARTS
from tests.factories import LONG_AGO, MembershipFactory
from tests.support import factories as support

pytestmark = pytest.mark.django_db
YEARS_LATER = LONG_AGO + timedelta(days=800)


def fresh(row):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return type(row).objects.get(pk=row.pk)


def everything(model):
    with tenancy.unrestricted(reason="Looking for what is left."):
        return list(model.objects.order_by("pk"))


def export(kind, member):
    return register[kind].export(member.user_id)


def erase(member):
    for kind in ("readiness", "support_requests"):
        register[kind].erase(member.user_id)


@pytest.fixture
def merja():
    return MembershipFactory(mentor=True)


@pytest.fixture
def request_of(merja):
    asker = MembershipFactory(organisation=merja.organisation)
    return support.SupportRequestFactory(
        organisation=merja.organisation, asked_by=asker, done=True, team="Home care"
    )


def test_she_takes_along_what_she_gives_and_whom_she_avoids(merja):
    support.ReadinessFactory(mentor=merja, kinds=["lean"])
    support.AbsenceFactory(mentor=merja, first_day=date(2026, 7, 1))
    support.ConflictFactory(mentor=merja, unit__name_fi="Kuntoutus")
    support.ReadinessFactory(kinds=["values"])

    told = export("readiness", merja)

    assert [row["kinds"] for row in told if "kinds" in row] == [["lean"]]
    assert [row["first_day"] for row in told if "first_day" in row] == [date(2026, 7, 1)]
    assert [row["unit__name_fi"] for row in told if "unit__name_fi" in row] == ["Kuntoutus"]


def test_she_takes_along_what_she_asked_for_and_answered(merja, request_of):
    own = support.SupportRequestFactory(
        organisation=merja.organisation, asked_by=merja, wish="A calm hour"
    )
    support.SupportInvitationFactory(request=request_of, mentor=merja, declined=True)
    engagement = support.EngagementFactory(request=request_of)
    support.EngagementNoteFactory(engagement=engagement, writer=merja, words="Hers")
    support.EngagementNoteFactory(engagement=engagement, words="Another's")

    told = export("support_requests", merja)

    assert [row["wish"] for row in told if "wish" in row] == [own.wish]
    assert [row["reason"] for row in told if "reason" in row] == [
        "My own team needs me this month."
    ]
    assert [row["words"] for row in told if "audience" in row] == ["Hers"]


def test_nobody_takes_along_what_is_another_persons(request_of):
    stranger = MembershipFactory(organisation=request_of.organisation)

    assert export("support_requests", stranger) == []
    assert export("readiness", stranger) == []


def test_erased_she_is_named_nowhere_and_the_hours_stay(merja, request_of):
    invitation = support.SupportInvitationFactory(
        request=request_of, mentor=merja, state="accepted", reason="Private"
    )
    engagement = support.EngagementFactory(request=request_of)
    booked = support.MeetingTimeFactory(engagement=engagement, mentor=merja, minutes=90)
    shared = support.EngagementNoteFactory(engagement=engagement, writer=merja, audience="team")
    support.EngagementNoteFactory(engagement=engagement, writer=merja, audience="mentors")
    support.ReadinessFactory(mentor=merja)
    support.AbsenceFactory(mentor=merja)
    support.ConflictFactory(mentor=merja)
    other = MembershipFactory(organisation=merja.organisation, mentor=True)
    support.ConflictFactory(mentor=other, unit=None, person=merja)

    erase(merja)

    assert (fresh(invitation).mentor_id, fresh(invitation).reason) == (None, "")
    assert (fresh(booked).mentor_id, fresh(booked).minutes) == (None, 90)
    assert [one.pk for one in everything(EngagementNote)] == [shared.pk]
    assert fresh(shared).writer_id is None
    assert [everything(model) for model in (Readiness, Absence, Conflict)] == [[], [], []]


def test_erased_her_draft_goes_and_her_teams_request_stays(merja):
    ours = {"organisation": merja.organisation, "asked_by": merja}
    support.SupportRequestFactory(**ours, draft=True)
    sent = support.SupportRequestFactory(**ours)

    erase(merja)

    assert [one.pk for one in everything(SupportRequest)] == [sent.pk]
    assert fresh(sent).asked_by_id is None


def test_two_years_after_its_end_nobody_is_named_in_a_request(merja, request_of):
    invitation = support.SupportInvitationFactory(request=request_of, mentor=merja, accepted=True)
    engagement = support.EngagementFactory(request=request_of)
    support.ThanksFactory(engagement=engagement)
    running = support.SupportRequestFactory(organisation=merja.organisation, matched=True)
    forget = register["support_requests"].forget

    first, second = forget(YEARS_LATER), forget(YEARS_LATER)

    assert (first, second) == (3, 0)
    assert fresh(request_of).asked_by_id is None
    assert fresh(invitation).mentor_id is None
    assert fresh(running).asked_by_id is not None


def test_before_that_everything_stays(request_of):
    support.SupportInvitationFactory(request=request_of, accepted=True)

    assert register["support_requests"].forget(LONG_AGO + timedelta(days=700)) == 0


def test_what_a_mentor_said_of_herself_goes_two_years_after_she_left(merja):
    gone = MembershipFactory(mentor=True, left_at=LONG_AGO)
    support.ReadinessFactory(mentor=gone)
    kept = support.ReadinessFactory(mentor=merja)
    support.AbsenceFactory(mentor=merja, first_day=date(2026, 1, 1), last_day=date(2026, 1, 2))
    forget = register["readiness"].forget

    assert (forget(YEARS_LATER), forget(YEARS_LATER)) == (2, 0)
    assert [one.pk for one in everything(Readiness)] == [kept.pk]


def test_a_person_is_named_only_where_the_room_knows_it():
    """Every key to a person is unnamed, deleted with her, or hers alone."""
    known = {(model, field) for model, field, _way in PARTS}
    own = {(Readiness, "mentor"), (Absence, "mentor"), (Conflict, "mentor"), (Conflict, "person")}
    keys = {
        (model, field.name)
        for model in apps.get_app_config("support").get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is Membership
    }
    assert keys == known | own


def test_a_declined_invitation_keeps_no_reason_once_it_is_forgotten(merja, request_of):
    invitation = support.SupportInvitationFactory(request=request_of, mentor=merja, declined=True)

    register["support_requests"].forget(YEARS_LATER)

    assert (fresh(invitation).mentor_id, fresh(invitation).reason) == (None, "")
    assert everything(SupportInvitation) != []
