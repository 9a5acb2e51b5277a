# ruff: noqa: S608 -- joined of the room's own fragments; values are bound
"""How far an organisation has come in numbers, and what a programme's staff see of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nuotio.culture.instruments import CULTURE
from nuotio.evaluation.models import ThreadCounts
from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.queries import dialect, gaps
from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.plans.models import PublishedPractice
from nuotio.programmes.models import Participation, Programme
from nuotio.programmes.queries import programmes

# In the order of the page. What is released is what the organisation may read.
FIGURES = ("goals", "plans", "planned", "running", "decided", "released", "network", "gaps")
_OURS = "WHERE organisation_id = %(organisation)s"
_COUNTED = f"""SELECT
    (SELECT COUNT(*) FROM goals_goal {_OURS} AND state = 'decided'),
    (SELECT COUNT(*) FROM plans_plan {_OURS} AND shown_at IS NOT NULL),
    {
    ", ".join(
        f'''(SELECT COUNT(*) FROM plans_experiment e JOIN plans_plan p ON p.id = e.plan_id
        WHERE e.organisation_id = %(organisation)s AND e.state = '{state}'
            AND p.shown_at IS NOT NULL)'''
        for state in ("planned", "running", "decided")
    )
},
    (SELECT COUNT(*) FROM plans_practice {_OURS} AND state IN ('organisation', 'network')),
    (SELECT COUNT(*) FROM plans_practice {_OURS} AND state = 'network')"""
_PUBLISHED = f"SELECT once FROM plans_practice {_OURS} AND state = 'network' ORDER BY id"


def counted(organisation_id: int, *, at: datetime) -> Mapping[str, int | list[str]]:
    """Count an organisation's thread; three queries.

    Gaps of hours are left out, being a person's, and so is what a result says that is not shared.
    `published` are the keys of the network's copies of its practices.
    """
    values = {"organisation": organisation_id, "culture": CULTURE, "sees_results": 0}
    found = gaps.found({**values, **gaps.values_at(at)}, Filters(), sees_hours=False)
    figures = [*dialect.fetched(_COUNTED, values)[0], len(found)]
    published = [str(UUID(str(once))) for (once,) in dialect.fetched(_PUBLISHED, values)]
    return {**dict(zip(FIGURES, figures, strict=True)), "published": published}


@dataclass(frozen=True)
class Counted:
    """An organisation in a programme: its figures in the order of `FIGURES`, published titles."""

    name: str
    figures: Sequence[int] = ()
    counted_at: datetime | None = None
    titles: Sequence[str] = ()


@dataclass(frozen=True)
class InProgramme:
    """A programme with the organisations that take part in it."""

    name: str
    organisations: Sequence[Counted]


def programmes_for(viewer: Membership) -> Sequence[Programme]:
    """Return the programmes that a member of a provider runs or trains in; two queries."""
    return [one.programme for one in programmes.programmes_of(viewer)]


def counts_for(viewer: Membership, shown: Sequence[Programme]) -> Sequence[InProgramme]:
    """Return how far each organisation of these programmes has come, by name; three queries."""
    if not shown:
        return []
    with tenancy.with_programmes(*(one.pk for one in shown)):
        taking = Participation.objects.filter(programme__in=shown, state="accepted")
        taking = taking.select_related("organisation").order_by("organisation__name_fi", "pk")
        rows = ThreadCounts.objects.filter(
            programme__in=shown, private_to=viewer.organisation_id
        ).order_by("pk")
        counted_of = {(one.programme_id, one.organisation_id): one for one in rows}
        titles = _titles(list(counted_of.values()))
        by_programme: dict[int, list[Counted]] = defaultdict(list)
        for one in taking:
            row = counted_of.get((one.programme_id, one.organisation_id))
            by_programme[one.programme_id].append(_counted(one.organisation.name, row, titles))
    return [InProgramme(one.name, by_programme[one.pk]) for one in shown]


def _counted(name: str, row: ThreadCounts | None, titles: Mapping[str, str]) -> Counted:
    if row is None:
        return Counted(name)
    figures = [row.counts.get(figure, 0) for figure in FIGURES]
    published = [titles[key] for key in row.counts.get("published", ()) if key in titles]
    return Counted(name, figures, row.counted_at, published)


def _titles(rows: Sequence[ThreadCounts]) -> Mapping[str, str]:
    """Return the names of practices that the network reads now, by their keys; one query."""
    keys = [key for row in rows for key in row.counts.get("published", ())]
    found = PublishedPractice.objects.filter(origin__in=keys).order_by("pk")
    return {str(origin): name for origin, name in found.values_list("origin", "name")}
