"""A quick proof that variables tell of no few people: they are too many and too well mixed.

What is released spans combinations v(p) = a(unit of p) + w(classes of p): a number for each deepest
shown unit and one for each class of each variable. Take one that is zero for all who answered but
a set T of fewer than k people, wherever T is. If k sets of people have nobody in common, T leaves
one of them whole, and whatever v = 0 on a whole set would say of w holds.
(1) Common classes. Inside a unit v = 0 says that w is the same for all. Where the differences
between people of one unit, over all units of a set, have full rank in the classes, w must give all
classes of a variable the same number. k disjoint sets of this kind: so it does.
(2) Rare classes, one after another. A pair of people in one unit, one of the rare class and of
common classes else, one of common classes only, says that the rare class has the number of the
others. k disjoint pairs: so it has.
Then v depends on the unit alone, so that it is a sum over the units' blocks, of which rules (a) to
(c) leave nobody or at least k people. That is why v = 0, and no combination stands on T.

The same is true of any more people (the sets are there still) and of any fewer groups (their
combinations are among these). So who answered all items of a scale may speak for the scale, for
each item, and for those who answered two. What is not proven here goes to the search in `audit`.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nuotio.culture.release.plans import Flags, Whole

CERTAIN = 1e-6  # an eigenvalue above this is none that rounding made
PIECE = 5  # people of a unit that should stay together in a set
MOST_PEOPLE, ENOUGH_PIECES = 2_000, 30  # of common classes to look at, in a set
COMMON = (4, 2)  # times k people: what to call a common class, one try after another


def are_mixed(labels: Whole, answered: Flags, k: int) -> Flags:
    """Tell of which questions the proof succeeds.

    `labels` has for each person the deepest shown unit, then the class of each variable;
    `answered` is people by questions.
    """
    if len(labels) == 1 or not labels.size:
        return np.ones(answered.shape[1], dtype=np.bool_)
    proven = np.zeros(answered.shape[1], dtype=np.bool_)
    tried: list[list[tuple[int, int, bool]]] = []
    for times in COMMON:
        classes, rest = _Classes(labels, times * k), np.flatnonzero(~proven)
        if len(rest) and classes.found not in tried:
            tried.append(classes.found)
            proven[rest] = classes.are_tied(answered[:, rest], k)
    return proven


@dataclass(frozen=True, eq=False)
class _Classes:
    """Units and classes of all people; a class of fewer than `least` is rare."""

    labels: Whole
    least: int

    @cached_property
    def largest(self) -> list[int]:
        """Return the largest class of each variable, which always counts as common."""
        return [int(np.bincount(row).argmax()) for row in self.labels[1:]]

    @cached_property
    def found(self) -> list[tuple[int, int, bool]]:
        """Return variable, class and whether it is common, of each class but the largest."""
        return [
            (variable, one, bool(count >= self.least))
            for variable, row in enumerate(self.labels[1:])
            for one, count in enumerate(np.bincount(row))
            if count and one != self.largest[variable]
        ]

    @cached_property
    def common(self) -> Flags:
        """Return whose class is common: variables by people."""
        flags = np.ones((len(self.labels) - 1, self.labels.shape[1]), dtype=np.bool_)
        for variable, one, is_common in self.found:
            if not is_common:
                flags[variable] &= self.labels[variable + 1] != one
        return flags

    def are_tied(self, answered: Flags, k: int) -> Flags:
        """Tell of which questions both steps of the proof succeed."""
        usual = np.flatnonzero(self.common.all(axis=0))
        marks = [self.labels[n + 1, usual] == one for n, one, is_common in self.found if is_common]
        tied = np.ones(answered.shape[1], dtype=np.bool_)
        if marks:
            tied = _are_common_tied(self.labels[:, usual], np.array(marks), answered[usual], k)
        rare = [(variable, one) for variable, one, is_common in self.found if not is_common]
        beside = self._by_unit(usual, answered) if rare else np.array([])
        for variable, one in rare:
            pairs = np.minimum(beside, self._by_unit(self._in_rare(variable, one), answered))
            tied &= pairs.sum(axis=0) >= k
        return tied

    def _in_rare(self, variable: int, one: int) -> Whole:
        """Return who is in a rare class, and in common ones else."""
        others = self.common[np.arange(len(self.common)) != variable].all(axis=0)
        return np.flatnonzero(others & (self.labels[variable + 1] == one))

    def _by_unit(self, people: Whole, answered: Flags) -> Whole:
        """Return how many of these people answered: units by questions."""
        count, questions = int(self.labels[0].max()) + 1, answered.shape[1]
        places = self.labels[0, people, np.newaxis] * questions + np.arange(questions)
        found = np.bincount(places[answered[people]], minlength=count * questions)
        return found.reshape(count, questions)


def _are_common_tied(labels: Whole, marks: Flags, answered: Flags, k: int) -> Flags:
    """Tell of which questions k disjoint sets of people tie all common classes: step (1).

    `marks` is classes by people, without one class of each variable.
    """
    order, pieces = _pieces(labels, k)
    asked, own = answered[order].astype(np.float64), marks.T[order].astype(np.float64)
    starts = np.flatnonzero(np.diff(pieces, prepend=-1))
    sizes = np.maximum(np.add.reduceat(asked, starts), 1)
    sums = np.add.reduceat(asked[:, :, np.newaxis] * own[:, np.newaxis], starts)
    sums /= np.sqrt(sizes)[:, :, np.newaxis]
    squares = own[:, :, np.newaxis] * own[:, np.newaxis]
    tied = np.ones(answered.shape[1], dtype=np.bool_)
    for one in range(k):
        people, of_pieces = pieces % k == one, sums[one::k].transpose(1, 2, 0)
        around_zero = np.tensordot(asked[people], squares[people], (0, 0))
        around_means = around_zero - of_pieces @ of_pieces.transpose(0, 2, 1)
        tied &= np.linalg.eigvalsh(around_means)[:, 0] > CERTAIN
    return tied


def _pieces(labels: Whole, k: int) -> tuple[Whole, Whole]:
    """Return places of people, and for each the number of her piece of a unit, ascending.

    Piece n belongs to set n modulo k. A unit is dealt out to its pieces class by class. Where there
    are many people in many pieces, each set keeps some of its pieces.
    """
    order = np.lexsort(labels[::-1])
    _units, starts, sizes = np.unique(labels[0, order], return_index=True, return_counts=True)
    own = np.clip(sizes // PIECE, 1, k)
    place = np.arange(len(order)) - np.repeat(starts, sizes)
    pieces = np.repeat(np.cumsum(own) - own, sizes) + place % np.repeat(own, sizes)
    thinner = max(1, min(len(order) // MOST_PEOPLE, int(own.sum()) // (k * ENOUGH_PIECES)))
    kept = pieces // k % thinner == 0
    order, pieces = order[kept], pieces[kept] // (k * thinner) * k + pieces[kept] % k
    by_piece = np.argsort(pieces, kind="stable")
    return order[by_piece], pieces[by_piece]
