"""Several write the fields of one page at once: its form, and what a page that saves itself hears.

The page holds `form[data-draft]` (static/ui/js/draft.js, macros in ui/versions.html); what it sends
is merged by `foundation.merging`, and a field that two have changed is shown with both texts.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from nuotio.foundation import merging
from nuotio.foundation.merging import Draft, Merged, Texts
from nuotio.foundation.versions import VersionedForm

LONGEST = 20_000
PREFIX = "answer-"  # how draft.js knows the fields that save themselves
TOO_LONG = _("This is longer than fits here. Move a part of it into another field.")


class WordsField(forms.CharField):
    """What a person writes, line ends as they are stored and without what no text holds."""

    def __init__(self, *, is_long: bool = True, max_length: int = LONGEST, **kwargs: Any) -> None:
        super().__init__(
            strip=False,
            max_length=max_length,
            error_messages={"max_length": TOO_LONG},
            widget=forms.Textarea(attrs={"rows": 5}) if is_long else forms.TextInput,
            **kwargs,
        )

    def validate(self, value: Any) -> None:
        """Let a draft be empty: what is required is asked for when it is given in."""

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        return text.encode(errors="ignore").decode()


class JointForm(VersionedForm):
    """Fields that several write; nothing is required of a draft.

    `base` carries a mark of each text as it was when the page was opened, so that the server
    knows which fields this writer has changed.
    """

    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        written: Mapping[str, forms.Field],
        stored: Texts,
        version: int,
    ) -> None:
        self.is_unsaved = data is not None  # what the page shows is not what is stored
        self._ids = tuple(written)
        texts = self._stored(stored)
        initial = {f"{PREFIX}{field}": text for field, text in texts.items()}
        super().__init__(data, initial={**initial, "version": version, "base": marks(texts)})
        for field, made in written.items():
            self.fields[f"{PREFIX}{field}"] = made
        if data is not None:
            self._take_theirs(data.copy())

    def _stored(self, content: Texts) -> dict[str, str]:
        return {field: content.get(field, "") for field in self._ids}

    @property
    def written(self) -> Sequence[forms.BoundField]:
        """The fields in which the text is written, in their order."""
        return [self[f"{PREFIX}{field}"] for field in self._ids]

    @property
    def labels(self) -> dict[str, str]:
        """What each of these fields is called."""
        return {field: str(self.fields[f"{PREFIX}{field}"].label) for field in self._ids}

    def draft(self) -> Draft:
        """Return what a valid form holds; a field that was not sent is left out."""
        names = {field: f"{PREFIX}{field}" for field in self._ids}
        sent = {field: name for field, name in names.items() if name in self.data}
        texts = {field: self.cleaned_data[name] for field, name in sent.items()}
        return Draft(texts, read_marks(self.cleaned_data["base"]))

    def show_both(self, merged: Merged, *, version: int, by: str) -> None:
        """Show what was stored, and beside it what both have changed."""
        known, content = QueryDict(mutable=True), self._stored(merged.content)
        known.update(self.data)
        mine = {clash.field: clash.mine for clash in merged.clashes}
        for field, text in {**content, **mine}.items():
            known[f"{PREFIX}{field}"] = text
        known["base"] = marks(content)
        self.data = known
        theirs = {f"{PREFIX}{clash.field}": clash.theirs for clash in merged.clashes}
        self.put_beside(theirs, version=version, by=by)

    def told(self, merged: Merged, *, version: int, by: str) -> JsonResponse:
        """Tell the page that saved itself what is stored now, and what both have changed."""
        content, clashes = self._stored(merged.content), merged.clashes
        shown = {"clashes": clashes, "labels": self.labels, "by": by}
        return JsonResponse(
            {
                "version": version,
                "base": merging.digests(content),
                "texts": content,
                "clashing": [clash.field for clash in clashes],
                "html": render_to_string("ui/clashes.html", shown) if clashes else "",
            }
        )

    def refused(self) -> JsonResponse:
        """Tell the page that saved itself why nothing was stored."""
        words = [str(word) for said in self.errors.values() for word in said]
        return JsonResponse({"words": " ".join(words)}, status=422)


def saves_itself(request: HttpRequest) -> bool:
    """Say whether it is the page that asks, and not the person who pressed a button."""
    return request.headers.get("Accept") == "application/json"


def marks(texts: Texts) -> str:
    """Return the marks of texts as a form carries them."""
    return json.dumps(merging.digests(texts), separators=(",", ":"))


def read_marks(sent: str) -> dict[str, str]:
    """Return the marks that a form carried; none where they cannot be read."""
    try:
        read = json.loads(sent or "{}")
    except ValueError:
        return {}
    return {str(field): str(mark) for field, mark in read.items()} if isinstance(read, dict) else {}
