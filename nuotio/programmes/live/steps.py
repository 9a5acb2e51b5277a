"""The steps of a live room: their order, and what each of them allows. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Plan = Mapping[str, Mapping[str, Any]]  # step: {"minutes": int, "hidden": bool}


class Step(TextChoices):
    """Where a room is, in the order of the day."""

    GATHERING = "gathering", _("We gather")
    RESULTS = "results", _("What the survey tells")
    SURPRISES = "surprises", _("What surprised us")
    PRACTICES = "practices", _("What already supports learning")
    REASONS = "reasons", _("Why it is so")
    PRIORITIES = "priorities", _("What matters most")
    DECISIONS = "decisions", _("Our goals")
    RECORD = "record", _("The record")


ORDER: Sequence[Step] = list(Step)
# Those present write in these; what they write there, or place, can wait until it is shown.
WRITTEN = (Step.SURPRISES, Step.PRACTICES, Step.REASONS)
HIDEABLE = (*WRITTEN, Step.PRIORITIES)
TIMED = ORDER[1:-1]
USUAL: Plan = {
    Step.RESULTS: {"minutes": 15, "hidden": False},
    Step.SURPRISES: {"minutes": 8, "hidden": True},
    Step.PRACTICES: {"minutes": 12, "hidden": False},
    Step.REASONS: {"minutes": 12, "hidden": True},
    Step.PRIORITIES: {"minutes": 6, "hidden": True},
    Step.DECISIONS: {"minutes": 40, "hidden": False},
}


def number_of(step: str) -> int:
    """Return the place of a step in the day, from 0; ValueError where there is none such."""
    return ORDER.index(Step(step))


def after(step: str) -> Step | None:
    """Return the next step, None after the last."""
    later = ORDER[number_of(step) + 1 :]
    return later[0] if later else None


def before(step: str) -> Step | None:
    """Return the step before, None before the first."""
    place = number_of(step)
    return ORDER[place - 1] if place else None


def has_begun(step: str, *, now: str) -> bool:
    """Say whether the room, which is at `now`, has come to a step."""
    return number_of(step) <= number_of(now)


def takes_words(step: str, *, now: str) -> bool:
    """Say whether words for a step are taken: also later, for what a lost connection kept back."""
    return step in WRITTEN and has_begun(step, now=now)


def takes_dots(now: str) -> bool:
    """Say whether dots are placed now: after that they count."""
    return now == Step.PRIORITIES


def minutes_of(step: str, plan: Plan) -> int:
    """Return how long a step is meant to last; 0 where it has no clock."""
    return int(plan.get(step, {}).get("minutes", 0))


def is_hidden(step: str, plan: Plan, revealed: Sequence[str], *, now: str) -> bool:
    """Say whether what is written or placed in a step still waits to be shown.

    The record shows everything.
    """
    waits = bool(plan.get(step, {}).get("hidden", False)) and step not in revealed
    return waits and now != Step.RECORD


def seconds_left(ends_at: datetime | None, *, at: datetime) -> int | None:
    """Return how long the step still lasts, 0 once it is over; None where it has no clock."""
    if ends_at is None:
        return None
    return max(0, round((ends_at - at).total_seconds()))
