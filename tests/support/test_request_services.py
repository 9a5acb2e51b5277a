"""Serves R84 (order support): a request is kept, sent, changed, taken back, declined, handed on."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import versions
from nuotio.support.events import (
    InvitationEnded,
    RequestChanged,
    RequestClosed,
    RequestHandedOn,
    RequestSent,
)
from nuotio.support.models import SupportRequest
from nuotio.support.services import requests as services
from nuotio.support.services.requests import RequestDraft
from tests.factories import MembershipFactory, UnitFactory
from tests.goals.factories import GoalFactory
from tests.support.factories import (
    MatchingWeightsFactory,
    SupportInvitationFactory,
    SupportRequestFactory,
)

ONCE = UUID("00000000-0000-4000-8000-0000000000a1")
DRAFT = RequestDraft(
    wish="Our mornings are only lists.",
    language="fi",
    first_day=date(2026, 11, 23),
    last_day=date(2026, 12, 13),
    kinds=("workshop", "lean"),
    weeks=("2026-11-23", "2026-12-07"),
    people=11,
)


@pytest.fixture
def asked(ours, aino):
    return SupportRequestFactory(organisation=ours, asked_by=aino)


def test_a_draft_is_kept_without_a_clock(aino, now, announced):
    made = services.save_draft(DRAFT, by=aino, at=now, once=ONCE)

    made.refresh_from_db()
    assert (made.state, made.asked_at, made.answer_by) == ("draft", None, None)
    assert (made.asked_by_id, made.organisation_id) == (aino.pk, aino.organisation_id)
    assert made.kinds == ["workshop", "lean"]
    assert made.weeks == ["2026-11-23", "2026-12-07"]
    assert announced == []


def test_a_request_is_sent_with_a_promise_of_two_working_days(aino, now, announced):
    made = services.ask(DRAFT, by=aino, at=now, once=ONCE)

    made.refresh_from_db()
    assert (made.state, made.asked_at) == ("open", now)
    assert made.answer_by == date(2026, 11, 20)
    assert announced == [RequestSent(aino.organisation_id, made.pk, aino.pk)]


def test_the_promise_jumps_weekends_and_is_the_organisations_own(ours, aino, now):
    MatchingWeightsFactory(organisation=ours, answer_days=3)

    made = services.ask(DRAFT, by=aino, at=now, once=ONCE)

    assert made.answer_by == date(2026, 11, 23)  # from Wednesday over the weekend


def test_the_same_form_sent_twice_is_one_request(aino, now, announced):
    first = services.ask(DRAFT, by=aino, at=now, once=ONCE)
    again = services.ask(DRAFT, by=aino, at=now + timedelta(days=9), once=ONCE)

    assert first == again
    assert again.asked_at == now
    assert SupportRequest.objects.count() == 1
    assert len(announced) == 1


def test_the_mark_of_somebody_elses_form_does_no_harm(asked, aino, sanna, now):
    asker = MembershipFactory()
    elsewhere = SupportRequestFactory(asked_by=asker, organisation=asker.organisation)

    for other in (asked, elsewhere):
        made = services.save_draft(DRAFT, by=sanna, at=now, once=other.once)

        assert (made.asked_by, made.wish) == (sanna, DRAFT.wish)
        assert made.once != other.once
    assert SupportRequest.objects.count() == 3


def test_a_provider_asks_its_mentors_for_nothing(inside, now):
    provider = MembershipFactory(at_provider=True)
    inside(provider)

    with pytest.raises(PermissionDenied):
        services.save_draft(DRAFT, by=provider, at=now, once=ONCE)
    assert SupportRequest.objects.count() == 0


@pytest.mark.parametrize("field", ["unit", "goal"])
def test_what_belongs_to_others_cannot_be_named(field, aino, now):
    foreign = {"unit": UnitFactory, "goal": GoalFactory}[field]()
    draft = RequestDraft(**{**vars(DRAFT), f"{field}_id": foreign.pk})

    with pytest.raises(services.NotThere) as refused:
        services.save_draft(draft, by=aino, at=now, once=ONCE)
    assert refused.value.field == field
    assert SupportRequest.objects.count() == 0


def test_a_goal_must_be_decided_unless_it_stood_there_already(ours, aino, now):
    ended = GoalFactory(organisation=ours, state="ended")
    draft = RequestDraft(**{**vars(DRAFT), "goal_id": ended.pk})

    with pytest.raises(services.NotThere):
        services.save_draft(draft, by=aino, at=now, once=ONCE)
    row = SupportRequestFactory(organisation=ours, asked_by=aino, goal=ended)
    changed = services.change_request(row, draft, by=aino, at=now, version=1)

    assert (changed.goal_id, changed.wish) == (ended.pk, DRAFT.wish)


def test_a_change_takes_over_everything_and_keeps_the_clock(asked, aino, now):
    before = asked.answer_by

    services.change_request(asked, DRAFT, by=aino, at=now, version=1)

    asked.refresh_from_db()
    told = {name: getattr(asked, name) for name in DRAFT.fields()}
    assert told == DRAFT.fields()
    assert (asked.version, asked.state, asked.answer_by) == (2, "open", before)


def test_nobody_overwrites_what_was_saved_meanwhile(asked, aino, now):
    services.change_request(asked, DRAFT, by=aino, at=now, version=1)

    with pytest.raises(versions.EditedMeanwhile):
        other = RequestDraft(**{**vars(DRAFT), "wish": "Other words."})
        services.change_request(asked, other, by=aino, at=now, version=1)
    asked.refresh_from_db()
    assert asked.wish == DRAFT.wish


def test_new_hours_reach_mentors_who_are_asked_but_not_a_promise(asked, aino, now):
    waits = SupportInvitationFactory(request=asked)
    promised = SupportInvitationFactory(request=asked, accepted=True, month=date(2026, 11, 1))
    declined = SupportInvitationFactory(request=asked, declined=True)
    draft = RequestDraft(**{**vars(DRAFT), "minutes": 360})

    services.change_request(asked, draft, by=aino, at=now, version=1)

    for one in (waits, promised, declined):
        one.refresh_from_db()
    assert (waits.minutes, promised.minutes, declined.minutes) == (360, 240, 240)


def test_a_mentor_who_has_promised_hears_of_a_change_once(ours, aino, now, announced):
    asked = SupportRequestFactory(organisation=ours, asked_by=aino, mentors_needed=2)
    SupportInvitationFactory(request=asked, accepted=True, month=date(2026, 11, 1))
    draft = replace(DRAFT, mentors_needed=2)

    for version in (1, 2):  # the second time nothing is another
        services.change_request(asked, draft, by=aino, at=now, version=version)

    assert announced == [RequestChanged(ours.pk, asked.pk, aino.pk, 2)]


def test_the_number_of_mentors_stays_once_one_has_promised(ours, aino, now):
    asked = SupportRequestFactory(organisation=ours, asked_by=aino, mentors_needed=2)
    SupportInvitationFactory(request=asked, accepted=True)

    with pytest.raises(services.MentorPromised):
        services.change_request(asked, DRAFT, by=aino, at=now, version=1)
    asked.refresh_from_db()
    assert (asked.mentors_needed, asked.version) == (2, 1)


def test_only_who_asked_changes_sends_or_takes_back(asked, kirsi, sanna, now):
    for other in (kirsi, sanna):
        with pytest.raises(PermissionDenied):
            services.change_request(asked, DRAFT, by=other, at=now, version=1)
        with pytest.raises(PermissionDenied):
            services.withdraw_request(asked, "", by=other, at=now)
        with pytest.raises(PermissionDenied):
            services.delete_draft(asked, by=other)
    asked.refresh_from_db()
    assert (asked.state, asked.version) == ("open", 1)


def test_a_request_taken_back_frees_its_mentors(asked, aino, now, announced):
    waits = SupportInvitationFactory(request=asked)
    promised = SupportInvitationFactory(request=asked, accepted=True)

    services.withdraw_request(asked, "We managed.", by=aino, at=now)
    services.withdraw_request(asked, "", by=aino, at=now + timedelta(days=1))

    for one in (asked, waits, promised):
        one.refresh_from_db()
    assert (asked.state, asked.closing_words, asked.closed_at) == ("withdrawn", "We managed.", now)
    assert (waits.state, waits.ended_at, promised.ended_at) == ("withdrawn", now, now)
    assert announced == [
        InvitationEnded(asked.organisation_id, waits.pk),
        RequestClosed(asked.organisation_id, asked.pk, aino.pk),
    ]


def test_a_draft_is_deleted_and_a_sent_request_is_not(ours, asked, aino, now):
    draft = SupportRequestFactory(organisation=ours, asked_by=aino, draft=True)

    services.delete_draft(draft, by=aino)

    with pytest.raises(services.NotWaiting):
        services.delete_draft(asked, by=aino)
    with pytest.raises(services.NotWaiting):
        services.withdraw_request(
            SupportRequestFactory(organisation=ours, asked_by=aino, draft=True),
            "",
            by=aino,
            at=now,
        )
    assert not SupportRequest.objects.filter(pk=draft.pk).exists()
    assert SupportRequest.objects.get(pk=asked.pk).state == "open"


@pytest.mark.parametrize("state", ["declined", "done"])
def test_what_is_over_says_so_to_who_asked(state, ours, aino, now):
    over = SupportRequestFactory(organisation=ours, asked_by=aino, **{state: True})

    for attempt in (
        lambda: services.withdraw_request(over, "", by=aino, at=now),
        lambda: services.change_request(over, DRAFT, by=aino, at=now, version=1),
        lambda: services.send_request(over, by=aino, at=now),
    ):
        with pytest.raises(services.NotWaiting) as late:
            attempt()
        assert late.value.request.state == state


def test_declining_answers_and_says_what_was_missing(asked, kirsi, now, announced):
    said = ("hours", "All hours of this spring are promised.")

    services.decline_request(asked, *said, by=kirsi, at=now)
    services.decline_request(asked, *said, by=kirsi, at=now + timedelta(days=1))

    asked.refresh_from_db()
    assert (asked.state, asked.missing, asked.closing_words) == ("declined", *said)
    assert (asked.first_answer_at, asked.closed_at) == (now, now)
    assert announced == [RequestClosed(asked.organisation_id, asked.pk, kirsi.pk)]


def test_the_first_answer_stays_the_first(ours, kirsi, now):
    earlier = now - timedelta(days=1)
    asked = SupportRequestFactory(organisation=ours, first_answer_at=earlier)

    declined = services.decline_request(asked, "time", "No time suits.", by=kirsi, at=now)

    assert declined.first_answer_at == earlier


def test_a_matched_request_is_not_declined_nor_handed_on(ours, kirsi, tiina, now):
    matched = SupportRequestFactory(organisation=ours, matched=True)

    with pytest.raises(services.NotWaiting):
        services.decline_request(matched, "hours", "None left.", by=kirsi, at=now)
    with pytest.raises(services.NotWaiting):
        services.hand_on(matched, tiina, "", by=kirsi, at=now)
    matched.refresh_from_db()
    assert (matched.state, matched.in_care_of) == ("matched", None)


def test_a_request_is_handed_on_with_a_word(asked, kirsi, tiina, now, announced):
    for _ in range(2):
        services.hand_on(asked, tiina, "You know them.", by=kirsi, at=now)

    asked.refresh_from_db()
    assert (asked.in_care_of_id, asked.care_words) == (tiina.pk, "You know them.")
    assert announced == [RequestHandedOn(asked.organisation_id, asked.pk, tiina.pk, kirsi.pk)]
    entry = AuditEntry.objects.get(action="support.hand_on")
    assert (entry.actor_id, entry.subject_id) == (kirsi.user_id, tiina.user_id)


def test_a_request_is_handed_only_to_hr_or_a_coordinator_of_the_organisation(
    asked, kirsi, sanna, now
):
    foreign = MembershipFactory(hr=True)

    for wrong in (sanna, foreign):
        with pytest.raises(services.NoSuchPerson):
            services.hand_on(asked, wrong, "", by=kirsi, at=now)
    asked.refresh_from_db()
    assert asked.in_care_of is None


def test_mentors_and_who_asked_do_not_answer_for_requests(asked, aino, sanna, tiina, now):
    for other in (aino, sanna):
        with pytest.raises(PermissionDenied):
            services.decline_request(asked, "hours", "No.", by=other, at=now)
        with pytest.raises(PermissionDenied):
            services.hand_on(asked, tiina, "", by=other, at=now)
    asked.refresh_from_db()
    assert asked.state == "open"
