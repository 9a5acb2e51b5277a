# ruff: noqa: S608 -- joined of the room's own fragments and whole numbers; values are bound
"""What lies on the lines of the golden thread: goals, plans, experiments, practices, change."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.queries import dialect
from nuotio.evaluation.queries.dialect import Row, Values

Key = tuple[int | None, ...]  # goal, plan, experiment of a line, as far as it is about one
Names = Mapping[int, Sequence[tuple[int | None, str | None]]]

# As SQLite keeps decimals as numbers and PostgreSQL as they are, both come as text.
_GOAL = """g.id, g.title, g.emphasis, g.state, g.finding, g.dimension, g.round_id, g.competence_id,
    c.name, g.decided_by, CAST(g.decided_on AS text)"""
_GOALS = """goals_goal g
    LEFT JOIN goals_strategiccompetence c ON c.id = g.competence_id"""
_RUNNING_FIRST = "CASE g.state WHEN 'ended' THEN 1 ELSE 0 END, g.made_at, g.id"
_OPEN_FIRST = """CASE p.state WHEN 'active' THEN 0 WHEN 'discussed' THEN 1 WHEN 'draft' THEN 2
    WHEN 'paused' THEN 3 WHEN 'completed' THEN 4 ELSE 5 END, p.shown_at DESC, p.id"""
_FURTHEST_FIRST = """CASE WHEN r.state IN ('organisation', 'network') THEN 0
    WHEN e.state = 'decided' THEN 1 WHEN e.state = 'running' THEN 2 ELSE 3 END, e.id DESC"""
_RELEASED = "r.state IN ('organisation', 'network')"


class GoalRow(NamedTuple):
    """A goal as lines begin with it."""

    pk: int
    title: str
    emphasis: str
    state: str
    finding: str
    dimension: str
    round_id: int | None
    competence_id: int | None
    competence: str | None
    decided_by: str
    decided_on: str | None


@dataclass(frozen=True)
class Strand:
    """A line before it is told: its goal, and the plan or experiment that it is about."""

    goal: GoalRow
    plan_id: int | None = None
    experiment_id: int | None = None
    title: str = ""

    @property
    def key(self) -> Key:
        """What names the line among others."""
        return (self.goal.pk, self.plan_id, self.experiment_id)


class PlanRow(NamedTuple):
    """A plan on a line; `of` is how many there are on it."""

    goal_id: int
    plan_id: int
    kind: str
    state: str
    shown_at: str | None
    agreed_at: str | None
    of: int


class MeasureRow(NamedTuple):
    """A measure with a value before and after."""

    name: str
    unit: str
    before: Decimal
    after: Decimal
    people: int | None


class ExperimentRow(NamedTuple):
    """An experiment on a line with its practice card; `of` and `released` count the whole line."""

    goal_id: int
    plan_id: int
    pk: int
    title: str
    state: str
    decision: str
    starts_on: str | None
    ends_on: str | None
    practice_id: int | None
    practice: str | None
    practice_state: str | None
    of: int
    released: int
    measures: Sequence[MeasureRow]


@dataclass(frozen=True)
class Shown:
    """Which strands there are on a page, and how many in all."""

    strands: Sequence[Strand]
    total: int

    @cached_property
    def depth(self) -> int:
        """How far a line's key goes: 1 is a goal, 2 its plan, 3 an experiment."""
        return sum(one is not None for one in self.strands[0].key) if self.strands else 1


def strands_of(
    values: Values, filters: Filters, *, gaps: Collection[Key], first: int, most: int
) -> Shown:
    """Return the lines that were asked for, `most` of them from the place `first`; one query.

    `gaps` are goal, plan and experiment of each gap, for who asks for broken lines only.
    """
    if filters.experiment is not None:
        source = f"{_EXPERIMENT_STRANDS} AND {_asked(filters)}"
    elif filters.by == "goal" and filters.plan is None:
        source = _GOAL_STRANDS + _goals_where(filters)
    else:
        source = _PLAN_STRANDS.format(served=_served(filters)) + _plans_where(filters)
    if filters.only_gaps:
        source += _broken(filters, gaps)
    order = "" if filters.by == "goal" else f"{_OPEN_FIRST}, "
    statement = f"""{source}
        ORDER BY {order}{_RUNNING_FIRST} LIMIT {most} OFFSET {first}"""
    rows = dialect.fetched(statement, values)
    width = len(GoalRow._fields)
    strands = [Strand(GoalRow(*row[:width]), *row[width : width + 3]) for row in rows]
    return Shown(strands, total=rows[0][-1] if rows else 0)


_NO_ID = "CAST(NULL AS bigint)"
_GOAL_STRANDS = f"""SELECT {_GOAL}, {_NO_ID}, {_NO_ID}, '', COUNT(*) OVER ()
    FROM {_GOALS} WHERE g.organisation_id = %(organisation)s"""
_PLAN_STRANDS = f"""SELECT {_GOAL}, p.id, {_NO_ID}, p.title, COUNT(*) OVER ()
    FROM {{served}} v JOIN plans_plan p ON p.id = v.plan_id JOIN goals_goal g ON g.id = v.goal_id
    LEFT JOIN goals_strategiccompetence c ON c.id = g.competence_id
    WHERE g.organisation_id = %(organisation)s"""
_EXPERIMENT_STRANDS = f"""SELECT {_GOAL}, p.id, e.id, e.title, COUNT(*) OVER ()
    FROM plans_experiment e JOIN plans_plan p ON p.id = e.plan_id
    JOIN goals_goal g ON g.id = e.goal_id
    LEFT JOIN goals_strategiccompetence c ON c.id = g.competence_id
    WHERE e.organisation_id = %(organisation)s AND e.id = %(experiment)s"""


def _asked(filters: Filters) -> str:
    """Return which plans are asked for, of those that the viewer finds on the thread."""
    asked = dialect.ON_THREAD
    if filters.programme is not None:
        asked += " AND p.programme_id = %(programme)s"
    if filters.plan is not None:
        asked += " AND p.id = %(plan)s"
    if filters.has_period:
        asked += f" AND {dialect.PLAN_WITHIN}"
    return asked


def _served(filters: Filters) -> str:
    """Return which plan serves which goal: its main one and others, as far as asked for."""
    asked = _asked(filters)
    return f"""(SELECT p.id AS plan_id, p.goal_id FROM plans_plan p
        WHERE p.organisation_id = %(organisation)s AND {asked}
        UNION SELECT m.plan_id, m.goal_id FROM plans_plangoal m
        JOIN plans_plan p ON p.id = m.plan_id
        WHERE m.organisation_id = %(organisation)s AND {asked})"""


def _goals_where(filters: Filters) -> str:
    where = ""
    if filters.goal is not None:
        where += " AND g.id = %(goal)s"
    if filters.programme is not None or filters.has_period:
        where += f" AND g.id IN (SELECT v.goal_id FROM {_served(filters)} v)"
    return where


def _plans_where(filters: Filters) -> str:
    return "" if filters.goal is None else " AND g.id = %(goal)s"


def _broken(filters: Filters, gaps: Collection[Key]) -> str:
    if filters.by == "goal":
        return f" AND g.id IN {dialect.among({goal for goal, *_rest in gaps if goal})}"
    plans = {plan for _goal, plan, _experiment in gaps if plan}
    return f" AND p.id IN {dialect.among(plans)}"


def plans_on(
    values: Values, filters: Filters, shown: Shown, *, most: int
) -> Mapping[Key, Sequence[PlanRow]]:
    """Return the plans of each line, open ones first, at most so many a line; one query.

    A few of each line are cheaper to find than to rank all of them.
    """
    lines = (
        f"""SELECT * FROM (SELECT {int(one.goal.pk)}, p.id, p.kind, p.state,
            CAST(p.shown_at AS text), CAST(p.agreed_at AS text), COUNT(*) OVER ()
            FROM plans_plan p WHERE {_plans_of(one, filters)}
            ORDER BY {_OPEN_FIRST} LIMIT {most}) line"""
        for one in shown.strands
    )
    rows = dialect.fetched(" UNION ALL ".join(lines), values)
    return _by_line([PlanRow(*row) for row in rows], shown)


def _plans_of(strand: Strand, filters: Filters) -> str:
    goal, plan, _experiment = strand.key
    if plan is not None:
        those = f"p.id = {int(plan)}"
    else:
        those = f"""p.id IN (
            SELECT n.id FROM plans_plan n
            WHERE n.organisation_id = %(organisation)s AND n.goal_id = {goal}
            UNION ALL SELECT o.plan_id FROM plans_plangoal o WHERE o.goal_id = {goal})"""
    return f"{dialect.checked('p')} AND {those} AND {_asked(filters)}"


def experiments_on(
    values: Values, filters: Filters, shown: Shown, *, most: int
) -> Mapping[Key, Sequence[ExperimentRow]]:
    """Return the experiments of each line with practices, the furthest first; one query.

    Decided ones come with the measures that have a value before and after.
    """
    lines = (
        f"""SELECT * FROM (SELECT e.id, COUNT(*) OVER () AS number,
            COUNT(CASE WHEN {_RELEASED} THEN 1 END) OVER () AS released
            {_experiments_of(one, filters)} ORDER BY {_FURTHEST_FIRST} LIMIT {most}) line"""
        for one in shown.strands
    )
    statement = f"""SELECT e.goal_id, e.plan_id, e.id, e.title, e.state, e.decision,
            CAST(e.starts_on AS text), CAST(e.ends_on AS text), r.id, r.name, r.state,
            t.number, t.released, m.name, m.unit, m.before, m.after, m.people
        FROM ({" UNION ALL ".join(lines)}) t JOIN plans_experiment e ON e.id = t.id
        LEFT JOIN plans_practice r ON r.experiment_id = e.id
        LEFT JOIN plans_measure m ON m.experiment_id = e.id AND e.state = 'decided'
            AND m.before IS NOT NULL AND m.after IS NOT NULL
        ORDER BY {_FURTHEST_FIRST}, m.made_at, m.id"""
    return _by_line(_with_measures(dialect.fetched(statement, values)), shown)


def _experiments_of(strand: Strand, filters: Filters) -> str:
    goal, plan, experiment = strand.key
    asked = f"e.goal_id = {goal}"
    if plan is not None:
        asked += f" AND e.plan_id = {int(plan)}"
    if experiment is not None:
        asked += f" AND e.id = {int(experiment)}"
    if filters.has_period:
        asked += f" AND {dialect.EXPERIMENT_WITHIN}"
    return f"""FROM plans_experiment e JOIN plans_plan p ON p.id = e.plan_id AND {_asked(filters)}
        LEFT JOIN plans_practice r ON r.experiment_id = e.id
        WHERE e.organisation_id = %(organisation)s AND {asked}"""


def _with_measures(rows: Sequence[Row]) -> Sequence[ExperimentRow]:
    """Return each experiment once: the database told it again for every measure."""
    width = len(ExperimentRow._fields) - 1
    found: dict[int, ExperimentRow] = {}
    measures: dict[int, list[MeasureRow]] = defaultdict(list)
    for row in rows:
        pk = row[2]
        found.setdefault(pk, ExperimentRow._make([*row[:width], measures[pk]]))
        if row[width] is not None:
            measures[pk].append(MeasureRow(*row[width:]))
    return list(found.values())


def _by_line(rows: Sequence[Any], shown: Shown) -> Mapping[Key, Sequence[Any]]:
    """Return rows by the goal, and where lines are plans by the plan, that they lie on."""
    found: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        found[(row.goal_id, row.plan_id) if shown.depth > 1 else (row.goal_id,)].append(row)
    return found


def names_of(values: Values, plans: Collection[int]) -> Names:
    """Return who writes each plan now, by membership and name, None where erased; one query."""
    statement = f"""SELECT m.plan_id, m.membership_id, u.name FROM plans_planmentor m
        LEFT JOIN people_membership b ON b.id = m.membership_id
        LEFT JOIN people_user u ON u.id = b.user_id
        WHERE {dialect.checked("m")} AND m.plan_id IN {dialect.among(plans)}
            AND m.left_at IS NULL ORDER BY m.plan_id, m.id"""
    found: dict[int, list[tuple[int | None, str | None]]] = defaultdict(list)
    for plan_id, member_id, name in dialect.fetched(statement, values):
        found[plan_id].append((member_id, name))
    return found
