from dataclasses import dataclass

from django.dispatch import Signal

# Rung after the commit that put a mail into the outbox: the worker need not wait for its minute.
mail_waits = Signal()


@dataclass(frozen=True)
class MailFailed:
    """A mail will never arrive: it was refused for good, or tried for three days."""

    organisation_id: int | None
    mail_id: int
    kind: str
    reference: int | None
