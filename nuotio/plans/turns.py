"""The story of an experiment, from its turns: planned, started, changed on the way, decided. Pure.

A turn says to which state an experiment came. A second "running" is a change on the way, and a
second "planned" is a start that was taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nuotio.plans.models import Experiment, Turn
from nuotio.plans.naming import mentor_name

State, Decision = Experiment.State, Experiment.Decision


@dataclass(frozen=True)
class Moment:
    """One line of the story: when, what, why and who; the newest is where it stands now."""

    on: date
    words: str
    reason: str
    who: str
    is_last: bool = False


def story_of(turns: Sequence[Turn]) -> Sequence[Moment]:
    """Tell the turns of one experiment in their order."""
    befores = [None, *turns[:-1]]
    return [
        Moment(one.on, _words(one, before), one.reason, mentor_name(one.by), one is turns[-1])
        for one, before in zip(turns, befores, strict=False)
    ]


def _words(turn: Turn, before: Turn | None) -> str:
    if turn.state == State.DECIDED:
        return _decided(turn.decision)
    if turn.state == State.PLANNED:
        return _("Planned") if before is None else _("The start was taken back")
    is_change = before is not None and before.state == State.RUNNING
    return _("Changed on the way") if is_change else _("Started")


def _decided(decision: str) -> str:
    told = {
        Decision.KEEP: _("Decided: we keep it"),
        Decision.ADAPT: _("Decided: we adapt it and try again"),
        Decision.STOP: _("Decided: we stop"),
    }
    return told[Decision(decision)]
