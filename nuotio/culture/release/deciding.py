"""Rule (e): the decision for the whole survey, for each scale and for each item.

Each is decided by rules (a) to (d) for those who answered it: a scale within the groups of the
survey, an item within those of its scale and from 10 answers. Then `linking` looks at each scale
and its items together. Answers to different scales are never added up, so that this is all.

What the numbers of answers tell: that 12 people answered the survey and 11 the item says that one
left it out, not who. The unknowns are then who answered what, and the groups of each item are among
those of the survey, so that their numbers span nothing that the survey's own audit has not found to
stand on k people or more. And whoever knows who left it out learns no more by that: an item is
safe for those who answered it, taken as known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nuotio.culture.release.hiding import (
    CODES,
    SHOWN,
    Codes,
    Reason,
    Reasons,
    codes_of,
    hide,
    reasons_of,
)
from nuotio.culture.release.linking import Scale, part_scales_from_items
from nuotio.culture.release.plans import Flags, Floats, Group, Plan, Respondents, require_k
from nuotio.culture.release.showing import Survey

LEAST_FOR_DETAIL = 10  # answers for a distribution, and for the result of an item


@dataclass(frozen=True, eq=False)
class Question:
    """Where the whole survey, a scale or an item is shown, and of whom.

    `answered` (n) tells who counts: everybody, those with a score, those who answered the item;
    `inside` is groups by people, `reasons` has for each group None where it is shown.
    """

    answered: Flags
    inside: Flags
    reasons: Reasons

    def shown(self, number: int) -> bool:
        """Tell whether the group with this number is shown."""
        return self.reasons[number] is None

    def people(self, number: int) -> Flags:
        """Return who counts in a group that is shown; raise ValueError for one that is not."""
        if not self.shown(number):
            raise ValueError("This group is not shown.")
        people: Flags = self.inside[number] & self.answered
        return people


@dataclass(frozen=True, eq=False)
class Decision:
    """What is released: `groups` in the order of all reasons, and a question for each thing asked.

    `scales` and `items` follow the plan's scales and the columns of the answers. `refused` is None,
    or why nothing is shown; all reasons are then given as well.
    """

    groups: tuple[Group, ...]
    whole: Question
    scales: tuple[Question, ...]
    items: tuple[Question, ...]
    scores: Floats  # people by scales, NaN where too little was answered
    refused: str | None

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """Return the numbers of the groups that are shown at all."""
        return tuple(number for number in range(len(self.groups)) if self.whole.shown(number))


def decide(plan: Plan, people: Respondents, k: int = 5) -> Decision:
    """Return what may be shown of these answers; it depends on who answered what, not on how.

    Raise ValueError for a k that is not from 2 to 20.
    """
    require_k(k)
    survey = Survey(plan, people, k)
    answered, scores = ~np.isnan(people.answers), person_scores(plan, people.answers)
    everybody, scored = np.ones(len(people), dtype=np.bool_), ~np.isnan(scores)
    complete, gaps = _complete(plan, answered)
    whole, mixed = _whole(survey, everybody, np.hstack([complete, gaps]))
    is_mixed, are_gaps_mixed = mixed.reshape(2, -1)
    scales = survey.show_each(scored, codes_of([whole] * len(plan.scales)), k, is_mixed)
    parts = [
        Scale(
            own,
            answered[:, own],
            scored[:, at],
            scales[:, at],
            bool(is_mixed[at]),
            bool(are_gaps_mixed[at]),
        )
        for at, own in enumerate(plan.scales)
    ]
    items = _items(survey, answered, whole, parts)
    return Decision(
        groups=plan.groups,
        whole=Question(everybody, survey.inside, whole),
        scales=_questions(survey, scored, scales),
        items=_questions(survey, answered, items),
        scores=scores,
        refused=f"fewer than {k} answers" if len(people) < k else None,
    )


def _whole(survey: Survey, everybody: Flags, parts: Flags) -> tuple[Reasons, Flags]:
    """Return what is hidden of the survey, and which parts of all people are well mixed.

    Where one part is, all together are.
    """
    nothing: Reasons = (None,) * len(survey.plan.groups)
    before = hide(survey.plan, survey.counts(everybody), nothing, survey.k, survey.k)
    mixed = survey.are_mixed(parts, before)
    whole = before if mixed.any() else survey.show(everybody, nothing, survey.k)
    mixed = mixed if whole == before else survey.are_mixed(parts, whole)
    survey.mixed.extend(parts.T[mixed])
    return whole, mixed


def _complete(plan: Plan, answered: Flags) -> tuple[Flags, Flags]:
    """Return who answered all items of each scale, and who some of them: people by scales."""
    complete = np.empty((len(answered), len(plan.scales)), dtype=np.bool_)
    gaps = np.empty_like(complete)
    for at, own in enumerate(plan.scales):
        complete[:, at] = answered[:, own].all(axis=1)
        gaps[:, at] = answered[:, own].any(axis=1) & ~complete[:, at]
    return complete, gaps


def _items(survey: Survey, answered: Flags, whole: Reasons, scales: Sequence[Scale]) -> Codes:
    """Return what is hidden of each item; one without a scale is shown within the survey."""
    before = codes_of([whole] * answered.shape[1])
    is_mixed = np.zeros(answered.shape[1], dtype=np.bool_)
    for scale in scales:
        own = scale.hidden[:, np.newaxis]
        before[:, scale.items] = _within_scale(before[:, scale.items], own)
        is_mixed[[*scale.items]] = scale.is_mixed
    least = max(LEAST_FOR_DETAIL, survey.k)
    found = survey.show_each(answered, before, least, is_mixed)
    return part_scales_from_items(survey, scales, found)


def _within_scale(whole: Codes, scale: Codes) -> Codes:
    """Return what an item is hidden by before it is looked at: its group, or its scale there."""
    return np.where((whole == SHOWN) & (scale != SHOWN), CODES[Reason.SCALE], whole)


def _questions(survey: Survey, who: Flags, decided: Codes) -> tuple[Question, ...]:
    """Return a question for each column of people by questions."""
    return tuple(
        Question(own, survey.inside, reasons)
        for own, reasons in zip(who.T, reasons_of(decided), strict=True)
    )


def person_scores(plan: Plan, answers: Floats) -> Floats:
    """Return people by scales: the mean of the answers to at least three quarters of the items."""
    given = ~np.isnan(answers)
    filled = np.where(given, answers, 0)
    scores = np.full((len(answers), len(plan.scales)), np.nan)
    for at, scale in enumerate(plan.scales):
        own = [*scale]
        count = np.count_nonzero(given[:, own], axis=1)
        enough = count >= -(-3 * len(own) // 4)
        scores[enough, at] = filled[:, own].sum(axis=1)[enough] / count[enough]
    return scores
