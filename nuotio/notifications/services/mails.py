"""The outbox: every mail is a row first, written with the change that caused it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import make_msgid

from django.conf import settings
from django.db import transaction

from nuotio.notifications import events, links
from nuotio.notifications.letters import Letter, one_line
from nuotio.notifications.models import OutgoingMail

AUTOMATIC = {"Auto-Submitted": "auto-generated"}


@dataclass(frozen=True)
class CalendarPart:
    """What a mail says to the reader's calendar: RFC 5545, and the method of RFC 5546.

    Calendars act on one part a mail, so there is never more than one.
    """

    text: str
    method: str


@dataclass(frozen=True)
class Stamp:
    """What the outbox must know of a mail beside its words.

    `key` makes it one of its kind: a second mail with the same key is not written. `reference`
    is the id of the row that the mail is about, for those who hear that it failed.
    """

    kind: str
    key: str
    organisation_id: int | None = None
    reference: int | None = None
    is_urgent: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    calendar: CalendarPart | None = None


def put_letter(letter: Letter, *, to: str, stamp: Stamp, at: datetime) -> bool:
    """Put a letter into the outbox, once for its key; return whether it is new."""
    stop = {} if letter.stop is None else _one_click(letter.stop.url)
    return put(
        OutgoingMail(
            to=to,
            sender=settings.DEFAULT_FROM_EMAIL,
            subject=one_line(letter.subject),
            text=letter.text,
            html=letter.html,
            calendar=stamp.calendar.text if stamp.calendar else "",
            calendar_method=stamp.calendar.method if stamp.calendar else "",
            headers={**AUTOMATIC, **stop, **stamp.headers},
            kind=stamp.kind,
            organisation_id=stamp.organisation_id,
            reference=stamp.reference,
            dedupe_key=stamp.key,
            is_urgent=stamp.is_urgent,
        ),
        at=at,
    )


def put(mail: OutgoingMail, *, at: datetime) -> bool:
    """Write a mail in the current transaction and wake the worker after it; False where known."""
    mail.created_at = mail.next_try_at = at
    mail.message_id = make_msgid(domain=links.own_host())
    mail.dedupe_key = mail.dedupe_key or mail.message_id
    # A row with the same key stays as it is, also when two write it at the same time.
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    is_new = OutgoingMail.objects.filter(
        dedupe_key=mail.dedupe_key, message_id=mail.message_id
    ).exists()
    if is_new:
        transaction.on_commit(_ring, robust=True)
    return is_new


def _ring() -> None:
    events.mail_waits.send(sender=OutgoingMail)


def _one_click(url: str) -> dict[str, str]:
    """Return the headers that let a mail program stop this kind by itself (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
