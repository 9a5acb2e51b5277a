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

Where those who answered everything are well mixed (see `mixing`), both are quick to tell. For (1)
the variables add the same to both ranks, so that what is left to compare is which units have
somebody. For (2) a + b must be zero wherever a unit has k of them. Of those there with gaps is left
(m[p] / size - 1) b(p), or b(p) without a score: not zero exactly where b is, the anchor's groups
among them. Where rule (c) holds for these people and the audit finds no b on fewer than k of them,
b is zero there; and so it is everywhere, if the anchor's groups have the same rank among all with
gaps. Then a is zero as well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nuotio.culture.release import audit
from nuotio.culture.release.hiding import (
    CODES,
    SHOWN,
    Codes,
    Reason,
    Reasons,
    codes_of,
    hide_each,
    reasons_of,
)
from nuotio.culture.release.plans import Flags, Kind, Plan, Whole
from nuotio.culture.release.showing import Survey, blocks, one_code


@dataclass(frozen=True, eq=False)
class Scale:
    """A scale of these `items`: who answered which (people by items), and who has a score.

    `hidden` has for each group whether the scale is hidden there; `is_mixed` tells whether those
    who answered everything are well mixed, `are_gaps_mixed` whether those with gaps are.
    """

    items: Sequence[int]
    answered: Flags
    scored: Flags
    hidden: Codes
    is_mixed: bool
    are_gaps_mixed: bool

    @cached_property
    def given(self) -> Whole:
        """Return how many items each answered."""
        return np.asarray(np.count_nonzero(self.answered, axis=1))

    @cached_property
    def complete(self) -> Flags:
        """Return who answered all items."""
        return np.asarray(self.given == len(self.items))

    @cached_property
    def gaps(self) -> Flags:
        """Return who answered some items and not all."""
        return (self.given > 0) & ~self.complete

    @cached_property
    def anchor(self) -> int:
        """Return the place of the item with most answers, the last of equals."""
        counts = np.count_nonzero(self.answered, axis=0)
        return max(range(len(self.items)), key=lambda item: (counts[item], item))


def part_scales_from_items(survey: Survey, scales: Sequence[Scale], items: Codes) -> Codes:
    """Return what is hidden of each item so that nothing is told of those with gaps.

    `items` is what is hidden of each by itself, groups by items.
    """
    kept = items.copy()
    gapped = [scale for scale in scales if scale.gaps.any()]
    if gapped:
        _keep_beside(survey, gapped, kept)
        _keep_anchors(survey, gapped, kept)
    return kept


def _keep_beside(survey: Survey, scales: Sequence[Scale], kept: Codes) -> None:
    """Hide items where those who answered them and the anchor do not decide about them: step (1).

    Nearly always nothing is to be hidden, which is quick to tell of all items at once.
    """
    own = np.hstack([scale.answered for scale in scales])
    anchors = np.hstack([scale.answered[:, [scale.anchor] * len(scale.items)] for scale in scales])
    items = np.concatenate([scale.items for scale in scales])
    is_mixed = np.concatenate([[scale.is_mixed] * len(scale.items) for scale in scales])
    before = kept[:, items]
    counts = survey.counts_each(own & anchors)
    after = hide_each(survey.plan, counts, before, survey.k, survey.k)
    filled = survey.in_blocks(counts, after) > 0
    as_filled = filled == (survey.in_blocks(survey.counts_each(own), after) > 0)
    settled = is_mixed & (after == before).all(axis=0) & as_filled.all(axis=0)
    for place in np.flatnonzero(~settled):
        [reasons] = reasons_of(before[:, [place]])
        left = _beside(survey, own[:, place], anchors[:, place], reasons)
        kept[:, items[place]] = codes_of([left])[:, 0]


def _beside(survey: Survey, own: Flags, anchor: Flags, reasons: Reasons) -> Reasons:
    """Return what step (1) hides of one item."""
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


def _keep_anchors(survey: Survey, scales: Sequence[Scale], kept: Codes) -> None:
    """Hide anchors where a combination of all would tell of a few with gaps: step (2)."""
    plan, k = survey.plan, survey.k
    anchors = [scale.items[scale.anchor] for scale in scales]
    counts = survey.counts_each(np.array([scale.gaps for scale in scales]).T)
    own = kept[:, anchors]
    not_all = np.array([(kept[:, scale.items] != SHOWN).any(axis=1) for scale in scales]).T
    few = (own == SHOWN) & (not_all | ((counts > 0) & (counts < k)))
    before = np.where(few, CODES[Reason.GAPS], own)
    after = hide_each(plan, counts, before, 0, k)
    safe = np.where((own == SHOWN) & (after != SHOWN), CODES[Reason.GAPS], own)
    without_variables = (safe[plan.first_class(0) :] != SHOWN).all(axis=0)
    is_mixed = without_variables | [scale.are_gaps_mixed for scale in scales]
    settled = _are_with_enough(survey, scales, counts) & is_mixed
    kept[:, anchors] = safe
    for place in np.flatnonzero(~settled).tolist():
        [reasons] = reasons_of(safe[:, [place]])
        left = _anchor(survey, scales[place], reasons)
        kept[:, anchors[place]] = codes_of([left])[:, 0]


def _are_with_enough(survey: Survey, scales: Sequence[Scale], gaps: Whole) -> Flags:
    """Tell of which scales all with gaps are in units of k well mixed people without."""
    complete = survey.counts_each(np.array([scale.complete for scale in scales]).T)
    hidden = np.array([scale.hidden for scale in scales]).T
    enough = survey.in_blocks(complete, hidden) >= survey.k
    are_enough = (enough | (survey.in_blocks(gaps, hidden) == 0)).all(axis=0)
    return np.asarray(are_enough & [scale.is_mixed for scale in scales])


def _anchor(survey: Survey, scale: Scale, safe: Reasons) -> Reasons:
    """Return what step (2) hides of one anchor beyond what hides few people with gaps."""
    apart = _with_enough(survey, scale)
    return next(
        (
            narrower
            for narrower in _narrower(survey.plan, safe)
            if _is_surely_safe(survey, scale, narrower, apart)
            or not _tells_of_few(survey, scale, narrower)
        ),
        _nowhere(safe),
    )


def _with_enough(survey: Survey, scale: Scale) -> Flags:
    """Return who has gaps and is in a unit of k well mixed people without."""
    if not scale.is_mixed:
        return np.zeros_like(scale.gaps)
    [hidden] = reasons_of(scale.hidden[:, np.newaxis])
    units = survey.labels(hidden)[0]
    complete = np.bincount(units[scale.complete], minlength=int(units.max()) + 1)
    return np.asarray(scale.gaps & (complete[units] >= survey.k))


def _is_surely_safe(survey: Survey, scale: Scale, anchor: Reasons, apart: Flags) -> bool:
    """Tell whether those with gaps in large enough units show already that nothing is told."""
    if not np.array_equal(apart, scale.gaps):  # of which no unit tells of few
        alone = survey.in_blocks(survey.counts_each(apart[:, np.newaxis]), codes_of([anchor]))
        if ((alone > 0) & (alone < survey.k)).any():
            return False
    if len(survey.few_spoken_of(apart, anchor)):
        return False
    return survey.rank(apart, anchor) == survey.rank(scale.gaps, anchor)


def _tells_of_few(survey: Survey, scale: Scale, anchor: Reasons) -> bool:
    """Tell whether sums of ones over the scale's groups and of m over the anchor's could."""
    if anchor[0]:  # hidden for the organisation, so everywhere
        return False
    some = np.flatnonzero(scale.given)
    many = np.where(scale.scored, scale.given, 0)[some]
    [hidden] = reasons_of(scale.hidden[:, np.newaxis])
    of_scale, of_anchor = survey.labels(hidden)[:, some], survey.labels(anchor)[:, some]
    _codes, first, weights = np.unique(
        one_code(np.vstack([of_scale, of_anchor, many])), return_index=True, return_counts=True
    )
    m = many[first]
    rows = np.vstack(
        [
            blocks(of_scale[:, first]) * (m > 0),
            blocks(of_anchor[:, first]) * np.where(m > 0, m / len(scale.items), 1),
        ]
    )
    return audit.is_too_large(rows) or bool(audit.few_spoken_of(rows, weights, survey.k))


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
