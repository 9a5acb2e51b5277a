"""Rules (a) to (c): which groups are shown of those who answered one question.

A group is shown with enough answers and where its parent is shown. Those in a shown group but in
none of its shown children can be computed as a remainder, whether their group is hidden or has no
name (directly in the unit, no answer to the variable): it must be nobody or at least k.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from nuotio.culture.release.plans import Level, Plan, Whole


class Reason(StrEnum):
    """Why a group is not shown."""

    FEW = "few"  # it has too few answers itself
    COMPLEMENT = "complement"  # with it, a smaller group beside it could be computed
    PARENT = "parent"  # the group around it is hidden
    SPAN = "span"  # several groups together would tell of a few
    SCALE = "scale"  # the scale that the item belongs to is hidden
    GAPS = "gaps"  # with its scale it would tell what the few with gaps answered


Reasons = tuple[Reason | None, ...]  # for each group of the plan; None is shown
Codes = NDArray[np.int8]  # the same as numbers, groups by questions
NAMES: Reasons = (None, *Reason)
CODES = {name: code for code, name in enumerate(NAMES)}
SHOWN = 0


def codes_of(reasons: Iterable[Reasons]) -> Codes:
    """Return the reasons of questions as numbers: a row for each group, a column for each."""
    found = [[CODES[why] for why in own] for own in reasons]
    return np.array(found, dtype=np.int8).T


def reasons_of(codes: Codes) -> list[Reasons]:
    """Return the reasons of each question, given as numbers."""
    return [tuple(map(NAMES.__getitem__, own)) for own in codes.T.tolist()]


def hide(plan: Plan, counts: Sequence[int], before: Reasons, least: int, k: int) -> Reasons:
    """Return what is hidden when each group has so many answers and some are hidden before.

    A group needs `least` answers; remainders are nobody or at least `k`.
    """
    own = np.array(counts, dtype=np.int64)[:, np.newaxis]
    return reasons_of(hide_each(plan, own, codes_of([before]), least, k))[0]


def hide_each(plan: Plan, counts: Whole, before: Codes, least: int, k: int) -> Codes:
    """Do the same for many questions: `counts` and what is returned are groups by questions."""
    codes = np.where((before == SHOWN) & (counts < least), CODES[Reason.FEW], before)
    for level in plan.levels:
        _hide_within(level, counts, codes, k)
    return codes


def _hide_within(level: Level, counts: Whole, codes: Codes, k: int) -> None:
    """Hide what is in hidden groups of a level, and what a small remainder asks for in others."""
    own, around = codes[level.children], codes[level.parents] != SHOWN
    own[(own == SHOWN) & around[level.families]] = CODES[Reason.PARENT]
    codes[level.children] = own
    shown = np.where(own == SHOWN, counts[level.children], 0)
    remainders = counts[level.parents] - np.add.reduceat(shown, level.starts, axis=0)
    for family, question in np.argwhere(~around & (remainders > 0) & (remainders < k)).tolist():
        children = level.children[level.families == family].tolist()
        remainder = int(remainders[family, question])
        _cover_remainder(children, counts[:, question], codes[:, question], remainder, k)


def _cover_remainder(
    children: Sequence[int], counts: Whole, codes: Codes, remainder: int, k: int
) -> None:
    """Hide the smallest shown children, the last of equals first, until the remainder is safe."""
    shown = sorted(
        (child for child in children if codes[child] == SHOWN and counts[child]),
        key=lambda child: (counts[child], -child),
    )
    for child in shown:
        if not 0 < remainder < k:
            return
        codes[child] = CODES[Reason.COMPLEMENT]
        remainder += int(counts[child])
