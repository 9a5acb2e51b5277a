# ruff: noqa: S608 -- joined of the room's own fragments and whole numbers; values are bound
"""How the two databases read JSON, and the values that every statement of the room names.

The statements are written as SQL (ADR 8): the page of a large organisation has 2,000 experiments
behind it and asks for three of each line. Each names the organisation; on PostgreSQL the row
policies stand behind it.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from nuotio.culture.instruments import CULTURE
from nuotio.culture.models import SurveyRound
from nuotio.culture.rules import results as result_rules
from nuotio.evaluation.narrowing import Filters
from nuotio.people.models import Membership

Row = tuple[Any, ...]
Values = dict[str, Any]
# Scales of the whole organisation in a result: its group is the first one.
SCALES = {
    "sqlite": "json_each(x.content, '$.groups[0].scales')",
    "postgresql": "jsonb_each(x.content -> 'groups' -> 0 -> 'scales')",
}
MEAN = {
    "sqlite": "json_extract(scale.value, '$.mean')",
    "postgresql": "CAST(scale.value ->> 'mean' AS numeric)",
}
SCALES_AS_TEXT = {
    "sqlite": "json_extract(x.content, '$.groups[0].scales')",
    "postgresql": "CAST(x.content -> 'groups' -> 0 -> 'scales' AS text)",
}
# Codes of scales of which a statement was switched off: they are compared with nothing.
NOT_WHOLE = {
    "sqlite": """(SELECT group_concat(json_extract(s.value, '$.code'))
        FROM json_each(r.instrument, '$.scales') s WHERE EXISTS (
            SELECT 1 FROM json_each(s.value, '$.items') i
            WHERE NOT json_extract(i.value, '$.on')))""",
    "postgresql": """(SELECT string_agg(s ->> 'code', ',')
        FROM jsonb_array_elements(r.instrument -> 'scales') s WHERE EXISTS (
            SELECT 1 FROM jsonb_array_elements(s -> 'items') i WHERE i ->> 'on' = 'false'))""",
}
# A result is read by those who lead, and by everybody once it is shared.
READABLE = """(%(sees_results)s = 1 OR EXISTS (SELECT 1 FROM culture_report c
    WHERE c.round_id = r.id AND c.shared_at IS NOT NULL))"""
NEWEST_ROUND = f"""SELECT r.id FROM culture_surveyround r
    JOIN culture_roundresult x ON x.round_id = r.id
    WHERE r.organisation_id = %(organisation)s AND r.state = 'closed'
        AND r.instrument_code = %(culture)s AND {READABLE}
    ORDER BY r.closed_at DESC, r.id DESC LIMIT 1"""
# A plan is on the thread once it is shown; before that for those who write it.
ON_THREAD = """(p.shown_at IS NOT NULL OR EXISTS (SELECT 1 FROM plans_planmentor own
    WHERE own.plan_id = p.id AND own.membership_id = %(member)s AND own.left_at IS NULL))"""
PLAN_WITHIN = """(p.made_at < %(until)s AND (p.closed_at IS NULL OR p.closed_at >= %(since)s))"""
EXPERIMENT_WITHIN = """(e.made_at < %(until)s
    AND (e.starts_on IS NULL OR e.starts_on < %(until_day)s)
    AND (e.decided_at IS NULL OR e.decided_at >= %(since)s))"""
EVER = (date(1900, 1, 1), date(2900, 1, 1))


def fetched(statement: str, values: Values) -> list[Row]:
    """Return the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def here(fragments: dict[str, str]) -> str:
    """Return the fragment of the database that is there."""
    return fragments[connection.vendor]


def among(ids: Iterable[int]) -> str:
    """Return numbers as the list of an IN; of none, one that nothing is in."""
    return f"({', '.join(str(int(one)) for one in ids) or 'NULL'})"


def checked(table: str) -> str:
    """Return the check of a row's organisation where its id finds it: the plus says no index."""
    return f"+{table}.organisation_id = %(organisation)s"


def moment(at: datetime) -> Any:
    """Return a moment as the database compares it."""
    return connection.ops.adapt_datetimefield_value(at.astimezone(UTC))


def day(value: str | None) -> date | None:
    """Read a day or a moment that came as text; of a moment the day here."""
    if not value:
        return None
    if len(value) == len("2026-01-12"):
        return date.fromisoformat(value)
    read = datetime.fromisoformat(value)
    return timezone.localtime(read if read.tzinfo else read.replace(tzinfo=UTC)).date()


def values_for(viewer: Membership, filters: Filters) -> Values:
    """Return what the statements name: the viewer, her organisation, what it is narrowed to."""
    since, until = filters.since or EVER[0], (filters.until or EVER[1]) + timedelta(days=1)
    sees = result_rules.can_see_results(viewer, SurveyRound(organisation_id=viewer.organisation_id))
    return {
        "organisation": viewer.organisation_id,
        "member": viewer.pk,
        "culture": CULTURE,
        "sees_results": int(sees),
        "programme": filters.programme,
        "goal": filters.goal,
        "plan": filters.plan,
        "experiment": filters.experiment,
        "since": moment(_midnight(since)),
        "until": moment(_midnight(until)),
        "until_day": until.isoformat(),
    }


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time()))
