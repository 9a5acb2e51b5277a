from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from nuotio.foundation import rules
from nuotio.foundation.personal_data import Keeping, register
from nuotio.foundation.rules import Words
from nuotio.privacy.models import Feedback

ANSWER_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Seen:
    """One line of the page "Who sees what", straight from a rule."""

    what: Words
    who: Words


def who_sees_what() -> list[Seen]:
    """Return every rule that lets people see something, in the order of the house."""
    return [Seen(rule.sees, rule.says) for rule in rules.all_rules.values() if rule.sees]


def record_of_processing() -> Sequence[Keeping]:
    """Return what is kept of a person, why and how long, from the register of the rooms."""
    return list(register.values())


def feedback_to_read() -> QuerySet[Feedback]:
    """Return feedback, what waits for an answer first, the oldest of it first."""
    return Feedback.objects.order_by(F("answered_at").desc(nulls_first=True), "sent_at", "pk")


def answer_due(feedback: Feedback) -> datetime:
    """Return when the answer is due: two weeks after it was sent (Act 306/2019)."""
    return feedback.sent_at + ANSWER_WITHIN
