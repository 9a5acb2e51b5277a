"""What a gap of the golden thread says: what lacks, who could close it, what they would do. Pure.

A gap is a place for help: nobody is blamed, and nothing is counted as a mark.
"""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.evaluation.thread import KnotKind, LineState

Closer = Literal["leaders", "mentors", "pair", "hr", "supervisor"]


@dataclass(frozen=True)
class Step:
    """Where a gap lies, who could close it, and the page where that is done.

    `key` is what the page's address calls the id, `of` whose id it is; without one it has none.
    """

    knot: KnotKind
    closer: Closer
    page: str = ""
    of: Literal["", "goal", "plan", "experiment", "other"] = ""
    key: str = "pk"


STEPS: dict[str, Step] = {
    "finding_without_goal": Step("ground", "leaders", "goals:goal_add"),
    "competence_without_goal": Step("ground", "leaders", "goals:goal_add"),
    "goal_without_plan": Step("plan", "mentors", "plans:plan_add"),
    "plan_unanswered": Step("plan", "hr", "plans:plan", "plan"),
    "need_unanswered": Step("plan", "hr", "plans:plan", "plan"),
    "hours_not_agreed": Step("plan", "supervisor"),
    "hours_not_kept": Step("plan", "supervisor"),
    "plan_without_experiment": Step("experiment", "pair", "plans:experiment_add", "plan", "plan"),
    "experiment_not_started": Step("experiment", "pair", "plans:experiment", "experiment"),
    "experiment_without_before": Step("experiment", "pair", "plans:experiment", "experiment"),
    "experiment_undecided": Step("experiment", "pair", "plans:experiment_decide", "experiment"),
    "change_unseen": Step("change", "pair", "plans:experiment", "experiment"),
    "success_without_practice": Step(
        "practice", "pair", "plans:practice_add", "experiment", "experiment"
    ),
    "practice_waiting": Step("practice", "pair", "plans:practice", "other"),
}


def gap_words(kind: str, *, name: str, day: str = "", figure: str = "") -> str:
    """Say what lacks; `name` is what it is about, `figure` a mean or which of two ways."""
    told = {"name": name, "day": day, "mean": figure}
    return _shape(kind, figure) % told


def _shape(kind: str, figure: str) -> str:
    shapes = {
        "finding_without_goal": _("%(name)s %(mean)s needs attention. No goal rests on it yet."),
        "competence_without_goal": _("The strategy asks for it. No goal rests on it yet: %(name)s"),
        "goal_without_plan": _("Nobody has made a plan for this goal yet."),
        "plan_unanswered": _("%(name)s: shown to HR on %(day)s, no answer yet."),
        "need_unanswered": _("%(name)s: asks for support, and nobody has answered yet."),
        "hours_not_agreed": _("Working time was promised. %(name)s has not agreed on hours yet."),
        "hours_not_kept": _hours(figure),
        "plan_without_experiment": _("%(name)s: no experiment yet."),
        "experiment_not_started": _("%(name)s: was to start on %(day)s."),
        "experiment_without_before": _(
            "%(name)s: runs without a value from before, so a change cannot be seen."
        ),
        "experiment_undecided": _("%(name)s: ended on %(day)s, the decision is missing."),
        "change_unseen": _("%(name)s: decided, but no value from after was written down."),
        "success_without_practice": _("%(name)s: it works, and nobody has written it up yet."),
        "practice_waiting": _("%(name)s: its practice card has waited since %(day)s."),
    }
    return shapes[kind]


def _hours(figure: str) -> str:
    if figure == "over":
        return _("%(name)s has used over a quarter more hours than agreed in three months.")
    return _("%(name)s has used less than half of the agreed hours in three months.")


def who(closer: Closer, *, pair: str, name: str) -> str:
    """Say who could close it: by role, or the pair by first names; `name` is a mentor's."""
    return {
        "leaders": _("HR and management"),
        "mentors": _("The learning mentors"),
        "pair": pair or _("The plan's mentors"),
        "hr": _("HR"),
        "supervisor": _("%(name)s and the supervisor") % {"name": name},
    }[closer]


def step(kind: str, figure: str = "") -> str:
    """Say what they would do."""
    if kind == "practice_waiting":
        is_draft = figure == "draft"
        return _("let a second person read it") if is_draft else _("release it")
    return {
        "finding_without_goal": _("propose a goal"),
        "competence_without_goal": _("propose a goal"),
        "goal_without_plan": _("begin a plan"),
        "plan_unanswered": _("read the plan and answer"),
        "need_unanswered": _("say what can be arranged"),
        "hours_not_agreed": _("agree on hours"),
        "hours_not_kept": _("talk over what the hours are enough for"),
        "plan_without_experiment": _("plan a first small experiment"),
        "experiment_not_started": _("start it, or move its dates"),
        "experiment_without_before": _("write down how it is now"),
        "experiment_undecided": _("decide whether to keep, adapt or stop it"),
        "change_unseen": _("write down how it is now"),
        "success_without_practice": _("write a practice card"),
    }[kind]


def state_words(state: LineState, gaps: int) -> str:
    """Say how far a line goes."""
    if state == "gaps":
        return ngettext("One gap", "%(count)s gaps", gaps) % {"count": gaps}
    return {
        "whole": _("Carries all the way to a practice"),
        "under_way": _("Under way"),
        "untaken": _("Nobody has taken it up yet"),
    }[state]


def knot_name(kind: KnotKind, *, is_competence: bool = False, is_pair: bool = False) -> str:
    """Return what a knot is called."""
    if kind == "ground" and is_competence:
        return _("Strategic competence")
    if kind == "plan" and is_pair:
        return _("Pair plan")
    return {
        "ground": _("Finding"),
        "goal": _("Goal"),
        "plan": _("Plan"),
        "experiment": _("Experiment"),
        "change": _("Change"),
        "practice": _("Practice"),
    }[kind]


def lede(gaps: int) -> str:
    """Say calmly how many gaps there are, and what they are."""
    way = _("Each thread runs from a finding to a practice.")
    if not gaps:
        return f"{way} {_('None of them is broken.')}"
    broken = ngettext(
        "It is broken in one place: a place for help, not a mark.",
        "They are broken in %(count)s places: places for help, not marks.",
        gaps,
    )
    return f"{way} {broken % {'count': gaps}}"


def figure_name(code: str) -> str:
    """Return what a count is called."""
    return {
        "goals": _("Goals decided"),
        "plans": _("Plans"),
        "planned": _("Experiments planned"),
        "running": _("Experiments running"),
        "decided": _("Experiments decided"),
        "released": _("Practices released"),
        "network": _("Practices in the network"),
        "gaps": _("Gaps"),
    }[code]
