"""Suggestions as a page shows them: who suits, in words, and what is missing. Writes nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nuotio.people.models import Membership
from nuotio.support import fitting
from nuotio.support.budget.capacity import Budget, Month
from nuotio.support.fitting import PERSONAL, Fitting, Obstacle, Weights
from nuotio.support.fitting.obstacles import as_told
from nuotio.support.fitting.parts import PARTS
from nuotio.support.missing import missing
from nuotio.support.models import MatchingWeights, SupportRequest
from nuotio.support.queries.fits import Material
from nuotio.support.words import missing_words, reasons

BEST = 3
HEAVIEST = 2
NOT_TICKS = frozenset({"hours_left"})  # the bar tells it
# Whom the team sees among those who were asked stands beside: nothing is counted twice.
NOT_COUNTED = PERSONAL
# Under the first of these somebody is counted; the time before what is known of her otherwise.
COUNTED = (
    Obstacle.RESTS,
    Obstacle.NO_SHARE,
    Obstacle.TIME,
    Obstacle.LANGUAGE,
    Obstacle.MODE,
    Obstacle.HOURS,
)


@dataclass(frozen=True)
class Suggestion:
    """A mentor who suits, with what speaks for her, what to know before, and her month.

    `called` is what a button calls her: the first name, where nobody else in the list has it.
    """

    mentor: Membership
    ticks: Sequence[str]
    dashes: Sequence[str]
    month: Month
    free: int
    label: str
    called: str

    @property
    def about(self) -> str:
        """Job and unit."""
        unit = self.mentor.unit.name if self.mentor.unit is not None else ""
        return ", ".join(part for part in (self.mentor.job_title, unit) if part)

    @property
    def open_hours(self) -> int:
        """The minutes that nobody uses, was promised or asks for."""
        return max(0, self.free - self.month.asked)


@dataclass(frozen=True)
class Others:
    """How many cannot serve a request for one reason; whose, where the viewer may know."""

    said: str
    names: Sequence[str]


def suggestions(found: Material, request: SupportRequest) -> list[Suggestion]:
    """Return everybody who could serve a request, who suits best first."""
    fitted = fitting.best_first(found.fittings(request.pk))
    first_names = Counter(_first_name(found.mentors[one.mentor]) for one in fitted)
    return [_suggestion(found, one, first_names) for one in fitted]


def _first_name(mentor: Membership) -> str:
    return (mentor.name.split() or [""])[0]


def _suggestion(found: Material, fitted: Fitting, first_names: Mapping[str, int]) -> Suggestion:
    budget, first = found.givers[fitted.mentor].budget, fitted.month or date.max
    mentor = found.mentors[fitted.mentor]
    told = [one for one in fitted.reasons if one.code not in NOT_TICKS]
    is_alone = first_names[_first_name(mentor)] == 1
    return Suggestion(
        mentor=mentor,
        ticks=reasons.ticks(told),
        dashes=reasons.cautions(told),
        month=_month(budget, first),
        free=fitted.free,
        label=reasons.hours_left(fitted.free, first),
        called=_first_name(mentor) if is_alone else mentor.name,
    )


def _month(budget: Budget, first: date) -> Month:
    return next(one for one in budget.ahead if one.first == first)


def others(found: Material, request: SupportRequest, *, with_names: bool) -> list[Others]:
    """Return for each reason how many could not serve a request, counted under their first one.

    Who is of the own line, or has been asked, is counted nowhere. Who has declared a conflict is
    counted among others, in the same words: missing from all lists, she would be known.
    """
    first: dict[Obstacle, list[str]] = {}
    for one in found.fittings(request.pk):
        stand = as_told(one.obstacles, by_name=with_names)
        if stand and NOT_COUNTED.isdisjoint(stand):
            counted = next(obstacle for obstacle in COUNTED if obstacle in stand)
            first.setdefault(counted, []).append(found.mentors[one.mentor].name)
    return [
        Others(
            reasons.counted(obstacle, len(first[obstacle])),
            sorted(first[obstacle], key=str.casefold) if with_names else (),
        )
        for obstacle in Obstacle
        if obstacle in first
    ]


def what_is_missing(
    found: Material, request: SupportRequest, *, day: date, with_names: bool
) -> tuple[list[str], list[str]]:
    """Return in words what is missing for a request, and what would do."""
    names = {pk: one.name for pk, one in found.mentors.items()} if with_names else None
    codes = missing(found.asks[request.pk], found.givers.values(), day=day, by_name=with_names)
    said = [
        (one.code in missing_words.LACKS, missing_words.told(one, names=names)) for one in codes
    ]
    unlike = Counter(said)  # the same sentence for two mentors who are not named is said once
    return [words for lacks, words in unlike if lacks], [
        words for lacks, words in unlike if not lacks
    ]


def heaviest(weights: Weights) -> list[str]:
    """Return the names of what weighs most, heaviest first; nothing where all weigh the same."""
    weigh: Mapping[str, int] = {name: getattr(weights, name) for name in PARTS}
    if len(set(weigh.values())) == 1:
        return []
    order = sorted((name for name in PARTS if weigh[name]), key=lambda name: -weigh[name])
    return [part_name(name) for name in order[:HEAVIEST]]


def part_name(name: str) -> str:
    """Return what a part of the score is called."""
    names = {one.name: one.verbose_name for one in MatchingWeights._meta.fields}
    return str(names[name])
