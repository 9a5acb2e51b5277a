"""What mails say to calendars: one event for one person, invited, moved or taken back."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from nuotio.notifications.services.mails import CalendarPart
from nuotio.people.models import Membership
from nuotio.programmes import notices, places
from nuotio.programmes.calendars import Entry
from nuotio.programmes.entries import entry_of
from nuotio.programmes.models import Attendance
from nuotio.programmes.queries import readers
from nuotio.programmes.services import entry_mails
from nuotio.programmes.services.entry_mails import CANCEL, Errand


def are_wanted_by(reader: Membership) -> bool:
    """Say whether the person wants events by mail."""
    return entry_mails.are_wanted_by(reader, notices.EVENT_FOR_CALENDAR)


def part_of(attendance: Attendance, *, is_off: bool = False) -> CalendarPart | None:
    """Return what the mail of this person says to her calendar about the event.

    It takes the event out where that is called off, or where `is_off` says that she does not
    come. None where an address is none that calendars accept. Fetch event, programme and the
    seat's person with it.
    """
    reader = readers.person(attendance.seat)
    return entry_mails.part_of(_entry(attendance, reader), reader, is_off=is_off)


def send(attendance: Attendance, part: CalendarPart, *, at: datetime) -> bool:
    """Write the mail that brings the part, once for its content; return whether it is new."""
    reader, event = readers.person(attendance.seat), attendance.event
    with translation.override(reader.user.language):
        text = _("You are coming. With this mail your calendar can take the event in.")
        if part.method == CANCEL:
            text = _("With this mail your calendar can take the event out.")
        why = _("You get this mail because you take part in the programme %(programme)s.")
    errand = Errand(
        entry=_entry(attendance, reader),
        reader=reader,
        kind=notices.EVENT_FOR_CALENDAR,
        key=str(attendance.pk),
        reference=attendance.pk,
        path=places.inside("event", reader.organisation.slug, event.programme_id, pk=event.pk),
        text=text,
        why=why % {"programme": event.programme.name},
    )
    return entry_mails.send(errand, part, at=at)


def _entry(attendance: Attendance, reader: Membership) -> Entry:
    event = attendance.event
    sequence = entry_mails.sequence_of(
        event.sequence, made_at=event.programme.made_at, said_at=attendance.answered_at
    )
    return entry_of(event, reader, sequence=sequence)
