"""Django's mail backend of this service: a mail is written to the outbox, the worker sends it.

So a mail of the framework (sign-in codes, new passwords) is as safe as our own: it is committed
together with what caused it, and waits while the mail server is away.
"""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from nuotio.notifications.letters import one_line
from nuotio.notifications.models import OutgoingMail
from nuotio.notifications.services import mails

KIND = "service"


class OutboxBackend(BaseEmailBackend):
    """Writes each recipient's mail as a row of its own."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Put the messages into the outbox; return how many. ValueError for an attachment."""
        at = timezone.now()  # noqa: TID251 -- the framework calls us here: this is an edge
        for message in email_messages:
            for recipient in message.recipients():
                mails.put(_as_row(message, recipient), at=at)
        return len(email_messages)


def _as_row(message: EmailMessage, recipient: str) -> OutgoingMail:
    if message.attachments:
        raise ValueError("The outbox does not carry attachments.")
    return OutgoingMail(
        to=recipient,
        sender=message.from_email,
        subject=one_line(message.subject),
        text=str(message.body),
        html=_html_of(message),
        headers=_headers_of(message),
        kind=KIND,
        is_urgent=True,
    )


def _html_of(message: EmailMessage) -> str:
    alternatives: list[Any] = getattr(message, "alternatives", [])
    return next((str(body) for body, kind in alternatives if kind == "text/html"), "")


def _headers_of(message: EmailMessage) -> dict[str, str]:
    headers = {name: one_line(value, longest=2000) for name, value in message.extra_headers.items()}
    if message.reply_to:
        headers["Reply-To"] = one_line(", ".join(message.reply_to), longest=2000)
    return {**mails.AUTOMATIC, **headers}
