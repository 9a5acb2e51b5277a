"""Notes and reflections as a spreadsheet: what begins with = is text there, never a formula."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from nuotio.plans import prompts
from nuotio.plans.models import Entry

WIDTHS = (12, 24, 18, 26, 60, 40, 40, 30)


def workbook_of(entries: Iterable[Entry]) -> bytes:
    """Return the entries as an XLSX file in the active language."""
    import openpyxl  # noqa: PLC0415 -- slow, and only an export needs it
    from openpyxl.styles import Font  # noqa: PLC0415 -- as above

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = _("Reflections")
    for number, row in enumerate(_rows(entries), start=1):
        _write(sheet, number, row)
    for place, width in enumerate(WIDTHS, start=1):
        heading = sheet.cell(1, place)
        heading.font = Font(bold=True)
        sheet.column_dimensions[heading.column_letter].width = width
    sheet.freeze_panes = "A2"
    told = BytesIO()
    book.save(told)
    return told.getvalue()


def _write(sheet: Any, number: int, row: Sequence[str | date]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 -- as above
    from openpyxl.styles import Alignment  # noqa: PLC0415 -- as above

    for column, value in enumerate(row, start=1):
        cell = sheet.cell(number, column)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _rows(entries: Iterable[Entry]) -> Iterator[Sequence[str | date]]:
    yield (
        _("When"),
        _("Writer"),
        _("What it is"),
        _("Where learning happened"),
        _("What happened and what was learned"),
        _("What helped"),
        _("Question"),
        _("Who may read it"),
    )
    for one in entries:
        asked = prompts.find(one.prompt)
        yield (
            one.happened_on,
            one.writer.name,
            one.get_kind_display(),
            one.get_where_display() if one.where else "",
            one.words,
            one.helped,
            asked.text if asked else "",
            one.get_audience_display(),
        )
