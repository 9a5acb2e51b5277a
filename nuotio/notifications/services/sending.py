"""Sending what waits: nothing is lost while the mail server is away, and nothing goes out twice.

A mail is claimed before it is sent, by one worker. A claim that grows old (its worker was killed)
comes back. Between the server's "yes" and our note of it lies a moment in which a kill makes a
mail go out again; it then carries the same Message-ID, which mail programs show once.
"""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from nuotio.foundation import events as bells
from nuotio.notifications.events import MailFailed
from nuotio.notifications.letters import one_line
from nuotio.notifications.models import OutgoingMail

CLAIM_LASTS = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=3)
FEWEST_TRIES = 5
# How long a mail of this age waits for its next try, at most.
PAUSES = (
    (timedelta(hours=1), timedelta(minutes=5)),
    (timedelta(hours=6), timedelta(minutes=15)),
    (timedelta(days=1), timedelta(minutes=30)),
    (GIVE_UP_AFTER, timedelta(hours=2)),
)
FIRST_PAUSE = timedelta(minutes=1)
ONE_SWEEP = 100
ONE_CONNECTION = 50
LEAVING = 421
# Of a mail that has gone, only address, subject and times are kept.
EMPTIED: dict[str, object] = {"text": "", "html": "", "calendar": "", "headers": {}}

Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


class Fate(Enum):
    """What became of one try."""

    SENT = "sent"
    LATER = "later"
    NEVER = "never"
    SERVER_AWAY = "server away"


@dataclass(frozen=True)
class Sweep:
    """What one round of sending did; `is_more` where mails still wait that could go now."""

    sent: int
    is_more: bool


def send_waiting(*, clock: Clock) -> Sweep:
    """Send what is due, at most a hundred mails; stop where the server itself is away."""
    _free_old_claims(at=clock())
    connection = get_connection(settings.MAIL_BACKEND)
    sent = 0
    try:
        for number in range(1, ONE_SWEEP + 1):
            mail = _claim_next(clock=clock)
            if mail is None:
                return Sweep(sent, is_more=False)
            fate = _try(mail, connection, clock=clock)
            sent += fate is Fate.SENT
            if fate is Fate.SERVER_AWAY:
                return Sweep(sent, is_more=False)
            if number % ONE_CONNECTION == 0:
                connection.close()
    finally:
        _close(connection)
    return Sweep(sent, is_more=True)


def _free_old_claims(*, at: datetime) -> None:
    old = OutgoingMail.objects.filter(
        state=OutgoingMail.State.SENDING, claimed_at__lt=at - CLAIM_LASTS
    )
    old.update(state=OutgoingMail.State.WAITING, claimed_at=None)


def _claim_next(*, clock: Clock) -> OutgoingMail | None:
    """Return a mail that is now ours alone, the urgent ones first; None where nothing is due."""
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
    while True:
        at = clock()
        mail = (
            waiting.filter(next_try_at__lte=at).order_by("-is_urgent", "next_try_at", "pk").first()
        )
        if mail is None:
            return None
        is_ours = waiting.filter(pk=mail.pk).update(
            state=OutgoingMail.State.SENDING, claimed_at=at, attempts=F("attempts") + 1
        )
        if is_ours:
            mail.state, mail.claimed_at = OutgoingMail.State.SENDING, at
            mail.attempts += 1
            return mail


def _try(mail: OutgoingMail, connection: BaseEmailBackend, *, clock: Clock) -> Fate:
    fate, trouble = _hand_over(mail, connection)
    at = clock()
    if fate is Fate.SENT:
        _note(mail, state=OutgoingMail.State.SENT, sent_at=at, **EMPTIED)
    elif fate is Fate.NEVER:
        _give_up(mail, trouble, **EMPTIED)
    elif fate is Fate.LATER and _was_tried_enough(mail, at=at):
        _give_up(mail, trouble)
    else:
        later = at + pause_after(mail.attempts, age=at - mail.created_at)
        waiting = OutgoingMail.State.WAITING
        _note(mail, state=waiting, claimed_at=None, next_try_at=later, trouble=trouble)
    return fate


def _was_tried_enough(mail: OutgoingMail, *, at: datetime) -> bool:
    """Say whether the server has said "later" for days; one that is away says nothing."""
    return at - mail.created_at >= GIVE_UP_AFTER and mail.attempts >= FEWEST_TRIES


def pause_after(attempts: int, *, age: timedelta) -> timedelta:
    """Return how long to wait before the next try: growing, at most 5 minutes in the first hour."""
    longest = next((pause for until, pause in PAUSES if age < until), PAUSES[-1][1])
    return min(FIRST_PAUSE * attempts, longest)


def _hand_over(mail: OutgoingMail, connection: BaseEmailBackend) -> tuple[Fate, str]:
    """Give the mail to the server; return its fate and, where it failed, what was said."""
    try:
        connection.open()
        connection.send_messages([_as_message(mail)])
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()), (450, b""))
        return _by_code(code, connection), one_line(f"{code} {said!r}")
    except smtplib.SMTPDataError as error:
        code = error.smtp_code
        return _by_code(code, connection), one_line(f"{code} {error.smtp_error!r}")
    except OSError as error:  # smtplib's own errors are among these
        _close(connection)
        return Fate.SERVER_AWAY, one_line(f"{type(error).__name__}: {error}")
    except ValueError as error:  # an address or a header that no mail can have
        log.warning("Mail %s cannot be written: %s", mail.pk, error)
        return Fate.NEVER, one_line(f"{type(error).__name__}: {error}")
    return Fate.SENT, ""


def _by_code(code: int, connection: BaseEmailBackend) -> Fate:
    """Read the server's answer: 421 means that it leaves, 5xx is for good, the rest may pass."""
    if code == LEAVING:
        _close(connection)
        return Fate.SERVER_AWAY
    return Fate.NEVER if 500 <= code < 600 else Fate.LATER


def _as_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    headers = {**mail.headers, "Message-ID": mail.message_id}
    message = EmailMultiAlternatives(
        mail.subject, mail.text, mail.sender, [mail.to], headers=headers
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:  # last, as the fullest form: calendars look for it there
        message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
    return message


@transaction.atomic
def _give_up(mail: OutgoingMail, trouble: str, **emptied: object) -> None:
    if _note(mail, state=OutgoingMail.State.FAILED, trouble=trouble, **emptied):
        bells.announce(
            MailFailed(
                organisation_id=mail.organisation_id,
                mail_id=mail.pk,
                kind=mail.kind,
                reference=mail.reference,
            )
        )


def _note(mail: OutgoingMail, **changes: object) -> int:
    """Write down what became of our claim; 0 where it grew old and another worker took over."""
    ours = OutgoingMail.objects.filter(
        pk=mail.pk, state=OutgoingMail.State.SENDING, claimed_at=mail.claimed_at
    )
    return ours.update(**changes)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):  # it was away already; the mails are safe
        log.info("The mail server went away before we could say goodbye.")
