import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import VersionedForm
from nuotio.programmes import merging
from nuotio.programmes.models import Answer, Assignment, Submission
from nuotio.programmes.services.assignments import Draft, Saved
from nuotio.ui.filters import said

LONGEST = 20_000
PREFIX = "answer-"
TOO_LONG = _("This is longer than fits here. Move a part of it into another field.")


class WordsField(forms.CharField):
    """What a person writes, line ends as they are stored and without what no text holds."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        is_long = told.get("type") != "text"
        super().__init__(
            label=said(told["label"]),
            help_text=said(told.get("help") or {}),
            required=bool(told.get("required")),
            strip=False,
            max_length=LONGEST,
            error_messages={"max_length": TOO_LONG},
            widget=forms.Textarea(attrs={"rows": 5}) if is_long else forms.TextInput,
        )

    def validate(self, value: Any) -> None:
        """Let a draft be empty: what is required is asked for when it is given in."""

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        return text.encode(errors="ignore").decode()


class DraftForm(VersionedForm):
    """The assignment's own fields; nothing is required of a draft.

    `base` carries a mark of each text as it was when the page was opened, so that the server
    knows which fields this writer has changed.
    """

    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, assignment: Assignment, answer: Answer | None
    ) -> None:
        self.is_unsaved = data is not None  # what the page shows is not what is stored
        self._ids = [field["id"] for field in assignment.fields]
        stored = self._stored(answer.content if answer else {})
        initial = {f"{PREFIX}{field}": text for field, text in stored.items()}
        super().__init__(
            data,
            initial={
                **initial,
                "version": answer.version if answer else 1,
                "base": marks(stored),
            },
        )
        for told in assignment.fields:
            self.fields[f"{PREFIX}{told['id']}"] = WordsField(told)
        if data is not None:
            self._take_theirs(data.copy())

    def _stored(self, content: Mapping[str, str]) -> dict[str, str]:
        return {field: content.get(field, "") for field in self._ids}

    @property
    def written(self) -> Sequence[forms.BoundField]:
        """The fields in which the answer is written, in their order."""
        return [self[f"{PREFIX}{field}"] for field in self._ids]

    def draft(self) -> Draft:
        """Return what a valid form holds; a field that was not sent is left out."""
        names = {field: f"{PREFIX}{field}" for field in self._ids}
        sent = {field: name for field, name in names.items() if name in self.data}
        texts = {field: self.cleaned_data[name] for field, name in sent.items()}
        return Draft(texts, read_marks(self.cleaned_data["base"]))

    def show(self, saved: Saved) -> None:
        """Show what was stored, and beside it what both have changed."""
        known, content = QueryDict(mutable=True), self._stored(saved.answer.content)
        known.update(self.data)
        mine = {clash.field: clash.mine for clash in saved.merged.clashes}
        for field, text in {**content, **mine}.items():
            known[f"{PREFIX}{field}"] = text
        known["base"] = marks(content)
        self.data = known
        theirs = {f"{PREFIX}{clash.field}": clash.theirs for clash in saved.merged.clashes}
        self.put_beside(theirs, version=saved.answer.version, by=saved.before_by)

    def check(self, fields: Sequence[str]) -> None:
        """Show the stored draft with a word of help at each required field that is empty."""
        self.data, self.is_bound = QueryDict(mutable=True), True
        self.data.update({name: str(value) for name, value in self.initial.items()})
        self.full_clean()
        for field in fields:
            self.add_error(f"{PREFIX}{field}", _("Write here before you give the answer in."))


def marks(texts: Mapping[str, str]) -> str:
    """Return the marks of texts as a form carries them."""
    return json.dumps(merging.digests(texts), separators=(",", ":"))


def read_marks(sent: str) -> dict[str, str]:
    """Return the marks that a form carried; none where they cannot be read."""
    try:
        read = json.loads(sent or "{}")
    except ValueError:
        return {}
    return {str(field): str(mark) for field, mark in read.items()} if isinstance(read, dict) else {}


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
