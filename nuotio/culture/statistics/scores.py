"""Answers turned the right way, and one score of a scale for each person."""

import math
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics.arrays import FloatArray, matrix

LEAST_SHARE = 0.75  # of a scale's items that a person must have answered to have a score


def reverse_items(
    items: npt.ArrayLike, reversed_items: Collection[int], *, lowest: float = 1, highest: float = 5
) -> FloatArray:
    """Return the answers with some columns turned: lowest + highest - answer; missing ones stay.

    ValueError where an answer lies outside the scale.
    """
    answers = matrix(items).copy()
    if np.any((answers < lowest) | (answers > highest)):
        raise ValueError("An answer lies outside the scale.")
    columns = list(reversed_items)
    answers[:, columns] = lowest + highest - answers[:, columns]
    return answers


def least_answers(k: int) -> int:
    """Return how many of `k` items a person must have answered: 3 of 4, 4 of 5, 6 of 8."""
    return math.ceil(LEAST_SHARE * k)


def person_scores(items: npt.ArrayLike) -> FloatArray:
    """Return each person's mean of the answered items, NaN where fewer than three quarters are.

    Nothing is imputed. Items are expected in the scored direction (`reverse_items`).
    """
    answers = matrix(items)
    given = (~np.isnan(answers)).sum(axis=1)
    is_enough = (given > 0) & (given >= least_answers(answers.shape[1]))
    scores = np.full(len(answers), np.nan)
    np.divide(np.nansum(answers, axis=1), given, out=scores, where=is_enough)
    return scores
