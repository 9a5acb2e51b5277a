"""From the bytes of a file to rows of words."""

import re
from collections.abc import Iterator
from itertools import islice

from nuotio.people.rosters import spreadsheets, texts
from nuotio.people.rosters.headers import FIRST, LAST, columns_of
from nuotio.people.rosters.rows import WORDS, Row, cleaned, from_words
from nuotio.people.rosters.unreadable import (
    EMPTY,
    LARGEST_FILE,
    MOST_LINES,
    MOST_PEOPLE,
    NO_HEADER,
    NO_PEOPLE,
    TOO_LARGE,
    TOO_MANY,
    Unreadable,
)

HEADER_WITHIN = 50
Numbered = Iterator[tuple[int, list[str]]]


def read(content: bytes) -> list[Row]:
    """Return the people of a CSV or XLSX file, at most 5,000; Unreadable with the reason.

    Of several sheets the first that has headings counts.
    """
    if not content.strip():
        raise Unreadable(EMPTY)
    if len(content) > LARGEST_FILE:
        raise Unreadable(TOO_LARGE)
    is_workbook = spreadsheets.is_workbook(content)
    grids = spreadsheets.sheets(content) if is_workbook else iter([texts.grid(content)])
    for grid in grids:
        lines = enumerate((list(map(cleaned, cells)) for cells in grid), start=1)
        for _number, cells in islice(lines, HEADER_WITHIN):
            if columns := columns_of(cells):
                return _people(lines, columns, cells)
    raise Unreadable(NO_HEADER)


def _people(lines: Numbered, columns: dict[str, int], header: list[str]) -> list[Row]:
    """Return the people under the header; empty lines and repeated headers are passed over."""
    found: list[Row] = []
    for number, cells in lines:
        if number > MOST_LINES or len(found) > MOST_PEOPLE:
            raise Unreadable(TOO_MANY)
        row = _row(number, cells, columns)
        if any(row.said) and cells != header:
            found.append(row)
    if not found:
        raise Unreadable(NO_PEOPLE)
    if len(found) > MOST_PEOPLE:
        raise Unreadable(TOO_MANY)
    return found


def _row(number: int, cells: list[str], columns: dict[str, int]) -> Row:
    told = {column: cells[at] for column, at in columns.items() if at < len(cells)}
    parts = [told.get(FIRST, ""), told.get(LAST, "")]
    words = {word: told.get(word, "") for word in WORDS}
    words["name"] = in_speaking_order(words["name"]) or " ".join(filter(None, parts))
    words["email"] = address_in(words["email"])
    if "@" in words["supervisor"]:
        words["supervisor"] = address_in(words["supervisor"])
    return from_words([str(number), *(words[word] for word in WORDS), ""])


def in_speaking_order(name: str) -> str:
    """Return "Etunimi Sukunimi" for "Sukunimi, Etunimi"; any other name as it is."""
    last, comma, first = (part.strip() for part in name.partition(","))
    return f"{first} {last}" if comma and first and last and "," not in first else name


def address_in(text: str) -> str:
    """Return the e-mail address in small letters, out of "Anna <anna@...>" or "mailto:..." too."""
    bracketed = re.search(r"<([^<>]*@[^<>]*)>", text)
    address = bracketed.group(1) if bracketed else text
    return re.sub(r"^mailto:", "", address.strip().casefold()).strip(" ;,")
