"""Serves R84, R87: support ends once; promised hours become free, meetings off, teams asked."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import versions
from nuotio.support.events import EngagementClosed, FollowUpOpened, MeetingChanged
from nuotio.support.models import Engagement, FollowUp
from nuotio.support.queries import engagements as queries
from nuotio.support.queries import hours
from nuotio.support.rules.engagements import can_see_engagement
from nuotio.support.services import engagements as services
from nuotio.support.services.engagements import Closing
from tests.support import factories
from tests.support.giving import kept, meeting, support

TODAY = date(2026, 11, 18)
CLOSING = Closing("We go on by ourselves.", TODAY + timedelta(days=42), "sv")


def test_the_end_frees_hours_calls_off_and_plans_the_follow_up(aino, sanna, now, announced):
    engagement = support(aino, sanna)
    coming, past = meeting(engagement, at=now), meeting(engagement, at=now, days=-2)
    before = hours.budget_of(sanna, day=TODAY).ahead[0].promised

    services.close_engagement(engagement, CLOSING, by=sanna, at=now)

    ended = kept(engagement)
    assert (ended.closed_at, ended.closed_by, ended.outcome) == (now, sanna, CLOSING.outcome)
    assert (kept(engagement.request).state, kept(engagement.request).closed_at) == ("done", now)
    after = hours.budget_of(sanna, day=TODAY).ahead[0].promised
    assert (before, after) == (240, 0)
    assert (kept(coming).cancelled_at, kept(past).cancelled_at) == (now, None)
    asked = FollowUp.objects.get()
    assert (asked.opens_on, asked.closes_on) == (date(2026, 12, 30), date(2027, 1, 13))
    assert (asked.language, asked.told_at) == ("sv", None)
    assert announced == [
        MeetingChanged(engagement.organisation_id, coming.pk, sanna.pk),
        EngagementClosed(engagement.organisation_id, engagement.pk, sanna.pk),
    ]


def test_the_second_who_ends_it_is_told(aino, sanna, jari, now):
    engagement = support(aino, sanna, jari)
    services.close_engagement(engagement, CLOSING, by=sanna, at=now)

    with pytest.raises(services.AlreadyEnded):
        services.close_engagement(engagement, CLOSING, by=jari, at=now)

    assert kept(engagement).closed_by == sanna
    assert FollowUp.objects.count() == 1
    assert AuditEntry.objects.filter(action="support.close_engagement").count() == 1


@pytest.mark.parametrize("who", ["aino", "kirsi", "jari"])
def test_only_its_mentors_end_it(who, aino, sanna, now, request):
    engagement = support(aino, sanna)

    with pytest.raises(PermissionDenied):
        services.close_engagement(engagement, CLOSING, by=request.getfixturevalue(who), at=now)

    assert not kept(engagement).is_closed


@pytest.fixture
def ended(aino, sanna, jari, now):
    return services.close_engagement(support(aino, sanna, jari), CLOSING, by=sanna, at=now)


def correct(engagement, by, at, version=2):
    return services.correct_outcome(engagement, "We meet.", by=by, at=at, version=version)


def test_what_was_agreed_is_corrected_by_who_ended_it(ended, sanna, now):
    correct(ended, sanna, now + timedelta(days=14))

    assert (kept(ended).outcome, kept(ended).closed_at) == ("We meet.", now)
    entry = AuditEntry.objects.get(action="support.correct_outcome")
    assert (entry.target_id, entry.actor_id) == (ended.pk, sanna.user_id)


@pytest.mark.parametrize("who", ["aino", "jari", "kirsi"])
def test_nobody_else_corrects_what_was_agreed(who, ended, now, request):
    with pytest.raises(PermissionDenied):
        correct(ended, request.getfixturevalue(who), now)

    assert kept(ended).outcome == CLOSING.outcome


def test_after_two_weeks_or_from_an_old_page_nothing_is_corrected(ended, sanna, now):
    with pytest.raises(services.TooLate):
        correct(ended, sanna, now + timedelta(days=15))
    with pytest.raises(versions.EditedMeanwhile):
        correct(ended, sanna, now, version=1)

    assert kept(ended).outcome == CLOSING.outcome


def test_before_the_end_there_is_nothing_to_correct(aino, sanna, now):
    with pytest.raises(PermissionDenied):
        correct(support(aino, sanna), sanna, now, version=1)


@pytest.mark.parametrize(("people", "is_anonymous"), [(4, False), (5, True)])
def test_a_team_of_five_answers_without_names(people, is_anonymous, aino, sanna, now, announced):
    engagement = support(aino, sanna, request__people=people)

    services.close_engagement(engagement, Closing("Done.", TODAY, "fi"), by=sanna, at=now)

    asked = FollowUp.objects.get()
    assert (asked.is_anonymous, asked.told_at) == (is_anonymous, now)
    assert asked.counts.count() == (15 if is_anonymous else 0)
    assert FollowUpOpened(engagement.organisation_id, asked.pk) in announced


def test_it_begins_once(aino, now):
    request = factories.SupportRequestFactory(
        organisation=aino.organisation, asked_by=aino, matched=True
    )

    made = [services.begin(request, at=now) for _ in range(2)]

    assert made[0] == made[1] == Engagement.objects.get()


def test_the_database_and_the_rule_agree_on_who_sees_a_support(
    aino, sanna, jari, kirsi, tiina, markku, now
):
    engagement = support(aino, sanna)
    factories.SupportInvitationFactory(request=engagement.request, mentor=jari, declined=True)
    people = [aino, sanna, jari, kirsi, tiina, markku]

    by_rule = [one for one in people if can_see_engagement(one, engagement)]
    in_sql = [one for one in people if queries.all_engagements(one, at=now).exists()]

    assert by_rule == in_sql == [aino, sanna, kirsi, tiina]
    sanna.left_at = now
    assert not queries.all_engagements(sanna, at=now).exists()


def test_minutes_of_a_list_are_not_multiplied(aino, sanna, jari, now):
    engagement = support(aino, sanna, jari)
    for mentor in (sanna, jari, jari):
        factories.MeetingTimeFactory(engagement=engagement, mentor=mentor, minutes=60)
    meeting(engagement, at=now, days=-1)
    first = meeting(engagement, at=now, days=1)
    meeting(engagement, at=now, days=2)

    [listed] = queries.own_engagements(sanna, at=now)

    assert (listed.promised, listed.booked, listed.next_at) == (480, 180, first.starts_at)
