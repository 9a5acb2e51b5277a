from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.support.forms.saying import WordsField, words_field
from nuotio.support.models import Engagement, EngagementNote
from nuotio.ui import filters

SAY = {"required": _("Write a sentence or two.")}


def readers_field(label: Any, **kwargs: Any) -> forms.ChoiceField:
    """Return a choice of who reads notes."""
    return forms.ChoiceField(
        label=label,
        choices=lambda: filters.capitals(Engagement.Audience.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read.")},
        **kwargs,
    )


class NoteForm(VersionedForm):
    """A note: its words, and who reads it."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = words_field(
        _("Your note"),
        longest=3000,
        rows=5,
        help_text=_("What did you do, what did you agree on? Leave out what is private."),
        error_messages=SAY,
    )
    audience = readers_field(_("Who reads it?"))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        engagement: Engagement,
        note: EngagementNote | None = None,
        may_keep_to_mentors: bool = True,
    ) -> None:
        blank = {"once": uuid4(), "version": 1, "audience": engagement.audience}
        super().__init__(data, initial=stored_note(note) if note else blank)
        if not may_keep_to_mentors:  # who asked writes for more than the mentors
            fields: Any = self.fields
            chosen = [c for c in Engagement.Audience.choices if c[0] != Engagement.Audience.MENTORS]
            fields["audience"].choices = filters.capitals(chosen)


def stored_note(note: EngagementNote) -> dict[str, Any]:
    """Return the stored note in the shape of the form."""
    told = ("words", "audience", "version", "once")
    return {name: getattr(note, name) for name in told}


class ReadersForm(VersionedForm):
    """For whom notes are written, unless their writers choose otherwise."""

    audience = readers_field(_("Who reads the notes of this support?"))

    def __init__(self, data: QueryDict | None = None, *, engagement: Engagement) -> None:
        known = {"audience": engagement.audience, "version": engagement.version}
        super().__init__(data, initial=known)


class ThanksForm(forms.Form):
    """A word of thanks."""

    words = WordsField(
        label=_("Your thanks"),
        help_text=_("What helped most? A sentence is plenty."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=SAY,
    )
