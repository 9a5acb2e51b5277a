"""People without an account, as HR lists them: an address, a unit, a language. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from nuotio.people.rosters import checking, reading, texts
from nuotio.people.rosters.checking import Note
from nuotio.people.rosters.headers import columns_of
from nuotio.people.rosters.known import Known
from nuotio.people.rosters.rows import LEFT_OUT, Row, cleaned

HEADER = ("E-mail", "Unit", "Language")
SIGNS = ";\t,"
Kept = Sequence[str]  # number, address, unit, language, left out


@dataclass(frozen=True)
class Listed:
    """A row of the list: whom it means, or what is wrong with it."""

    row: Row
    unit_id: int | None = None
    language: str = "fi"
    wrong: tuple[Note, ...] = ()
    is_again: bool = False  # the address stands higher up already

    @property
    def counts(self) -> bool:
        """Whether it invites somebody."""
        return not (self.wrong or self.is_again or self.row.is_left_out)

    def note_on(self, name: str) -> str:
        """Return what is wrong with one field, "" where nothing is."""
        return " ".join(note.text for note in self.wrong if note.field == name)


def read_text(text: str) -> list[Row]:
    """Return the rows of a pasted list; headings may be missing. Unreadable with the reason."""
    lines = [line for line in text.splitlines() if line.strip()]
    first = lines[0] if lines else ""
    sign = next((sign for sign in SIGNS if sign in first), ";")
    if lines and not columns_of(first.split(sign)):
        lines.insert(0, sign.join(HEADER))
    return kept_part(reading.read("\n".join(lines).encode()))


def read_file(content: bytes) -> list[Row]:
    """Return the rows of a CSV or XLSX file; Unreadable with the reason."""
    if b"\0" not in content and not content.startswith(b"PK"):
        return read_text(texts.decoded(content))
    return kept_part(reading.read(content))


def kept_part(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with nothing but what an invitation needs."""
    return [
        Row(number, email=row.email, unit=row.unit, language=row.language)
        for number, row in enumerate(rows, start=1)
    ]


def as_kept(rows: Sequence[Row]) -> list[list[str]]:
    """Return rows as they are stored with a round."""
    return [
        [str(row.number), row.email, row.unit, row.language, LEFT_OUT if row.is_left_out else ""]
        for row in rows
    ]


def from_kept(kept: Sequence[Kept]) -> list[Row]:
    """Return the rows that `as_kept` stored."""
    return [
        Row(int(number), email=email, unit=unit, language=language, is_left_out=bool(out))
        for number, email, unit, language, out in kept
    ]


def checked(rows: Sequence[Row], known: Known) -> list[Listed]:
    """Return each row with whom it means here, or what is wrong with it."""
    seen: set[str] = set()
    found = []
    for row in rows:
        listed = _checked(row, known)
        if not row.is_left_out:
            found.append(replace(listed, is_again=row.email in seen and not listed.wrong))
            seen.add(row.email)
        else:
            found.append(listed)
    return found


def _checked(row: Row, known: Known) -> Listed:
    if row.is_left_out:
        return Listed(row)
    meant, wrong = checking.check(row, {}, known)
    if meant.new_unit:
        words = _("We do not find the unit %(unit)s. Choose one, or leave it empty.")
        wrong.append(Note(words % {"unit": meant.new_unit}, "unit"))
    return Listed(row, meant.unit_id, meant.language, tuple(wrong))


def corrected(rows: Sequence[Row], told: Mapping[str, str]) -> list[Row]:
    """Return the rows with what was typed: `email-3`, `unit-3`, and `out-3` where left out."""
    return [_corrected(row, told) for row in rows]


def _corrected(row: Row, told: Mapping[str, str]) -> Row:
    if f"row-{row.number}" not in told:
        return row
    return replace(
        row,
        email=reading.address_in(cleaned(told.get(f"email-{row.number}", row.email))),
        unit=cleaned(told.get(f"unit-{row.number}", row.unit)),
        is_left_out=f"out-{row.number}" in told,
    )
