"""One row of a list of people, as words."""

import unicodedata
from dataclasses import dataclass

WORDS = ("name", "email", "unit", "job_title", "supervisor", "role", "language")
LONGEST_WORD = 300
LEFT_OUT = "out"


@dataclass(frozen=True)
class Row:
    """What a file says of one person; `number` is the row's number in the file."""

    number: int
    name: str = ""
    email: str = ""
    unit: str = ""
    job_title: str = ""
    supervisor: str = ""
    role: str = ""
    language: str = ""
    is_left_out: bool = False

    @property
    def said(self) -> tuple[str, ...]:
        """What the row says, without its place in the file."""
        return tuple(getattr(self, word) for word in WORDS)

    def as_words(self) -> list[str]:
        """Return the row as it is stored: number, the words in the order of WORDS, left out."""
        return [str(self.number), *self.said, LEFT_OUT if self.is_left_out else ""]


def from_words(words: list[str]) -> Row:
    """Return the row that `as_words` stored."""
    number, name, email, unit, job_title, supervisor, role, language, left_out = words
    is_left_out = left_out == LEFT_OUT
    return Row(int(number), name, email, unit, job_title, supervisor, role, language, is_left_out)


def cleaned(text: str) -> str:
    """Return a cell's text on one line: composed letters, plain spaces, no invisible signs."""
    composed = unicodedata.normalize("NFC", text)
    visible = composed if composed.isprintable() else "".join(map(_shown, composed))
    return " ".join(visible.split())[:LONGEST_WORD].rstrip()


def _shown(sign: str) -> str:
    if sign.isspace() or unicodedata.category(sign) == "Cc":
        return " "
    return sign if sign.isprintable() else ""
