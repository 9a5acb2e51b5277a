"""Serves R84, R91: mentors set, change and call off meetings, by the clock of Helsinki."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy, versions
from nuotio.support.events import MeetingChanged
from nuotio.support.models import Meeting
from nuotio.support.services import meetings as services
from nuotio.support.services.meetings import MeetingDraft
from tests.support import factories
from tests.support.giving import at as address
from tests.support.giving import kept, meeting, read, support

ONCE = UUID("00000000-0000-4000-8000-00000000c001")


@pytest.fixture
def engagement(aino, sanna):
    return support(aino, sanna)


@pytest.fixture
def draft(now):
    starts_at = now + timedelta(days=2)
    return MeetingDraft("First talk", starts_at, starts_at + timedelta(hours=2), "Room 3")


def actions():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_the_first_meeting_lets_the_support_begin_and_sent_twice_it_is_one(
    engagement, draft, sanna, now, announced
):
    made = [services.set_meeting(engagement, draft, by=sanna, at=now, once=ONCE) for _ in range(2)]

    assert made[0] == made[1] == Meeting.objects.get()
    assert kept(engagement).started_at == now
    assert kept(engagement.request).state == "under_way"
    assert announced == [MeetingChanged(engagement.organisation_id, made[0].pk, sanna.pk)]
    assert actions() == ["support.set_meeting"]


def test_the_mark_of_another_meeting_does_no_harm(engagement, aino, jari, draft, sanna, now):
    other = meeting(support(aino, jari), at=now)

    made = services.set_meeting(engagement, draft, by=sanna, at=now, once=other.once)

    assert (made.engagement, made.title) == (engagement, draft.title)
    assert Meeting.objects.count() == 2


def test_a_request_that_waits_again_stays_waiting(engagement, draft, sanna, now):
    engagement.request.state = "open"
    engagement.request.save()

    services.set_meeting(engagement, draft, by=sanna, at=now, once=ONCE)

    assert kept(engagement.request).state == "open"


@pytest.mark.parametrize("who", ["aino", "jari", "kirsi"])
def test_only_its_mentors_set_change_and_call_off(who, engagement, draft, now, request):
    by, held = request.getfixturevalue(who), meeting(engagement, at=now)

    with pytest.raises(PermissionDenied):
        services.set_meeting(engagement, draft, by=by, at=now, once=ONCE)
    with pytest.raises(PermissionDenied):
        services.change_meeting(held, draft, by=by, at=now, version=1)
    with pytest.raises(PermissionDenied):
        services.call_off_meeting(held, by=by, at=now)

    assert list(Meeting.objects.values_list("title", "version")) == [(held.title, 1)]


@pytest.mark.parametrize(
    ("begins", "length"),
    [
        (timedelta(0), timedelta(hours=1)),
        (timedelta(days=-1), timedelta(hours=1)),
        (timedelta(days=551), timedelta(hours=1)),
        (timedelta(days=1), timedelta(0)),
        (timedelta(days=1), timedelta(hours=-1)),
        (timedelta(days=1), timedelta(hours=13)),
    ],
    ids=str,
)
def test_a_time_out_of_reach_sets_nothing(begins, length, engagement, draft, sanna, now):
    held = meeting(engagement, at=now)
    draft = replace(draft, starts_at=now + begins, ends_at=now + begins + length)

    with pytest.raises(services.OutOfReach):
        services.set_meeting(engagement, draft, by=sanna, at=now, once=ONCE)
    with pytest.raises(services.OutOfReach):
        services.change_meeting(held, draft, by=sanna, at=now, version=1)

    assert kept(held).starts_at == held.starts_at
    assert Meeting.objects.count() == 1


def test_calendars_hear_of_a_change_of_time_but_not_of_the_agenda(
    engagement, draft, sanna, now, announced
):
    held = services.set_meeting(engagement, draft, by=sanna, at=now, once=ONCE)
    later = now + timedelta(hours=1)

    held = services.change_meeting(
        held, replace(draft, agenda="1. Coffee"), by=sanna, at=later, version=1
    )
    told = (held.sequence, held.changed_at, len(announced))
    moved = replace(draft, ends_at=draft.ends_at + timedelta(hours=1))
    held = services.change_meeting(held, moved, by=sanna, at=later, version=2)

    assert told == (0, now, 1)
    assert (held.sequence, held.changed_at, held.version, len(announced)) == (1, later, 3, 2)


def test_two_mentors_who_edit_one_meeting_lose_nothing(engagement, draft, sanna, now):
    held = services.set_meeting(engagement, draft, by=sanna, at=now, once=ONCE)
    services.change_meeting(held, replace(draft, agenda="Mine"), by=sanna, at=now, version=1)

    with pytest.raises(versions.EditedMeanwhile) as late:
        services.change_meeting(held, replace(draft, agenda="His"), by=sanna, at=now, version=1)

    assert late.value.theirs.agenda == kept(held).agenda == "Mine"


def test_what_has_begun_stays_when_it_was(engagement, draft, sanna, now):
    held = meeting(engagement, at=now, days=0)
    same = replace(draft, starts_at=held.starts_at, ends_at=held.ends_at, agenda="We met")

    with pytest.raises(services.AlreadyBegun):
        services.change_meeting(held, draft, by=sanna, at=now, version=1)
    services.change_meeting(held, same, by=sanna, at=now, version=1)

    assert (kept(held).starts_at, kept(held).agenda) == (held.starts_at, "We met")


def test_nothing_is_set_or_moved_once_the_support_has_ended(aino, sanna, draft, now):
    engagement = support(aino, sanna, closed=True)
    off = meeting(engagement, at=now, cancelled_at=now)

    with pytest.raises(services.Ended):
        services.set_meeting(engagement, draft, by=sanna, at=now, once=ONCE)
    with pytest.raises(services.Ended):
        services.change_meeting(off, draft, by=sanna, at=now, version=1)

    assert Meeting.objects.count() == 1


def test_called_off_twice_is_called_off_once(engagement, sanna, now, announced):
    held = meeting(engagement, at=now)

    for _ in range(2):
        services.call_off_meeting(held, by=sanna, at=now)

    assert (kept(held).cancelled_at, kept(held).sequence) == (now, 1)
    assert len(announced) == 1
    assert actions() == ["support.call_off_meeting"]


def form(**changes):
    told = {"title": "First talk", "day": "2027-01-20", "starts": "09:00", "ends": "11:00"}
    return {**told, "place": "Room 3", "version": "1", "once": str(uuid4()), **changes}


def test_a_meeting_is_set_in_the_form_and_stands_on_the_page(engagement, sanna, as_member):
    client = as_member(sanna)
    blank = read(client, "meeting_add", sanna, engagement.pk)

    page = client.post(address("meeting_add", sanna, engagement.pk), form(), follow=True)

    assert 'name="title" value="First talk"' in blank
    assert "The meeting is set, and everybody hears of it." in page.content.decode()
    assert "Wed 20 Jan 9:00–11:00 · Room 3" in page.content.decode()
    held = Meeting.objects.get()
    assert held.starts_at == datetime(2027, 1, 20, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Give the meeting a name, for example First talk."),
        ({"title": "🎉"}, "Say it in words, too."),
        ({"title": "a\x00b"}, "Null characters are not allowed."),
        ({"title": "ä" * 151}, "at most 150 characters"),
        ({"day": ""}, "Choose the day."),
        ({"day": "31.13.2026"}, "Write the day, for example 1.12.2026."),
        ({"day": "2020-01-01"}, "This time has passed. Choose one that is ahead."),
        ({"day": "2099-01-01"}, "This is too far ahead."),
        ({"starts": "25:00"}, "Write the time, for example 9.00."),
        ({"ends": "09:00"}, "It ends before it begins. Write a later time."),
        ({"starts": "06:00", "ends": "23:00"}, "A meeting lasts twelve hours at most."),
        ({"link": "javascript:alert(1)"}, "Write the whole address"),
        ({"link": "ftp://example.org"}, "Write the whole address"),
        ({"agenda": "ä" * 3001}, "at most 3000 characters"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    engagement, sanna, as_member, changes, words
):
    told = form(**{"agenda": "Stuck words", **changes})

    page = as_member(sanna).post(address("meeting_add", sanna, engagement.pk), told)

    assert words in page.content.decode()
    assert "agenda" in changes or "Stuck words" in page.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("day", "starts", "ends", "utc"),
    [
        # Summer time: 3.00 to 4.00 is skipped, so half past three is half past four.
        ("2027-03-28", "02:30", "04:30", ((0, 30), (1, 30))),
        ("2027-03-28", "03:30", "05:00", ((1, 30), (2, 0))),
        # Back again: 3.00 to 4.00 comes twice, and the first is meant.
        ("2027-10-31", "02:30", "03:30", ((23, 30), (0, 30))),
        ("2027-10-31", "03:30", "04:30", ((0, 30), (2, 30))),
    ],
)
def test_a_night_when_the_clocks_change(day, starts, ends, utc, engagement, sanna, as_member):
    told = form(day=day, starts=starts, ends=ends)

    as_member(sanna).post(address("meeting_add", sanna, engagement.pk), told)

    held = Meeting.objects.get()
    assert (
        tuple((one.astimezone(UTC).hour, one.minute) for one in (held.starts_at, held.ends_at))
        == utc
    )


def test_an_hour_that_the_clock_skips_does_not_end_before_it_begins(engagement, sanna, as_member):
    """Half past three does not exist that night and is half past four: after four o'clock."""
    told = form(day="2027-03-28", starts="03:30", ends="04:00")

    page = as_member(sanna).post(address("meeting_add", sanna, engagement.pk), told)

    assert "It ends before it begins." in page.content.decode()
    assert not Meeting.objects.exists()


def test_a_meeting_is_changed_and_both_texts_are_shown_to_who_was_slower(
    engagement, sanna, as_member
):
    held = meeting(engagement, days=3, agenda="Theirs", version=2)
    client, where = as_member(sanna), address("meeting_edit", sanna, held.pk)

    clash = client.post(where, form(agenda="Mine", version="1")).content.decode()
    page = client.post(where, form(agenda="Mine", version="2"), follow=True).content.decode()

    assert "Both texts are kept" in clash
    assert ("Theirs" in clash, "Mine" in clash) == (True, True)
    assert "Saved. Where the time or the place changed, everybody hears." in page
    assert kept(held).agenda == "Mine"


def test_one_that_has_begun_keeps_its_time_in_the_form(engagement, sanna, as_member):
    held = meeting(engagement, days=-1)
    client, where = as_member(sanna), address("meeting_edit", sanna, held.pk)

    page = client.get(where).content.decode()
    client.post(where, {"title": "We met", "version": "1", "agenda": ""})

    assert "It has begun, so its time stays." in page
    assert 'name="day"' not in page
    assert (kept(held).title, kept(held).starts_at) == ("We met", held.starts_at)


def test_a_meeting_is_called_off_on_its_page_and_is_not_there_any_more(
    engagement, sanna, as_member
):
    held = meeting(engagement, days=3)
    client = as_member(sanna)

    page = client.post(address("meeting_cancel", sanna, held.pk), follow=True).content.decode()

    assert "The meeting is called off, and everybody hears of it." in page
    assert client.get(address("meeting_edit", sanna, held.pk)).status_code == 404


def test_what_happened_in_the_same_moment_is_told(engagement, sanna, as_member, monkeypatch):
    held, client = meeting(engagement, days=3), as_member(sanna)
    told = {
        services.Ended: "The support has ended, or the meeting was called off meanwhile.",
        services.OutOfReach: "This time has passed. Choose one that is ahead.",
    }
    for refusal, words in told.items():

        def refuse(*_args, refusal=refusal, **_kwargs):
            raise refusal

        monkeypatch.setattr(services, "set_meeting", refuse)
        monkeypatch.setattr(services, "change_meeting", refuse)
        for name, pk in (("meeting_add", engagement.pk), ("meeting_edit", held.pk)):
            page = client.post(address(name, sanna, pk), form(), follow=True)
            assert words in page.content.decode()


def test_a_meeting_of_others_is_not_there(engagement, sanna, jari, as_member):
    held = meeting(engagement)
    with tenancy.unrestricted(reason="Arranging a test."):
        theirs = factories.MeetingFactory()

    assert as_member(jari).get(address("meeting_edit", jari, held.pk)).status_code == 404
    assert as_member(sanna).get(address("meeting_edit", sanna, theirs.pk)).status_code == 404
