"""What callers hand in, as arrays of floats: respondents by items, NaN where an answer is missing.

Lists, None and integers are welcome; words, infinities and the wrong shape are a ValueError.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
WholeArray = npt.NDArray[np.int64]
Labels = Iterable[Hashable]


def matrix(items: npt.ArrayLike) -> FloatArray:
    """Return answers as respondents by items; a plain list is one item."""
    answers = _floats(items)
    if answers.ndim > 2:
        raise ValueError("Answers are a table of respondents by items.")
    return answers.reshape(len(answers), -1) if answers.size else _empty(answers)


def vector(scores: npt.ArrayLike) -> FloatArray:
    """Return one number a person, missing ones included; a single column counts as a list."""
    values = _floats(scores)
    if values.ndim > 1 and values.size != len(values):
        raise ValueError("Scores are one number a person, not a table.")
    return values.reshape(-1)


def present(scores: npt.ArrayLike) -> FloatArray:
    """Return the numbers that are there, in their order."""
    values = vector(scores)
    return values[~np.isnan(values)]


def complete(items: npt.ArrayLike) -> FloatArray:
    """Return the rows of those who answered every item."""
    answers = matrix(items)
    return answers[~np.isnan(answers).any(axis=1)]


def both_present(one: npt.ArrayLike, other: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the two numbers of each person who has both; row i is one person in both lists."""
    first, second = aligned(one, other)
    has_both = ~(np.isnan(first) | np.isnan(second))
    return first[has_both], second[has_both]


def aligned(one: npt.ArrayLike, other: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return two lists of one length, or a ValueError."""
    first, second = vector(one), vector(other)
    if len(first) != len(second):
        raise ValueError("Both lists need a place for each person, in the same order.")
    return first, second


def by_group(scores: npt.ArrayLike, groups: Labels) -> dict[Hashable, FloatArray]:
    """Return the scores of each group, in the order in which groups appear.

    Who has no score or no group (None, NaN) is left out.
    """
    values, labels = vector(scores), list(groups)
    _require_places(len(values), len(labels))
    members: dict[Hashable, list[float]] = {}
    for value, label in zip(values.tolist(), labels, strict=True):
        if value == value and label is not None and label == label:  # NaN is unlike itself
            members.setdefault(label, []).append(value)
    return {label: np.array(found) for label, found in members.items()}


def coded(scores: npt.ArrayLike, groups: Labels) -> tuple[FloatArray, WholeArray]:
    """Return the scores of those who have score and group, and the group of each as a number.

    Groups that are whole numbers from 0 on, in an array, keep theirs.
    """
    if isinstance(groups, np.ndarray) and groups.dtype.kind == "i" and groups.min(initial=0) >= 0:
        values, numbers = vector(scores), groups.astype(np.int64)
        _require_places(len(values), len(numbers))
        here = ~np.isnan(values)
        return values[here], numbers[here]
    parts = list(by_group(scores, groups).values())
    sizes = [len(part) for part in parts]
    return np.concatenate([[], *parts]), np.repeat(np.arange(len(parts)), sizes)


@dataclass(frozen=True, eq=False)
class Items:
    """What `n` complete cases tell of a scale's items: covariances, and which of them vary."""

    n: int
    covariances: FloatArray
    vary: npt.NDArray[np.bool_]


def items_of(answers: npt.ArrayLike) -> Items:
    """Return how the items vary together among those who answered all; nothing of one person."""
    given = complete(answers)
    n, k = given.shape
    if n < 2 or not k:
        return Items(n, np.zeros((k, k)), np.zeros(k, dtype=np.bool_))
    away = given - given.mean(axis=0)
    return Items(n, away.T @ away / (n - 1), np.ptp(given, axis=0) > 0)


def correlation(one: FloatArray, other: FloatArray) -> float | None:
    """Return Pearson's r, or None where one of the lists does not vary."""
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return None
    return float(np.clip(np.corrcoef(one, other)[0, 1], -1, 1))


def _require_places(scores: int, groups: int) -> None:
    if scores != groups:
        raise ValueError("Each score needs the group that it belongs to.")


def _floats(values: npt.ArrayLike) -> FloatArray:
    try:
        found = np.array(values, dtype=np.float64, ndmin=1)
    except (TypeError, ValueError) as error:
        raise ValueError("Answers are numbers, with NaN or None where one is missing.") from error
    if np.isinf(found).any():
        raise ValueError("An answer cannot be infinite.")
    return found


def _empty(answers: FloatArray) -> FloatArray:
    """Keep what an empty table says of its shape: nobody, or nothing asked."""
    return answers if answers.ndim == 2 else answers.reshape(0, 1)
