"""Serves R84, R93: who is asked hears of it, and so does the team; nobody is asked in vain."""

from datetime import UTC, date, datetime

import pytest

from nuotio.foundation import tenancy
from nuotio.notifications import wording
from nuotio.notifications.models import Notification
from nuotio.support import events
from nuotio.support.models import SupportInvitation
from tests.factories import LONG_AGO, MembershipFactory
from tests.support.asking import invitation_of, mentor_of, request_of


def told(kind):
    """Whom the unread notices of a kind reach."""
    with tenancy.unrestricted(reason="Looking at what was told."):
        rows = Notification.objects.filter(kind=kind, read_at__isnull=True).order_by("pk")
        return [row.recipient_id for row in rows]


def words(recipient, kind):
    """Title and text of the latest notice of a kind."""
    notice = Notification.objects.filter(recipient=recipient, kind=kind).latest("pk")
    said = wording.tell(notice)
    return said.title, said.text


@pytest.fixture
def wish(aino):
    return request_of(aino, team="Home care, team 5")


@pytest.fixture
def sanna(ours):
    return mentor_of(ours)


@pytest.fixture
def asked(wish, sanna):
    return invitation_of(wish, sanna)


@pytest.fixture(autouse=True)
def _somewhere_else(db):
    """People of another organisation, who are never told."""
    there = MembershipFactory(hr=True).organisation
    MembershipFactory(organisation=there, mentor=True)


def now_is(invitation, state, **more):
    SupportInvitation.objects.filter(pk=invitation.pk).update(state=state, **more)


def answered(invitation):
    return events.InvitationAnswered(
        invitation.organisation_id, invitation.pk, invitation.mentor_id
    )


def ended(invitation):
    return events.InvitationEnded(invitation.organisation_id, invitation.pk)


def test_a_mentor_is_told_and_led_to_the_page_with_three_answers(ours, wish, asked, sanna, ring):
    ring(events.MentorInvited(ours.pk, asked.pk, wish.asked_by_id))

    assert told("support_asked") == [sanna.pk]
    assert words(sanna, "support_asked") == (
        "Your support is asked for: Home care, team 5",
        "Read what they wish for and answer by Fri 20 Nov: yes, another time or not this time.",
    )
    notice = Notification.objects.get(recipient=sanna)
    assert notice.path == f"/o/{ours.slug}/support/invitations/{asked.pk}/"


def test_a_mentor_who_has_left_is_not_told(ours, wish, asked, sanna, ring):
    sanna.left_at = LONG_AGO
    sanna.save()

    ring(events.MentorInvited(ours.pk, asked.pk, wish.asked_by_id))

    assert told("support_asked") == []


def test_the_reminder_takes_the_place_of_the_first_notice(ours, wish, asked, sanna, ring):
    ring(events.MentorInvited(ours.pk, asked.pk, wish.asked_by_id))

    ring(events.InvitationWaits(ours.pk, asked.pk))

    assert told("support_asked") == [sanna.pk]
    assert words(sanna, "support_asked")[0] == "Your answer is still awaited: Home care, team 5"


def test_after_the_answer_the_mentor_is_asked_no_more(ours, wish, asked, sanna, aino, ring):
    ring(events.MentorInvited(ours.pk, asked.pk, aino.pk))
    now_is(asked, "declined", reason="My own team needs me.")

    ring(answered(asked))

    assert told("support_asked") == []


def test_a_no_is_told_to_the_team_and_those_in_care_without_the_reason(
    asked, aino, kirsi, tiina, ring
):
    now_is(asked, "declined", reason="My own team needs me.")

    ring(answered(asked))

    assert sorted(told("support_answered")) == sorted([aino.pk, kirsi.pk, tiina.pk])
    assert words(aino, "support_answered") == (
        "Sanna Koskinen cannot this time: Home care, team 5",
        "We look further. You can also ask another mentor yourself.",
    )
    assert words(kirsi, "support_answered")[1] == "The request waits. Ask another mentor."
    notices = Notification.objects.filter(kind="support_answered")
    assert [one.params for one in notices if "needs me" in str(one.params)] == []


def test_a_no_goes_to_whom_the_request_was_handed(asked, wish, aino, kirsi, tiina, ring):
    wish.in_care_of = tiina
    wish.save()
    now_is(asked, "declined")

    ring(answered(asked))

    assert sorted(told("support_answered")) == sorted([aino.pk, tiina.pk])


def test_another_time_is_told_to_the_team_each_time_anew(asked, aino, kirsi, ring):
    for day in (7, 14):
        now_is(asked, "suggested", suggested_from=date(2026, 12, day))
        ring(answered(asked))

    assert told("support_answered") == [aino.pk, aino.pk]
    assert words(aino, "support_answered")[0] == (
        "Sanna Koskinen suggests another time: Home care, team 5"
    )


def test_where_one_more_is_needed_the_team_hears_of_the_first(asked, wish, aino, ring):
    wish.mentors_needed = 2
    wish.save()
    now_is(asked, "accepted")

    ring(answered(asked))

    assert told("support_answered") == [aino.pk]
    assert words(aino, "support_answered") == (
        "Sanna Koskinen has accepted: Home care, team 5",
        "One more mentor is looked for.",
    )


def test_of_a_request_with_all_its_mentors_the_team_hears_once(
    ours, asked, wish, aino, sanna, ring
):
    now_is(asked, "accepted", answered_at=LONG_AGO)
    wish.state = "matched"
    wish.save()

    ring(answered(asked))
    ring(events.RequestMatched(ours.pk, wish.pk, sanna.pk))

    assert (told("support_answered"), told("support_matched")) == ([], [aino.pk])
    assert words(aino, "support_matched") == (
        "You have a learning mentor: Home care, team 5",
        "Sanna Koskinen supports your team. Agree on a first meeting.",
    )


def test_of_two_mentors_both_are_meant(ours, asked, wish, aino, sanna, ring):
    wish.state, wish.mentors_needed = "matched", 2
    wish.save()
    now_is(asked, "accepted", answered_at=LONG_AGO)
    jari = mentor_of(ours, "Jari Lehto")
    invitation_of(wish, jari, accepted=True)

    ring(events.RequestMatched(ours.pk, wish.pk, jari.pk))

    assert words(aino, "support_matched")[1] == (
        "Both mentors have accepted. Agree on a first meeting."
    )
    assert told("support_together") == [sanna.pk]
    assert words(sanna, "support_together") == (
        "Jari Lehto supports the team with you: Home care, team 5",
        "There are two of you now. Agree on the next meeting together.",
    )


def test_the_mentors_hear_that_the_team_agrees_to_the_time(ours, asked, wish, aino, sanna, ring):
    now_is(asked, "accepted", suggested_from=date(2026, 12, 7), answered_at=LONG_AGO)
    jari = mentor_of(ours, "Jari Lehto")
    invitation_of(wish, jari, accepted=True)

    ring(events.TimeAgreed(ours.pk, asked.pk, aino.pk))

    assert sorted(told("support_time_agreed")) == sorted([sanna.pk, jari.pk])
    assert words(sanna, "support_time_agreed") == (
        "The time is agreed: Home care, team 5",
        "The support is given in week 50, from 7 Dec on.",
    )


def test_who_need_not_answer_is_told_so(ours, asked, wish, aino, sanna, ring):
    ring(events.MentorInvited(ours.pk, asked.pk, aino.pk))
    now_is(asked, "withdrawn", ended_at=LONG_AGO)

    ring(ended(asked))

    assert (told("support_asked"), told("support_not_needed")) == ([], [sanna.pk])
    assert words(sanna, "support_not_needed")[0] == (
        "You need not answer any more: Home care, team 5"
    )


def test_an_invitation_that_lapsed_is_told_to_those_in_care_alone(
    ours, asked, aino, kirsi, sanna, ring
):
    ring(events.MentorInvited(ours.pk, asked.pk, aino.pk))
    now_is(asked, "lapsed", ended_at=LONG_AGO)

    ring(ended(asked))

    assert told("support_answered") == [kirsi.pk]
    assert (told("support_asked"), told("support_not_needed")) == ([], [])
    assert words(kirsi, "support_answered")[0] == (
        "Sanna Koskinen has not had time to answer: Home care, team 5"
    )


def test_where_nobody_is_in_care_a_lapse_is_told_to_who_asked(ours, asked, aino, ring):
    now_is(asked, "lapsed", ended_at=LONG_AGO)

    ring(ended(asked))

    assert told("support_answered") == [aino.pk]


def test_a_suggested_time_that_lapsed_is_told_to_all_sides(ours, asked, aino, kirsi, sanna, ring):
    told_of = {"suggested_from": date(2026, 2, 2), "answer_by": date(2026, 1, 14)}
    now_is(asked, "lapsed", ended_at=datetime(2026, 1, 17, 9, tzinfo=UTC), **told_of)

    ring(ended(asked))

    assert sorted(told("support_answered")) == sorted([aino.pk, kirsi.pk])
    assert told("support_not_needed") == [sanna.pk]
    assert words(aino, "support_answered") == (
        "The time that Sanna Koskinen suggested was not answered: Home care, team 5",
        "The request waits. Ask another mentor.",
    )
    assert words(sanna, "support_not_needed") == (
        "The time that you suggested was not answered: Home care, team 5",
        "Nothing is asked of you now, and your working time is free again.",
    )


def test_a_mentor_who_left_before_the_clock_ran_out_is_not_said_to_wait(
    ours, asked, aino, kirsi, ring
):
    told_of = {"suggested_from": date(2026, 2, 2), "answer_by": date(2026, 1, 14)}
    now_is(asked, "lapsed", ended_at=datetime(2026, 1, 16, 9, tzinfo=UTC), **told_of)

    ring(ended(asked))

    assert told("support_answered") == [kirsi.pk]
    assert told("support_not_needed") == []


def test_of_a_mentor_who_steps_back_all_who_are_concerned_hear(
    ours, asked, wish, aino, kirsi, sanna, ring
):
    now_is(asked, "left", ended_at=LONG_AGO)
    jari = mentor_of(ours, "Jari Lehto")
    invitation_of(wish, jari, accepted=True)

    ring(events.RequestReopened(ours.pk, wish.pk, sanna.pk))

    with tenancy.unrestricted(reason="Everybody hears once."):
        heard = Notification.objects.values_list("recipient", flat=True)
        assert sorted(heard) == sorted([aino.pk, kirsi.pk, jari.pk])
    assert sorted(told("support_reopened")) == sorted([aino.pk, kirsi.pk, jari.pk])
    assert words(aino, "support_reopened")[0] == "Sanna Koskinen cannot continue: Home care, team 5"


@pytest.mark.parametrize("state", ["withdrawn", "declined"])
def test_who_had_promised_hears_that_the_support_is_called_off(
    state, ours, asked, wish, aino, sanna, ring
):
    now_is(asked, "accepted", answered_at=LONG_AGO, ended_at=LONG_AGO)
    wish.state, wish.closed_at, wish.closing_words = state, LONG_AGO, "Not in this year."
    wish.save()

    ring(events.RequestClosed(ours.pk, wish.pk, aino.pk))

    assert told("support_off") == [sanna.pk]
    assert words(sanna, "support_off") == (
        "The support is called off: Home care, team 5",
        "Nothing is asked of you now, and your working time is free. Thank you.",
    )


def test_who_has_promised_hears_that_the_request_has_changed(ours, asked, wish, aino, sanna, ring):
    now_is(asked, "accepted", answered_at=LONG_AGO)
    invitation_of(wish, mentor_of(ours, "Jari Lehto"))

    ring(events.RequestChanged(ours.pk, wish.pk, aino.pk, 2))

    assert told("support_changed") == [sanna.pk]
    assert words(sanna, "support_changed")[0] == (
        "The team has changed its request: Home care, team 5"
    )


def test_nobody_hears_of_what_she_did_herself(ours, wish, ring, kirsi):
    mentor_hr = mentor_of(ours, "Mentor in HR")
    own = invitation_of(wish, mentor_hr)
    wish.asked_by = kirsi
    wish.save()
    now_is(own, "accepted", answered_at=LONG_AGO)
    wish.state = "matched"
    wish.save()

    ring(events.RequestMatched(ours.pk, wish.pk, kirsi.pk))

    assert told("support_matched") == []


def test_what_is_no_longer_there_is_told_to_nobody(ours, ring):
    for event in (
        events.MentorInvited(ours.pk, 987_654, 1),
        events.InvitationWaits(ours.pk, 987_654),
        events.InvitationAnswered(ours.pk, 987_654, 1),
        events.InvitationEnded(ours.pk, 987_654),
        events.TimeAgreed(ours.pk, 987_654, 1),
        events.RequestMatched(ours.pk, 987_654, 1),
        events.RequestReopened(ours.pk, 987_654, 1),
    ):
        ring(event)

    assert Notification.objects.count() == 0
