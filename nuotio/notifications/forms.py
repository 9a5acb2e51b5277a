from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nuotio.notifications.kinds import WEEKLY_SUMMARY, Kind
from nuotio.notifications.models import Channel


class ChoicesForm(forms.Form):
    """One question a kind: by mail at once, in the weekly summary, or no mail."""

    def __init__(
        self, kinds: Sequence[Kind], chosen: Mapping[str, str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields[WEEKLY_SUMMARY] = forms.ChoiceField(
            label=_("Weekly summary"),
            help_text=_("On Monday morning, when there is something new."),
            choices=[(Channel.DIGEST, _("once a week")), (Channel.NEVER, Channel.NEVER.label)],
            initial=chosen.get(WEEKLY_SUMMARY, Channel.DIGEST),
            widget=forms.RadioSelect,
        )
        for kind in kinds:
            self.fields[kind.code] = forms.ChoiceField(
                label=str(kind.name),
                help_text=str(kind.when),
                choices=[(channel, channel.label) for channel in kind.channels],
                initial=chosen.get(kind.code, kind.default),
                widget=forms.RadioSelect,
            )

    @property
    def channels(self) -> dict[str, Channel]:
        """The chosen channel of each kind; ask after `is_valid()`."""
        return {kind: Channel(channel) for kind, channel in self.cleaned_data.items()}
