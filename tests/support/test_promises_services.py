"""Serves R84, R85: a promise is given back, and the request waits again; her hours are free."""

from datetime import date

import pytest

from nuotio.audit.models import AuditEntry
from nuotio.support.events import RequestReopened
from nuotio.support.models import Engagement, SupportRequest
from nuotio.support.queries import hours
from nuotio.support.rules import engagements as rules
from nuotio.support.services import answers, invitations, promises
from nuotio.support.words import refusals
from tests.factories import LONG_AGO
from tests.support.asking import TODAY, invitation_of, mentor_of, request_of, take
from tests.support.factories import EngagementFactory
from tests.support.giving import kept


def free_of(mentor):
    budget = hours.budget_of(mentor, day=TODAY)
    return budget.free(budget.now)


def test_a_mentor_steps_back_and_the_request_waits_with_a_new_clock(
    wish, asked, mentor, now, announced
):
    answers.accept(asked, by=mentor, at=now)
    SupportRequest.objects.filter(pk=wish.pk).update(reminded_at=now)
    announced.clear()

    for _ in range(2):
        promises.step_back(asked, by=mentor, at=now)

    row, request = kept(asked), kept(wish)
    assert (row.state, row.ended_at, row.is_promise) == ("left", now, False)
    assert (request.state, request.answer_by) == ("open", date(2026, 11, 20))
    assert (request.reminded_at, request.matched_at) == (None, None)
    assert (Engagement.objects.count(), free_of(mentor)) == (1, 600)
    assert announced == [RequestReopened(wish.organisation_id, wish.pk, mentor.pk)]
    entry = AuditEntry.objects.get(action="support.step_back")
    assert (entry.actor_id, entry.subject_id) == (mentor.user_id, mentor.user_id)


def test_the_other_mentor_stays_and_support_under_way_goes_on(aino, ours, now):
    wish = request_of(aino, mentors_needed=2, under_way=True)
    leaving, staying, coming = (mentor_of(ours, f"Mentor {number}") for number in range(3))
    EngagementFactory(request=wish, started_at=LONG_AGO)
    promise = invitation_of(wish, leaving, accepted=True)
    stays = invitation_of(wish, staying, accepted=True)

    promises.step_back(promise, by=leaving, at=now)
    assert (kept(wish).state, kept(stays).is_promise) == ("open", True)

    take(wish, by=coming, at=now)
    assert (kept(wish).state, Engagement.objects.count()) == ("under_way", 1)


def test_who_has_stepped_back_leads_the_support_no_more(wish, asked, mentor, now):
    answers.accept(asked, by=mentor, at=now)
    assert rules.can_lead(mentor, Engagement.objects.get()) is True

    promises.step_back(asked, by=mentor, at=now)
    assert rules.can_lead(mentor, Engagement.objects.get()) is False


def test_after_the_end_nobody_steps_back(aino, mentor, now):
    wish = request_of(aino, done=True)
    promise = invitation_of(wish, mentor, accepted=True, ended_at=LONG_AGO)

    with pytest.raises(refusals.NotWaiting):
        promises.step_back(promise, by=mentor, at=now)

    assert (kept(promise).state, kept(wish).state) == ("accepted", "done")


def test_end_all_after_a_promise_frees_the_hours(wish, asked, mentor, now):
    answers.accept(asked, by=mentor, at=now)

    invitations.end_all(wish, at=now)

    assert (kept(asked).is_promise, free_of(mentor)) == (False, 600)
