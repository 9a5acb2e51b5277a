from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nuotio.people.forms.parts import A_NUMBER, LARGEST_STAFF, KindForm
from nuotio.people.models import JoinRequest
from nuotio.people.models.user import Language
from nuotio.people.queries import organisations
from nuotio.people.services.join_requests import Asking, Contact, Founding


class JoinForm(forms.Form):
    """A new organisation asks to join; `once` is the mark of this very form."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    organisation_name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name of your organisation.")},
    )
    kind = forms.ModelChoiceField(
        label=_("What kind of organisation is it?"),
        queryset=organisations.kinds(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the kind that is nearest.")},
    )
    staff_count = forms.IntegerField(
        label=_("How many people work there?"),
        help_text=_("A rough number is enough. You can leave this empty."),
        required=False,
        min_value=1,
        max_value=LARGEST_STAFF,
        error_messages=A_NUMBER,
    )
    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, so that we know whom to answer.")},
    )
    contact_email = forms.EmailField(
        label=_("Your work e-mail"),
        help_text=_("The answer and, later, the invitation come to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your work e-mail, so that we can answer."),
            "invalid": _("Write the address in full, for example anna.virtanen@organisation.fi."),
        },
    )
    language = forms.ChoiceField(
        label=_("In which language shall we answer?"), choices=Language.choices
    )
    message = forms.CharField(
        label=_("What do you hope for?"),
        help_text=_("A couple of sentences is enough. You can leave this empty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        """Stop a machine that fills every field, and tell a person what to do."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("One hidden field is there to stop machines. Empty it and send the form again.")
            )
        return ""

    def asking(self) -> Asking:
        """Return what a valid form asks."""
        told = {name: self.cleaned_data[name] for name in Asking.__dataclass_fields__}
        return Asking(**told)


class FoundingForm(KindForm):
    """The provider's coordinator checks what the new organisation is called."""

    slug = forms.SlugField(
        label=_("Web address"),
        help_text=_("The last part of the web address of its pages. It cannot be changed later."),
        max_length=organisations.LONGEST_SLUG,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": _("Write an address, for example taxes."),
            "invalid": _("Use the letters a to z, numbers and hyphens."),
        },
    )

    def clean_slug(self) -> str:
        """Tell early that an address is in use; the database makes sure of it."""
        slug = str(self.cleaned_data["slug"]).lower()
        if not organisations.is_slug_free(slug):
            raise forms.ValidationError(_("Another organisation has this address. Try another."))
        return slug

    def founding(self) -> Founding:
        """Return what a valid form founds."""
        return Founding(**self.cleaned_data)


def proposed(asked: JoinRequest) -> dict[str, Any]:
    """Return what the request lets us guess of the new organisation."""
    return {
        "name_fi": asked.organisation_name,
        "slug": organisations.free_slug(asked.organisation_name),
        "kind": asked.kind_id,
        "languages": sorted({Language.FINNISH.value, asked.language}),
    }


class DeclineForm(forms.Form):
    """Why the answer is no, in words that are sent to the contact person."""

    words = forms.CharField(
        label=_("Your answer"),
        help_text=_("This is sent to the contact person as you write it. Say what to do instead."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a few words, so that they know why.")},
    )


class ContactForm(forms.Form):
    """Whom the first invitation goes to, where it did not reach anybody."""

    contact_name = forms.CharField(
        label=_("Contact person"),
        max_length=150,
        error_messages={"required": _("Write the name of the contact person.")},
    )
    contact_email = forms.EmailField(
        label=_("Work e-mail"),
        help_text=_("With another address, the earlier invitation stops working."),
        error_messages={
            "required": _("Write the e-mail that the invitation goes to."),
            "invalid": _("Write the address in full, for example anna.virtanen@organisation.fi."),
        },
    )

    def contact(self) -> Contact:
        """Return whom a valid form names."""
        return Contact(self.cleaned_data["contact_name"], self.cleaned_data["contact_email"])
