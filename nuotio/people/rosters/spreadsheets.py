"""XLSX workbooks: looked at from outside before anything is unpacked, then read cell by cell."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from nuotio.people.rosters.unreadable import (
    BROKEN,
    MOST_COLUMNS,
    MOST_LINES,
    NO_LIST,
    OLD_EXCEL,
    PROTECTED,
    UNSAFE,
    Unreadable,
    broken_is_told,
)

if TYPE_CHECKING:
    from openpyxl import Workbook

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED_PART = "EncryptedPackage".encode("utf-16-le")

MOST_PARTS = 500
LARGEST_UNPACKED = 25 * 1024 * 1024
TIGHTEST = 150  # a list of people packs to a tenth, seldom to a fiftieth
SMALL_ENOUGH = 1024 * 1024

Sheet = Iterable[list[str]]


@contextmanager
def quietly() -> Iterator[None]:
    """Read without warnings of styles and extensions, which say nothing of people."""
    with warnings.catch_warnings(), broken_is_told():
        warnings.simplefilter("ignore")
        yield


def is_workbook(content: bytes) -> bool:
    """Say whether the bytes are some office file, which is never CSV."""
    return content.startswith((ZIP, OLD_OFFICE))


def sheets(content: bytes) -> Iterator[Sheet]:
    """Yield each sheet as lines of cells, in the order of the tabs; Unreadable with the reason."""
    if content.startswith(OLD_OFFICE):
        raise Unreadable(PROTECTED if PROTECTED_PART in content else OLD_EXCEL)
    look_from_outside(content)
    for sheet in _opened(content).worksheets:
        yield _lines(sheet)


@quietly()
def _opened(content: bytes) -> "Workbook":
    import openpyxl  # noqa: PLC0415 -- 13 MB that a worker without rosters never needs

    packed = io.BytesIO(content)
    return openpyxl.load_workbook(packed, read_only=True, data_only=True, keep_links=False)


def look_from_outside(content: bytes) -> None:
    """Read only the table of contents of the zip; Unreadable where it is a trap or no workbook."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(BROKEN) from error
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(PROTECTED)
    names = [part.filename for part in parts]
    if _is_too_much(parts) or len(set(names)) < len(names) or any(map(_leads_out, names)):
        raise Unreadable(UNSAFE)
    if "xl/workbook.xml" not in names:
        raise Unreadable(NO_LIST)


def _is_too_much(parts: list[zipfile.ZipInfo]) -> bool:
    unpacked = sum(part.file_size for part in parts)
    return (
        len(parts) > MOST_PARTS
        or unpacked > LARGEST_UNPACKED
        or any(
            part.file_size > SMALL_ENOUGH and part.file_size > TIGHTEST * part.compress_size
            for part in parts
        )
    )


def _leads_out(name: str) -> bool:
    """Say whether unpacking this name could write outside the folder."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


@quietly()
def _lines(sheet: Any) -> list[list[str]]:
    sheet.reset_dimensions()
    lines = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_LINES + 1, values_only=True)
    return [[as_word(value) for value in cells] if any(cells) else [] for cells in lines]


def as_word(value: Any) -> str:
    """Return a cell as a person reads it: 12 for 12.0, 1.3.2026 for a date, "" for an error."""
    match value:
        case None | bool():
            return ""
        case datetime() if (value.hour, value.minute, value.second) != (0, 0, 0):
            return f"{value.day}.{value.month}.{value.year} {value:%H.%M}"
        case date():
            return f"{value.day}.{value.month}.{value.year}"
        case float():
            return f"{value:.0f}" if value.is_integer() else f"{value:.10g}"
        case str() if value.startswith("#") and value.endswith(("!", "?", "/A")):
            return ""
    return str(value)
