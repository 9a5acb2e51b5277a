"""A practice card in words: its parts, how it begins, its story, where a copy differs. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.foundation import content
from nuotio.people.models import Membership
from nuotio.plans import measures
from nuotio.plans.models import Experiment, Measure, Practice, PublishedPractice
from nuotio.plans.naming import mentor_name
from nuotio.ui import filters

Card = Practice | PublishedPractice
Moments = Sequence[tuple[str, str, str]]
# What the shipped practice card calls our fields.
SHIPPED = {
    "name": "name",
    "need": "problem",
    "how": "how",
    "takes": "needs",
    "changed": "evidence",
    "watch_out": "pitfalls",
    "contact": "contact",
}
COPIED = ("name", "outcome", *Practice.TEXTS)
OUTCOME_OF = {
    Experiment.Decision.KEEP: Practice.Outcome.WORKED,
    Experiment.Decision.ADAPT: Practice.Outcome.PARTLY,
    Experiment.Decision.STOP: Practice.Outcome.DID_NOT,
}
LONGEST_CONTACT = 200


@cache
def _shipped() -> Mapping[str, Mapping[str, str]]:
    fields = content.load("programme_template")["practice_card"]["fields"]
    return {row["id"]: row["label"] for row in fields}


def label_of(field: str) -> str:
    """Return what a part of the card is called, in the active language."""
    if field == "works_with":
        return _("With whom it works")
    return filters.said(_shipped()[SHIPPED[field]])


def parts_of(card: Card) -> Sequence[tuple[str, str]]:
    """Return the parts that say something, each under its name, in the order of the card."""
    told = ((label_of(field), getattr(card, field)) for field in Practice.TEXTS)
    return [(name, words) for name, words in told if words]


def begun_from(experiment: Experiment) -> dict[str, Any]:
    """Return a card as its experiment begins it. Prefetch `plan__mentors` and `measures`.

    What did not work is written up the same way as what did.
    """
    measured = [in_words(one) for one in experiment.measures.all() if _was_measured(one)]
    return {
        "name": experiment.title,
        "outcome": OUTCOME_OF[Experiment.Decision(experiment.decision)],
        "need": experiment.need,
        "how": experiment.action,
        "changed": "\n".join([*measured, experiment.learned]).strip(),
        "contact": ", ".join(one.name for one in mentors_of(experiment))[:LONGEST_CONTACT],
    }


def in_words(measure: Measure) -> str:
    """Return a measure as a sentence: before, after, from where, and about how many people."""
    told = {
        "name": measure.name,
        "before": _value(measure, measure.before),
        "after": _value(measure, measure.after),
    }
    people = measure.people
    many = ngettext("%(num)d person", "%(num)d people", people or 0) % {"num": people or 0}
    notes = ", ".join([measure.source, *([many] if people else [])])
    line = _("%(name)s: before %(before)s, after %(after)s") % told
    return f"{line} ({notes})"


def _was_measured(measure: Measure) -> bool:
    return measure.before is not None or measure.after is not None


def _value(measure: Measure, value: Decimal | None) -> str:
    return "–" if value is None else measures.shown(measure, value)


def mentors_of(experiment: Experiment) -> Sequence[Membership]:
    """Return the mentors who write the experiment's plan now. Prefetch `plan__mentors`."""
    parts = sorted(experiment.plan.mentors.all(), key=lambda one: one.pk)
    here = [one.membership for one in parts if one.left_at is None]
    return [one for one in here if one is not None and one.is_open]


def readers_of(practice: Practice) -> str:
    """Return who of the plan reads the card through, by name; empty where others are asked."""
    mentors = mentors_of(practice.experiment)
    return ", ".join(one.name for one in mentors if one.pk != practice.written_by_id)


def sharer_of(practice: Practice) -> str:
    """Return what the network calls its organisation: a copy has one language, its first."""
    organisation = practice.organisation
    return organisation.name_in(next(iter(organisation.languages), "fi"))


def differs(practice: Practice, copy: PublishedPractice) -> bool:
    """Say whether the network reads another text than the organisation."""
    return any(getattr(practice, field) != getattr(copy, field) for field in COPIED)


def moments_of(practice: Practice) -> Moments:
    """Return what happened to the card and what is still to come, as lines of a timeline."""
    written = _("Written by %(name)s") % {"name": mentor_name(practice.written_by)}
    told = [(practice.made_at, written)]
    if practice.reviewed_at is not None:
        read = _("Read through by %(name)s") % {"name": mentor_name(practice.reviewed_by)}
        told.append((practice.reviewed_at, read))
    if practice.released_at is not None:
        released = _("Opened to the organisation by %(name)s")
        told.append((practice.released_at, released % {"name": mentor_name(practice.released_by)}))
    if practice.published_at is not None:
        name = practice.published_by.name if practice.published_by else _("somebody who has left")
        told.append((practice.published_at, _("Given to the network by %(name)s") % {"name": name}))
    happened = [(filters.date(at), words, "done") for at, words in told]
    return [*happened, *(("", words, "") for words in _to_come(practice))]


def _to_come(practice: Practice) -> Iterable[str]:
    state = Practice.State(practice.state)
    steps = {
        Practice.State.DRAFT: _("A second person reads it through"),
        Practice.State.REVIEWED: _("Its mentors open it to the organisation"),
        Practice.State.ORGANISATION: _("HR gives it to the network"),
    }
    order = list(Practice.State)
    return [words for step, words in steps.items() if order.index(step) >= order.index(state)]
