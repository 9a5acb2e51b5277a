"""Several write one text at once: it is merged field by field, and nobody's words are lost.

Who opens the page gets, with its texts, a digest of each. What comes back is compared with it:
a field that only one side has changed since then holds that side's text; a field that both have
changed keeps the stored text and is told as a clash, for the writer to choose or merge.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

Texts = Mapping[str, str]
LENGTH = 16


@dataclass(frozen=True)
class Draft:
    """The texts that were sent, and the marks of the texts that the writer started from."""

    texts: Texts
    base: Texts


@dataclass(frozen=True)
class Clash:
    """A field that both have changed, each in another way."""

    field: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """What is to be stored; which fields came from the other side; what both have changed."""

    content: dict[str, str]
    taken: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()


def digest(text: str) -> str:
    """Return a short mark of a text: the same text has the same mark."""
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def digests(texts: Texts) -> dict[str, str]:
    """Return the mark of each text."""
    return {field: digest(text) for field, text in texts.items()}


def merge(base: Texts, mine: Texts, theirs: Texts) -> Merged:
    """Merge what was sent (`mine`) with what is stored; `base` marks what the writer started from.

    A field that was not sent keeps what is stored. One without a mark counts as changed by both.
    """
    content, taken, clashes = dict(theirs), [], []
    for field, text in mine.items():
        stored, start = theirs.get(field, ""), base.get(field)
        if text == stored:
            continue
        if digest(text) == start:
            taken.append(field)
        elif digest(stored) == start:
            content[field] = text
        else:
            clashes.append(Clash(field, text, stored))
    return Merged(content, tuple(taken), tuple(clashes))
