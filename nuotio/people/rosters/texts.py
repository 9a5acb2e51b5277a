"""CSV as spreadsheets of this country save it: several encodings and delimiters."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from nuotio.people.rosters.headers import columns_of
from nuotio.people.rosters.unreadable import MOST_COLUMNS, NO_LIST, Unreadable

DELIMITERS = ";,\t|"
LINES_LOOKED_AT = 50
TELLS_ITSELF = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n", re.IGNORECASE)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def grid(content: bytes) -> Iterator[list[str]]:
    """Yield the lines of a CSV file as cells; Unreadable where it is no text."""
    text = decoded(content)
    told = TELLS_ITSELF.match(text)
    delimiter = told.group(1) if told else _delimiter(text)
    yield from _lines(text, delimiter)


def decoded(content: bytes) -> str:
    """Return the text of the bytes: by its mark, else UTF-8, else Windows' Western letters."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _as_text(content, encoding)
    try:
        return _as_text(content, "utf-8")
    except Unreadable:
        return _as_text(content, "cp1252")


def _as_text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(NO_LIST) from error
    if "\0" in text:
        raise Unreadable(NO_LIST)
    return text


def _delimiter(text: str) -> str:
    """Return the delimiter that shows most of the columns that we know."""
    return max(DELIMITERS, key=lambda delimiter: _known_columns(text, delimiter))


def _known_columns(text: str, delimiter: str) -> int:
    lines = islice(_lines(text, delimiter), LINES_LOOKED_AT)
    return max((len(columns_of(cells)) for cells in lines), default=0)


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield cells[:MOST_COLUMNS]
    except (csv.Error, TypeError, ValueError) as error:
        raise Unreadable(NO_LIST) from error
