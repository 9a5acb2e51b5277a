from collections.abc import Sequence
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.support.proposals import desk as proposal_desk
from nuotio.support.proposals.situations import Change

LARGEST = 2**31 - 1
Options = Sequence[tuple[str, str]]


class StartForm(forms.Form):
    """Begins a joint proposal, once however often it is sent."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"once": uuid4()})


class SeenForm(forms.Form):
    """What a press on the page carries: the version of the proposal that was looked at."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)


class PlaceForm(forms.Form):
    """Which place of which request is meant."""

    request = forms.IntegerField(min_value=1, max_value=LARGEST)
    place = forms.IntegerField(min_value=1, max_value=2)


class ChangeForm(forms.Form):
    """Who fills a place: a mentor, nobody, or whomever the service finds."""

    request = forms.IntegerField(widget=forms.HiddenInput)
    place = forms.IntegerField(widget=forms.HiddenInput)
    mentor = forms.ChoiceField(
        label=_("Who would give this support?"),
        error_messages={
            "required": _("Choose one of the list."),
            "invalid_choice": _("Choose one of the list."),
        },
    )

    def __init__(
        self, data: QueryDict | None, *, initial: dict[str, object], options: Options
    ) -> None:
        super().__init__(data, initial=initial)
        field: forms.ChoiceField = self.fields["mentor"]  # type: ignore[assignment]
        field.choices = list(options)
        # The same form may stand on the page more than once.
        self.auto_id = f"id_%s-{initial['request']}-{initial['place']}"

    def change(self) -> Change:
        """Return what a valid form says."""
        return proposal_desk.change(self.cleaned_data)
