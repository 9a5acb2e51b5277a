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


@dataclass(frozen=True)
class Topic:
    """A heading of the page, with its lines."""

    title: Words
    lines: Sequence[Seen]


def who_sees_what() -> list[Topic]:
    """Return every rule that lets people see something, by topic; the longest topic first."""
    found: dict[Words, list[Seen]] = {}
    for name, rule in rules.all_rules.items():
        if rule.sees:
            topic = rules.topics[name.partition(".")[0]]
            found.setdefault(topic, []).append(Seen(rule.sees, rule.says))
    topics = [Topic(title, lines) for title, lines in found.items()]
    return sorted(topics, key=lambda topic: -len(topic.lines))


def record_of_processing() -> Sequence[Keeping]:
    """Return what is kept of a person, why and how long, from the register of the rooms."""
    return list(register.values())


def feedback_to_read() -> QuerySet[Feedback]:
    """Return feedback, what waits for an answer first, the oldest of it first."""
    return Feedback.objects.order_by(F("answered_at").desc(nulls_first=True), "sent_at", "pk")


def answer_due(feedback: Feedback) -> datetime:
    """Return when the answer is due: two weeks after it was sent (Act 306/2019)."""
    return feedback.sent_at + ANSWER_WITHIN
