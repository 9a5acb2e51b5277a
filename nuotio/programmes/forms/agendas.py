"""An agenda in a form: rows of minutes and text that are added, removed and moved by buttons."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.versions import CHOICE, THEIRS, VersionedForm
from nuotio.programmes.agenda_lines import Agenda, Line, clocks

LONGEST, MOST_ROWS, DIGITS = 24 * 60, 60, 4
TEXT = forms.CharField(max_length=300)
METHOD = re.compile(r"[-\w]{1,60}", re.ASCII)
PARTS = ("minutes", "text", "method")
ACTION = re.compile(r"agenda-(add|remove|up|down|count)(?:-(\d+))?")


@dataclass(frozen=True)
class Row:
    """A row as it was typed."""

    minutes: str
    text: str
    method: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        return not (self.minutes.strip() or self.text.strip())

    def __str__(self) -> str:
        return f"{self.minutes.strip()} min {self.text.strip()}"


class Rows(tuple[Row, ...]):
    """The rows as they were typed; as text, one under the other."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(str(row) for row in self if not row.is_empty)


def typed(agenda: Agenda) -> Rows:
    """Return an agenda as it stands in the rows of a form."""
    return Rows(Row(str(line.minutes), line.text, line.method) for line in agenda)


class AgendaWidget(forms.Widget):
    """Reads the rows; the macro `agenda_rows` writes them."""

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> Rows:
        lists = [data.getlist(f"{name}-{part}") for part in PARTS]
        return Rows(Row(*parts) for parts in zip(*lists, strict=False))

    def render(self, *_args: Any, **_kwargs: Any) -> SafeString:
        return SafeString("")


class AgendaField(forms.Field):
    """Rows of minutes and text; an empty row is left out."""

    widget = AgendaWidget

    def clean(self, value: Rows) -> Agenda:
        rows = [row for row in value if not row.is_empty]
        if len(rows) > MOST_ROWS:
            raise forms.ValidationError(_("An agenda has at most 60 rows."))
        return Agenda(self._line(number, row) for number, row in enumerate(rows, start=1))

    def _line(self, number: int, row: Row) -> Line:
        minutes, text = row.minutes.strip(), row.text.strip()
        if not _is_number(minutes):
            told = _("Row %(number)d: write the minutes as a number, for example 30.")
            raise forms.ValidationError(told, params={"number": number})
        if not text:
            told = _("Row %(number)d: write what you do then.")
            raise forms.ValidationError(told, params={"number": number})
        method = row.method if METHOD.fullmatch(row.method) else ""
        return Line(int(minutes), TEXT.clean(text), method)

    def prepare_value(self, value: Agenda | Rows) -> Rows:
        return typed(value) if isinstance(value, Agenda) else Rows(value or ())

    def has_changed(self, initial: Agenda | None, data: Rows | None) -> bool:
        return str(initial or "") != str(data or "")


class AgendaForm(VersionedForm):
    """A versioned form with an agenda; its buttons change the rows and keep all that is typed."""

    agenda = AgendaField(label=_("Agenda"), required=False)

    @property
    def is_arranged(self) -> bool:
        """Whether a button of the rows was pressed: nothing is checked or saved then."""
        return ACTION.fullmatch(self.data.get("action", "")) is not None

    @property
    def rows(self) -> Rows:
        """The rows as they are now, typed or stored."""
        found: Rows = self["agenda"].value() or Rows()
        return found

    def clocks(self, starts_at: datetime) -> list[datetime]:
        """Return when each row begins, as far as the minutes are numbers."""
        lines = [Line(int(row.minutes) if _is_number(row.minutes) else 0, "") for row in self.rows]
        return clocks(lines, starts_at=starts_at)

    def full_clean(self) -> None:
        """Check what was sent, unless only the rows were arranged."""
        if not self.is_arranged:
            super().full_clean()
            return
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def is_valid(self) -> bool:
        """Say whether the form can be saved."""
        return not self.is_arranged and super().is_valid()

    def _take_theirs(self, data: QueryDict) -> None:
        if data.get(f"{CHOICE}agenda") == THEIRS and "agenda" in self.initial:
            write_rows(data, typed(self.initial["agenda"]))
        super()._take_theirs(data)


def write_rows(data: QueryDict, rows: Rows) -> None:
    """Put rows into what a form was sent."""
    for part in PARTS:
        data.setlist(f"agenda-{part}", [getattr(row, part) for row in rows])


def arranged(sent: QueryDict | None) -> QueryDict | None:
    """Return what was sent after the button of the rows that was pressed, if one was."""
    found = ACTION.fullmatch(sent.get("action", "")) if sent is not None else None
    if sent is None or found is None:
        return sent
    data = sent.copy()
    rows = list(AgendaWidget().value_from_datadict(data, None, "agenda"))
    _arrange(rows, found[1], int(found[2] or 0))
    write_rows(data, Rows(rows))
    return data


def focused(sent: QueryDict | None) -> int:
    """Return the row where the person goes on after a button; -1 where there is none."""
    found = ACTION.fullmatch(sent.get("action", "")) if sent is not None else None
    if sent is None or found is None or found[1] == "count":
        return -1
    place = int(found[2] or 0)
    last = len(sent.getlist("agenda-text"))
    steps = {"add": last, "remove": max(place - 1, 0), "up": max(place - 1, 0)}
    return steps.get(found[1], min(place + 1, last - 1))


def _arrange(rows: list[Row], action: str, place: int) -> None:
    if action == "add":
        rows.append(Row("", ""))
    elif action == "count" or place >= len(rows):
        return
    elif action == "remove":
        del rows[place]
    else:
        other = place + (1 if action == "down" else -1)
        if 0 <= other < len(rows):
            rows[place], rows[other] = rows[other], rows[place]


def _is_number(minutes: str) -> bool:
    typed_in = minutes.strip()
    return typed_in.isdecimal() and len(typed_in) <= DIGITS and 0 < int(typed_in) <= LONGEST


def language() -> str:
    """Return the language in which the person reads and writes now."""
    return (get_language() or "fi")[:2]
