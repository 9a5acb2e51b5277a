"""Rule (d): does anything that can be computed from sums over groups speak of a few people only?

Rows are sums that are released, columns are people; those who are alike in all rows share a column
that weighs as many as they are. Whoever knows the rows knows every combination of them. A
combination that is nothing but zeros outside fewer than k people tells of those few: their sum
where its numbers are equal, else a weighted sum or a difference, which can be as telling. So this
is stricter than asking for the sum of a few (their indicator) in the span of the rows: no
combination at all may stand on fewer than k people.

In terms of rank: people are spoken of when leaving out their columns lowers the rank. With the
projection P onto the span, a combination v = Pv is largest at some column p, so that the numbers
|P[p, q]| of its columns q add up to 1 or more; only columns with P[p, p] of at least one over
their number can be such a p. The search takes a p that could be, and asks both: with p among the
few (leave out its column), and without (keep what is zero at p). Both make the rest smaller: for
k = 5 it takes two steps on average. Rounding errors are 1e-12, the margin is 1e-7, and on the safe
side: what is nearly a leak is one, and so is what takes too many steps to decide (with k from 10 on
that happens, and hides a class more) or has too many rows to begin with.
"""

from dataclasses import dataclass

import numpy as np

from nuotio.culture.release.plans import Flags, Floats, Whole

MARGIN = 1e-7
NOTHING = 1e-10  # an eigenvalue below this part of the largest is zero
MOST_STEPS = 500
MOST_ROWS = 250  # of more, a search would take minutes


@dataclass(eq=False)
class _Search:
    """How many steps may still be taken; the answer is a leak when none is left."""

    steps: int


def rank(rows: Floats) -> int:
    """Return how many of the rows say something of their own."""
    values = np.asarray(np.linalg.eigvalsh(rows @ rows.T), dtype=np.float64)
    return int(np.count_nonzero(_counts(values)))


def few_spoken_of(rows: Floats, weights: Whole, k: int) -> list[int]:
    """Return columns of fewer than k people that a combination of rows speaks of; [] if none.

    `rows` is rows by columns, `weights` how many people each column stands for.
    """
    basis = _basis(rows * np.sqrt(weights))
    return _find(basis, weights, k - 1, _Search(MOST_STEPS))


def is_too_large(rows: Floats) -> bool:
    """Tell whether there is too much to search through."""
    return len(rows) > MOST_ROWS


def speaks_of(rows: Floats, columns: Flags) -> bool:
    """Tell whether a combination of the rows stands on these columns alone."""
    return rank(rows[:, ~columns]) < rank(rows)


def _basis(rows: Floats) -> Floats:
    """Return orthonormal rows with the same span."""
    values, vectors = np.linalg.eigh(rows @ rows.T)
    kept = _counts(values)
    return np.asarray((vectors[:, kept] / np.sqrt(values[kept])).T @ rows)


def _counts(values: Floats) -> Flags:
    """Return which eigenvalues are more than rounding errors."""
    return np.asarray(values > NOTHING * values.max(initial=1.0))


def _find(basis: Floats, weights: Whole, left: int, search: _Search) -> list[int]:
    """Return columns that weigh at most `left` and that the span speaks of."""
    own = np.einsum("rc,rc->c", basis, basis)
    light = weights <= left
    certain = np.flatnonzero(light & (own >= 1 - MARGIN))
    if len(certain):
        return [int(certain[0])]
    largest = np.flatnonzero(light & (own * (1 + left - weights) >= 1 - MARGIN))
    while len(largest := _could_be_largest(basis, weights, left, largest)):
        search.steps -= 1
        top, largest = int(largest[0]), largest[1:]
        if search.steps < 0:
            return [top]
        found = _find(_left_out(basis, top), weights, left - int(weights[top]), search)
        if found:
            return [top, *found]
        basis = _kept_zero(basis, top)  # what could not be the largest before, cannot now
    return []


def _could_be_largest(basis: Floats, weights: Whole, left: int, columns: Whole) -> Whole:
    """Return those of the columns at which a combination of few could be largest, likely first."""
    if not len(columns):
        return columns
    rows = np.arange(len(columns))
    beside = np.abs(basis[:, columns].T @ basis)
    own = beside[rows, columns]
    beside[:, weights >= left] = 0
    beside[rows, columns] = 0
    score = own + _sums_of_largest(beside, left - 1)[rows, left - weights[columns]]
    order = np.argsort(-score, kind="stable")
    return columns[order[score[order] >= 1 - MARGIN]]


def _sums_of_largest(table: Floats, most: int) -> Floats:
    """Return for each row the sums of its 0, 1, ... `most` largest numbers."""
    width = min(most, table.shape[1])
    largest = np.zeros((len(table), most + 1))
    unsorted = np.partition(table, table.shape[1] - width, axis=1)[:, -width:]
    largest[:, 1 : width + 1] = np.sort(unsorted, axis=1)[:, ::-1]
    return np.asarray(np.cumsum(largest, axis=1))


def _left_out(basis: Floats, column: int) -> Floats:
    """Return a basis of what the span is without a column, which becomes zero."""
    along = basis[:, column].copy()
    length = float(along @ along)
    stretched = (1 / np.sqrt(1 - length) - 1) / length
    rest: Floats = basis + np.outer(along, along @ basis) * stretched
    rest[:, column] = 0
    return rest


def _kept_zero(basis: Floats, column: int) -> Floats:
    """Return a basis of those in the span that are zero at a column."""
    along = basis[:, column].copy()
    rest: Floats = basis - np.outer(along, along @ basis) / float(along @ along)
    rest[:, column] = 0
    return rest
