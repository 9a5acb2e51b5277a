"""Dots by which those present say what matters most: how many, on what, counted. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DIMENSION, NOTE = "dimension", "note"
Mine = Mapping[str, int]


@dataclass(frozen=True)
class Tally:
    """Dots on one target, and of how many people."""

    target: str
    dots: int
    people: int


def on_dimension(code: str) -> str:
    """Return the target that a dimension is."""
    return f"{DIMENSION}:{code}"


def on_note(pk: int) -> str:
    """Return the target that somebody's words are."""
    return f"{NOTE}:{pk}"


def left(mine: Mine, *, limit: int) -> int:
    """Return how many dots are still in hand."""
    return max(0, limit - sum(mine.values()))


def fits(mine: Mine, target: str, number: int, *, limit: int) -> bool:
    """Say whether a person may have so many dots on a target, with those elsewhere."""
    elsewhere = sum(dots for one, dots in mine.items() if one != target)
    return number >= 0 and elsewhere + number <= limit


def counted(rows: Iterable[tuple[str, int]], targets: Sequence[str]) -> Sequence[Tally]:
    """Count (target, dots of one person); the most first, equal ones in the targets' order.

    What is no target any more is left out, and what nobody chose counts nought.
    """
    placed: dict[str, list[int]] = {target: [] for target in targets}
    for target, number in rows:
        if target in placed and number > 0:
            placed[target].append(number)
    told = [Tally(target, sum(dots), len(dots)) for target, dots in placed.items()]
    return sorted(told, key=lambda one: -one.dots)
