"""A goal told in order: from what it rests on to what came of it, and who signed when. Pure."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nuotio.goals.models import Goal
from nuotio.ui import filters

Knots = Sequence[tuple[str, str]]
Moments = Sequence[tuple[str, str, str]]


def thread_of(goal: Goal) -> Knots:
    """Return the knots of the golden thread that are there: ground, why, sign, outcome."""
    competence = goal.competence.name if goal.competence else ""
    told = [
        (_("What we found"), goal.finding),
        (_("What the strategy asks"), competence),
        (_("Why"), goal.why),
        (_("A sign by which we will see it"), goal.sign),
        (_("What came of it"), goal.ended_words),
    ]
    return [(name, words) for name, words in told if words]


def moments_of(goal: Goal) -> Moments:
    """Return what happened and what is waited for, as lines of a timeline."""
    made = (filters.date(goal.made_at), _("Proposed"), "done")
    ended = (filters.date(goal.ended_at), _("Ended"), "done")
    signing = [_signing(goal, side) for side in Goal.Side if _is_told(goal, side)]
    return [made, *sorted(signing, key=lambda one: one[2] != "done"), *([ended] * _is_over(goal))]


def _is_told(goal: Goal, side: Goal.Side) -> bool:
    """A signature that a goal ended without is not waited for."""
    return side not in goal.missing or not _is_over(goal)


def _is_over(goal: Goal) -> bool:
    return goal.ended_at is not None


def _signing(goal: Goal, side: Goal.Side) -> tuple[str, str, str]:
    if side in goal.missing:
        waiting = {
            Goal.Side.HR: _("Waits for HR's signature"),
            Goal.Side.MANAGEMENT: _("Waits for management's signature"),
        }
        return "", waiting[side], ""
    signer = getattr(goal, f"{side}_signed_by")
    signed = {
        Goal.Side.HR: _("Signed for HR: %(name)s"),
        Goal.Side.MANAGEMENT: _("Signed for management: %(name)s"),
    }
    name = signer.name if signer else _("somebody who has left")
    return filters.date(getattr(goal, f"{side}_signed_at")), signed[side] % {"name": name}, "done"
