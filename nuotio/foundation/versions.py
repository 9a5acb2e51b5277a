"""Two people edit the same text: both are told, and neither loses theirs.

The pattern, in four places:

model     `class Settings(..., Versioned)`
form      `class SettingsForm(VersionedForm)`: carries, hidden, the version that the person saw
service   `versions.claim(row, seen=version)` after the lock and the rule, before the change;
          it raises `EditedMeanwhile` where somebody was faster
view      `except versions.EditedMeanwhile as late:` `form.put_beside(stored(late.theirs),
          version=late.theirs.version, by=<name>)`, and the page is shown again: the template puts
          `form.beside` side by side above the fields

The page then shows each text that differs twice, with a choice. The form knows the newer version,
so that sending it again is a decision and not an accident. A field sent with "theirs" chosen takes
the stored text; every other field keeps what was typed, which may well be a merger of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.template.defaultfilters import yesno
from django.utils import formats

from nuotio.foundation.models import Versioned

CHOICE = "keep-"
MINE, THEIRS = "mine", "theirs"


class EditedMeanwhile(Exception):
    """Somebody saved after this form was opened; `theirs` is the row as it is stored now."""

    def __init__(self, theirs: Versioned) -> None:
        super().__init__(f"{theirs._meta.label} {theirs.pk} is at version {theirs.version}")
        self.theirs: Any = theirs


def claim(row: Versioned, *, seen: int) -> None:
    """Count the version of a locked row up; EditedMeanwhile where `seen` is not the latest.

    The caller saves the row, with `version` among the fields.
    """
    if row.version != seen:
        raise EditedMeanwhile(row)
    row.version += 1


@dataclass(frozen=True)
class Beside:
    """One field that two people filled differently; the texts as a reader sees them."""

    name: str
    label: str
    mine: str
    theirs: str

    @property
    def choice(self) -> str:
        """The name of the radio buttons that choose between the two."""
        return f"{CHOICE}{self.name}"


class VersionedForm(forms.Form):
    """A form over a `Versioned` row; give the stored texts as `initial`, the version too."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, initial: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(data, initial=dict(initial), **kwargs)
        self.beside: tuple[Beside, ...] = ()
        self.beside_by = ""
        if data is not None:
            self._take_theirs(data.copy())

    def put_beside(self, theirs: Mapping[str, Any], *, version: int, by: str = "") -> None:
        """Keep what was typed, note where the stored texts differ, and know their version.

        `by` is the name of whoever was faster, empty where nobody knows.
        """
        self.beside_by = by
        self.beside = tuple(
            Beside(
                name=name,
                label=str(self[name].label),
                mine=as_read(field, self[name].data),
                theirs=as_read(field, field.prepare_value(theirs[name])),
            )
            for name, field in self.fields.items()
            if name in theirs
            and name != "version"
            and field.has_changed(theirs[name], self[name].data)
        )
        known = QueryDict(mutable=True)
        known.update(self.data)
        known[self.add_prefix("version")] = str(version)
        self.data = known

    def _take_theirs(self, data: QueryDict) -> None:
        """Where the person chose the other's text, the field holds that text."""
        for name, field in self.fields.items():
            if data.get(f"{CHOICE}{name}") == THEIRS and name in self.initial:
                stored = field.prepare_value(self.initial[name])
                many = list(stored) if isinstance(stored, list | tuple) else [stored]
                data.setlist(
                    self.add_prefix(name), ["" if one is None else str(one) for one in many]
                )
        self.data = data


def as_read(field: forms.Field, raw: Any) -> str:
    """Return what was typed or stored in a field in the words that a reader sees."""
    choices = getattr(field, "choices", None)
    if choices is not None:
        words = {str(key): str(label) for key, label in choices}
        keys = raw if isinstance(raw, list | tuple) else [raw]
        return ", ".join(words.get(str(key), str(key)) for key in keys if key not in (None, ""))
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return str(yesno(raw))
    return raw if isinstance(raw, str) else str(formats.localize(raw))
