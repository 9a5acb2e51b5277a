from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.people.forms.parts import StaffForm, ThreeNamesForm
from nuotio.people.models import Membership, Unit
from nuotio.people.queries import units
from nuotio.people.services.units import UnitDetails

INDENT = "\u2003"  # an em space: options of a select cannot be nested


class UnitForm(VersionedForm, ThreeNamesForm, StaffForm):
    """A unit's names, its place, its lead and its number of staff."""

    parent = forms.TypedChoiceField(
        label=_("Belongs to"), required=False, coerce=int, empty_value=None
    )
    lead = forms.TypedChoiceField(
        label=_("Lead of the unit"),
        help_text=_("Agrees on working time with mentors who have no supervisor of their own."),
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        unit: Unit,
        tree: Sequence[units.Branch],
        leads: Sequence[tuple[int, str]],
    ) -> None:
        super().__init__(data, initial=stored_unit(unit))
        parent: Any = self.fields["parent"]
        lead: Any = self.fields["lead"]
        parent.choices = [("", _("Nothing: it stands at the top")), *places(tree, but=unit)]
        lead.choices = [("", _("Nobody yet")), *leads]
        self._parents = {branch.unit.pk: branch.unit for branch in units.walk(tree)}

    def details(self) -> UnitDetails:
        """Return what a valid form says of the unit."""
        told = dict(self.cleaned_data)
        parent_id, lead_id = told.pop("parent"), told.pop("lead")
        del told["version"]
        lead = Membership.objects.get(pk=lead_id) if lead_id else None
        parent = self._parents[parent_id] if parent_id else None
        return UnitDetails(**told, parent=parent, lead=lead)


def places(tree: Sequence[units.Branch], *, but: Unit) -> Sequence[tuple[int, str]]:
    """Return where a unit can stand, as choices: everywhere but in its own branch."""
    found: list[tuple[int, str]] = []
    for branch in tree:
        if branch.unit.pk != but.pk:
            found.append((branch.unit.pk, f"{INDENT * branch.depth}{branch.unit.name}"))
            found += places(branch.children, but=but)
    return found


def stored_unit(unit: Unit) -> dict[str, Any]:
    """Return the stored unit in the shape of the form."""
    return {
        "name_fi": unit.name_fi,
        "name_sv": unit.name_sv,
        "name_en": unit.name_en,
        "parent": unit.parent_id,
        "lead": unit.lead_id,
        "staff_count": unit.staff_count,
        "version": unit.version,
    }
