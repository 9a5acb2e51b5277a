"""Rule (e), second half: a scale and all of its items, released together.

What an attacker is taken to know: every released number without its rounding, who is in which
group, and who answered what. Unknown are the answers x[p, j] of person p to item j. A shown item
gives sums of x[p, j] over the people of a group who answered it (where there is a distribution, of
x == 1, ... x == 5 as well: the same sums of other unknowns). A shown scale gives sums over the
people of a group who have a score, of the mean of their m[p] answers. Safe means: no combination
of all this stands on fewer than k people.

Where everybody answered everything the sums of the items add up to that of the scale, and nothing
is new. But four times a scale less its four items leaves (4/3 - 1) times the answers of those who
left one out: where that is one person in a group, her answers are told. So one item, the anchor,
is hidden in the groups where this would work, and the others stay. The anchor is the item with
most answers, the last of equals.

Why that is enough: take a combination that stands on fewer than k people T, with sums a(p) over
groups of the scale that p is in, and b[j](p) over those of item j. Outside T whoever answered j and
the anchor has b[j](p) = b[anchor](p), as both cancel the same a(p) / m[p].
(1) Item j is shown only in groups that pass rules (a) to (d) for those who answered both, and that
have the same rank there as for all who answered j; the anchor is shown only where all others are.
Then b[j] = b[anchor] in T as well.
(2) What is left of p is zero exactly if a(p) + m[p] b[anchor](p) is, without a score b[anchor](p).
These are rows that can be audited: ones for a group of the scale, m[p] for a group of the anchor.
If both hold, nothing is left of anybody. Scales have no items in common, so that they do not meet;
and what is shown in fewer groups than has been found safe is safe.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nuotio.culture.release import audit
from nuotio.culture.release.hiding import Reason, Reasons, hide
from nuotio.culture.release.plans import Flags, Kind, Plan, Whole
from nuotio.culture.release.showing import Survey, blocks, one_code


@dataclass(frozen=True, eq=False)
class Answers:
    """Who answered which item of one scale (people by items), and who has a score."""

    answered: Flags
    scored: Flags

    @cached_property
    def given(self) -> Whole:
        """Return how many items each answered."""
        return np.asarray(np.count_nonzero(self.answered, axis=1))

    @cached_property
    def size(self) -> int:
        """Return how many items there are."""
        return int(self.answered.shape[1])

    @cached_property
    def gaps(self) -> Flags:
        """Return who answered some items and not all."""
        return (self.given > 0) & (self.given < self.size)

    @cached_property
    def anchor(self) -> int:
        """Return the item with most answers, the last of equals."""
        counts = np.count_nonzero(self.answered, axis=0)
        return max(range(self.size), key=lambda item: (counts[item], item))


def part_scale_from_items(
    survey: Survey, answers: Answers, scale: Reasons, items: list[Reasons]
) -> list[Reasons]:
    """Return what is hidden of each item so that nothing is told of those with gaps.

    `scale` and `items` are what is hidden of each by itself.
    """
    if not answers.gaps.any():
        return items
    anchor = answers.anchor
    kept = [
        _beside(survey, answers.answered[:, item], answers.answered[:, anchor], reasons)
        for item, reasons in enumerate(items)
    ]
    kept[anchor] = _anchor(survey, answers, scale, kept, items[anchor])
    return kept


def _beside(survey: Survey, own: Flags, anchor: Flags, reasons: Reasons) -> Reasons:
    """Hide an item where those who answered it and the anchor do not decide about it: step (1)."""
    both = own & anchor
    if np.array_equal(both, own):
        return reasons
    safe = _as_gaps(reasons, survey.show(both, reasons, survey.k))
    return next(
        (
            narrower
            for narrower in _narrower(survey.plan, safe)
            if survey.rank(both, narrower) == survey.rank(own, narrower)
        ),
        _nowhere(safe),
    )


def _anchor(
    survey: Survey, answers: Answers, scale: Reasons, kept: list[Reasons], own: Reasons
) -> Reasons:
    """Hide the anchor where a combination of all would tell of a few with gaps: step (2)."""
    plan, gaps = survey.plan, answers.gaps
    counts = survey.counts(gaps)
    few = tuple(
        why or (Reason.GAPS if 0 < count < survey.k or any(one[number] for one in kept) else None)
        for number, (why, count) in enumerate(zip(own, counts, strict=True))
    )
    safe = _as_gaps(own, hide(plan, counts, few, 0, survey.k))
    return next(
        (
            narrower
            for narrower in _narrower(plan, safe)
            if not _tells_of_few(survey, answers, scale, narrower)
        ),
        _nowhere(safe),
    )


def _tells_of_few(survey: Survey, answers: Answers, scale: Reasons, anchor: Reasons) -> bool:
    """Tell whether sums of ones over the scale's groups and of m over the anchor's could."""
    if anchor[0]:  # hidden for the organisation, so everywhere
        return False
    some = np.flatnonzero(answers.given)
    many = np.where(answers.scored, answers.given, 0)[some]
    of_scale, of_anchor = survey.labels(scale)[:, some], survey.labels(anchor)[:, some]
    _codes, first, weights = np.unique(
        one_code(np.vstack([of_scale, of_anchor, many])), return_index=True, return_counts=True
    )
    m = many[first]
    rows = np.vstack(
        [
            blocks(of_scale[:, first]) * (m > 0),
            blocks(of_anchor[:, first]) * np.where(m > 0, m / answers.size, 1),
        ]
    )
    return bool(audit.few_spoken_of(rows, weights, survey.k))


def _narrower(plan: Plan, reasons: Reasons) -> Iterator[Reasons]:
    """Return what is shown, then the same without variables, then the organisation alone."""
    for kinds in (set(Kind), {Kind.ORGANISATION, Kind.UNIT}, {Kind.ORGANISATION}):
        yield tuple(
            why or (None if group.kind in kinds else Reason.GAPS)
            for why, group in zip(reasons, plan.groups, strict=True)
        )


def _nowhere(reasons: Reasons) -> Reasons:
    return tuple(why or Reason.GAPS for why in reasons)


def _as_gaps(before: Reasons, after: Reasons) -> Reasons:
    """Return what is hidden after, with one reason for all that was not hidden before."""
    return tuple(old or (new and Reason.GAPS) for old, new in zip(before, after, strict=True))
