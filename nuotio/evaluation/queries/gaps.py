# ruff: noqa: S608 -- joined of the room's own fragments and whole numbers; values are bound
"""Where the golden thread of an organisation is broken: found here and nowhere else.

Every gap is a row of one statement, whatever asks for it: the page, a report, the API, counts.
Plans that were never shown to HR are no part of it. Grace periods leave people time to do what
they were about to do anyway.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from nuotio.culture import instruments, sentences
from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.queries import dialect
from nuotio.evaluation.queries.dialect import Row, Values
from nuotio.people.models import Membership
from nuotio.people.rules.roles import steers

# Two meetings of a pair, or one of HR, lie within two weeks: before that nobody is late.
FORTNIGHT = timedelta(days=14)
# A first experiment is talked over in the team's monthly meeting.
TO_PLAN_EXPERIMENT = timedelta(days=28)
# A second person reads a card within the month, between two sessions of the coaching.
TO_RELEASE = timedelta(days=30)
# Work comes in waves: only three full months tell whether agreed hours hold.
MONTHS = 3
# Of the hours agreed for so long: a quarter more is past what anybody rounds off, half of them
# is where something keeps the mentor from it. Minutes of so many months for each hour agreed.
TOO_MANY, TOO_FEW = 60 * MONTHS * 125 // 100, 60 * MONTHS * 50 // 100
KINDS = (
    "finding_without_goal",
    "competence_without_goal",
    "goal_without_plan",
    "plan_unanswered",
    "need_unanswered",
    "hours_not_agreed",
    "hours_not_kept",
    "plan_without_experiment",
    "experiment_not_started",
    "experiment_without_before",
    "experiment_undecided",
    "change_unseen",
    "success_without_practice",
    "practice_waiting",
)
_ORDER = {kind: place for place, kind in enumerate(KINDS)}

_NO_ID = "CAST(NULL AS bigint)"
_RUNNING_GOALS = """SELECT 1 FROM goals_goal g
    WHERE g.organisation_id = %(organisation)s AND g.state <> 'ended'"""


def _findings() -> str:
    return f"""
SELECT 'finding_without_goal', {_NO_ID}, {_NO_ID}, {_NO_ID}, r.id, scale.key,
    CAST({dialect.here(dialect.MEAN)} AS text), CAST(r.closed_at AS text)
FROM culture_surveyround r JOIN culture_roundresult x ON x.round_id = r.id,
    {dialect.here(dialect.SCALES)} scale
WHERE r.id = ({dialect.NEWEST_ROUND}) AND scale.key IN ({_dimensions()})
    AND {dialect.here(dialect.MEAN)} < %(low)s
    AND NOT EXISTS ({_RUNNING_GOALS} AND g.dimension = scale.key)"""


def _dimensions() -> str:
    """Outcomes are no ground of a goal, and own statements are compared with nothing."""
    scales = instruments.shipped()[instruments.CULTURE]["scales"]
    return ", ".join(f"'{one['code']}'" for one in scales if one["kind"] == "dimension")


_COMPETENCES = f"""
SELECT 'competence_without_goal', {_NO_ID}, {_NO_ID}, {_NO_ID}, c.id, c.name, '',
    CAST(c.made_at AS text)
FROM goals_strategiccompetence c
WHERE c.organisation_id = %(organisation)s AND c.retired_at IS NULL
    AND NOT EXISTS ({_RUNNING_GOALS} AND g.competence_id = c.id)"""
# Where nobody wrote down the day of the decision, it is that of the later signature.
_SIGNED = """COALESCE(CASE WHEN g.hr_signed_at > g.management_signed_at THEN g.hr_signed_at
    ELSE g.management_signed_at END, g.made_at)"""
_GOALS = f"""
SELECT 'goal_without_plan', g.id, {_NO_ID}, {_NO_ID}, {_NO_ID}, g.title, '',
    COALESCE(CAST(g.decided_on AS text), CAST({_SIGNED} AS text))
FROM goals_goal g
WHERE g.organisation_id = %(organisation)s AND g.state = 'decided'
    AND (g.decided_on < %(fortnight_day)s
        OR (g.decided_on IS NULL AND {_SIGNED} < %(fortnight)s))
    AND NOT EXISTS (SELECT 1 FROM plans_plan p WHERE p.organisation_id = %(organisation)s
        AND p.goal_id = g.id AND p.shown_at IS NOT NULL AND p.state <> 'ended')
    AND NOT EXISTS (SELECT 1 FROM plans_plangoal m JOIN plans_plan p ON p.id = m.plan_id
        WHERE m.goal_id = g.id AND p.shown_at IS NOT NULL AND p.state <> 'ended')"""


def _plan_gap(kind: str, condition: str) -> str:
    return f"""
SELECT '{kind}', s.goal_id, s.id, {_NO_ID}, {_NO_ID}, s.title, '', CAST(s.shown_at AS text)
FROM plans_plan s WHERE s.organisation_id = %(organisation)s AND s.shown_at IS NOT NULL
    AND {condition}"""


# A pause has its reason beside it, so nobody asks for experiments then; a need may be the reason.
_OPEN = "s.state IN ('draft', 'discussed', 'active')"
_NOT_OVER = "s.state NOT IN ('completed', 'ended')"
# Whoever was erased may have been HR: what she wrote counts as an answer.
_BY_HR = """SELECT 1 FROM plans_planremark r WHERE r.plan_id = s.id AND (r.answer <> ''
    OR r.written_by_id IS NULL OR NOT EXISTS (SELECT 1 FROM plans_planmentor m
        WHERE m.plan_id = s.id AND m.membership_id = r.written_by_id))"""
_PLAN_GAPS = (
    _plan_gap(
        "plan_without_experiment",
        f"""{_OPEN} AND s.shown_at < %(four_weeks)s
    AND NOT EXISTS (SELECT 1 FROM plans_experiment e WHERE e.plan_id = s.id)""",
    ),
    _plan_gap(
        "plan_unanswered",
        f"""{_NOT_OVER} AND s.shown_at < %(fortnight)s AND s.agreed_at IS NULL
    AND NOT EXISTS ({_BY_HR})""",
    ),
    _plan_gap(
        "need_unanswered",
        f"""{_NOT_OVER} AND s.shown_at < %(fortnight)s AND NOT (s.support = '')
    AND TRIM(s.support) <> ''
    AND NOT EXISTS (SELECT 1 FROM plans_planremark r WHERE r.plan_id = s.id AND r.answer <> '')""",
    ),
)


def _experiment_gap(kind: str, since: str, condition: str) -> str:
    return f"""
SELECT '{kind}', t.goal_id, t.plan_id, t.id, {_NO_ID}, t.title, '', CAST({since} AS text)
FROM plans_experiment t JOIN plans_plan s ON s.id = t.plan_id
WHERE t.organisation_id = %(organisation)s AND s.shown_at IS NOT NULL AND {condition}"""


_MEASURED = "SELECT 1 FROM plans_measure m WHERE m.experiment_id = t.id"
_EXPERIMENT_GAPS = (
    _experiment_gap(
        "experiment_not_started",
        "t.starts_on",
        f"t.state = 'planned' AND t.starts_on < %(fortnight_day)s AND {_OPEN}",
    ),
    _experiment_gap(
        "experiment_without_before",
        "t.started_at",
        f"t.state = 'running' AND NOT EXISTS ({_MEASURED} AND m.before IS NOT NULL)",
    ),
    _experiment_gap(
        "experiment_undecided",
        "t.ends_on",
        "t.state = 'running' AND t.decision = '' AND t.ends_on < %(today)s",
    ),
    _experiment_gap(
        "change_unseen",
        "t.decided_at",
        f"""t.state = 'decided' AND EXISTS ({_MEASURED} AND m.after IS NULL)
    AND NOT EXISTS ({_MEASURED} AND m.after IS NOT NULL)""",
    ),
    _experiment_gap(
        "success_without_practice",
        "t.decided_at",
        """t.state = 'decided' AND t.decision = 'keep' AND t.decided_at < %(fortnight)s
    AND NOT EXISTS (SELECT 1 FROM plans_practice r WHERE r.experiment_id = t.id)""",
    ),
)
_PRACTICES = """
SELECT 'practice_waiting', t.goal_id, t.plan_id, t.id, r.id, t.title, r.state,
    CAST(COALESCE(r.reviewed_at, r.made_at) AS text)
FROM plans_practice r JOIN plans_experiment t ON t.id = r.experiment_id
    JOIN plans_plan s ON s.id = t.plan_id
WHERE r.organisation_id = %(organisation)s AND s.shown_at IS NOT NULL
    AND r.state IN ('draft', 'reviewed')
    AND COALESCE(r.reviewed_at, r.made_at) < %(thirty_days)s"""
# A mentor's hours are asked about once, on the first of her plans that it concerns. Mentors come
# first, since there are few of whom something lacks, and then the plans in the order of an index.
_SERVED = """(g.id = s.goal_id
    OR g.id IN (SELECT o.goal_id FROM plans_plangoal o WHERE o.plan_id = s.id))"""


def _hours_gap(kind: str, figure: str, since: str, mentors: str, goals: str) -> str:
    return f"""
SELECT '{kind}', (SELECT MIN(g.id) FROM goals_goal g WHERE {goals}), s.id, {_NO_ID}, b.id, u.name,
    {figure}, {since}
FROM (SELECT w.*, (SELECT m.plan_id FROM plans_planmentor m JOIN plans_plan s ON s.id = m.plan_id
        WHERE m.membership_id = w.mentor_id AND m.left_at IS NULL AND s.shown_at IS NOT NULL
            AND {_OPEN} AND EXISTS (SELECT 1 FROM goals_goal g WHERE {goals})
        ORDER BY m.plan_id LIMIT 1) AS plan_id
    FROM ({mentors}) w) f
    JOIN people_membership b ON b.id = f.mentor_id AND b.left_at IS NULL
    JOIN people_user u ON u.id = b.user_id
    JOIN plans_plan s ON s.id = f.plan_id
    JOIN plans_planmentor m ON m.plan_id = s.id AND m.membership_id = b.id"""


_TENTHS = "CAST(ROUND(a.hours_a_month * 10) AS integer)"
_HOURS_GAPS = (
    _hours_gap(
        "hours_not_agreed",
        "''",
        "CAST(m.joined_at AS text)",
        """SELECT h.membership_id AS mentor_id FROM people_roleholding h
        WHERE h.organisation_id = %(organisation)s AND h.role = 'mentor' AND h.state = 'active'
            AND NOT EXISTS (SELECT 1 FROM people_timeshare a
                WHERE a.mentor_id = h.membership_id AND a.state = 'agreed')""",
        f"{_SERVED} AND g.state = 'decided' AND g.time_share > 0",
    ),
    _hours_gap(
        "hours_not_kept",
        "f.way",
        "%(hours_until)s",
        f"""SELECT a.mentor_id, CASE WHEN SUM(k.minutes) * 10 > {_TENTHS} * {TOO_MANY}
            THEN 'over' ELSE 'under' END AS way
        FROM people_timeshare a JOIN people_timebooking k ON k.mentor_id = a.mentor_id
            AND k.day >= %(hours_since)s AND k.day < %(hours_until)s
        WHERE a.organisation_id = %(organisation)s AND a.state = 'agreed'
            AND a.starts_on <= %(hours_since)s
        GROUP BY a.mentor_id, a.hours_a_month
        HAVING SUM(k.minutes) * 10 > {_TENTHS} * {TOO_MANY}
            OR SUM(k.minutes) * 10 < {_TENTHS} * {TOO_FEW}""",
        _SERVED,
    ),
)
_COLUMNS = "kind, goal_id, plan_id, experiment_id, other_id, about, figure, since"


class GapRow(NamedTuple):
    """A gap as the database found it.

    `about` is the name of what it concerns (a dimension's code, a title, a mentor's name),
    `other_id` its round, competence, practice or membership; `figure` a mean, or which way.
    """

    kind: str
    goal_id: int | None
    plan_id: int | None
    experiment_id: int | None
    other_id: int | None
    about: str
    figure: str
    since_text: str | None

    @property
    def since(self) -> date | None:
        """The day from which it is one."""
        return dialect.day(self.since_text)


def _place(row: GapRow) -> tuple[int, ...]:
    """Return its place in a list: as the thread runs, and always the same."""
    kind, goal, plan, experiment, other, *_rest = row
    return _ORDER[kind], goal or 0, plan or 0, experiment or 0, other or 0


def gaps_for(viewer: Membership, *, filters: Filters, at: datetime) -> Sequence[GapRow]:
    """Return every gap that the viewer may be told of, as the thread runs; one query.

    Those of hours only for who sees hours, those of findings for who sees the result.
    """
    values = {**dialect.values_for(viewer, filters), **values_at(at)}
    return in_order(found(values, filters, sees_hours=steers(viewer)))


def in_order(rows: Iterable[Row]) -> Sequence[GapRow]:
    """Return gaps as the thread runs, always in the same order."""
    return sorted(map(GapRow._make, rows), key=_place)


def found(values: Values, filters: Filters, *, sees_hours: bool) -> Sequence[Row]:
    """Return the gaps of the organisation that the values name, in no order; one query.

    They are what `GapRow` tells: a page makes that of those few that it shows.
    """
    parts = [*_PLAN_GAPS, *_EXPERIMENT_GAPS, _PRACTICES, *(_HOURS_GAPS if sees_hours else ())]
    if filters.is_whole or filters.goal is not None:
        parts.append(_GOALS)
    if filters.is_whole:
        parts += [_findings(), _COMPETENCES]
    statement, narrowed = " UNION ALL ".join(parts), _narrowed(filters)
    if narrowed:
        statement = f"""WITH gaps({_COLUMNS}) AS ({statement})
            SELECT {_COLUMNS} FROM gaps WHERE {narrowed}"""
    return dialect.fetched(statement, values)


def _narrowed(filters: Filters) -> str:
    named = [
        f"{name}_id = %({name})s"
        for name in ("goal", "plan", "experiment")
        if getattr(filters, name) is not None
    ]
    if filters.programme is not None:
        named.append("""plan_id IN (SELECT p.id FROM plans_plan p
            WHERE p.organisation_id = %(organisation)s AND p.programme_id = %(programme)s)""")
    if filters.has_period:
        named.append(f"""(experiment_id IN (SELECT e.id FROM plans_experiment e
            WHERE e.organisation_id = %(organisation)s AND {dialect.EXPERIMENT_WITHIN})
            OR (experiment_id IS NULL AND plan_id IN (SELECT p.id FROM plans_plan p
                WHERE p.organisation_id = %(organisation)s AND {dialect.PLAN_WITHIN})))""")
    return " AND ".join(named)


def values_at(at: datetime) -> Values:
    """Return the days and moments before which a gap is one."""
    today = timezone.localtime(at).date()
    until = today.replace(day=1)
    return {
        "fortnight": dialect.moment(at - FORTNIGHT),
        "fortnight_day": (today - FORTNIGHT).isoformat(),
        "four_weeks": dialect.moment(at - TO_PLAN_EXPERIMENT),
        "thirty_days": dialect.moment(at - TO_RELEASE),
        "today": today.isoformat(),
        "hours_since": _months_before(until, MONTHS).isoformat(),
        "hours_until": until.isoformat(),
        "low": LOW,
    }


def _months_before(first: date, months: int) -> date:
    years, month = divmod(first.year * 12 + first.month - 1 - months, 12)
    return date(years, month + 1, 1)


# Below this a dimension is told as low: the bands are in order, and the low ones come first.
LOW = max(band.high for band in instruments.bands() if sentences.LEVELS[band.code] == "low")
