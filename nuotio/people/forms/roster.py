from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from nuotio.people.rosters import reading
from nuotio.people.rosters.deciding import Decided, NewUnit
from nuotio.people.rosters.rows import WORDS, Row, cleaned
from nuotio.people.rosters.spoken import folded
from nuotio.people.rosters.telling import FIELDS
from nuotio.people.rosters.unreadable import LARGEST_FILE, TOO_LARGE, Unreadable

SHOWN, RENAMED = "row", "rename"


class RosterFileForm(forms.Form):
    """The file with the people; a valid form has its `rows`."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (XLSX) or CSV, at most 5 MB and 5,000 people."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(TOO_LARGE)
        try:
            self.rows: list[Row] = reading.read(file.read())
        except Unreadable as error:
            raise forms.ValidationError(str(error.reason)) from error
        return file


class RowForm(forms.Form):
    """One row to correct in place; errors come from the decision."""

    is_left_out = forms.BooleanField(label=_("Leave this row out"), required=False)

    def __init__(self, decided: Decided, kept: QueryDict | None = None) -> None:
        row = decided.row if kept is None else _as_typed(decided.row, kept)
        prefix = f"row-{row.number}"
        words = {word: getattr(row, word) for word in WORDS}
        told = {f"{prefix}-{name}": value for name, value in words.items()}
        if row.is_left_out:
            told[f"{prefix}-is_left_out"] = "on"
        super().__init__(told, prefix=prefix)
        for word in WORDS:
            self.fields[word] = forms.CharField(label=str(FIELDS[word]), required=False)
        self.order_fields([*WORDS, "is_left_out"])
        self.decided = decided
        for note in decided.notes:
            if not row.is_left_out:
                self.add_error(note.field or None, note.text)
        self.fields["email"].required = True  # said on the page; the decision judges, not the form

    @property
    def wrong(self) -> Sequence[forms.BoundField]:
        """The fields to correct."""
        return [self[word] for word in WORDS if self[word].errors]

    @property
    def right(self) -> Sequence[forms.BoundField]:
        """The other fields of the row."""
        return [self[word] for word in WORDS if not self[word].errors]


def corrected_rows(
    told: QueryDict, rows: Sequence[Row], new_units: Sequence[NewUnit]
) -> dict[int, Row]:
    """Return, by number, the rows that the page has changed: fields, left out, another unit."""
    shown = set(told.getlist(SHOWN))
    renamed = set(told.getlist(RENAMED))
    meant = {folded(unit.name): unit.close for unit in new_units if unit.name in renamed}
    after = {row.number: _told(row, told) if str(row.number) in shown else row for row in rows}
    for number, row in after.items():
        if close := meant.get(folded(row.unit)):
            after[number] = replace(row, unit=close)
    return {row.number: after[row.number] for row in rows if after[row.number] != row}


def _as_typed(row: Row, kept: QueryDict) -> Row:
    """Return the row as it was typed before the session ended; one that was not sent stays."""
    if str(row.number) not in kept.getlist(SHOWN):
        return row
    names = {word: f"row-{row.number}-{word}" for word in WORDS}
    words = {word: kept.get(name, getattr(row, word)) for word, name in names.items()}
    is_left_out = f"row-{row.number}-is_left_out" in kept
    return replace(row, **words, is_left_out=is_left_out)


def _told(row: Row, told: QueryDict) -> Row:
    """Return the row as it stands on the page; a field that was not sent stays."""
    words = {
        word: cleaned(told.get(f"row-{row.number}-{word}", getattr(row, word))) for word in WORDS
    }
    words["email"] = reading.address_in(words["email"])
    is_left_out = f"row-{row.number}-is_left_out" in told
    return replace(row, **words, is_left_out=is_left_out)  # type: ignore[arg-type]
