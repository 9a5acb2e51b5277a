"""What a gap of the golden thread says: what lacks, who could close it, what they would do. Pure.

A gap is a place for help: nobody is blamed, and nothing is counted as a mark.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from nuotio.evaluation.thread import KnotKind, LineState

# Words that a page says again and again are looked up once a language: that is a third of its cost.
MOST_KEPT = 5_000


def told_once(tell: Callable[..., str]) -> Callable[..., str]:
    """Remember what a function says in each language; its arguments are all that it depends on."""

    @lru_cache(MOST_KEPT)
    def kept(_language: str | None, *told: Any) -> str:
        return tell(*told)

    def telling(*told: Any) -> str:
        return kept(get_language(), *told)

    return telling


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


SHAPES = {
    "finding_without_goal": _("%(name)s %(mean)s needs attention. No goal rests on it yet."),
    "competence_without_goal": _("The strategy asks for it. No goal rests on it yet: %(name)s"),
    "goal_without_plan": _("Nobody has made a plan for this goal yet."),
    "plan_unanswered": _("%(name)s: shown to HR on %(day)s, no answer yet."),
    "need_unanswered": _("%(name)s: asks for support, and nobody has answered yet."),
    "hours_not_agreed": _("Working time was promised. %(name)s has not agreed on hours yet."),
    "hours_not_kept/over": _(
        "%(name)s has used over a quarter more hours than agreed in three months."
    ),
    "hours_not_kept/under": _(
        "%(name)s has used less than half of the agreed hours in three months."
    ),
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
WHO: dict[Closer, Any] = {
    "leaders": _("HR and management"),
    "mentors": _("The learning mentors"),
    "pair": _("The plan's mentors"),
    "hr": _("HR"),
    "supervisor": _("%(name)s and the supervisor"),
}
WHAT_TO_DO = {
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
    "practice_waiting/draft": _("let a second person read it"),
    "practice_waiting/reviewed": _("release it"),
}
STATES: dict[LineState, Any] = {
    "whole": _("Carries all the way to a practice"),
    "under_way": _("Under way"),
    "untaken": _("Nobody has taken it up yet"),
}
KNOTS: dict[KnotKind, Any] = {
    "ground": _("Finding"),
    "goal": _("Goal"),
    "plan": _("Plan"),
    "experiment": _("Experiment"),
    "change": pgettext_lazy("knot", "Change"),
    "practice": _("Practice"),
}


@told_once
def _shape(kind: str, figure: str) -> str:
    return str(SHAPES.get(kind) or SHAPES[f"{kind}/{figure}"])


def gap_words(kind: str, *, name: str, day: str = "", figure: str = "") -> str:
    """Say what lacks; `name` is what it is about, `figure` a mean or which of two ways."""
    return _shape(kind, figure) % {"name": name, "day": day, "mean": figure}


@told_once
def _closer(closer: Closer) -> str:
    return str(WHO[closer])


def who(closer: Closer, *, pair: str, name: str) -> str:
    """Say who could close it: by role, or the pair by first names; `name` is a mentor's."""
    if closer == "pair" and pair:
        return pair
    return _closer(closer) % {"name": name}


@told_once
def step(kind: str, figure: str = "") -> str:
    """Say what they would do."""
    return str(WHAT_TO_DO.get(kind) or WHAT_TO_DO[f"{kind}/{figure}"])


@told_once
def state_words(state: LineState, gaps: int) -> str:
    """Say how far a line goes."""
    if state == "gaps":
        return ngettext("One gap", "%(count)s gaps", gaps) % {"count": gaps}
    return str(STATES[state])


@told_once
def knot_name(kind: KnotKind, which: Literal["", "competence", "pair"] = "") -> str:
    """Return what a knot is called; `which` names what lies on it, where that matters."""
    if which == "competence":
        return str(_("Strategic competence"))
    if which == "pair":
        return str(_("Pair plan"))
    return str(KNOTS[kind])


def lede(gaps: int) -> str:
    """Say calmly how many gaps there are, and what they are."""
    way = _("Each thread runs from a finding to a practice.")
    if not gaps:
        whole = _("None of them is broken.")
        return f"{way} {whole}"
    broken = ngettext(
        "It is broken in one place: a place for help, not a mark.",
        "They are broken in %(count)s places: places for help, not marks.",
        gaps,
    )
    return f"{way} {broken % {'count': gaps}}"


FIGURES = {
    "goals": _("Goals decided"),
    "plans": _("Plans"),
    "planned": _("Experiments planned"),
    "running": _("Experiments running"),
    "decided": _("Experiments decided"),
    "released": _("Practices released"),
    "network": _("Practices in the network"),
    "gaps": _("Gaps"),
}


def figure_name(code: str) -> str:
    """Return what a count is called."""
    return str(FIGURES[code])
