from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.programmes.models import Answer, Assignment, Submission
from nuotio.ui.filters import said
from nuotio.ui.joint_writing import PREFIX, JointForm, WordsField


class DraftForm(JointForm):
    """The assignment's own fields; nothing is required of a draft."""

    def __init__(
        self, data: QueryDict | None = None, *, assignment: Assignment, answer: Answer | None
    ) -> None:
        super().__init__(
            data,
            written={told["id"]: _words(told) for told in assignment.fields},
            stored=answer.content if answer else {},
            version=answer.version if answer else 1,
        )

    def check(self, fields: Sequence[str]) -> None:
        """Show the stored draft with a word of help at each required field that is empty."""
        self.data, self.is_bound = QueryDict(mutable=True), True
        self.data.update({name: str(value) for name, value in self.initial.items()})
        self.full_clean()
        for field in fields:
            self.add_error(f"{PREFIX}{field}", _("Write here before you give the answer in."))


def _words(told: dict[str, Any]) -> WordsField:
    return WordsField(
        is_long=told.get("type") != "text",
        label=said(told["label"]),
        help_text=said(told.get("help") or {}),
        required=bool(told.get("required")),
    )


class GiveForm(forms.Form):
    """To whom an answer is given, and which version of it was read."""

    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        help_text=_("Nobody else sees it. You can choose again when you give in a new version."),
        choices=[
            (Submission.Audience.OWN, _("HR of our own organisation")),
            (Submission.Audience.TRAINERS, _("The trainers and our HR")),
            (Submission.Audience.PROGRAMME, _("Everybody in the programme")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who may read it."),
            "invalid_choice": _("Choose who may read it."),
        },
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, version: int, audience: str = "") -> None:
        chosen = audience or Submission.Audience.TRAINERS
        super().__init__(data, initial={"version": version, "audience": chosen})
