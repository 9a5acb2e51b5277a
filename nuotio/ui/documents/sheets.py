"""Tables as a spreadsheet: what begins with = is text there, never a formula."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

Cells = Sequence[str | int | float | date | None]
WIDEST, NARROWEST = 60, 10
SHEET_NAME = 31  # characters that a spreadsheet allows


def workbook(sheets: Iterable[tuple[str, Sequence[Cells]]]) -> bytes:
    """Return an XLSX file of named sheets; the first row of each is its heading."""
    import openpyxl  # noqa: PLC0415 -- slow, and only an export needs it

    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets:
        _write(book.create_sheet(_sheet_name(name, book.sheetnames)), rows)
    told = BytesIO()
    book.save(told)
    return told.getvalue()


def _sheet_name(name: str, taken: Sequence[str]) -> str:
    """Return a name that a spreadsheet allows and that no other sheet has."""
    allowed = "".join(" " if sign in "[]:*?/\\" else sign for sign in name).strip("' ") or "-"
    if allowed[:SHEET_NAME].casefold() not in {one.casefold() for one in taken}:
        return allowed[:SHEET_NAME]
    return f"{allowed[: SHEET_NAME - 4]} {len(taken) + 1}"


def _write(sheet: Any, rows: Sequence[Cells]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 -- as above
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- as above

    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for column in sheet.columns:
        longest = max(len(str(cell.value or "")) for cell in column)
        letter = column[0].column_letter
        sheet.column_dimensions[letter].width = min(max(longest + 2, NARROWEST), WIDEST)
    sheet.freeze_panes = "A2"
