"""What the golden thread can be narrowed to, and in words what it is narrowed to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.queries import dialect
from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.ui import filters as told

Named = Sequence[tuple[int, str]]
_NAMED = """SELECT 'goal', g.id, g.title FROM goals_goal g
    WHERE g.organisation_id = %(organisation)s
    UNION ALL SELECT 'programme', p.id, p.name FROM programmes_programme p
    JOIN programmes_participation t ON t.programme_id = p.id
    WHERE t.organisation_id = %(organisation)s AND t.state IN ('accepted', 'left')
    ORDER BY 1, 3, 2"""


@dataclass(frozen=True)
class Choices:
    """The organisation's goals, and the programmes that it takes or took part in, by name."""

    goals: Named = ()
    programmes: Named = ()


def choices_for(viewer: Membership) -> Choices:
    """Return the goals and programmes that a member's thread can be narrowed to; one query."""
    with tenancy.unrestricted(reason="The names of programmes that an organisation is in."):
        rows = dialect.fetched(_NAMED, {"organisation": viewer.organisation_id})
    found = {
        kind: [(pk, name) for of, pk, name in rows if of == kind] for kind in ("goal", "programme")
    }
    return Choices(found["goal"], found["programme"])


def chosen(viewer: Membership, filters: Filters) -> Sequence[tuple[str, str]]:
    """Return what a thread is narrowed to, as a label and a value each; at most one query."""
    is_named = filters.goal is not None or filters.programme is not None
    known = choices_for(viewer) if is_named else Choices()
    period = f"{told.date(filters.since)}–{told.date(filters.until)}" if filters.has_period else ""
    pairs = [
        (_("Programme"), dict(known.programmes).get(filters.programme or 0, "")),
        (_("Goal"), dict(known.goals).get(filters.goal or 0, "")),
        (_("Period"), period),
        (_("Shown"), _("Only gaps") if filters.only_gaps else ""),
    ]
    return [(label, value) for label, value in pairs if value]
