"""Rules (a) to (c): which groups are shown of those who answered one question.

A group is shown with enough answers and where its parent is shown. Those in a shown group but in
none of its shown children can be computed as a remainder, whether their group is hidden or has no
name (directly in the unit, no answer to the variable): it must be nobody or at least k.
"""

from collections.abc import Sequence
from enum import StrEnum

from nuotio.culture.release.plans import Family, Plan


class Reason(StrEnum):
    """Why a group is not shown."""

    FEW = "few"  # it has too few answers itself
    COMPLEMENT = "complement"  # with it, a smaller group beside it could be computed
    PARENT = "parent"  # the group around it is hidden
    SPAN = "span"  # several groups together would tell of a few
    SCALE = "scale"  # the scale that the item belongs to is hidden
    GAPS = "gaps"  # with its scale it would tell what the few with gaps answered


Reasons = tuple[Reason | None, ...]  # for each group of the plan; None is shown


def hide(plan: Plan, counts: Sequence[int], before: Reasons, least: int, k: int) -> Reasons:
    """Return what is hidden when each group has so many answers and some are hidden before.

    A group needs `least` answers; remainders are nobody or at least `k`.
    """
    reasons = [
        why or (Reason.FEW if count < least else None)
        for why, count in zip(before, counts, strict=True)
    ]
    for family in plan.families:
        if reasons[family.parent] is None:
            _cover_remainder(family, counts, reasons, k)
        else:
            for child in family.children:
                reasons[child] = reasons[child] or Reason.PARENT
    return tuple(reasons)


def _cover_remainder(
    family: Family, counts: Sequence[int], reasons: list[Reason | None], k: int
) -> None:
    """Hide the smallest shown children, the last of equals first, until the remainder is safe."""
    shown = sorted(
        (child for child in family.children if reasons[child] is None and counts[child]),
        key=lambda child: (counts[child], -child),
    )
    remainder = counts[family.parent] - sum(counts[child] for child in shown)
    for child in shown:
        if not 0 < remainder < k:
            return
        reasons[child] = Reason.COMPLEMENT
        remainder += counts[child]
