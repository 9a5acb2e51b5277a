"""Mails that a calendar reads: any entry for one person, invited, moved or taken back."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from nuotio.foundation.rules import Words
from nuotio.notifications import links, queries
from nuotio.notifications.kinds import Kind
from nuotio.notifications.letters import Letter, Link, greeting_of
from nuotio.notifications.models import Channel
from nuotio.notifications.services import mails
from nuotio.notifications.services.mails import CalendarPart
from nuotio.people.models import Membership
from nuotio.programmes import calendars
from nuotio.programmes.calendars import Entry, Party
from nuotio.programmes.queries import readers
from nuotio.ui import filters

REQUEST, CANCEL = "REQUEST", "CANCEL"
A_SECOND = timedelta(seconds=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Errand:
    """An entry for one reader's calendar, told in her language by mails of one kind.

    `key` stands for the entry and the person among mails of the kind, `path` is the entry's page.
    `text` says what the mail does, `why` why it came; both are said in the reader's language.
    """

    entry: Entry
    reader: Membership
    kind: Kind
    key: str
    reference: int
    path: str
    text: Words
    why: Words


def are_wanted_by(reader: Membership, kind: Kind) -> bool:
    """Say whether the person wants entries of this kind by mail."""
    return queries.channel_for(reader.user_id, kind) == Channel.AT_ONCE


def part_of(entry: Entry, reader: Membership, *, is_off: bool = False) -> CalendarPart | None:
    """Return what a mail says to this person's calendar about the entry.

    It takes the entry out where that is called off, or where `is_off` says that she does not come.
    None where an address is none that calendars accept.
    """
    try:
        organiser = Party(*parseaddr(settings.DEFAULT_FROM_EMAIL))
        attendee = Party(reader.name, reader.user.email)
    except ValueError as error:
        log.warning("No calendar part of %s for member %s: %s", entry.uid, reader.pk, error)
        return None
    if is_off or entry.is_cancelled:
        written = calendars.cancellation(entry, organiser=organiser, attendee=attendee)
        return CalendarPart(written.decode(), CANCEL)
    written = calendars.invitation(entry, organiser=organiser, attendee=attendee)
    return CalendarPart(written.decode(), REQUEST)


def sequence_of(changes: int, *, made_at: datetime, said_at: datetime | None) -> int:
    """Return a number that rises with every change of the entry and of the person's answer.

    A cancellation adds one, so two a second leave room for who says no and then yes.
    """
    since = max(timedelta(0), (said_at or made_at) - made_at)
    return changes + 2 * (since // A_SECOND)


def send(errand: Errand, part: CalendarPart, *, at: datetime) -> bool:
    """Write the mail that brings the part, once for its content; return whether it is new."""
    kind, reader = errand.kind.code, errand.reader
    stamp = mails.Stamp(
        kind=kind,
        key=f"{kind}:{errand.key}:{part.method}:{errand.entry.sequence}",
        organisation_id=reader.organisation_id,
        reference=errand.reference,
        calendar=part,
    )
    with translation.override(reader.user.language):
        letter = _letter(errand, is_off=part.method == CANCEL)
    return mails.put_letter(letter, to=reader.user.email, stamp=stamp, at=at)


def _letter(errand: Errand, *, is_off: bool) -> Letter:
    entry, kind, user = errand.entry, errand.kind, errand.reader.user
    starts_at, language = entry.starts_at, user.language
    when = {"day": filters.date(starts_at, "weekday"), "time": filters.time(starts_at)}
    told = {"what": entry.title, "when": _("%(day)s at %(time)s") % when}
    subject = _("Out of your calendar: %(what)s") if is_off else _("For your calendar: %(what)s")
    return Letter(
        subject=subject % {"what": readers.short(entry.title)},
        language=language,
        greeting=greeting_of(user.first_name),
        paragraphs=[_("%(what)s: %(when)s") % told + ".", str(errand.text)],
        action=Link(str(kind.action), links.absolute(errand.path, language)),
        why=str(errand.why),
        stop=Link(_("Stop mails like this"), links.stop_url(user.pk, kind.code, language)),
    )
