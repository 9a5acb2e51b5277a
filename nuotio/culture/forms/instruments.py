from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.culture import drafts
from nuotio.culture.forms.marked import MarkedForm
from nuotio.culture.instruments import LANGUAGES, Content
from nuotio.culture.models import Instrument
from nuotio.culture.services.instruments import Names
from nuotio.ui.filters import said

FALLS_BACK = _("Where this is empty, the Finnish one is shown.")
QUESTIONS = "questions"


class NamesForm(forms.Form):
    """A name in three languages."""

    name_fi = forms.CharField(
        label=_("Name in Finnish"),
        max_length=200,
        error_messages={"required": _("Write the name in Finnish.")},
    )
    name_sv = forms.CharField(
        label=_("Name in Swedish"), help_text=FALLS_BACK, max_length=200, required=False
    )
    name_en = forms.CharField(
        label=_("Name in English"), help_text=FALLS_BACK, max_length=200, required=False
    )

    def names(self) -> Names:
        """Return the names that were given."""
        return Names(**{name: self.cleaned_data[name] for name in Names.__dataclass_fields__})


class SwitchesForm(MarkedForm, NamesForm):
    """What an own instrument is called and asks: a tick for each item and each open question."""

    def __init__(self, data: QueryDict | None = None, *, instrument: Instrument) -> None:
        super().__init__(data, stored=stored_switches(instrument), version=instrument.version)
        for field, label, parts in groups(instrument.content):
            self.fields[field] = forms.MultipleChoiceField(
                label=label,
                choices=[(part["code"], said(part["words"])) for part in parts],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def on(self) -> set[str]:
        """Return the codes that are switched on."""
        return {
            code
            for field, chosen in self.cleaned_data.items()
            if field.startswith(("scale-", QUESTIONS))
            for code in chosen
        }

    @property
    def groups(self) -> Sequence[forms.BoundField]:
        """The fields of the scales and of the questions, in the order of the instrument."""
        return [self[name] for name in self.fields if name.startswith(("scale-", QUESTIONS))]


def groups(content: Content) -> Sequence[tuple[str, str, Sequence[dict[str, Any]]]]:
    """Return the fields of an instrument's parts: name, label and parts."""
    scales = [
        (f"scale-{scale['code']}", said(scale["name"]), scale["items"])
        for scale in content["scales"]
    ]
    questions = content["questions"]
    return [*scales, *([(QUESTIONS, str(_("Open questions")), questions)] if questions else [])]


def stored_switches(instrument: Instrument) -> dict[str, Any]:
    """Return the stored instrument in the shape of the form."""
    names = ("name_fi", "name_sv", "name_en")
    return {
        **{name: getattr(instrument, name) for name in names},
        **{
            field: [part["code"] for part in parts if part["on"]]
            for field, _label, parts in groups(instrument.content)
        },
    }


def words_field(**kwargs: Any) -> forms.CharField:
    """Return a field for a statement or a question."""
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(max_length=300, required=False, widget=widget, **kwargs)


class PartForm(MarkedForm):
    """An own statement or question in three languages; one is enough."""

    fi = words_field(label=_("In Finnish"))
    sv = words_field(label=_("In Swedish"))
    en = words_field(label=_("In English"))

    def __init__(
        self, data: QueryDict | None = None, *, instrument: Instrument, kind: str, code: str = ""
    ) -> None:
        stored = stored_part(instrument, kind, code)
        super().__init__(data, stored=stored, version=instrument.version)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(told.get(code) for code in LANGUAGES):
            self.add_error("fi", _("Write it in one language at least."))
        return told

    def words(self) -> Mapping[str, str]:
        """Return the words by language; empty where they are not told."""
        return {code: " ".join(self.cleaned_data[code].split()) for code in LANGUAGES}


def stored_part(instrument: Instrument, kind: str, code: str) -> dict[str, Any]:
    """Return an own part as it is stored, in the shape of its form."""
    part = drafts.part_of(instrument.content, kind, code) or {"words": {}}
    return {language: part["words"].get(language, "") for language in LANGUAGES}
