from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.people.forms.units import places
from nuotio.people.models import Invitation, Membership, Role, Unit, User
from nuotio.people.models.user import Language
from nuotio.people.queries import organisations, units
from nuotio.people.rules import role_holdings as role_rules
from nuotio.people.services.invitations import Invited

AN_ADDRESS = {
    "required": _("Write the e-mail address."),
    "invalid": _("Check the address, for example name@organisation.fi."),
}


class InvitationForm(forms.Form):
    """Whom to invite; only the address is needed."""

    email = forms.EmailField(label=_("Work e-mail"), error_messages=AN_ADDRESS)
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=Language.choices, initial="fi"
    )
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    job_title = forms.CharField(label=_("Main job"), max_length=120, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_("Leave empty for a colleague. Learning mentors volunteer themselves."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, by: Membership, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        tree = units.tree(viewer=by)
        self._units = {branch.unit.pk: branch.unit for branch in units.walk(tree)}
        unit: Any = self.fields["unit"]
        unit.choices = [("", _("Not told")), *places(tree, but=Unit(pk=0))]
        roles: Any = self.fields["roles"]
        # what a list has promised stays to be seen, and to be unticked
        givable = role_rules.givable_roles(by)
        promised = [Role(role) for role in self.initial.get("roles", ()) if role not in givable]
        roles.choices = [
            (role.value, organisations.role_name(role, by.organisation))
            for role in [*givable, *promised]
        ]

    def invited(self) -> Invited:
        """Return what a valid form says."""
        told = dict(self.cleaned_data)
        unit = told.pop("unit")
        return Invited(**told, unit=self._units[unit] if unit else None)


def stored_invitation(invitation: Invitation) -> dict[str, Any]:
    """Return a stored invitation in the shape of the form."""
    return {
        "email": invitation.email,
        "name": invitation.name,
        "language": invitation.language,
        "unit": invitation.unit_id,
        "job_title": invitation.job_title,
        "roles": invitation.roles,
    }


class JoinForm(forms.Form):
    """A new person's account: name, language, password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    language = forms.ChoiceField(label=_("Your language"), choices=Language.choices)
    password = forms.CharField(
        label=_("Password"),
        help_text=_(
            "At least 12 characters. Three words that have nothing to do with each other is good."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Write a password.")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        name = self.cleaned_data.get("name", "")
        validate_password(password, User(email=self._email, name=name))
        return password
