"""Serves R85, R86, R87: hours are booked in one tap, once, against the time share."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from nuotio.audit.models import AuditEntry
from nuotio.people.models import TimeBooking
from nuotio.support.models import MeetingTime
from nuotio.support.queries import engagement_hours as queries
from nuotio.support.queries import hours as budgets
from nuotio.support.queries.engagements import named
from nuotio.support.services import engagement_hours as services
from nuotio.support.services import promises
from tests.factories import TimeBookingFactory
from tests.support import factories
from tests.support.giving import at as address
from tests.support.giving import bookings, kept, meeting, read, support

ONCE = UUID("00000000-0000-4000-8000-00000000c002")


@pytest.fixture
def engagement(aino, sanna, jari):
    return support(aino, sanna, jari)


@pytest.fixture
def held(engagement, now):
    """A meeting of yesterday, two hours."""
    return meeting(engagement, at=now, days=-1, hours=2)


def test_each_mentor_books_the_length_of_a_meeting_once(engagement, held, sanna, jari, now):
    for mentor in (sanna, sanna, jari):
        services.book_meeting(held, by=mentor, at=now)

    day = date(2026, 11, 17)
    assert bookings() == [
        (sanna.pk, day, 120, "engagement"),
        (jari.pk, day, 120, "engagement"),
    ]
    origins = set(TimeBooking.objects.values_list("origin", flat=True))
    assert origins == set(MeetingTime.objects.values_list("once", flat=True))
    assert kept(engagement).started_at == now
    actions = AuditEntry.objects.values_list("action", flat=True)
    assert list(actions) == ["support.book_time", "support.book_time"]


def test_a_meeting_after_midnight_in_utc_is_booked_on_its_day_in_helsinki(engagement, sanna, now):
    held = factories.MeetingFactory(
        engagement=engagement,
        starts_at=datetime.fromisoformat("2026-11-16T22:30:00+00:00"),
        ends_at=datetime.fromisoformat("2026-11-16T23:15:00+00:00"),
    )

    time = services.book_meeting(held, by=sanna, at=now)

    assert (time.day, time.minutes) == (date(2026, 11, 17), 45)


def test_a_night_when_the_clocks_go_back_is_an_hour_longer(engagement, sanna, now):
    held = factories.MeetingFactory(
        engagement=engagement,
        starts_at=datetime.fromisoformat("2026-10-25T02:30:00+03:00"),
        ends_at=datetime.fromisoformat("2026-10-25T04:30:00+02:00"),
    )

    assert services.book_meeting(held, by=sanna, at=now).minutes == 180


@pytest.mark.parametrize("who", ["aino", "petri", "kirsi"])
def test_who_has_not_promised_books_nothing(who, engagement, held, now, request):
    by = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        services.book_meeting(held, by=by, at=now)
    with pytest.raises(PermissionDenied):
        services.add_time(engagement, day=now.date(), minutes=5, by=by, at=now, once=ONCE)

    assert bookings() == []


def test_what_is_to_come_or_was_called_off_is_not_booked(engagement, sanna, now):
    with pytest.raises(services.NotYet):
        services.book_meeting(meeting(engagement, at=now, days=1), by=sanna, at=now)
    with pytest.raises(services.CalledOff):
        off = meeting(engagement, at=now, days=-1, cancelled_at=now)
        services.book_meeting(off, by=sanna, at=now)
    with pytest.raises(services.NotYet):
        services.add_time(
            engagement, day=date(2026, 11, 19), minutes=5, by=sanna, at=now, once=ONCE
        )

    assert bookings() == []


def test_after_the_end_yesterdays_meeting_can_still_be_booked(aino, sanna, now):
    engagement = support(aino, sanna, closed=True)

    services.book_meeting(meeting(engagement, at=now, days=-1), by=sanna, at=now)

    assert len(bookings()) == 1


def test_a_day_has_twenty_four_hours_whatever_else_was_booked(engagement, sanna, now):
    day = date(2026, 11, 17)
    TimeBookingFactory(mentor=sanna, day=day, minutes=1400)
    told = {"by": sanna, "at": now}

    with pytest.raises(services.TooMuch) as much:
        services.add_time(engagement, day=day, minutes=41, once=ONCE, **told)
    time = services.add_time(engagement, day=day, minutes=40, once=ONCE, **told)
    with pytest.raises(services.TooMuch):
        services.change_time(time, day=day, minutes=41, **told)
    services.change_time(time, day=day, minutes=39, **told)

    assert much.value.left == 40
    assert [row[2] for row in bookings()] == [1400, 39]


def test_the_mark_of_another_booking_books_beside_it(engagement, sanna, jari, now):
    day, told = date(2026, 11, 16), {"minutes": 30, "at": now}
    hers = TimeBookingFactory(mentor=sanna, day=day, minutes=50)  # of what she wrote in her plan
    services.add_time(engagement, day=day, by=sanna, once=ONCE, **told)

    for once in (ONCE, hers.origin):
        services.add_time(engagement, day=day, by=jari, once=once, **told)

    assert [row[0::2] for row in bookings()] == [
        (sanna.pk, 50),
        (sanna.pk, 30),
        (jari.pk, 30),
        (jari.pk, 30),
    ]


def test_time_beside_meetings_is_booked_once_changed_and_taken_back(engagement, sanna, jari, now):
    told = {"by": sanna, "at": now}
    day = date(2026, 11, 16)
    for _ in range(2):
        time = services.add_time(engagement, day=day, minutes=30, once=ONCE, **told)
    first = bookings()

    services.change_time(time, day=date(2026, 11, 15), minutes=45, **told)
    second = bookings()
    with pytest.raises(PermissionDenied):
        services.remove_time(time, by=jari)
    services.remove_time(time, by=sanna)

    assert first == [(sanna.pk, day, 30, "engagement")]
    assert second == [(sanna.pk, date(2026, 11, 15), 45, "engagement")]
    assert bookings() == []
    assert not MeetingTime.objects.exists()


def test_the_day_of_a_meeting_stays(held, sanna, now):
    time = services.book_meeting(held, by=sanna, at=now)

    services.change_time(time, day=date(2026, 1, 1), minutes=150, by=sanna, at=now)

    assert bookings() == [(sanna.pk, date(2026, 11, 17), 150, "engagement")]


def test_a_promise_shrinks_by_what_is_booked(engagement, held, sanna, now):
    before = budgets.budget_of(sanna, day=now.date()).ahead[0].promised

    services.book_meeting(held, by=sanna, at=now)

    month = budgets.budget_of(sanna, day=now.date()).ahead[0]
    assert (before, month.promised, month.used) == (240, 120, 120)


def test_hours_are_told_by_mentor_and_together(engagement, sanna, jari, petri):
    factories.MeetingTimeFactory(engagement=engagement, mentor=sanna, minutes=300)
    factories.MeetingTimeFactory(engagement=engagement, mentor=petri, minutes=30)

    told = queries.hours_of(engagement, queries.times_of(engagement))

    assert [(h.mentor, h.promised, h.booked, h.left, h.over) for h in told.each] == [
        (jari, 240, 0, 240, 0),
        (petri, 0, 30, 0, 30),
        (sanna, 240, 300, 0, 60),
    ]
    assert (told.together.promised, told.together.booked) == (480, 330)


def test_one_tap_books_and_says_what_is_left(engagement, held, sanna, as_member):
    where = address("meeting_book", sanna, held.pk)

    page = as_member(sanna).post(where, follow=True).content.decode()

    assert "Booked. It is 2\u00a0h in all, and 2\u00a0h of your promise are left." in page
    assert len(bookings()) == 1


def test_more_than_promised_is_booked_and_told(engagement, sanna, as_member):
    where = address("time_add", sanna, engagement.pk)
    told = {"minutes": "300", "day": timezone.localdate().isoformat(), "once": str(ONCE)}

    page = as_member(sanna).post(where, told, follow=True).content.decode()

    assert "Booked. It is 5\u00a0h in all, 1\u00a0h more than you promised." in page
    assert [row[2] for row in bookings()] == [300]


def test_what_cannot_be_booked_in_one_tap_is_told(engagement, sanna, as_member, now):
    client = as_member(sanna)
    coming, full = meeting(engagement, days=1), meeting(engagement, days=-2)
    TimeBookingFactory(mentor=sanna, day=timezone.localdate(full.starts_at), minutes=1400)

    pages = [
        client.post(address("meeting_book", sanna, one.pk), follow=True).content.decode()
        for one in (coming, full)
    ]

    assert "The meeting has not begun. Book its hours afterwards." in pages[0]
    assert "That day would have more than 24 hours. Book it by hand." in pages[1]
    assert len(bookings()) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"minutes": "0"}, "Write how many minutes it took, for example 20."),
        ({"minutes": "10000"}, "Write how many minutes it took, for example 20."),
        ({"minutes": "NaN"}, "Write how many minutes it took, for example 20."),
        ({"day": "2099-01-01"}, "This day is still to come. Book what has been."),
        ({"day": ""}, "Choose the day."),
    ],
    ids=str,
)
def test_absurd_time_is_refused_kindly(engagement, sanna, as_member, changes, words):
    time = factories.MeetingTimeFactory(engagement=engagement, mentor=sanna, minutes=60)
    told = {"minutes": "30", "day": "2026-01-20", "once": str(uuid4()), **changes}
    client = as_member(sanna)

    pages = [
        client.post(address(name, sanna, pk), told).content.decode()
        for name, pk in (("time_add", engagement.pk), ("time_edit", time.pk))
    ]

    assert [words in page for page in pages] == [True, True]
    assert (bookings(), kept(time).minutes) == ([], 60)


def test_a_full_day_says_how_much_is_left(engagement, sanna, as_member):
    time = factories.MeetingTimeFactory(engagement=engagement, mentor=sanna, day=date(2026, 1, 20))
    TimeBookingFactory(mentor=sanna, day=date(2026, 1, 20), minutes=1430)
    told = {"minutes": "30", "day": "2026-01-20"}
    client = as_member(sanna)

    pages = [
        client.post(address(name, sanna, pk), told).content.decode()
        for name, pk in (("time_add", engagement.pk), ("time_edit", time.pk))
    ]

    for page in pages:
        assert "A day has 24 hours. 10 minutes of this one are not booked yet." in page


def test_a_booking_is_corrected_and_taken_back_on_its_page(engagement, held, sanna, as_member):
    client = as_member(sanna)
    time = services.book_meeting(held, by=sanna, at=timezone.now())

    form = read(client, "time_edit", sanna, time.pk)
    client.post(address("time_edit", sanna, time.pk), {"minutes": "150"})
    changed = bookings()
    page = client.post(address("time_remove", sanna, time.pk), follow=True).content.decode()

    assert 'name="day"' not in form
    assert [row[2] for row in changed] == [150]
    assert "Taken back. The time is no longer booked." in page
    assert bookings() == []


def test_who_has_stepped_back_corrects_what_she_booked(engagement, held, sanna, as_member):
    client, now = as_member(sanna), timezone.now()
    time = services.book_meeting(held, by=sanna, at=now)
    own = engagement.request.invitations.get(mentor=sanna)
    promises.step_back(own, by=sanna, at=now)

    page = read(client, "invitation", sanna, own.pk)
    form = read(client, "time_edit", sanna, time.pk)
    changed = client.post(address("time_edit", sanna, time.pk), {"minutes": "150"}, follow=True)
    gone = client.post(address("time_remove", sanna, time.pk), follow=True)

    assert address("time_edit", sanna, time.pk) in page
    assert address("invitation", sanna, own.pk) in form
    assert address("engagement", sanna, engagement.pk) not in form
    assert "Booked. It is 2.5\N{NO-BREAK SPACE}h in all." in changed.content.decode()
    assert "Taken back. The time is no longer booked." in gone.content.decode()
    assert bookings() == []


def test_hours_booked_before_stepping_back_are_not_of_the_renewed_promise(engagement, sanna, now):
    first = engagement.request.invitations.get(mentor=sanna)
    factories.MeetingTimeFactory(engagement=engagement, mentor=sanna, minutes=60)
    first.state, first.ended_at = "left", now
    first.save()
    gone = queries.hours_of(named(engagement.pk), queries.times_of(engagement)).of(sanna)
    factories.SupportInvitationFactory(
        request=engagement.request, mentor=sanna, accepted=True, answered_at=now, minutes=240
    )
    factories.MeetingTimeFactory(engagement=engagement, mentor=sanna, minutes=30, at=now)

    hers = queries.hours_of(named(engagement.pk), queries.times_of(engagement)).of(sanna)

    assert (gone.promised, gone.booked, gone.left, gone.over) == (0, 60, 0, 60)
    assert (hers.promised, hers.booked, hers.left, hers.over) == (240, 90, 210, 0)


def test_what_others_booked_is_not_there(engagement, jari, sanna, as_member):
    time = factories.MeetingTimeFactory(engagement=engagement, mentor=jari)
    theirs = factories.MeetingTimeFactory()

    for pk in (time.pk, theirs.pk):
        assert as_member(sanna).get(address("time_edit", sanna, pk)).status_code == 404
        assert as_member(sanna).post(address("time_remove", sanna, pk)).status_code == 404
    assert MeetingTime.objects.filter(pk=time.pk).exists()


def test_bookings_of_a_long_support_are_few_queries(engagement, sanna, django_assert_num_queries):
    for days in range(3):
        factories.MeetingTimeFactory(
            engagement=engagement, mentor=sanna, day=date(2026, 1, 1) + timedelta(days=days)
        )

    with django_assert_num_queries(1):
        queries.times_of(engagement)
