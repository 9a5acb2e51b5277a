from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from nuotio.goals.models import StrategicCompetence, TeamMeaning
from nuotio.goals.rules import competences as rules
from nuotio.people.models import Membership, Unit
from nuotio.people.queries import units


@dataclass(frozen=True)
class UnitMeaning:
    """A unit with what it makes of a competence, or nothing yet.

    `is_mine` where the viewer writes for it as its supervisor or as a mentor in it.
    """

    unit: Unit
    meaning: TeamMeaning | None
    may_write: bool = False
    is_mine: bool = False


def competences_of(viewer: Membership) -> Sequence[StrategicCompetence]:
    """Return all strategic competences by name, those in use first; each has `told`; one query.

    `told` is how many units have said what it means to them.
    """
    rows = _competences(viewer).annotate(told=Count("team_meanings"))
    named = sorted(rows.order_by("pk"), key=lambda one: one.name.casefold())
    return sorted(named, key=lambda one: one.retired_at is not None)


def choices_for(viewer: Membership) -> Sequence[tuple[int, str]]:
    """Return the key and name of each competence in use, by name; one query."""
    rows = _competences(viewer).filter(retired_at__isnull=True).order_by("pk")
    return sorted(rows.values_list("pk", "name"), key=lambda one: one[1].casefold())


def competence_at(pk: int, *, viewer: Membership) -> StrategicCompetence | None:
    """Return a strategic competence of the viewer's organisation."""
    return _competences(viewer).filter(pk=pk).first()


def count_units(viewer: Membership) -> int:
    """Return how many units the organisation has."""
    return Unit.objects.filter(organisation_id=viewer.organisation_id).count()


def meanings_of(competence: StrategicCompetence, *, viewer: Membership) -> Sequence[UnitMeaning]:
    """Return every unit, from the top of the tree down, with its meaning; two queries."""
    written = TeamMeaning.objects.filter(competence=competence).select_related("written_by__user")
    by_unit = {one.unit_id: one for one in written.order_by("pk")}
    tree = units.walk(units.tree(viewer=viewer))
    return [_told(branch.unit, by_unit.get(branch.unit.pk), viewer) for branch in tree]


def meaning_in(
    unit_id: int, *, competence: StrategicCompetence, viewer: Membership
) -> UnitMeaning | None:
    """Return a unit of the viewer's organisation with what it makes of a competence."""
    unit = Unit.objects.filter(organisation_id=viewer.organisation_id, pk=unit_id).first()
    if unit is None:
        return None
    meaning = TeamMeaning.objects.filter(competence=competence, unit=unit).first()
    return _told(unit, meaning, viewer)


def _told(unit: Unit, meaning: TeamMeaning | None, viewer: Membership) -> UnitMeaning:
    may_write = rules.can_write_meaning(viewer, unit)
    is_near = viewer.pk == unit.lead_id or viewer.unit_id == unit.pk
    return UnitMeaning(unit, meaning, may_write, is_mine=may_write and is_near)


def _competences(viewer: Membership) -> QuerySet[StrategicCompetence]:
    rows: QuerySet[StrategicCompetence] = StrategicCompetence.objects.filter(
        organisation_id=viewer.organisation_id
    )
    return rows
