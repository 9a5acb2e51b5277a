"""Makes the knots of a line out of what the database told of it. Pure but for the addresses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.culture.comparison import Change
from nuotio.evaluation import words
from nuotio.evaluation.places import Places
from nuotio.evaluation.queries import dialect
from nuotio.evaluation.queries.change import Rounds, change_of, dimensions
from nuotio.evaluation.queries.lines import (
    ExperimentRow,
    GoalRow,
    Key,
    MeasureRow,
    Names,
    PlanRow,
    Strand,
)
from nuotio.evaluation.thread import Gap, Item, Knot, KnotKind, Line, LineState
from nuotio.evaluation.words import told_once
from nuotio.plans.models import Experiment, Plan, Practice
from nuotio.plans.naming import first_names
from nuotio.ui import filters as told

LONGEST = 80  # letters of a sentence that stands for a finding or a decision
RELEASED = (Practice.State.ORGANISATION.value, Practice.State.NETWORK.value)
FEW = 5  # people: of fewer a measure tells little, and says so
MEAN = re.compile(r"^[^:]*?(\d[.,]\d)\s*:")


@dataclass(frozen=True)
class Broken:
    """The gaps on a knot: those that are told, and how many there are."""

    gaps: Sequence[Gap] = ()
    count: int = 0


@dataclass(frozen=True)
class Told:
    """Everything that a page of lines is made of, by line; `most` things stand on a knot."""

    places: Places
    rounds: Rounds
    plans: Mapping[Key, Sequence[PlanRow]]
    experiments: Mapping[Key, Sequence[ExperimentRow]]
    names: Names
    broken: Mapping[Key, Mapping[KnotKind, Broken]]
    most: int

    def pair(self, plan_id: int | None) -> str:
        """Return who writes a plan, by first names."""
        return first_names([name for _member, name in self.names.get(plan_id or 0, ())])


def line_of(strand: Strand, key: Key, info: Told) -> Line:
    """Return a line with its six knots."""
    goal, of = strand.goal, key[:2]  # an experiment's own line shows the plan that it is part of
    experiments = info.experiments.get(of, ())
    broken = info.broken.get(key, {})
    made = [
        ground(goal, info),
        Knot("goal", words.knot_name("goal"), [goal_item(goal, info.places)]),
        plan_knot(info.plans.get(of, ()), info),
        experiment_knot(experiments, info.places),
        change_knot(goal, experiments, info),
        practice_knot(experiments, info),
    ]
    knots = [_with_gaps(knot, broken.get(knot.kind, Broken())) for knot in made]
    title = strand.title or goal.emphasis or goal.title
    return Line(title, _state(knots, broken), knots, url=_own_page(strand, info.places))


def _own_page(strand: Strand, places: Places) -> str:
    if strand.experiment_id is not None:
        return places.at("evaluation:experiment_thread", strand.experiment_id)
    if strand.plan_id is not None:
        return places.at("evaluation:plan_thread", strand.plan_id)
    return places.at("evaluation:goal_thread", strand.goal.pk)


def _with_gaps(knot: Knot, broken: Broken) -> Knot:
    if not broken.gaps:
        return knot
    return replace(knot, gaps=broken.gaps, waits="", more_gaps=broken.count - len(broken.gaps))


def _state(knots: Sequence[Knot], broken: Mapping[KnotKind, Broken]) -> LineState:
    if any(gap.kind == "goal_without_plan" for gap in broken.get("plan", Broken()).gaps):
        return "untaken"
    if broken:
        return "gaps"
    return "whole" if knots[-1].is_there else "under_way"


def ground(goal: GoalRow, info: Told) -> Knot:
    """Return what the goal rests on: a finding in short, else a competence."""
    items = []
    if goal.finding:
        items.append(_finding(goal, info))
    if goal.competence:
        url = info.places.at("goals:competence", goal.competence_id)
        note = "" if items else _("asked for by the strategy")
        items.append(Item(goal.competence, note, url))
    is_competence = goal.competence and not goal.finding
    name = words.knot_name("ground", "competence" if is_competence else "")
    return Knot("ground", name, items, waits="" if items else _("No finding behind it yet"))


def _finding(goal: GoalRow, info: Told) -> Item:
    """The goal keeps the sentence that was read then; its mean stands before the colon."""
    scale, mean = dimensions().get(goal.dimension), MEAN.match(goal.finding)
    short = _shortened(goal.finding)
    if scale is not None and mean is not None:
        short = f"{told.said(scale.name)} {told.fixed(float(mean[1].replace(',', '.')))}"
    rested = info.rounds.get(goal.round_id or 0)
    url = info.places.at("culture:results", rested.pk) if rested and rested.is_readable else ""
    return Item(short, rested.name if rested else "", url)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def goal_item(goal: GoalRow, places: Places) -> Item:
    """Return the goal with who decided it and when."""
    if goal.state == "proposed":
        note = _("proposed, not decided yet")
    else:
        decided = day_of(goal.decided_on)
        ended = _("ended") if goal.state == "ended" else ""
        note = ", ".join(part for part in (_shortened(goal.decided_by), decided, ended) if part)
    return Item(goal.title, note, places.at("goals:goal", goal.pk))


def plan_knot(plans: Sequence[PlanRow], info: Told) -> Knot:
    """Return the plans by their mentors' first names."""
    items = [
        Item(
            info.pair(one.plan_id) or _("Former mentors"),
            _plan_note(one.state, one.shown_at, one.agreed_at),
            info.places.at("plans:plan", one.plan_id),
        )
        for one in plans
    ]
    is_pair = bool(plans) and all(one.kind == Plan.Kind.PAIR for one in plans)
    more = plans[0].of - len(plans) if plans else 0
    name = words.knot_name("plan", "pair" if is_pair else "")
    return Knot("plan", name, items, more, waits="" if items else _not_yet())


@told_once
def _not_yet() -> str:
    return _("Not yet")


@told_once
def day_of(value: str | None) -> str:
    """Write the day of a moment that came as text."""
    return told.date(dialect.day(value))


@told_once
def _plan_note(state: str, shown_at: str | None, agreed_at: str | None) -> str:
    if shown_at is None:
        return _("a draft that only its mentors see")
    if state in (Plan.State.PAUSED, *Plan.OVER):
        return str(Plan.State(state).label)
    if agreed_at is not None:
        return _("agreed %(day)s") % {"day": day_of(agreed_at)}
    return _("shown to HR %(day)s") % {"day": day_of(shown_at)}


def experiment_knot(experiments: Sequence[ExperimentRow], places: Places) -> Knot:
    """Return the experiments with where they stand and how long they take."""
    items = [
        Item(
            one.title,
            _experiment_note(one.state, one.decision, one.starts_on, one.ends_on),
            places.at("plans:experiment", one.pk),
        )
        for one in experiments
    ]
    more = experiments[0].of - len(experiments) if experiments else 0
    name = words.knot_name("experiment")
    return Knot("experiment", name, items, more, waits="" if items else _not_yet())


@told_once
def _experiment_note(state: str, decision: str, starts_on: str | None, ends_on: str | None) -> str:
    label = Experiment.Decision(decision).label if decision else Experiment.State(state).label
    first, last = dialect.day(starts_on), dialect.day(ends_on)
    if first is None or last is None:
        return str(label)
    weeks = max(1, round(((last - first).days + 1) / 7))
    lasting = ngettext("one week", "%(count)s weeks", weeks) % {"count": weeks}
    return f"{label}, {lasting}"


def change_knot(goal: GoalRow, experiments: Sequence[ExperimentRow], info: Told) -> Knot:
    """Return what has changed meanwhile: the dimension, and what experiments measured.

    It stands beside what was done; nothing here says that one came of the other.
    """
    change = change_of(info.rounds, goal.dimension, goal.round_id)
    items = [_dimension(change, info)] if change is not None else []
    measured = [(measure, one.pk) for one in experiments for measure in one.measures]
    room = info.most - len(items)
    items += [_measure(one, info.places.at("plans:experiment", pk)) for one, pk in measured[:room]]
    more = max(0, len(measured) - room)
    waits = "" if items else _("Not known yet")
    return Knot("change", words.knot_name("change"), items, more, waits=waits)


def _dimension(change: Change, info: Told) -> Item:
    newest = next(one for one in info.rounds.values() if one.is_newest)
    short = f"{told.said(change.scale.name)} {told.fixed(change.after)}"
    told_of = {"before": told.fixed(change.before), "round": newest.name}
    before = _("%(before)s before, %(round)s.") % told_of
    return Item(short, f"{before} {_verdict(change)}", info.places.at("culture:results", newest.pk))


def _verdict(change: Change) -> str:
    if change.verdict == "unclear":
        return _("It may be chance.")
    return change.explanation


def _measure(one: MeasureRow, url: str) -> Item:
    values = f"{_number(one.before)} → {_number(one.after)} {one.unit}".strip()
    return Item(f"{one.name}: {values}", _people(one.people), url)


@told_once
def _number(value: Decimal | float) -> str:
    return told.number(value, 2)


@told_once
def _people(count: int | None) -> str:
    if count is None:
        return ""
    people = ngettext("one person", "%(count)s people", count) % {"count": count}
    return _("only %(people)s") % {"people": people} if count < FEW else people


def practice_knot(experiments: Sequence[ExperimentRow], info: Told) -> Knot:
    """Return released practices; a card that is being written has no name here yet."""
    items = [
        Item(
            one.practice or "",
            _released(one.practice_state),
            info.places.at("plans:practice", one.practice_id),
        )
        for one in experiments
        if one.practice_state in RELEASED
    ]
    is_written = any(one.practice_id for one in experiments)
    waits = _being_written() if is_written else _not_yet()
    more = experiments[0].released - len(items) if experiments else 0
    name = words.knot_name("practice")
    return Knot("practice", name, items, more, waits="" if items else waits)


@told_once
def _being_written() -> str:
    return _("A practice card is being written")


@told_once
def _released(state: str) -> str:
    return str(Practice.State(state).label)
