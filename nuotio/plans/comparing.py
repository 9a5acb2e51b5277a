"""Two versions of a text side by side, word by word: what was added and what was taken out. Pure.

Words are compared, not the space between them, so that a new line break is no change. In long
texts difflib leaves words out of its search that stand everywhere; what it finds is right all the
same, and no text can keep it busy for long.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Piece:
    """A stretch of words that is in both texts, only in the later, or only in the earlier one."""

    kind: str
    text: str


@dataclass(frozen=True)
class Changed:
    """A field that differs between two versions, with its pieces in reading order."""

    field: str
    pieces: Sequence[Piece]


def compare(earlier: str, later: str) -> list[Piece]:
    """Return both texts as one sequence of pieces: without what was taken out, it is the later."""
    old, new = WORD.findall(earlier), WORD.findall(later)
    matcher = SequenceMatcher(None, _bare(old), _bare(new))
    found = [piece for code in matcher.get_opcodes() for piece in _pieces(code, old, new)]
    return [*(_with_space(one) for one in found[:-1]), *found[-1:]]


def _with_space(piece: Piece) -> Piece:
    """The last word of one text may stand before a word of the other."""
    is_apart = piece.text[-1:].isspace()
    return piece if is_apart else Piece(piece.kind, f"{piece.text} ")


def _bare(words: Sequence[str]) -> list[str]:
    return [word.rstrip() for word in words]


def _pieces(
    code: tuple[str, int, int, int, int], old: Sequence[str], new: Sequence[str]
) -> Iterator[Piece]:
    what, old_from, old_to, new_from, new_to = code
    gone, here = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
    if what == "equal":
        yield Piece(SAME, here)
        return
    if gone:
        yield Piece(REMOVED, gone)
    if here:
        yield Piece(ADDED, here)


def changes(
    earlier: Mapping[str, str], later: Mapping[str, str], fields: Sequence[str]
) -> list[Changed]:
    """Return the fields in which a word differs, in the order of `fields`."""
    found = (
        Changed(field, compare(earlier.get(field, ""), later.get(field, ""))) for field in fields
    )
    return [one for one in found if any(piece.kind != SAME for piece in one.pieces)]
