from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from nuotio.audit import services as audit
from nuotio.foundation import versions
from nuotio.people.models import Membership, Organisation, Unit
from nuotio.people.rules import units as rules


class UnitNameTaken(Exception):
    """The place already has a unit with this Finnish name."""


class UnitUnderItself(Exception):
    """A unit cannot be moved under itself or under a unit below it."""


class UnitNotEmpty(Exception):
    """A unit with people or units in it is not removed."""


@dataclass(frozen=True)
class UnitDetails:
    """What a unit is: names, its place in the tree, its lead and its number of staff."""

    name_fi: str
    name_sv: str
    name_en: str
    parent: Unit | None
    lead: Membership | None
    staff_count: int | None


@transaction.atomic
def add_unit(organisation: Organisation, *, by: Membership, details: UnitDetails) -> Unit:
    """Add a unit to the tree; the same form sent again returns the unit that it made.

    UnitNameTaken where another unit stands there with the name.
    """
    _lock(organisation.pk)
    rules.can_edit_units.require(by, organisation.pk)
    twin = _siblings(organisation.pk, details.parent).filter(name_fi=details.name_fi).first()
    if twin is not None:
        if any(getattr(twin, name) != value for name, value in vars(details).items()):
            raise UnitNameTaken(details.name_fi)
        return twin
    unit = Unit(organisation=organisation, **vars(details))
    unit.save()
    audit.record("people.edit_units", unit, actor_id=by.user_id)
    return unit


@transaction.atomic
def edit_unit(unit: Unit, *, by: Membership, details: UnitDetails, version: int) -> Unit:
    """Rename a unit, move it, give it another lead.

    UnitUnderItself where the new place is in its own branch, UnitNameTaken where the name stands
    there, versions.EditedMeanwhile where somebody saved after `version` was seen.
    """
    _lock(unit.organisation_id)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    rules.can_edit_units.require(by, unit.organisation_id)
    versions.claim(unit, seen=version)
    if details.parent is not None and details.parent.pk in _branch(unit):
        raise UnitUnderItself
    siblings = _siblings(unit.organisation_id, details.parent).exclude(pk=unit.pk)
    if siblings.filter(name_fi=details.name_fi).exists():
        raise UnitNameTaken(details.name_fi)
    for name, value in vars(details).items():
        setattr(unit, name, value)
    unit.save()
    audit.record("people.edit_units", unit, actor_id=by.user_id)
    return unit


@transaction.atomic
def remove_unit(unit: Unit, *, by: Membership) -> None:
    """Remove a unit with nobody and nothing in it (UnitNotEmpty); who left keeps no unit."""
    _lock(unit.organisation_id)
    rules.can_edit_units.require(by, unit.organisation_id)
    people = Membership.objects.filter(unit=unit, left_at__isnull=True)
    if people.exists() or Unit.objects.filter(parent=unit).exists():
        raise UnitNotEmpty
    audit.record("people.edit_units", unit, actor_id=by.user_id)
    unit.delete()


def _lock(organisation_id: int) -> None:
    """One at a time changes the tree of an organisation: two moves could close a circle."""
    Organisation.objects.select_for_update().get(pk=organisation_id)


def _siblings(organisation_id: int, parent: Unit | None) -> QuerySet[Unit]:
    siblings: QuerySet[Unit] = Unit.objects.filter(organisation_id=organisation_id, parent=parent)
    return siblings


def _branch(unit: Unit) -> set[int]:
    """Return the keys of the unit and of everything under it."""
    below: dict[int | None, list[int]] = defaultdict(list)
    units = Unit.objects.filter(organisation_id=unit.organisation_id)
    for pk, parent_id in units.values_list("pk", "parent_id"):
        below[parent_id].append(pk)
    branch, waiting = set[int](), [unit.pk]
    while waiting:
        here = waiting.pop()
        branch.add(here)
        waiting += below.pop(here, [])
    return branch
