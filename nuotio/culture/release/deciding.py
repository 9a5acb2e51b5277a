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

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nuotio.culture.release.hiding import Reason, Reasons
from nuotio.culture.release.linking import Answers, part_scale_from_items
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
    scores = person_scores(plan, people.answers)
    answered, scored = ~np.isnan(people.answers), ~np.isnan(scores)
    everybody = np.ones(len(people), dtype=np.bool_)
    whole = survey.show(everybody, (None,) * len(plan.groups), k)
    scales = [survey.show(own, whole, k) for own in scored.T]
    items = _items(survey, answered, scored, whole, scales)
    return Decision(
        groups=plan.groups,
        whole=Question(everybody, survey.inside, whole),
        scales=_questions(survey, scored, scales),
        items=_questions(survey, answered, items),
        scores=scores,
        refused=f"fewer than {k} answers" if len(people) < k else None,
    )


def _items(
    survey: Survey, answered: Flags, scored: Flags, whole: Reasons, scales: list[Reasons]
) -> list[Reasons]:
    """Return what is hidden of each item; one without a scale is shown within the survey."""
    least = max(LEAST_FOR_DETAIL, survey.k)
    around = {
        item: _within_scale(whole, scales[scale])
        for scale, items in enumerate(survey.plan.scales)
        for item in items
    }
    found = [
        survey.show(own, around.get(item, whole), least) for item, own in enumerate(answered.T)
    ]
    for scale, items in enumerate(survey.plan.scales):
        answers = Answers(answered[:, items], scored[:, scale])
        own = [found[item] for item in items]
        parted = part_scale_from_items(survey, answers, scales[scale], own)
        for item, reasons in zip(items, parted, strict=True):
            found[item] = reasons
    return found


def _within_scale(whole: Reasons, scale: Reasons) -> Reasons:
    """Return what an item is hidden by before it is looked at: its group, or its scale there."""
    return tuple(why or (hidden and Reason.SCALE) for why, hidden in zip(whole, scale, strict=True))


def _questions(survey: Survey, who: Flags, decided: list[Reasons]) -> tuple[Question, ...]:
    """Return a question for each column of people by questions."""
    return tuple(
        Question(own, survey.inside, reasons) for own, reasons in zip(who.T, decided, strict=True)
    )


def person_scores(plan: Plan, answers: Floats) -> Floats:
    """Return people by scales: the mean of the answers to at least three quarters of the items."""
    scores = np.full((len(answers), len(plan.scales)), np.nan)
    for at, scale in enumerate(plan.scales):
        own = answers[:, scale]
        given = np.count_nonzero(~np.isnan(own), axis=1)
        enough = given >= -(-3 * len(scale) // 4)
        scores[enough, at] = np.nansum(own[enough], axis=1) / given[enough]
    return scores
