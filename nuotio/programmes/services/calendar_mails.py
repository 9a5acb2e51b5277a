"""What mails say to calendars: one event for one person, invited, moved or taken back."""

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from nuotio.notifications import links, queries
from nuotio.notifications.letters import Letter, Link, greeting_of
from nuotio.notifications.models import Channel
from nuotio.notifications.services import mails
from nuotio.notifications.services.mails import CalendarPart
from nuotio.people.models import Membership
from nuotio.programmes import calendars, notices, places
from nuotio.programmes.calendars import Party
from nuotio.programmes.entries import entry_of
from nuotio.programmes.models import Attendance
from nuotio.programmes.queries import readers
from nuotio.ui import filters

REQUEST, CANCEL = "REQUEST", "CANCEL"
A_SECOND = timedelta(seconds=1)
log = logging.getLogger(__name__)


def are_wanted_by(reader: Membership) -> bool:
    """Say whether the person wants events by mail."""
    kind = notices.EVENT_FOR_CALENDAR
    return queries.channel_for(reader.user_id, kind) == Channel.AT_ONCE


def part_of(attendance: Attendance, *, is_off: bool = False) -> CalendarPart | None:
    """Return what the mail of this person says to her calendar about the event.

    It takes the event out where that is called off, or where `is_off` says that she does not
    come. None where an address is none that calendars accept. Fetch event, programme and the
    seat's person with it.
    """
    reader = readers.person(attendance.seat)
    entry = entry_of(attendance.event, reader, sequence=_sequence_of(attendance))
    try:
        organiser = Party(*parseaddr(settings.DEFAULT_FROM_EMAIL))
        attendee = Party(reader.name, reader.user.email)
    except ValueError as error:
        log.warning("No calendar part for attendance %s: %s", attendance.pk, error)
        return None
    if is_off or entry.is_cancelled:
        written = calendars.cancellation(entry, organiser=organiser, attendee=attendee)
        return CalendarPart(written.decode(), CANCEL)
    written = calendars.invitation(entry, organiser=organiser, attendee=attendee)
    return CalendarPart(written.decode(), REQUEST)


def _sequence_of(attendance: Attendance) -> int:
    """Return a number that rises with every change of the event and of the person's answer.

    A cancellation adds one, so two a second leave room for who says no and then yes.
    """
    event = attendance.event
    said_at = attendance.answered_at or event.programme.made_at
    since = max(timedelta(0), said_at - event.programme.made_at)
    return event.sequence + 2 * (since // A_SECOND)


def send(attendance: Attendance, part: CalendarPart, *, at: datetime) -> bool:
    """Write the mail that brings the part, once for its content; return whether it is new."""
    reader = readers.person(attendance.seat)
    kind = notices.EVENT_FOR_CALENDAR.code
    stamp = mails.Stamp(
        kind=kind,
        key=f"{kind}:{attendance.pk}:{part.method}:{_sequence_of(attendance)}",
        organisation_id=reader.organisation_id,
        reference=attendance.pk,
        calendar=part,
    )
    with translation.override(reader.user.language):
        letter = _letter(attendance, reader, is_off=part.method == CANCEL)
    return mails.put_letter(letter, to=reader.user.email, stamp=stamp, at=at)


def _letter(attendance: Attendance, reader: Membership, *, is_off: bool) -> Letter:
    event, kind, language = attendance.event, notices.EVENT_FOR_CALENDAR, reader.user.language
    path = places.inside("event", reader.organisation.slug, event.programme_id, pk=event.pk)
    starts_at = event.starts_at
    when = {"day": filters.date(starts_at, "weekday"), "time": filters.time(starts_at)}
    told = {"what": event.name, "when": _("%(day)s at %(time)s") % when}
    subject = _("For your calendar: %(what)s")
    text = _("You are coming. With this mail your calendar can take the event in.")
    if is_off:
        subject = _("Out of your calendar: %(what)s")
        text = _("With this mail your calendar can take the event out.")
    return Letter(
        subject=subject % {"what": readers.short(event.name)},
        language=language,
        greeting=greeting_of(reader.user.first_name),
        paragraphs=[_("%(what)s: %(when)s") % told + ".", text],
        action=Link(str(kind.action), links.absolute(path, language)),
        why=_("You get this mail because you take part in the programme %(programme)s.")
        % {"programme": event.programme.name},
        stop=Link(_("Stop mails like this"), links.stop_url(reader.user_id, kind.code, language)),
    )
