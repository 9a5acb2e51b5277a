"""Serves issue 3: moving a date tells the people concerned once, and calendars follow."""

from datetime import UTC, datetime, timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.notifications.models import MailChoice, OutgoingMail
from nuotio.programmes import events
from nuotio.programmes.models import CalendarKey
from tests.factories import (
    AssignmentFactory,
    AttendanceFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
)
from tests.programmes.told import calendar_of, mailed, paths, told

pytestmark = pytest.mark.django_db
SAID = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 12, 2, 7, 0, tzinfo=UTC)


def seated(programme, name, *, role="mentor", **more):
    membership = MembershipFactory(
        user__name=name, user__email=f"{name.lower()}@esimerkki.invalid", **more
    )
    return SeatFactory(programme=programme, membership=membership, role=role)


@pytest.fixture
def sanna(programme):
    return seated(programme, "Sanna")


@pytest.fixture
def session(programme):
    return EventFactory(
        programme=programme,
        name_fi="Valmennuskerta 2",
        name_en="Coaching session 2: Trying it out",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=6),
        sequence=1,
    )


@pytest.fixture
def moved(programme, ring):
    """Tell that these moved in one act."""

    def tell(*dated, move="act-1") -> None:
        pks = {"due_at": [], "starts_at": []}
        for one in dated:
            pks["due_at" if hasattr(one, "due_at") else "starts_at"].append(one.pk)
        ring(events.DatesMoved(programme.pk, tuple(pks["starts_at"]), tuple(pks["due_at"]), move))

    return tell


def coming(event, seat, answer="coming", **more):
    return AttendanceFactory(
        **{"event": event, "seat": seat, "answer": answer, "answered_at": SAID, **more}
    )


def test_one_date_is_told_with_its_new_time_on_the_clocks_of_helsinki(
    programme, sanna, session, moved
):
    moved(session)

    assert told() == [("Sanna", "Coaching session 2 has a new time: Wed 2 Dec at 9:00")]
    assert mailed() == [("sanna@esimerkki.invalid", "")]


@pytest.mark.parametrize(
    ("utc", "told_as", "in_calendar"),
    [
        ((2027, 3, 26, 7), "Fri 26 Mar at 9:00", "20270326T090000"),
        ((2027, 3, 29, 6), "Mon 29 Mar at 9:00", "20270329T090000"),
        ((2027, 10, 29, 6), "Fri 29 Oct at 9:00", "20271029T090000"),
        ((2027, 11, 1, 7), "Mon 1 Nov at 9:00", "20271101T090000"),
    ],
)
def test_notice_mail_and_calendar_agree_when_the_clocks_change(
    utc, told_as, in_calendar, sanna, session, moved
):
    with tenancy.unrestricted(reason="Arranging a test."):
        session.starts_at = datetime(*utc, tzinfo=UTC)
        session.ends_at = session.starts_at + timedelta(hours=6)
        session.save()
    coming(session, sanna)

    moved(session)

    [mail] = OutgoingMail.objects.all()
    assert told() == [("Sanna", f"Coaching session 2 has a new time: {told_as}")]
    assert told_as in mail.text
    assert calendar_of(mail)["DTSTART"] == in_calendar


def test_many_dates_of_one_act_are_told_once(programme, sanna, session, moved):
    later = [
        EventFactory(programme=programme, starts_at=STARTS + timedelta(days=days))
        for days in (30, 60, 90)
    ]
    due = [AssignmentFactory(programme=programme) for _ in range(2)]

    moved(session, *later, *due)

    assert told() == [("Sanna", "Coaching session 2 and 5 other dates have moved")]
    assert len(mailed()) == 1
    assert told("fi") == [("Sanna", "Valmennuskerta 2 ja 5 muuta päivää siirtyivät")]
    assert paths() == {f"/o/{sanna.organisation.slug}/programmes/{programme.pk}/"}


def test_each_act_is_told_of_its_own(programme, sanna, session, moved):
    moved(session, move="act-1")
    moved(session, move="act-2")

    assert len(told()) == 2


def test_only_those_whom_a_date_concerns_hear_of_it(programme, sanna, moved):
    seated(programme, "Boss", role="sponsor")
    left = seated(programme, "Gone")
    with tenancy.unrestricted(reason="Arranging a test."):
        left.left_at = SAID
        left.save()
    own = EventFactory(
        programme=programme,
        private_to=OrganisationFactory(),
        kind="mentor_hr_meeting",
        roles=["mentor", "hr"],
    )
    ours = EventFactory(
        programme=programme,
        private_to=sanna.organisation,
        name_en="Our meeting",
        roles=["mentor", "hr"],
    )

    moved(own, ours)

    assert told() == [("Sanna", "Our meeting has a new time: Wed 2 Dec at 9:00")]


def test_an_event_that_is_called_off_is_told_as_such(programme, sanna, session, moved, now):
    with tenancy.unrestricted(reason="Arranging a test."):
        session.cancelled_at = now
        session.save()

    moved(session)

    assert told() == [("Sanna", "Coaching session 2 is called off")]


def test_a_due_date_that_moved_alone_is_told_as_such(programme, sanna, moved):
    moved(AssignmentFactory(programme=programme, name_en="Assignment 1"))

    assert told() == [("Sanna", "Assignment 1 has a new due date: Wed 9 Dec at 16:00")]


def test_the_mail_moves_the_event_in_the_calendar_of_who_comes(programme, sanna, session, moved):
    coming(session, sanna)
    seated(programme, "Unsure")

    moved(session)

    assert mailed() == [("sanna@esimerkki.invalid", "REQUEST"), ("unsure@esimerkki.invalid", "")]
    mail = OutgoingMail.objects.get(to="sanna@esimerkki.invalid")
    part = calendar_of(mail)
    assert part["UID"] == f"event-{session.pk}@127.0.0.1"
    assert part["DTSTART"] == "20261202T090000"
    assert part["ATTENDEE"] == "mailto:sanna@esimerkki.invalid"
    assert part["SUMMARY"] == "Coaching session 2: Trying it out"
    assert mail.kind == "dates_moved"


def test_an_event_that_is_called_off_leaves_the_calendar(programme, sanna, session, moved, now):
    coming(session, sanna, "online")
    with tenancy.unrestricted(reason="Arranging a test."):
        session.cancelled_at = now
        session.save()

    moved(session)

    [mail] = OutgoingMail.objects.all()
    assert (mail.calendar_method, calendar_of(mail)["STATUS"]) == ("CANCEL", "CANCELLED")


def test_several_events_that_she_said_yes_to_get_a_calendar_mail_each(
    programme, sanna, session, moved
):
    later = EventFactory(programme=programme, starts_at=STARTS + timedelta(days=30), sequence=1)
    coming(session, sanna)
    coming(later, sanna)

    moved(session, later)

    mails = list(OutgoingMail.objects.order_by("pk"))
    assert [(mail.kind, mail.calendar_method) for mail in mails] == [
        ("dates_moved", "REQUEST"),
        ("event_for_calendar", "REQUEST"),
    ]
    assert calendar_of(mails[0])["UID"].startswith(f"event-{session.pk}@")
    assert calendar_of(mails[1])["UID"].startswith(f"event-{later.pk}@")
    assert len(told()) == 1


def test_a_calendar_that_follows_by_itself_gets_no_mail_about_what_it_was_never_sent(
    programme, sanna, session, moved
):
    CalendarKey.objects.create(
        user=sanna.membership.user, digest="x", made_at=SAID - timedelta(days=1)
    )
    coming(session, sanna)

    moved(session)

    assert mailed() == [("sanna@esimerkki.invalid", "")]


def test_an_invitation_from_before_the_feed_is_still_kept_right(programme, sanna, session, moved):
    CalendarKey.objects.create(
        user=sanna.membership.user, digest="x", made_at=SAID + timedelta(days=1)
    )
    coming(session, sanna)

    moved(session)

    assert mailed() == [("sanna@esimerkki.invalid", "REQUEST")]


@pytest.mark.parametrize(
    ("kind", "channel", "methods"),
    [
        ("event_for_calendar", "never", [("dates_moved", "")]),
        ("dates_moved", "digest", [("event_for_calendar", "REQUEST")]),
    ],
)
def test_what_she_chose_about_mails_holds(kind, channel, methods, programme, sanna, session, moved):
    MailChoice.objects.create(user=sanna.membership.user, kind=kind, channel=channel)
    coming(session, sanna)

    moved(session)

    assert list(OutgoingMail.objects.values_list("kind", "calendar_method")) == methods


@pytest.fixture
def said(programme, ring):
    """Tell that a person said whether she comes."""

    def tell(attendance, *, before="") -> None:
        organisation_id = attendance.seat.organisation_id
        ring(events.SignedUp(programme.pk, organisation_id, attendance.pk, before))

    return tell


@pytest.fixture
def ahead(programme):
    """An event that is far ahead, whenever the test runs."""
    return EventFactory(
        programme=programme,
        name_en="Coaching session 3",
        starts_at=datetime(2090, 12, 2, 7, 0, tzinfo=UTC),
        ends_at=datetime(2090, 12, 2, 13, 0, tzinfo=UTC),
        link="https://video.example/abc",
    )


def test_who_says_yes_gets_the_event_for_her_calendar(sanna, ahead, said):
    said(coming(ahead, sanna))

    [mail] = OutgoingMail.objects.all()
    part = calendar_of(mail)
    assert (mail.to, mail.kind) == ("sanna@esimerkki.invalid", "event_for_calendar")
    assert mail.calendar_method == "REQUEST"
    assert part["DTSTART"] == "20901202T090000"
    assert "Video meeting: https://video.example/abc" in part["DESCRIPTION"]
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert told() == []


def test_another_way_of_coming_sends_no_second_mail(sanna, ahead, said):
    said(coming(ahead, sanna, "online"), before="coming")

    assert mailed() == []


def test_who_no_longer_comes_gets_it_out_of_her_calendar_and_in_again(sanna, ahead, said):
    attendance = coming(ahead, sanna, "not_coming")
    said(attendance, before="coming")
    with tenancy.unrestricted(reason="Arranging a test."):
        attendance.answer, attendance.answered_at = "coming", SAID + timedelta(seconds=1)
        attendance.save()

    said(attendance, before="not_coming")

    parts = [calendar_of(mail) for mail in OutgoingMail.objects.order_by("pk")]
    assert [part["STATUS"] for part in parts] == ["CANCELLED", "CONFIRMED"]
    assert int(parts[1]["SEQUENCE"]) > int(parts[0]["SEQUENCE"])


def test_no_said_first_sends_nothing(sanna, ahead, said):
    said(coming(ahead, sanna, "not_coming"))

    assert mailed() == []


@pytest.mark.parametrize("why", ["over", "called off", "feed", "unwanted", "left"])
def test_nothing_goes_to_a_calendar_that_has_no_use_for_it(why, programme, sanna, ahead, said):
    attendance = coming(ahead, sanna)
    user = sanna.membership.user
    with tenancy.unrestricted(reason="Arranging a test."):
        if why == "over":
            ahead.starts_at = ahead.ends_at = SAID
        if why == "called off":
            ahead.cancelled_at = SAID
        if why == "feed":
            CalendarKey.objects.create(user=user, digest="x", made_at=SAID)
        if why == "unwanted":
            MailChoice.objects.create(user=user, kind="event_for_calendar", channel="never")
        if why == "left":
            sanna.membership.left_at = SAID
            sanna.membership.save()
        ahead.save()

    said(attendance)

    assert mailed() == []


def test_an_event_that_is_added_is_told_to_those_whom_it_concerns(programme, sanna, ahead, ring):
    seated(programme, "Boss", role="sponsor")
    own = EventFactory(
        programme=programme,
        private_to=OrganisationFactory(),
        starts_at=ahead.starts_at,
        ends_at=ahead.ends_at,
    )

    for added in (ahead, own):
        ring(events.EventAdded(programme.pk, added.pk))

    assert told() == [("Sanna", "New in your programme: Coaching session 3, Sat 2 Dec at 9:00")]


def test_what_was_added_and_is_over_or_called_off_by_then_is_not_told(
    programme, sanna, session, ahead, ring, now
):
    with tenancy.unrestricted(reason="Arranging a test."):
        session.starts_at = session.ends_at = SAID
        session.save()
        ahead.cancelled_at = now
        ahead.save()

    for added in (session, ahead):
        ring(events.EventAdded(programme.pk, added.pk))

    assert told() == []


def test_an_event_that_is_held_elsewhere_is_kept_right_in_calendars(
    programme, sanna, ahead, ring, now
):
    coming(ahead, sanna)
    gone = seated(programme, "Gone")
    coming(ahead, gone)
    seated(programme, "Silent")
    with tenancy.unrestricted(reason="Arranging a test."):
        ahead.place, ahead.sequence = "Sali 9", 2
        ahead.save()
        gone.left_at = now
        gone.save()

    ring(events.PlaceChanged(programme.pk, ahead.pk))

    mails = list(OutgoingMail.objects.all())
    assert [mail.to for mail in mails] == ["sanna@esimerkki.invalid"]
    assert calendar_of(mails[0])["LOCATION"] == "Sali 9"
