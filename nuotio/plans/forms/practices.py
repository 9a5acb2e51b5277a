from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.goals import themes
from nuotio.plans import cards
from nuotio.plans.models import Practice
from nuotio.plans.queries.practices import Wanted
from nuotio.plans.services.practices import PracticeDraft


def _lines(rows: int, longest: int, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=required, max_length=longest, widget=widget, **kwargs)


class PracticeForm(VersionedForm):
    """A practice card; its parts are called as on the shipped card."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    may_reopen = forms.BooleanField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        max_length=150,
        help_text=_("A name that is remembered, without the words of your own organisation."),
        error_messages={"required": _("Give the practice a name.")},
    )
    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        help_text=_("What did not work saves others the trouble. It is as welcome as a success."),
        choices=lambda: [(key, str(label).capitalize()) for key, label in Practice.Outcome.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it went.")},
    )
    need = _lines(
        3,
        1000,
        required=True,
        help_text=_("The need in daily work, so that another team knows it as its own."),
        error_messages={"required": _("Write in a sentence what it helps with.")},
    )
    how = _lines(
        6,
        3000,
        help_text=_("Step by step: another team can try it tomorrow without asking you."),
    )
    takes = _lines(3, 1000, help_text=_("Time, people, room, tools, somebody's permission."))
    changed = _lines(
        5,
        5000,
        help_text=_("What changed, how many people it tells about, and what you learned."),
    )
    works_with = _lines(
        3, 1000, help_text=_("For whom it suits: what kind of a team, work or moment.")
    )
    watch_out = _lines(
        3, 1000, help_text=_("When it is better left alone, and what to watch out for.")
    )
    contact = forms.CharField(
        max_length=200,
        required=False,
        help_text=_("Names only of people who agree that others ask them."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: Mapping[str, Any],
        may_reopen: bool = False,
    ) -> None:
        known = {"once": uuid4(), "may_reopen": may_reopen, "version": 1}
        super().__init__(data, initial={**known, **initial})
        for name in cards.SHIPPED:
            self.fields[name].label = cards.label_of(name)
        self.fields["works_with"].label = cards.label_of("works_with")

    def warn_of_review(self) -> None:
        """Say that the card was read through meanwhile; sent again, the change takes that back."""
        self.add_error(
            None,
            _(
                "The card was read through meanwhile. After your change it is read anew. Save"
                " again if you agree."
            ),
        )
        known = QueryDict(mutable=True)
        known.update(self.data)
        known["may_reopen"] = "True"
        self.data = known

    def draft(self) -> PracticeDraft:
        """Return what a valid form says."""
        return PracticeDraft(**{name: self.cleaned_data[name] for name in cards.COPIED})


def stored_card(practice: Practice) -> dict[str, Any]:
    """Return the stored card in the shape of the form."""
    return {name: getattr(practice, name) for name in (*cards.COPIED, "version")}


class PublishForm(forms.Form):
    """The network reads a card with the names on it: those people agree."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    is_agreed = forms.BooleanField(
        label=_("Everybody who is named on the card agrees that the network reads it."),
        error_messages={"required": _("Ask the people who are named first, or leave names out.")},
    )


class WantedForm(forms.Form):
    """Narrows a list of practices; what is not known narrows nothing."""

    q = forms.CharField(required=False, max_length=100)
    theme = forms.CharField(required=False, max_length=40)
    outcome = forms.ChoiceField(required=False, choices=Practice.Outcome.choices)

    def wanted(self) -> Wanted:
        """Return what kind of a practice is looked for."""
        self.is_valid()
        told = self.cleaned_data
        theme = told.get("theme", "")
        is_known = theme in themes.codes()
        return Wanted(told.get("q", ""), theme if is_known else "", told.get("outcome", ""))
