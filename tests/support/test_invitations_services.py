"""Serves R84, R87: a team asks mentors who can help, and none of them prepares in vain."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.support.events import InvitationEnded, InvitationWaits, MentorInvited
from nuotio.support.models import SupportInvitation
from nuotio.support.services import answers, invitations
from nuotio.support.words import refusals
from tests.factories import LONG_AGO, MembershipFactory, RoleHoldingFactory
from tests.support.asking import (
    DEC,
    NOV,
    invitation_of,
    invite,
    led_by,
    mentor_of,
    request_of,
)
from tests.support.factories import (
    ConflictFactory,
    MatchingWeightsFactory,
    ReadinessFactory,
    SupportRequestFactory,
)
from tests.support.members import person


def all_invitations():
    return list(SupportInvitation.objects.order_by("pk"))


def test_a_mentor_is_asked_and_has_two_working_days(wish, mentor, aino, now, announced):
    made = invite(wish, mentor, by=aino, at=now, message="We know you.")

    assert (made.state, made.way, made.message) == ("invited", "asked", "We know you.")
    assert (made.minutes, made.month) == (240, NOV)
    assert (made.invited_at, made.answer_by) == (now, date(2026, 11, 20))
    assert announced == [MentorInvited(wish.organisation_id, made.pk, aino.pk)]
    entry = AuditEntry.objects.get(action="support.invite_mentor")
    assert (entry.target_id, entry.actor_id) == (made.pk, aino.user_id)
    assert entry.subject_id == mentor.user_id


def test_the_organisation_says_in_how_many_days_an_answer_comes(wish, mentor, aino, ours, now):
    MatchingWeightsFactory(organisation=ours, answer_days=4)

    made = invite(wish, mentor, by=aino, at=now)

    assert made.answer_by == date(2026, 11, 24)


def test_time_is_taken_from_the_first_month_with_room(wish, aino, ours, now):
    mentor = mentor_of(ours)
    invitation_of(request_of(aino, minutes=500), mentor, accepted=True, minutes=500)

    made = invite(wish, mentor, by=aino, at=now)

    assert made.month == DEC


def test_only_the_weeks_that_were_named_count(aino, mentor, now):
    wish = request_of(aino, weeks=["2026-12-07"])

    made = invite(wish, mentor, by=aino, at=now)

    assert made.month == DEC


def test_asked_twice_she_is_asked_once(wish, mentor, aino, kirsi, now, announced):
    first = invite(wish, mentor, by=aino, at=now)
    again = invite(wish, mentor, by=kirsi, at=now, way="coordinated")

    assert again.pk == first.pk
    assert (all_invitations(), len(announced)) == ([first], 1)


def test_the_same_form_sent_late_does_not_ask_again_who_has_declined(wish, mentor, aino, now):
    once = uuid4()
    first = invite(wish, mentor, by=aino, at=now, once=once)
    SupportInvitation.objects.filter(pk=first.pk).update(state="declined")

    again = invite(wish, mentor, by=aino, at=now, once=once)

    assert (again.pk, again.state) == (first.pk, "declined")


def test_one_form_sent_for_another_mentor_asks_her_too(wish, mentor, aino, ours, now):
    once, other = uuid4(), mentor_of(ours, "Jari Lehto")

    asked = [invite(wish, one, by=aino, at=now, once=once) for one in (mentor, other)]

    assert [one.mentor_id for one in asked] == [mentor.pk, other.pk]


def test_who_declined_may_be_asked_anew(wish, mentor, aino, now):
    old = invitation_of(wish, mentor, declined=True)

    made = invite(wish, mentor, by=aino, at=now)

    assert (made.pk != old.pk, made.state) == (True, "invited")


def test_at_most_three_are_asked_at_once(wish, aino, ours, now):
    for number in range(3):
        invite(wish, mentor_of(ours, f"Mentor {number}"), by=aino, at=now)

    with pytest.raises(refusals.EnoughAsked) as refused:
        invite(wish, mentor_of(ours, "Fourth"), by=aino, at=now)

    assert refused.value.said.startswith("3 mentors are asked already.")
    assert len(all_invitations()) == 3


def test_where_two_are_needed_four_may_be_asked(aino, ours, now):
    wish = request_of(aino, mentors_needed=2)

    for number in range(4):
        invite(wish, mentor_of(ours, f"Mentor {number}"), by=aino, at=now)

    assert len(all_invitations()) == 4


def test_a_mentor_without_enough_hours_is_not_asked(wish, aino, ours, now):
    mentor = mentor_of(ours, "Sanna Koskinen", hours=3)

    with pytest.raises(refusals.AlreadyFull) as refused:
        invite(wish, mentor, by=aino, at=now)

    assert refused.value.said == (
        "This needs 4\N{NO-BREAK SPACE}h. Sanna Koskinen has 3\N{NO-BREAK SPACE}h left in"
        " November 2026."
    )
    assert all_invitations() == []


def test_it_is_told_from_when_on_a_mentor_has_time(aino, ours, now):
    mentor = mentor_of(ours)
    wish = request_of(aino, last_day=date(2026, 11, 30))
    invitation_of(request_of(aino, minutes=500), mentor, accepted=True, minutes=500)

    with pytest.raises(refusals.AlreadyFull) as refused:
        invite(wish, mentor, by=aino, at=now)

    assert refused.value.said.endswith("There is enough from December 2026 on.")


def test_a_time_that_has_passed_is_told(aino, mentor, now):
    wish = request_of(aino, first_day=date(2026, 10, 1), last_day=date(2026, 10, 30))

    with pytest.raises(refusals.AlreadyFull) as refused:
        invite(wish, mentor, by=aino, at=now)

    assert refused.value.said.startswith("The time that the team named has passed")


@pytest.mark.parametrize(
    "why", ["no mentor", "on pause", "asker", "rests", "conflict", "left", "elsewhere"]
)
def test_who_cannot_be_asked_is_not_and_nobody_learns_why(ours, aino, now, why):
    asker = mentor_of(ours, "Asker") if why == "asker" else aino
    who = asker if why == "asker" else mentor_of(ours)
    if why == "no mentor":
        who = MembershipFactory(organisation=ours)
    elif why == "on pause":
        who = MembershipFactory(organisation=ours)
        RoleHoldingFactory(membership=who, state="paused")
    elif why == "rests":
        ReadinessFactory(mentor=who, rests=True, languages=["fi"])
    elif why == "conflict":
        ConflictFactory(mentor=who, unit=None, person=asker)
    elif why == "left":
        who.left_at = LONG_AGO
        who.save()
    elif why == "elsewhere":
        who = MembershipFactory(mentor=True)

    with pytest.raises(refusals.NotAskable) as refused:
        invite(request_of(asker), who, by=asker, at=now)

    assert refused.value.said == (
        "This mentor cannot be asked for this request. Choose another one."
    )
    assert all_invitations() == []


def test_a_rest_that_is_over_is_no_hindrance(wish, mentor, aino, now):
    ReadinessFactory(mentor=mentor, rests=True, rests_until=now.date() - timedelta(days=1))

    assert invite(wish, mentor, by=aino, at=now).state == "invited"


def test_the_own_reporting_line_is_not_asked(aino, mentor, now):
    led_by(mentor, aino)

    with pytest.raises(refusals.OwnLine):
        invite(request_of(aino), mentor, by=aino, at=now)

    assert all_invitations() == []


@pytest.mark.parametrize("state", ["draft", "matched", "done", "declined"])
def test_for_what_does_not_wait_nobody_is_asked(aino, mentor, now, state):
    wish = SupportRequestFactory(organisation=aino.organisation, asked_by=aino, **{state: True})

    with pytest.raises(refusals.NotOpen) as refused:
        invite(wish, mentor, by=aino, at=now)

    assert refused.value.said
    assert all_invitations() == []


def test_a_colleague_asks_nobody_for_somebody_elses_request(wish, mentor, ours, now):
    colleague = person(ours, "Colleague")

    with pytest.raises(PermissionDenied, match="Who asked, HR and the coordinators ask mentors"):
        invite(wish, mentor, by=colleague, at=now)

    assert all_invitations() == []


@pytest.mark.parametrize("state", ["invited", "suggested"])
def test_an_invitation_is_taken_back(wish, mentor, aino, now, announced, state):
    told = {"suggested": True} if state == "suggested" else {}
    asked = invitation_of(wish, mentor, **told)

    for _ in range(2):
        invitations.withdraw(asked, by=aino, at=now)

    (kept,) = all_invitations()
    assert (kept.state, kept.ended_at) == ("withdrawn", now)
    assert announced == [InvitationEnded(wish.organisation_id, asked.pk)]


@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_an_answer_is_not_taken_back(wish, mentor, aino, now, answer):
    asked = invitation_of(wish, mentor, **{answer: True})

    with pytest.raises(refusals.NotWaiting):
        invitations.withdraw(asked, by=aino, at=now)

    assert all_invitations()[0].state == answer


def test_a_mentor_does_not_take_her_own_invitation_back(wish, mentor, now):
    asked = invitation_of(wish, mentor)

    with pytest.raises(PermissionDenied, match="An invitation is taken back by"):
        invitations.withdraw(asked, by=mentor, at=now)

    assert all_invitations()[0].state == "invited"


def test_when_a_request_is_over_all_its_mentors_are_free(aino, ours, now, announced):
    wish = request_of(aino, mentors_needed=2)
    told = [{}, {"suggested": True}, {"accepted": True}, {"declined": True}]
    rows = [invitation_of(wish, mentor_of(ours), **one) for one in told]

    invitations.end_all(wish, at=now)

    assert [(one.state, one.ended_at) for one in all_invitations()] == [
        ("withdrawn", now),
        ("withdrawn", now),
        ("accepted", now),
        ("declined", None),
    ]
    assert announced == [InvitationEnded(ours.pk, one.pk) for one in rows[:2]]


def at_day(day):
    return datetime(2026, 11, day, 8, 0, tzinfo=UTC)


def test_two_working_days_after_its_day_an_invitation_lapses(wish, mentor, announced):
    asked = invitation_of(wish, mentor)  # until Friday 20 November

    assert invitations.lapse_due(at=at_day(24)) == 0
    assert [invitations.lapse_due(at=at_day(25)) for _ in range(2)] == [1, 0]

    (kept,) = all_invitations()
    assert (kept.state, kept.ended_at) == ("lapsed", at_day(25))
    assert announced == [InvitationEnded(wish.organisation_id, asked.pk)]


def test_what_was_answered_never_lapses(wish, aino, ours):
    for told in ({"accepted": True}, {"declined": True}):
        invitation_of(wish, mentor_of(ours), **told)

    assert invitations.lapse_due(at=at_day(30)) == 0
    assert [one.state for one in all_invitations()] == ["accepted", "declined"]


def test_a_suggested_time_lapses_by_the_same_clock_from_its_own_day(wish, mentor, announced):
    asked = invitation_of(wish, mentor)
    answers.suggest_time(asked, by=mentor, at=at_day(20), week=date(2026, 12, 7))
    announced.clear()

    assert [invitations.remind_due(at=at_day(24)), invitations.lapse_due(at=at_day(26))] == [0, 0]
    assert [invitations.lapse_due(at=at_day(27)) for _ in range(2)] == [1, 0]

    (kept,) = all_invitations()
    assert (kept.state, kept.ended_at, kept.answer_by) == ("lapsed", at_day(27), date(2026, 11, 24))
    assert invitations.held(wish) == []
    assert announced == [InvitationEnded(wish.organisation_id, asked.pk)]
    entry = AuditEntry.objects.get(action="support.lapse_invitation")
    assert (entry.target_id, entry.actor_id, entry.subject_id) == (asked.pk, None, mentor.user_id)


def test_a_mentor_is_reminded_once_on_the_day_itself(wish, mentor, announced):
    asked = invitation_of(wish, mentor)

    counts = [invitations.remind_due(at=at_day(day)) for day in (19, 20, 20, 21)]

    assert counts == [0, 1, 0, 0]
    assert all_invitations()[0].reminded_at == at_day(20)
    assert announced == [InvitationWaits(wish.organisation_id, asked.pk)]


def test_each_organisation_is_looked_after(wish, mentor, ours):
    other = request_of(person(MembershipFactory().organisation, "Elsewhere"))
    invitation_of(wish, mentor)
    invitation_of(other, MembershipFactory(organisation=other.organisation, mentor=True))

    assert invitations.lapse_due(at=at_day(25)) == 2


def test_one_that_fails_does_not_hold_up_the_others(wish, ours, monkeypatch, caplog):
    from django.db import DatabaseError

    rows = [invitation_of(wish, mentor_of(ours)) for _ in range(2)]
    locked = invitations.locked

    def failing(invitation):
        if invitation.pk == rows[0].pk:
            raise DatabaseError
        return locked(invitation)

    monkeypatch.setattr(invitations, "locked", failing)

    assert invitations.lapse_due(at=at_day(25)) == 1
    assert [one.state for one in all_invitations()] == ["invited", "lapsed"]
    assert f"Invitation {rows[0].pk} cannot be changed" in caplog.text
