"""Themes of goals: a code that can be compared across organisations, whatever a goal says. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nuotio.foundation import content
from nuotio.ui.filters import said


@dataclass(frozen=True)
class Theme:
    """One theme; `words` and `about` are {"fi", "sv", "en"}."""

    code: str
    words: dict[str, str]
    about: dict[str, str]

    @property
    def name(self) -> str:
        """The theme in the active language."""
        return said(self.words)


@cache
def every() -> Sequence[Theme]:
    """Return the shipped themes, in their order."""
    rows = content.load("goal_themes")["themes"]
    return [Theme(row["id"], row["name"], row["about"]) for row in rows]


def codes() -> frozenset[str]:
    """Return the codes of all themes."""
    return frozenset(theme.code for theme in every())


def find(code: str) -> Theme | None:
    """Return a theme; None where a code is empty or no longer known."""
    return next((theme for theme in every() if theme.code == code), None)
