"""Invented names: never the same twice, and never one of the named people of the demo world."""

import random
from typing import Any

ASCII = str.maketrans("åäöÅÄÖéü ", "aaoAAOeu.")
MAIL_DOMAIN = "esimerkki.invalid"


class NamePool:
    """Draws full names without repeats; the order depends on the seed alone."""

    def __init__(self, pools: dict[str, Any], taken: list[str], dice: random.Random) -> None:
        self._drawn = set(taken)
        self._finnish = self._shuffled(pools["fi_first"], pools["fi_last"], dice)
        self._swedish = self._shuffled(pools["sv_first"], pools["sv_last"], dice)

    def _shuffled(self, first: list[str], last: list[str], dice: random.Random) -> list[str]:
        names = [f"{a} {b}" for a in first for b in last if f"{a} {b}" not in self._drawn]
        dice.shuffle(names)
        return names

    def draw(self, *, is_swedish: bool) -> str:
        """Return the next name of a language."""
        return (self._swedish if is_swedish and self._swedish else self._finnish).pop()


def address_of(name: str) -> str:
    """Return first.last@esimerkki.invalid; the domain can never receive mail."""
    return f"{name.translate(ASCII).lower()}@{MAIL_DOMAIN}"
