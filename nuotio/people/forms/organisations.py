from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.people.forms.parts import FALLS_BACK, KindForm, StaffForm
from nuotio.people.models import Organisation, RoleTitle
from nuotio.people.queries import organisations
from nuotio.people.services.organisations import Settings
from nuotio.people.services.role_titles import Naming

HOURS = _("Enter a number of hours between 1 and 250, for example 157.")


class SettingsForm(VersionedForm, KindForm, StaffForm):
    """What an organisation tells of itself."""

    monthly_hours = forms.DecimalField(
        label=_("Full working time, hours a month"),
        help_text=_("A mentor's share of working time is counted from this."),
        min_value=Decimal(1),
        max_value=Decimal(250),
        decimal_places=1,
        localize=True,
        error_messages={
            "required": HOURS,
            "invalid": HOURS,
            "min_value": HOURS,
            "max_value": HOURS,
            "max_decimal_places": _("One decimal is enough."),
        },
    )
    about = forms.CharField(
        label=_("Learning mentoring with us"),
        help_text=_("What it is for here, and whom to ask. Everybody in the organisation sees it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: QueryDict | None = None, *, organisation: Organisation) -> None:
        super().__init__(data, initial=stored_settings(organisation))
        kind: Any = self.fields["kind"]
        kind.queryset = organisations.kinds(provider=organisation.is_provider)

    def settings(self) -> Settings:
        """Return what a valid form sets."""
        return Settings(**{name: self.cleaned_data[name] for name in Settings.__dataclass_fields__})


def stored_settings(organisation: Organisation) -> dict[str, Any]:
    """Return the stored settings in the shape of the form."""
    names = (*Settings.__dataclass_fields__, "version")
    stored = {name: getattr(organisation, name) for name in names}
    hours = organisation.monthly_hours
    if hours == hours.to_integral_value():
        stored["monthly_hours"] = hours.quantize(Decimal(1))  # 157, not 157.0
    return {**stored, "kind": organisation.kind_id}


class RoleTitleForm(VersionedForm):
    """One of the organisation's own names for a role."""

    name_fi = forms.CharField(
        label=_("Title in Finnish"),
        max_length=80,
        error_messages={"required": _("Write the title in Finnish.")},
    )
    name_sv = forms.CharField(
        label=_("Title in Swedish"), help_text=FALLS_BACK, max_length=80, required=False
    )
    name_en = forms.CharField(
        label=_("Title in English"), help_text=FALLS_BACK, max_length=80, required=False
    )
    is_default = forms.BooleanField(
        label=_("Use this title when nothing else is chosen"), required=False
    )

    def __init__(self, data: QueryDict | None = None, *, title: RoleTitle) -> None:
        super().__init__(data, initial=stored_title(title))

    def naming(self) -> Naming:
        """Return what a valid form names."""
        return Naming(**{name: self.cleaned_data[name] for name in Naming.__dataclass_fields__})


def stored_title(title: RoleTitle) -> dict[str, Any]:
    """Return the stored title in the shape of the form."""
    names = (*Naming.__dataclass_fields__, "version")
    return {name: getattr(title, name) for name in names}
