"""Which groups are shown of one question: rules (a) to (d), and what to do about a leak.

The audit sees people only through blocks: those in the same deepest shown unit, and for each
variable those in the same shown class, or in none. Their sums have the same span as those of the
shown groups, and the blocks of the tree are disjoint, so that a tree alone cannot leak once rule
(c) holds. Where it does leak, variables are hidden class by class and audited again, in an order
that depends on who answered, never on what: first the variable without which nothing leaks, the
last declared of several; in it the classes of those spoken of, then the smallest. The end of that
road is the tree alone, so there always is a safe answer.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nuotio.culture.release import audit, mixing
from nuotio.culture.release.hiding import (
    SHOWN,
    Codes,
    Reason,
    Reasons,
    codes_of,
    hide,
    hide_each,
    reasons_of,
)
from nuotio.culture.release.plans import Flags, Floats, Plan, Respondents, Whole, members

LARGE = 2**31  # times a number of classes, this is still a whole number of 64 bits
WORTH_PROVING = 500  # people: of fewer the search is done as soon


@dataclass(frozen=True, eq=False)
class Survey:
    """Plan, people and the smallest group k, with who is in which group, and what was decided.

    `inside` is groups by people. `mixed` are people who are well mixed in what is shown of the
    whole survey, as soon as that is known: who answered as well as they needs no audit any more.
    """

    plan: Plan
    people: Respondents
    k: int
    inside: Flags = field(init=False)
    mixed: list[Flags] = field(init=False, default_factory=list)
    _decided: dict[tuple[bytes, Reasons, int], Reasons] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Find out who is in which group."""
        object.__setattr__(self, "inside", members(self.plan, self.people))

    def counts(self, answered: Flags) -> list[int]:
        """Return how many of each group answered."""
        return [int(count) for count in np.count_nonzero(self.inside & answered, axis=1)]

    @cached_property
    def _inside(self) -> NDArray[np.float32]:
        return self.inside.astype(np.float32)

    def counts_each(self, answered: Flags) -> Whole:
        """Return how many of each group answered each question (people by questions)."""
        return np.asarray(self._inside @ answered.astype(np.float32), dtype=np.int64)

    def are_mixed(self, answered: Flags, reasons: Reasons) -> Flags:
        """Tell of which questions the shown groups need no audit: see `mixing`."""
        return mixing.are_mixed(self.labels(reasons), answered, self.k)

    def show_each(self, answered: Flags, before: Codes, least: int, is_mixed: Flags) -> Codes:
        """Do what `show` does for many questions; those that are mixed need no audit.

        `answered` is people by questions, `before` and what is returned groups by questions.
        """
        found = hide_each(self.plan, self.counts_each(answered), before, least, self.k)
        others = np.flatnonzero(~is_mixed)
        if len(others):
            told = zip(answered[:, others].T, reasons_of(before[:, others]), strict=True)
            found[:, others] = codes_of(self.show(own, why, least) for own, why in told)
        return found

    def in_blocks(self, counts: Whole, codes: Codes) -> Whole:
        """Return how many of each shown group of the tree are in no shown group below it."""
        last = len(self.plan.parents) + 1
        shown = np.where(codes[:last] == SHOWN, counts[:last], 0)
        alone = shown.copy()
        np.subtract.at(alone, np.array(self.plan.parents, dtype=np.int64) + 1, shown[1:])
        return alone

    def show(self, answered: Flags, before: Reasons, least: int) -> Reasons:
        """Return what is hidden of a question that these people answered, and why.

        What is hidden `before` stays so; a group needs `least` answers.
        """
        key = answered.tobytes(), before, least
        if key not in self._decided:
            self._decided[key] = self._decide(answered, before, least)
        return self._decided[key]

    def _decide(self, answered: Flags, before: Reasons, least: int) -> Reasons:
        counts = self.counts(answered)
        reasons = hide(self.plan, counts, before, least, self.k)
        while len(spoken := self.few_spoken_of(answered, reasons)):
            for victim in self._next_to_hide(answered, reasons, spoken):
                before = _with(before, victim, Reason.SPAN)
            reasons = hide(self.plan, counts, before, least, self.k)
        return reasons

    def few_spoken_of(self, answered: Flags, reasons: Reasons) -> Whole:
        """Return people (their places) of whom the shown groups would tell, none if safe.

        Rule (c) holds for those who answered, so that the tree alone does not. Everybody where the
        groups are too many to look for a few.
        """
        places = np.flatnonzero(answered)
        labels = self.labels(reasons)[:, places]
        if self._is_surely_mixed(answered, labels):
            return places[:0]
        _codes, first, cell, weights = np.unique(
            one_code(labels), return_index=True, return_inverse=True, return_counts=True
        )
        rows = blocks(labels[:, first])
        if audit.is_too_large(rows):
            return places
        return np.asarray(places[np.isin(cell, audit.few_spoken_of(rows, weights, self.k))])

    def _is_surely_mixed(self, answered: Flags, labels: Whole) -> bool:
        """Tell whether there are no variables, or a proof is known, or worth trying and found."""
        if len(labels) == 1 or any(not (one & ~answered).any() for one in self.mixed):
            return True
        people = labels.shape[1]
        if people < WORTH_PROVING:
            return False
        return bool(mixing.are_mixed(labels, np.ones((people, 1), dtype=np.bool_), self.k)[0])

    def rank(self, answered: Flags, reasons: Reasons) -> int:
        """Return how many independent sums over these people the shown groups make.

        Of well mixed people these are all but one for each variable.
        """
        labels = self.labels(reasons)[:, answered]
        if self._is_surely_mixed(answered, labels):
            return sum(len(np.unique(row)) for row in labels) - len(labels) + 1
        _codes, first = np.unique(one_code(labels), return_index=True)
        return audit.rank(blocks(labels[:, first]))

    def labels(self, reasons: Reasons) -> Whole:
        """Return the block of each person: a row for the tree and for each variable shown."""
        plan = self.plan
        shown = np.array([why is None for why in reasons])
        deepest = np.zeros(len(plan.parents) + 1, dtype=np.int64)
        for unit in plan.downwards:
            deepest[unit + 1] = unit + 1 if shown[unit + 1] else deepest[plan.parents[unit] + 1]
        labels = [deepest[self.people.units + 1]]
        for variable, size in enumerate(plan.variables):
            first = plan.first_class(variable)
            if shown[first : first + size].any():
                own = np.append(np.where(shown[first : first + size], np.arange(1, size + 1), 0), 0)
                labels.append(own[self.people.classes[:, variable]])
        return np.array(labels)

    def _next_to_hide(self, answered: Flags, reasons: Reasons, spoken: Whole) -> list[int]:
        """Return the class to hide next, as the order at the top of this module has it.

        All of them where nobody can tell which.
        """
        plan, counts = self.plan, self.counts(answered)
        shown = [
            [number for number in plan.classes(variable) if reasons[number] is None]
            for variable in reversed(range(len(plan.variables)))
        ]
        shown = [classes for classes in shown if classes]
        if len(spoken) >= self.k:
            return [number for classes in shown for number in classes]
        involved = [
            classes
            for classes in shown
            if self._is_silent_without(answered, reasons, classes, spoken)
        ]
        victim = min(
            (involved or shown)[0],
            key=lambda number: (not self.inside[number, spoken].any(), counts[number], -number),
        )
        return [victim]

    def _is_silent_without(
        self, answered: Flags, reasons: Reasons, classes: list[int], spoken: Whole
    ) -> bool:
        """Tell whether nothing is told of these people once these classes are hidden."""
        without = reasons
        for number in classes:
            without = _with(without, number, Reason.SPAN)
        rows = blocks(self.labels(without)[:, answered])
        return not audit.speaks_of(rows, np.isin(np.flatnonzero(answered), spoken))


def _with(reasons: Reasons, number: int, why: Reason) -> Reasons:
    return (*reasons[:number], why, *reasons[number + 1 :])


def one_code(labels: Whole) -> Whole:
    """Return one number for each column of labels, equal where the columns are."""
    code: Whole = labels[0]
    for row in labels[1:]:
        if code.max(initial=0) > LARGE:
            code = np.unique(code, return_inverse=True)[1]
        code = code * (row.max(initial=0) + 1) + row
    return code


def blocks(labels: Whole) -> Floats:
    """Return rows of ones and zeros: a row for each block, a column for each column of labels."""
    sizes = labels.max(axis=1, initial=0) + 1
    rows = np.zeros((int(sizes.sum()), labels.shape[1]))
    starts = np.cumsum(sizes) - sizes
    rows[labels + starts[:, np.newaxis], np.arange(labels.shape[1])] = 1
    return rows[rows.any(axis=1)]
