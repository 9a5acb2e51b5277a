"""Calendars as RFC 5545 writes them: a feed to subscribe to, invitations, cancellations.

Pure: it knows neither rows nor the clock. What it writes is read by programmes that disagree on
much, so it keeps to what Outlook, Google Calendar and Apple Calendar all understand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import iri_to_uri
from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration, vText, vUri

HELSINKI = ZoneInfo("Europe/Helsinki")
REFRESHED_EVERY = timedelta(hours=1)
_PRODUCT = "-//Nuotio//Programmes//EN"

# By rule and not by date: Outlook passes over RDATE and is an hour wrong for half of the year, and
# a list of dates ends. Both begin in 1970 as in the zones of Google, which Outlook recognises.
_ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
DTSTART:19700329T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
"""

# Control characters say nothing in a calendar; half a surrogate pair cannot be written as UTF-8.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_WEB = ("https://", "http://")
# What may stand in a mailto address beside letters and digits (RFC 6068).
_PLAIN_IN_MAILTO = "@!$'*+=/"


@dataclass(frozen=True)
class Party:
    """A name and an e-mail address; ValueError where the address is none."""

    name: str
    email: str

    def __post_init__(self) -> None:
        try:
            validate_email(self.email)
        except ValidationError as error:
            raise ValueError("A party needs an e-mail address.") from error


@dataclass(frozen=True)
class Entry:
    """One event as a calendar shows it.

    `uid` stays the same for good; `sequence` rises with each change. Times are aware. `place`,
    `link` (of the video meeting), `description` and `page` (of the event in the service) may be
    empty; a `link` or `page` that is no web address is left out. ValueError where a time is naive,
    the end is before the start, the uid is empty or the sequence below nought.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    link: str
    description: str
    page: str
    is_cancelled: bool
    changed_at: datetime

    def __post_init__(self) -> None:
        if any(
            each.utcoffset() is None for each in (self.starts_at, self.ends_at, self.changed_at)
        ):
            raise ValueError("A calendar needs to know the zone of each time.")
        # In UTC: two times of one zone are compared by the clock on the wall, which goes back.
        if self.ends_at.astimezone(UTC) < self.starts_at.astimezone(UTC):
            raise ValueError("An event cannot end before it starts.")
        if not _one_line(self.uid) or self.sequence < 0:
            raise ValueError("An event needs a uid and a sequence from nought up.")


def feed(entries: Iterable[Entry], *, name: str) -> bytes:
    """Return a calendar to subscribe to, with the entries in their order.

    The same entries give the same bytes, so that an ETag holds.
    """
    calendar = _calendar("PUBLISH")
    calendar.add("name", _text(_one_line(name)))
    calendar.add("x-wr-calname", _text(_one_line(name)))
    # The standard's word, and the older one that Outlook follows.
    calendar.add("refresh-interval", vDuration(REFRESHED_EVERY, params={"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", vDuration(REFRESHED_EVERY))
    for entry in entries:
        calendar.add_component(_event(entry, entry.sequence, is_cancelled=entry.is_cancelled))
    return bytes(calendar.to_ical())


def invitation(entry: Entry, *, organiser: Party, attendee: Party) -> bytes:
    """Return the invitation of one person, or its update when the sequence has risen.

    The mail part says `text/calendar; method=REQUEST`. ValueError for a cancelled event.
    """
    if entry.is_cancelled:
        raise ValueError("Nobody is invited to a cancelled event.")
    calendar = _calendar("REQUEST")
    event = _event(entry, entry.sequence, is_cancelled=False)
    _add_parties(event, organiser, attendee)
    # Outlook then offers no "propose new time", which nobody would read.
    event.add("x-microsoft-disallow-counter", _text("TRUE"))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def cancellation(entry: Entry, *, organiser: Party, attendee: Party) -> bytes:
    """Return what takes the event out of one person's calendar.

    The event may go on without them. The sequence is one above the entry's, so whoever is invited
    again needs an entry that has changed since. The mail part says `text/calendar; method=CANCEL`.
    """
    calendar = _calendar("CANCEL")
    event = _event(entry, entry.sequence + 1, is_cancelled=True)
    _add_parties(event, organiser, attendee)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(cast(Timezone, Timezone.from_ical(_ZONE)))
    return calendar


def _event(entry: Entry, sequence: int, *, is_cancelled: bool) -> Event:
    """Return the event without people.

    A feed has no ORGANIZER either: RFC 5546 asks for one in what is published, but RFC 5545 keeps
    it for meetings, and calendars then show the event as a meeting that waits for an answer.
    """
    event = Event()
    event.add("uid", _text(_one_line(entry.uid)))
    event.add("sequence", sequence)
    # No clock: the moment of the change stands for the moment of writing.
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("summary", _text(_one_line(entry.title)))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    # Some show a cancelled event as any other; at least it keeps no time taken.
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    _add_times(event, entry)
    _add_whereabouts(event, entry)
    return event


def _add_times(event: Event, entry: Entry) -> None:
    """Write both times in Helsinki's own, or both in UTC where the clock shows one of them twice.

    When summer time ends, 03.00-04.00 comes twice. A local time then means the first by RFC 5545,
    but ical.js and khal take the second. An end at the start is left out, as DTEND must be later.
    """
    times = [_in_helsinki(each) for each in (entry.starts_at, entry.ends_at)]
    if any(_comes_twice(each) for each in times):
        times = [each.astimezone(UTC) for each in times]
    event.add("dtstart", times[0])
    if times[1] != times[0]:
        event.add("dtend", times[1])


def _in_helsinki(moment: datetime) -> datetime:
    """Return the moment in whole seconds; by way of UTC, as spring skips an hour of the clock."""
    return moment.astimezone(UTC).astimezone(HELSINKI).replace(microsecond=0)


def _comes_twice(moment: datetime) -> bool:
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def _add_whereabouts(event: Event, entry: Entry) -> None:
    link, page = _web_address(entry.link), _web_address(entry.page)
    if where := _one_line(entry.place) or link:
        event.add("location", _text(where))
    if page:
        event.add("url", vUri(page))
    if link:
        event.add("conference", vUri(link, params={"VALUE": "URI", "FEATURE": "VIDEO"}))
    if told := _told(entry.description, link, page):
        event.add("description", _text(told))


def _told(description: str, *addresses: str) -> str:
    """Return the description, then each address that it does not tell itself.

    Outlook shows neither URL nor CONFERENCE: what is not in the description cannot be found.
    """
    text = _lines(description).strip()
    missing = "\n".join(each for each in addresses if each and each not in text.split())
    return "\n\n".join(part for part in (text, missing) if part)


def _add_parties(event: Event, organiser: Party, attendee: Party) -> None:
    """Name who invites, and exactly the one who gets the mail: the others' addresses are theirs."""
    person = _address(attendee)
    person.params["CUTYPE"] = "INDIVIDUAL"
    person.params["ROLE"] = "REQ-PARTICIPANT"
    person.params["PARTSTAT"] = "NEEDS-ACTION"
    # People answer on the event's page, where places are counted and waiting lists kept. An answer
    # from a calendar would arrive as mail that nobody reads, so none is asked for.
    person.params["RSVP"] = "FALSE"
    event.add("organizer", _address(organiser))
    event.add("attendee", person)


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{quote(party.email, safe=_PLAIN_IN_MAILTO)}")
    # A straight quotation mark cannot stand in a parameter, and Outlook does not know how RFC 6868
    # writes it otherwise.
    if name := _one_line(party.name).replace('"', "”"):
        address.params["CN"] = name
    return address


def _web_address(text: str) -> str:
    """Return the address in plain letters, empty where it is not one of the web."""
    address = str(iri_to_uri(_one_line(text)))
    return address if address.lower().startswith(_WEB) else ""


def _text(words: str) -> vText:
    """Return words to be escaped; the library would write an X- property as it is."""
    return vText(words)


def _one_line(text: str) -> str:
    return _lines(text).replace("\n", " ").strip()


def _lines(text: str) -> str:
    """Return the text with one kind of line break and nothing unprintable."""
    return "\n".join(_UNPRINTABLE.sub("", line) for line in text.splitlines())
