"""Serves R84, R93: those who take part hear of meetings, and their calendars follow."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from nuotio.foundation import tenancy
from nuotio.notifications import links, wording
from nuotio.notifications.models import MailChoice, Notification, OutgoingMail
from nuotio.programmes.models import CalendarKey
from nuotio.programmes.services import calendars
from nuotio.support import events
from nuotio.support.models import Engagement
from tests.factories import LONG_AGO, MembershipFactory
from tests.support import factories
from tests.support.giving import kept, meeting, support

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement(aino, sanna, jari):
    return support(aino, sanna, jari)


@pytest.fixture
def tell(ours, ring):
    """Tell that a meeting has changed."""

    def changed(held, by) -> None:
        ring(events.MeetingChanged(ours.pk, held.pk, by.pk))

    return changed


def told(kind):
    """Who has a notice of a kind, and what it says."""
    with tenancy.unrestricted(reason="Looking at what was told."):
        rows = Notification.objects.filter(kind=kind).select_related("recipient__user")
        return [
            (one.recipient.user.name, wording.tell(one).title)
            for one in rows.order_by("recipient__user__name", "pk")
        ]


def mailed():
    """The mails about meetings; other nouns of the room tell of requests and promises."""
    kinds = ["support_meeting", "support_meeting_for_calendar", "support_closed", "support_thanks"]
    rows = OutgoingMail.objects.filter(kind__in=kinds).order_by("to", "pk")
    return list(rows.values_list("to", "kind", "calendar_method"))


def in_calendar(member):
    """What the last mail of a member says to her calendar."""
    mail = OutgoingMail.objects.filter(to=member.user.email).order_by("pk").last()
    [one] = Calendar.from_ical(mail.calendar).walk("VEVENT")
    return {name: str(one[name].to_ical().decode()) for name in one}


def test_a_meeting_reaches_all_calendars_and_who_set_it_is_told_nothing_else(
    aino, sanna, jari, engagement, tell
):
    held = meeting(
        engagement,
        starts_at=datetime(2099, 1, 20, 7, 0, tzinfo=UTC),
        ends_at=datetime(2099, 1, 20, 9, 0, tzinfo=UTC),
        title="First talk",
        place="Room 3",
        agenda="CANARY agenda",
    )

    tell(held, sanna)

    assert told("support_meeting") == [
        ("Aino Salo", "First talk: Team East: Tue 20 Jan at 9:00"),
        ("Jari Lehto", "First talk: Team East: Tue 20 Jan at 9:00"),
    ]
    assert sorted(mailed()) == sorted(
        [
            (aino.user.email, "support_meeting", "REQUEST"),
            (jari.user.email, "support_meeting", "REQUEST"),
            (sanna.user.email, "support_meeting_for_calendar", "REQUEST"),
        ]
    )
    entry = in_calendar(sanna)
    assert entry["UID"] == f"support-meeting-{held.pk}@127.0.0.1"
    assert (entry["DTSTART"], entry["SEQUENCE"]) == ("20990120T090000", "0")
    assert entry["LOCATION"] == "Room 3"
    assert f"/support/given/{engagement.pk}/" in entry["URL"]
    assert "CANARY" not in "".join(OutgoingMail.objects.values_list("calendar", flat=True))


@pytest.mark.parametrize(
    ("utc", "in_helsinki"),
    [
        ((2027, 3, 26, 7), "20270326T090000"),
        ((2027, 3, 29, 6), "20270329T090000"),
        ((2027, 10, 31, 1), "20271031T010000Z"),
    ],
)
def test_calendars_show_the_clock_of_helsinki_also_when_it_changes(
    utc, in_helsinki, engagement, sanna, tell
):
    """An hour that comes twice is written in UTC, as programmes do."""
    starts_at = datetime(*utc, tzinfo=UTC)
    held = meeting(engagement, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    tell(held, sanna)

    assert in_calendar(sanna)["DTSTART"] == in_helsinki


def test_a_move_and_a_cancellation_rise_in_sequence(engagement, aino, sanna, tell):
    held = meeting(engagement, days=3, title="First talk")
    tell(held, sanna)
    held.sequence = 1
    held.save()
    tell(held, sanna)
    moved = in_calendar(aino)["SEQUENCE"]
    held.sequence, held.cancelled_at = 2, timezone.now()
    held.save()
    tell(held, sanna)

    assert (moved, in_calendar(aino)["SEQUENCE"]) == ("1", "3")
    assert in_calendar(aino)["STATUS"] == "CANCELLED"
    titles = [title for who, title in told("support_meeting") if who == "Aino Salo"]
    assert "has changed" in titles[1]
    assert titles[2] == "First talk: Team East is called off"


def test_nothing_is_told_of_what_is_over_or_gone_nor_to_who_has_left(
    engagement, aino, sanna, jari, tell, now
):
    aino.left_at, jari.user.is_active = now, False
    aino.save()
    jari.user.save()
    tell(meeting(engagement, days=-2), sanna)
    before = mailed()
    tell(meeting(engagement, days=2), sanna)

    assert before == []
    assert [to for to, _kind, _method in mailed()] == [sanna.user.email]
    assert told("support_meeting") == []


def test_who_has_a_feed_or_wants_no_mails_gets_no_calendar_part(
    engagement, aino, sanna, jari, tell
):
    CalendarKey.objects.create(user=aino.user, digest="a" * 64, made_at=LONG_AGO)
    MailChoice.objects.create(user=jari.user, kind="support_meeting_for_calendar", channel="never")

    tell(meeting(engagement, days=2), sanna)

    parts = {(to, method) for to, _kind, method in mailed()}
    assert parts == {
        (aino.user.email, ""),
        (jari.user.email, ""),
        (sanna.user.email, "REQUEST"),
    }


def test_who_wants_no_notices_by_mail_still_has_the_calendar_part(engagement, aino, sanna, tell):
    MailChoice.objects.create(user=aino.user, kind="support_meeting", channel="never")

    tell(meeting(engagement, days=2), sanna)

    assert (aino.user.email, "support_meeting_for_calendar", "REQUEST") in mailed()


def test_an_own_feed_holds_her_meetings_called_off_ones_too(
    engagement, aino, sanna, petri, client, now
):
    coming = meeting(engagement, days=2, title="First talk")
    meeting(engagement, days=3, title="Off", cancelled_at=now)
    meeting(engagement, days=-500, title="Long ago")
    meeting(support(aino, petri), days=4, title="CANARY of Petri")
    factories.MeetingFactory(title="CANARY elsewhere", starts_at=now, ends_at=now + timedelta(1))
    key = calendars.make_address(sanna.user, at=now)

    response = client.get(links.path_to("programmes:calendar", key=key))

    entries = Calendar.from_ical(response.content).walk("VEVENT")
    assert [(str(one["SUMMARY"]), str(one["STATUS"])) for one in entries] == [
        ("First talk: Team East", "CONFIRMED"),
        ("Off: Team East", "CANCELLED"),
    ]
    assert str(entries[0]["UID"]) == f"support-meeting-{coming.pk}@127.0.0.1"


def test_who_asked_has_the_same_meetings_in_her_feed(engagement, aino, client, now):
    meeting(engagement, days=2, title="First talk")
    key = calendars.make_address(aino.user, at=now)

    response = client.get(links.path_to("programmes:calendar", key=key))

    assert b"First talk: Team East" in response.content


def test_who_stepped_back_has_nothing_more_in_her_calendar(engagement, sanna, jari, ours, ring):
    held = meeting(engagement, days=2)
    engagement.request.invitations.filter(mentor=jari).update(state="left")

    ring(events.RequestReopened(ours.pk, engagement.request_id, jari.pk))

    assert mailed() == [(jari.user.email, "support_meeting_for_calendar", "CANCEL")]
    assert kept(held).cancelled_at is None


def test_where_nobody_is_left_the_meetings_are_called_off(engagement, aino, sanna, ours, ring):
    held = meeting(engagement, days=2)
    engagement.request.invitations.update(state="left")

    ring(events.RequestReopened(ours.pk, engagement.request_id, sanna.pk))

    assert kept(held).cancelled_at is not None
    assert (aino.user.email, "support_meeting", "CANCEL") in mailed()
    assert (sanna.user.email, "support_meeting_for_calendar", "CANCEL") in mailed()


def test_a_mentor_who_joins_gets_what_is_to_come_above_any_cancellation(
    aino, sanna, petri, ours, ring
):
    engagement = support(aino, sanna, started_at=LONG_AGO)
    held = meeting(engagement, days=2, made_at=LONG_AGO)
    factories.SupportInvitationFactory(
        request=engagement.request,
        mentor=petri,
        state="accepted",
        answered_at=LONG_AGO + timedelta(seconds=10),
    )

    ring(events.RequestMatched(ours.pk, engagement.request_id, petri.pk))

    assert mailed() == [(petri.user.email, "support_meeting", "REQUEST")]
    assert in_calendar(petri)["SEQUENCE"] == str(held.sequence + 20)
    assert kept(engagement.request).state == "under_way"


def test_a_request_that_is_taken_back_ends_its_support(engagement, aino, sanna, ours, ring):
    held = meeting(engagement, days=2)
    ring(events.RequestClosed(ours.pk, engagement.request_id, aino.pk))
    before = kept(engagement).is_closed
    engagement.request.state = "withdrawn"
    engagement.request.save()

    ring(events.RequestClosed(ours.pk, engagement.request_id, aino.pk))

    ended = kept(engagement)
    assert (before, ended.is_closed, ended.closed_by) == (False, True, aino)
    assert kept(held).cancelled_at is not None
    assert (sanna.user.email, "support_meeting", "CANCEL") in mailed()
    assert not hasattr(Engagement.objects.get(pk=engagement.pk), "follow_up")


def test_all_but_who_did_it_hear_of_the_end_and_mentors_of_thanks(
    engagement, aino, sanna, ours, ring
):
    ring(events.EngagementClosed(ours.pk, engagement.pk, sanna.pk))
    ring(events.ThanksGiven(ours.pk, engagement.pk, aino.pk))

    ended = "The support has ended: Team East"
    assert told("support_closed") == [("Aino Salo", ended), ("Jari Lehto", ended)]
    assert [who for who, _title in told("support_thanks")] == ["Jari Lehto", "Sanna Koskinen"]


def test_no_word_of_the_wish_goes_out_by_mail(aino, sanna, ours, ring):
    alone = {"request__team": "", "request__people": 1, "request__kinds": ["one_to_one"]}
    engagement = support(aino, sanna, request__wish="CANARY I am worn out", **alone)

    ring(events.EngagementClosed(ours.pk, engagement.pk, sanna.pk))
    ring(events.ThanksGiven(ours.pk, engagement.pk, aino.pk))

    assert told("support_closed") == [("Aino Salo", "The support has ended: one-to-one support")]
    assert [title for _who, title in told("support_thanks")] == [
        "You are thanked: one-to-one support"
    ]


@pytest.mark.parametrize(
    ("people", "words"),
    [(11, "Pass the link on to your team."), (3, "Answer three statements by")],
)
def test_who_asked_is_told_that_the_team_is_asked_and_reminded(
    people, words, aino, sanna, ours, ring
):
    today = timezone.localdate()
    follow_up = factories.FollowUpFactory(
        engagement=support(aino, sanna, closed=True, request__people=people),
        is_anonymous=people >= 5,
        opens_on=today,
        closes_on=today + timedelta(days=14),
    )

    ring(events.FollowUpOpened(ours.pk, follow_up.pk))
    ring(events.FollowUpWaits(ours.pk, follow_up.pk))

    assert told("support_follow_up") == [("Aino Salo", "What came of the support? Team East")]
    assert len(told("support_follow_up_waits")) == 1
    with tenancy.unrestricted(reason="Looking at what was told."):
        assert words in wording.tell(Notification.objects.order_by("pk").first()).text


def test_nothing_is_told_of_what_is_gone_or_has_no_asker(aino, sanna, ours, ring, now):
    engagement = support(aino, sanna, closed=True)
    today = timezone.localdate()
    follow_up = factories.FollowUpFactory(
        engagement=engagement, opens_on=today, closes_on=today + timedelta(days=14)
    )
    over = factories.FollowUpFactory(engagement=support(aino, sanna, closed=True))
    engagement.request.asked_by = MembershipFactory(organisation=ours, left_at=now)
    engagement.request.save()

    for pk in (follow_up.pk, over.pk, 987_654):
        ring(events.FollowUpOpened(ours.pk, pk))
    for pk in (engagement.pk, 987_654):
        ring(events.EngagementClosed(ours.pk, pk, sanna.pk))
    for kind in (events.RequestClosed, events.RequestMatched, events.RequestReopened):
        ring(kind(ours.pk, 987_654, sanna.pk))
    ring(events.MeetingChanged(ours.pk, 987_654, sanna.pk))
    ring(events.ThanksGiven(ours.pk, 987_654, aino.pk))

    assert (mailed(), Notification.objects.count()) == ([], 0)
