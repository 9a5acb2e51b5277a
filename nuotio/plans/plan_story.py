"""Where a plan stands and how it came there, in words and as the one next step. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from nuotio.plans import plan_texts
from nuotio.plans.models import Plan, PlanRemark
from nuotio.plans.naming import mentor_name
from nuotio.ui import filters

State = Plan.State
Moments = Sequence[tuple[str, str, str]]


def moments_of(plan: Plan) -> Moments:
    """Return what has happened to the plan and what it waits for, as lines of a timeline."""
    agreed = _("Discussed with HR: %(name)s") % {"name": _agreed_by(plan)}
    over = _("Completed") if plan.state == State.COMPLETED else _("Ended early")
    told: list[tuple[datetime | None, str]] = [
        (plan.made_at, _("Begun")),
        (plan.shown_at, _("Shown to HR")),
        (plan.agreed_at, agreed),
        (plan.started_at, _("Started")),
        (plan.paused_at, _("Paused")),
        (plan.closed_at, over),
    ]
    been = [(filters.date(at), words, "done") for at, words in told if at is not None]
    return [*been, *_ahead(plan)]


def _agreed_by(plan: Plan) -> str:
    return mentor_name(plan.agreed_by) if plan.agreed_by else _("somebody who has left")


def _ahead(plan: Plan) -> Moments:
    waits = {
        State.DRAFT: _("Waits for HR") if plan.is_shown else _("To be shown to HR"),
        State.DISCUSSED: _("To be started"),
    }
    words = waits.get(State(plan.state))
    return [("", words, "")] if words else []


@dataclass(frozen=True)
class Looking:
    """What the next step depends on besides the plan: who looks, and what the plan has."""

    writes: bool = False
    agrees: bool = False
    answers: bool = False
    has_experiments: bool = False
    remarks: Sequence[PlanRemark] = ()

    @property
    def is_need_answered(self) -> bool:
        """Whether HR has answered what the plan needs."""
        return any(one.answer for one in self.remarks)


def next_step(plan: Plan, looking: Looking) -> str:
    """Return the code of the one thing that the viewer can do now; empty where there is none.

    write, show, wait, start, experiment and resume are the mentors', answer and agree HR's.
    """
    if plan.is_over:
        return ""
    if looking.writes:
        return _for_mentors(plan, looking)
    if looking.answers and plan.support.strip() and not looking.is_need_answered:
        return "answer"
    return "agree" if looking.agrees and plan.state == State.DRAFT else ""


def _for_mentors(plan: Plan, looking: Looking) -> str:
    if plan.state == State.DRAFT:
        if plan.is_shown:
            return "wait"
        return "write" if _lacks_substance(plan) else "show"
    if plan.state == State.ACTIVE:
        return "" if looking.has_experiments else "experiment"
    return {State.DISCUSSED: "start", State.PAUSED: "resume"}[State(plan.state)]


def _lacks_substance(plan: Plan) -> bool:
    """Nobody can answer a plan that does not say yet what it wants to change."""
    return "aim" in {part.field for part in plan_texts.missing(plan)}
