# ruff: noqa: S608 -- joined of the room's own fragments and whole numbers; values are bound
"""Where the golden thread of an organisation is broken: found here and nowhere else.

Every gap is a row of one statement, whatever asks for it: the page, a report, the API, counts.
Plans that were never shown to HR are no part of it. Grace periods leave people time to do what
they were about to do anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

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

_NO_ID = "CAST(NULL AS bigint)"
_PLANS = """
shown AS (SELECT p.id, p.goal_id, p.title, p.state, p.shown_at, p.agreed_at, p.support
    FROM plans_plan p WHERE p.organisation_id = %(organisation)s AND p.shown_at IS NOT NULL),
served AS (SELECT s.id AS plan_id, s.goal_id, s.state FROM shown s UNION
    SELECT m.plan_id, m.goal_id, s.state FROM plans_plangoal m JOIN shown s ON s.id = m.plan_id
    WHERE m.organisation_id = %(organisation)s)"""
_TRIED = """
tried AS (SELECT e.id, e.goal_id, e.plan_id, e.title, e.state, e.decision, e.starts_on, e.ends_on,
        e.started_at, e.decided_at, s.state AS plan_state
    FROM plans_experiment e JOIN shown s ON s.id = e.plan_id
    WHERE e.organisation_id = %(organisation)s)"""
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
    AND NOT EXISTS (SELECT 1 FROM served v WHERE v.goal_id = g.id AND v.state <> 'ended')"""


def _plan_gap(kind: str, condition: str) -> str:
    return f"""
SELECT '{kind}', s.goal_id, s.id, {_NO_ID}, {_NO_ID}, s.title, '', CAST(s.shown_at AS text)
FROM shown s WHERE {condition}"""


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
        f"""{_NOT_OVER} AND s.shown_at < %(fortnight)s AND TRIM(s.support) <> ''
    AND NOT EXISTS (SELECT 1 FROM plans_planremark r WHERE r.plan_id = s.id AND r.answer <> '')""",
    ),
)


def _experiment_gap(kind: str, since: str, condition: str) -> str:
    return f"""
SELECT '{kind}', t.goal_id, t.plan_id, t.id, {_NO_ID}, t.title, '', CAST({since} AS text)
FROM tried t WHERE {condition}"""


_MEASURED = "SELECT 1 FROM plans_measure m WHERE m.experiment_id = t.id"
_EXPERIMENT_GAPS = (
    _experiment_gap(
        "experiment_not_started",
        "t.starts_on",
        """t.state = 'planned' AND t.starts_on < %(fortnight_day)s
    AND t.plan_state IN ('draft', 'discussed', 'active')""",
    ),
    _experiment_gap(
        "experiment_without_before",
        "t.started_at",
        f"t.state = 'running' AND NOT EXISTS ({_MEASURED} AND m.before IS NOT NULL)",
    ),
    _experiment_gap(
        "experiment_undecided", "t.ends_on", "t.state = 'running' AND t.ends_on < %(today)s"
    ),
    _experiment_gap(
        "change_unseen",
        "t.decided_at",
        f"""t.state = 'decided' AND EXISTS ({_MEASURED})
    AND NOT EXISTS ({_MEASURED} AND m.after IS NOT NULL)""",
    ),
    _experiment_gap(
        "success_without_practice",
        "t.decided_at",
        """t.decision = 'keep' AND t.decided_at < %(fortnight)s
    AND NOT EXISTS (SELECT 1 FROM plans_practice r WHERE r.experiment_id = t.id)""",
    ),
)
_PRACTICES = """
SELECT 'practice_waiting', t.goal_id, t.plan_id, t.id, r.id, t.title, r.state,
    CAST(COALESCE(r.reviewed_at, r.made_at) AS text)
FROM plans_practice r JOIN tried t ON t.id = r.experiment_id
WHERE r.organisation_id = %(organisation)s AND r.state IN ('draft', 'reviewed')
    AND COALESCE(r.reviewed_at, r.made_at) < %(thirty_days)s"""
# A mentor's hours are asked about once, on the first of her plans that it concerns.
_WRITING = """
FROM plans_planmentor m JOIN served v ON v.plan_id = m.plan_id JOIN shown s ON s.id = m.plan_id
    JOIN goals_goal g ON g.id = v.goal_id
    JOIN people_membership b ON b.id = m.membership_id JOIN people_user u ON u.id = b.user_id
    LEFT JOIN people_timeshare a ON a.mentor_id = b.id AND a.state = 'agreed'"""
_IS_WRITING = f"""m.organisation_id = %(organisation)s AND m.left_at IS NULL
    AND b.left_at IS NULL AND {_OPEN}"""
_FIRST_PLAN = "ROW_NUMBER() OVER (PARTITION BY b.id ORDER BY v.plan_id, v.goal_id) AS place"
# Both sides ten times, in whole numbers: hours have one decimal.
_TENTHS = "CAST(ROUND(a.hours_a_month * 10) AS integer)"
_HOURS = f"""
SELECT 'hours_not_agreed', w.goal_id, w.plan_id, {_NO_ID}, w.member_id, w.name, '',
    CAST(w.joined_at AS text)
FROM (SELECT v.goal_id, v.plan_id, b.id AS member_id, u.name, m.joined_at, {_FIRST_PLAN} {_WRITING}
    WHERE {_IS_WRITING} AND g.state = 'decided' AND g.time_share > 0 AND a.id IS NULL) w
WHERE w.place = 1
UNION ALL
SELECT 'hours_not_kept', w.goal_id, w.plan_id, {_NO_ID}, w.member_id, w.name,
    CASE WHEN w.tenths > w.hours * {TOO_MANY} THEN 'over' ELSE 'under' END, %(hours_until)s
FROM (SELECT v.goal_id, v.plan_id, b.id AS member_id, u.name, {_TENTHS} AS hours,
        used.tenths AS tenths, {_FIRST_PLAN} {_WRITING}
    JOIN (SELECT k.mentor_id, SUM(k.minutes) * 10 AS tenths FROM people_timebooking k
        WHERE k.organisation_id = %(organisation)s AND k.day >= %(hours_since)s
            AND k.day < %(hours_until)s GROUP BY k.mentor_id) used ON used.mentor_id = b.id
    WHERE {_IS_WRITING} AND a.starts_on <= %(hours_since)s) w
WHERE w.place = 1 AND (w.tenths > w.hours * {TOO_MANY} OR w.tenths < w.hours * {TOO_FEW})"""
_COLUMNS = "kind, goal_id, plan_id, experiment_id, other_id, about, figure, since"


@dataclass(frozen=True)
class GapRow:
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
    since: date | None

    @property
    def key(self) -> tuple[int, ...]:
        """Its place in a list: as the thread runs, and always the same."""
        ids = (self.goal_id, self.plan_id, self.experiment_id, self.other_id)
        return (KINDS.index(self.kind), *(one or 0 for one in ids))


def gaps_for(viewer: Membership, *, filters: Filters, at: datetime) -> Sequence[GapRow]:
    """Return every gap that the viewer may be told of, as the thread runs; one query.

    Those of hours only for who sees hours, those of findings for who sees the result.
    """
    values = {**dialect.values_for(viewer, filters), **values_at(at)}
    return found(values, filters, sees_hours=steers(viewer))


def found(values: Values, filters: Filters, *, sees_hours: bool) -> Sequence[GapRow]:
    """Return the gaps of the organisation that the values name; one query."""
    parts = [*_PLAN_GAPS, *_EXPERIMENT_GAPS, _PRACTICES, *([_HOURS] if sees_hours else [])]
    if filters.is_whole or filters.goal is not None:
        parts.append(_GOALS)
    if filters.is_whole:
        parts += [_findings(), _COMPETENCES]
    union = " UNION ALL ".join(parts)
    statement = f"""WITH {_PLANS}, {_TRIED}, gaps({_COLUMNS}) AS ({union})
        SELECT {_COLUMNS} FROM gaps WHERE {_narrowed(filters)}"""
    rows = dialect.fetched(statement, values)
    return sorted(map(_row, rows), key=lambda one: one.key)


def _row(told: Row) -> GapRow:
    kind, goal, plan, experiment, other, about, figure, since = told
    return GapRow(kind, goal, plan, experiment, other, about, figure, dialect.day(since))


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
    return " AND ".join(named) or "1 = 1"


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
