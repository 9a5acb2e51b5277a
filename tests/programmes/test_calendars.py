"""Serves issue 3: calendars that can be subscribed to, invitations and cancellations by mail."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuotio.programmes import calendars
from nuotio.programmes.calendars import HELSINKI, Entry, Party
from tests.programmes.calendar_cases import (
    AINO,
    MENTORS,
    at,
    content_lines,
    entry,
    event_lines,
)

# What a calendar may be made of here; anything else at the start of a line was smuggled in.
KNOWN = {
    *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME"),
    *("REFRESH-INTERVAL", "X-PUBLISHED-TTL", "TZID", "DTSTART", "RRULE", "TZNAME"),
    *("TZOFFSETFROM", "TZOFFSETTO", "SUMMARY", "DTEND", "DTSTAMP", "UID", "SEQUENCE"),
    *("CONFERENCE", "DESCRIPTION", "LAST-MODIFIED", "LOCATION", "STATUS", "TRANSP", "URL"),
    *("ORGANIZER", "ATTENDEE", "X-MICROSOFT-DISALLOW-COUNTER"),
}


def names(written: bytes) -> list[str]:
    """Return the name of each line of a calendar."""
    return [line.partition(":")[0].partition(";")[0] for line in content_lines(written)]


def value(written: bytes, name: str) -> str:
    """Return what the only event says under a name."""
    return next(line for line in event_lines(written) if line.startswith((name + ":", name + ";")))


# --- the feed


def test_a_feed_says_who_wrote_it_how_it_is_called_and_how_often_to_ask():
    written = calendars.feed([], name="Kuopion tapahtumat; kaikki")

    assert content_lines(written)[:9] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Nuotio//Programmes//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Kuopion tapahtumat\\; kaikki",
        "X-WR-CALNAME:Kuopion tapahtumat\\; kaikki",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]


def test_a_feed_brings_the_zone_of_helsinki_by_rule():
    lines = content_lines(calendars.feed([], name="Omat"))

    assert lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")] == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Helsinki",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:EEST",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0300",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19701025T040000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:EET",
        "TZOFFSETFROM:+0300",
        "TZOFFSETTO:+0200",
        "END:STANDARD",
    ]


def test_an_event_in_a_feed_tells_all_but_people():
    written = calendars.feed([entry()], name="Omat")

    assert event_lines(written) == [
        "SUMMARY:Parityöpaja",
        "DTSTART;TZID=Europe/Helsinki:20261022T090000",
        "DTEND;TZID=Europe/Helsinki:20261022T110000",
        "DTSTAMP:20260901T060000Z",
        "UID:event-7@nuotio.example",
        "SEQUENCE:2",
        "CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://video.example/abc",
        (
            "DESCRIPTION:Ota muistikirja mukaan.\\n\\n"
            "https://video.example/abc\\nhttps://nuotio.example/o/kuopio/events/7/"
        ),
        "LAST-MODIFIED:20260901T060000Z",
        "LOCATION:Kuopio\\, kaupungintalo",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://nuotio.example/o/kuopio/events/7/",
    ]


def test_a_cancelled_event_stays_in_the_feed_and_keeps_no_time_taken():
    written = calendars.feed([entry(is_cancelled=True)], name="Omat")

    assert value(written, "STATUS") == "STATUS:CANCELLED"
    assert value(written, "TRANSP") == "TRANSP:TRANSPARENT"
    assert value(written, "SEQUENCE") == "SEQUENCE:2"


def test_three_events_stand_in_the_order_given_under_one_zone():
    entries = [entry(uid="b"), entry(uid="a"), entry(uid="c")]

    lines = content_lines(calendars.feed(entries, name="Omat"))

    assert [line for line in lines if line.startswith("UID:")] == ["UID:b", "UID:a", "UID:c"]
    assert lines.count("BEGIN:VTIMEZONE") == 1


def test_the_same_entries_give_the_same_bytes():
    assert calendars.feed([entry()], name="Omat") == calendars.feed([entry()], name="Omat")


def test_what_an_event_does_not_have_is_not_mentioned():
    bare = entry(place="", link="", description="", page="")

    assert [
        line.partition(":")[0] for line in event_lines(calendars.feed([bare], name="Omat"))
    ] == [
        "SUMMARY",
        "DTSTART;TZID=Europe/Helsinki",
        "DTEND;TZID=Europe/Helsinki",
        "DTSTAMP",
        "UID",
        "SEQUENCE",
        "LAST-MODIFIED",
        "STATUS",
        "TRANSP",
    ]


def test_an_event_by_video_alone_takes_place_at_its_link():
    written = calendars.feed([entry(place=" ")], name="Omat")

    assert value(written, "LOCATION") == "LOCATION:https://video.example/abc"


def test_an_address_that_the_description_tells_is_not_told_again():
    page = "https://nuotio.example/7"
    told = entry(description="Videolla: https://video.example/abc", page=page)
    # The page's address begins as the link does; that is not the same.
    begins_alike = entry(description="", link="https://nuotio.example/77", page=page)

    written = [calendars.feed([each], name="Omat") for each in (told, begins_alike)]

    assert [value(each, "DESCRIPTION") for each in written] == [
        "DESCRIPTION:Videolla: https://video.example/abc\\n\\nhttps://nuotio.example/7",
        "DESCRIPTION:https://nuotio.example/77\\nhttps://nuotio.example/7",
    ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "video", "//x"])
def test_an_address_that_is_not_of_the_web_is_left_out(address: str):
    written = calendars.feed([entry(link=address, page=address, place="")], name="Omat")

    assert {"CONFERENCE", "URL", "LOCATION"}.isdisjoint(names(written))
    assert value(written, "DESCRIPTION") == "DESCRIPTION:Ota muistikirja mukaan."


def test_an_address_is_written_in_plain_letters():
    written = calendars.feed([entry(link="https://video.example/työ\r\npaja?a=1")], name="Omat")

    assert value(written, "CONFERENCE").endswith(":https://video.example/ty%C3%B6%20paja?a=1")


# --- times


@pytest.mark.parametrize("field", ["starts_at", "ends_at", "changed_at"])
def test_a_time_without_a_zone_is_refused(field: str):
    with pytest.raises(ValueError, match="zone"):
        entry(**{field: datetime(2026, 10, 22, 7)})  # noqa: DTZ001 -- what is to be refused


def test_an_end_before_the_start_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        entry(ends_at=datetime(2026, 10, 22, 5, 59, tzinfo=UTC))


def test_an_event_may_go_on_while_the_clock_goes_back():
    starts_at = datetime(2026, 10, 25, 3, 45, tzinfo=HELSINKI)
    ends_at = datetime(2026, 10, 25, 3, 15, fold=1, tzinfo=HELSINKI)

    written = calendars.feed([entry(starts_at=starts_at, ends_at=ends_at)], name="Omat")

    assert value(written, "DTSTART") == "DTSTART:20261025T004500Z"
    assert value(written, "DTEND") == "DTEND:20261025T011500Z"


@pytest.mark.parametrize(("fold", "starts", "ends"), [(0, "00", "01"), (1, "01", "02")])
def test_a_time_that_comes_twice_is_written_in_utc(fold: int, starts: str, ends: str):
    written = calendars.feed([at("x", 2026, 10, 25, 3, 30, fold=fold)], name="Omat")

    assert value(written, "DTSTART") == f"DTSTART:20261025T{starts}3000Z"
    assert value(written, "DTEND") == f"DTEND:20261025T{ends}3000Z"


@pytest.mark.parametrize(("hour", "minute"), [(1, 59), (4, 0)])
def test_times_beside_the_hour_that_comes_twice_are_local(hour: int, minute: int):
    # Both the start and the end, an hour later, are outside 03.00-04.00.
    written = calendars.feed([at("x", 2026, 10, 25, hour, minute)], name="Omat")

    local = f"DTSTART;TZID=Europe/Helsinki:20261025T{hour:02}{minute:02}00"
    assert value(written, "DTSTART") == local


def test_a_time_that_spring_skips_is_written_as_the_clock_shows_it():
    skipped = datetime(2027, 3, 28, 3, 30, tzinfo=HELSINKI)

    written = calendars.feed([entry(starts_at=skipped, ends_at=skipped)], name="Omat")

    assert value(written, "DTSTART") == "DTSTART;TZID=Europe/Helsinki:20270328T043000"


def test_a_time_of_another_zone_becomes_helsinkis():
    tokyo = datetime.fromisoformat("2026-12-01T17:00:00.654321+09:00")

    written = calendars.feed([entry(starts_at=tokyo, ends_at=tokyo)], name="Omat")

    assert value(written, "DTSTART") == "DTSTART;TZID=Europe/Helsinki:20261201T100000"


def test_an_event_that_ends_at_once_has_no_end():
    starts_at = datetime(2026, 10, 22, 6, tzinfo=UTC)
    short = entry(starts_at=starts_at, ends_at=starts_at + timedelta(microseconds=9))

    assert "DTEND" not in names(calendars.feed([short], name="Omat"))


# --- invitations and cancellations


def test_an_invitation_names_the_organiser_and_the_one_who_gets_it():
    written = calendars.invitation(entry(), organiser=MENTORS, attendee=AINO)

    assert content_lines(written)[4] == "METHOD:REQUEST"
    assert names(written).count("ATTENDEE") == 1
    assert (
        value(written, "ORGANIZER") == "ORGANIZER;CN=Mentoriohjelma:mailto:mentorit@kunta.example"
    )
    assert value(written, "ATTENDEE") == (
        'ATTENDEE;CN="Aino Mäkelä";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;'
        "ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:aino.makela@kunta.example"
    )


def test_an_invitation_is_the_event_of_the_feed():
    people = {"ATTENDEE", "ORGANIZER", "X-MICROSOFT-DISALLOW-COUNTER"}
    in_feed = event_lines(calendars.feed([entry()], name="Omat"))

    invited = event_lines(calendars.invitation(entry(), organiser=MENTORS, attendee=AINO))

    assert [line for line in invited if line.partition(":")[0].partition(";")[0] not in people] == (
        in_feed
    )


def test_nobody_is_invited_to_a_cancelled_event():
    with pytest.raises(ValueError, match="cancelled"):
        calendars.invitation(entry(is_cancelled=True), organiser=MENTORS, attendee=AINO)


@pytest.mark.parametrize(
    "gone", [entry(is_cancelled=True), entry()], ids=["cancelled", "one left out"]
)
def test_a_cancellation_takes_the_same_event_out_above_what_was_sent(gone: Entry):
    written = calendars.cancellation(gone, organiser=MENTORS, attendee=AINO)

    assert content_lines(written)[4] == "METHOD:CANCEL"
    assert value(written, "UID") == "UID:event-7@nuotio.example"
    assert value(written, "SEQUENCE") == "SEQUENCE:3"
    assert value(written, "STATUS") == "STATUS:CANCELLED"
    assert value(written, "DTSTART") == "DTSTART;TZID=Europe/Helsinki:20261022T090000"
    assert value(written, "ATTENDEE").endswith(":mailto:aino.makela@kunta.example")
    assert names(written).count("ATTENDEE") == 1


@pytest.mark.parametrize("email", ["", "aino", "a@b.fi\r\nATTENDEE:mailto:c@d.fi", "a@b.fi,c@d.fi"])
def test_a_party_without_one_address_is_refused(email: str):
    with pytest.raises(ValueError, match="e-mail"):
        Party("Aino", email)


@pytest.mark.parametrize(("uid", "sequence"), [("", 0), (" \r\n", 0), ("x", -1)])
def test_an_entry_that_no_calendar_could_follow_is_refused(uid: str, sequence: int):
    with pytest.raises(ValueError, match="uid"):
        entry(uid=uid, sequence=sequence)


# --- text


def test_text_is_escaped_and_its_lines_are_kept():
    odd = entry(
        description="Yksi, kaksi; kolme \\ neljä\r\nviisi\rkuusi\u2028seitsemän", link="", page=""
    )

    written = calendars.feed([odd], name="Omat")

    assert value(written, "DESCRIPTION") == (
        "DESCRIPTION:Yksi\\, kaksi\\; kolme \\\\ neljä\\nviisi\\nkuusi\\nseitsemän"
    )


def test_control_characters_are_taken_out():
    odd = entry(title="Pa\x00ri\x07työ\x1b\x7f\x9b\ud800\npaja")

    assert value(calendars.feed([odd], name="Omat"), "SUMMARY") == "SUMMARY:Parityö paja"


@pytest.mark.parametrize(
    "title", ["ä" * 500, "🎉" * 300, "x" + "ä🎉" * 200, "Mentorin ilta, " * 90]
)
def test_a_long_title_is_folded_between_letters(title: str):
    written = calendars.feed([entry(title=title)], name="Omat")

    pieces = written.split(b"\r\n")
    assert max(map(len, pieces)) <= 75
    assert all(piece.decode() is not None for piece in pieces)
    assert value(written, "SUMMARY") == "SUMMARY:" + title.strip().replace(",", "\\,")


@pytest.mark.parametrize(
    ("name", "written_name"),
    [
        ('Matti "Masa" Meikäläinen', 'CN="Matti ”Masa” Meikäläinen"'),
        ("Mäkelä, Aino; KEHA: 1", 'CN="Mäkelä, Aino; KEHA: 1"'),
        ("Aino\r\nATTENDEE:mailto:c@d.fi", 'CN="Aino ATTENDEE:mailto:c@d.fi"'),
        ('"\r\nATTENDEE:mailto:c@d.fi', 'CN="” ATTENDEE:mailto:c@d.fi"'),
    ],
)
def test_a_name_stays_a_name(name: str, written_name: str):
    odd = Party(name, "aino@kunta.example")

    written = calendars.invitation(entry(), organiser=odd, attendee=odd)

    assert value(written, "ORGANIZER") == f"ORGANIZER;{written_name}:mailto:aino@kunta.example"
    assert names(written).count("ATTENDEE") == 1


def test_a_party_without_a_name_has_an_address_alone():
    nameless = Party(" ", "o'brien+a%b@kunta.example")

    written = calendars.invitation(entry(), organiser=nameless, attendee=AINO)

    assert value(written, "ORGANIZER") == "ORGANIZER:mailto:o'brien+a%25b@kunta.example"


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(codec=None)), name=st.text(st.characters(codec=None)))
def test_whatever_people_write_no_line_is_smuggled_in(text: str, name: str):
    odd = entry(uid=f"x{text}", title=text, place=text, description=text, page=f"https://{text}")

    written = calendars.invitation(odd, organiser=Party(name, MENTORS.email), attendee=AINO)

    plain = calendars.invitation(entry(), organiser=MENTORS, attendee=AINO)
    assert set(names(written)) <= KNOWN
    assert names(written).count("BEGIN") == names(plain).count("BEGIN")
    assert names(written).count("ATTENDEE") == 1
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert written.count(b"\n") == written.count(b"\r") == written.count(b"\r\n")
