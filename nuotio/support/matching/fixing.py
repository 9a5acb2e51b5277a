"""Pairs that stand whatever they cost: their months are found first, their hours set aside."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nuotio.support.matching import hours
from nuotio.support.matching.problem import Fit, Infeasible, Mentor, Problem

MOST_TRIES = 20_000


@dataclass(frozen=True)
class Room:
    """One bound on a mentor's hours: over these months, or over everything where there are none."""

    mentor: int
    months: frozenset[str] | None
    units: int

    def counts(self, month: str) -> bool:
        """Tell whether hours in this month are taken from it."""
        return self.months is None or month in self.months


@dataclass(frozen=True)
class Kept:
    """A fixed pair as it stands: request and mentor by place, month, score and units of hours."""

    request: int
    mentor: int
    month: str
    score: float
    units: int


def rooms(mentors: Sequence[Mentor], units: int) -> list[Room]:
    """Return all bounds: those over everything in the order of the mentors, then the limits."""
    over_all = [Room(place, None, hours.room(m.hours, units)) for place, m in enumerate(mentors)]
    limits = [
        Room(place, limit.months, hours.room(limit.hours, units))
        for place, mentor in enumerate(mentors)
        for limit in mentor.limits
    ]
    return over_all + limits


def keep(problem: Problem, bounds: Sequence[Room], units: int) -> list[Kept]:
    """Return the fixed pairs with their months; raise Infeasible where they do not fit.

    A pair with several fits takes the best one such that all pairs of its mentor have room; a pair
    without a fit has score 0 and the hours of the request.
    """
    requests = {request.id: place for place, request in enumerate(problem.requests)}
    mentors = {mentor.id: place for place, mentor in enumerate(problem.mentors)}
    fits = defaultdict(list)
    wanted = set(problem.fixed)
    for fit in problem.fits:
        if (fit.request, fit.mentor) in wanted:
            fits[fit.request, fit.mentor].append(fit)
    ways = defaultdict(list)
    for request, mentor in dict.fromkeys(problem.fixed):
        given = fits[request, mentor] or [Fit(request, mentor, 0.0)]
        asked = problem.requests[requests[request]].hours
        ways[mentors[mentor]].append(
            [
                Kept(
                    requests[request],
                    mentors[mentor],
                    fit.month,
                    fit.score,
                    hours.whole(need, units),
                )
                for fit in sorted(given, key=lambda fit: -fit.score)
                for need in [asked if fit.hours is None else fit.hours]
            ]
        )
    return [
        kept
        for mentor, options in sorted(ways.items())
        for kept in _placed(problem.mentors[mentor], mentor, options, bounds)
    ]


def _placed(
    mentor: Mentor, place: int, options: list[list[Kept]], bounds: Sequence[Room]
) -> list[Kept]:
    """Return one of the options for each pair, such that no bound of this mentor is broken."""
    own = [bound for bound in bounds if bound.mentor == place]
    options = sorted(options, key=len)
    tries = 0

    def deeper(taken: list[Kept]) -> Iterator[list[Kept]]:
        nonlocal tries
        if len(taken) == len(options):
            yield taken
            return
        for kept in options[len(taken)]:
            tries += 1
            if tries <= MOST_TRIES and _have_room([*taken, kept], own):
                yield from deeper([*taken, kept])

    found = next(deeper([]), None)
    if found is None:
        raise Infeasible(
            f"The fixed pairs of the mentor {mentor.id!r} need more hours than she has."
        )
    return found


def _have_room(taken: Sequence[Kept], bounds: Sequence[Room]) -> bool:
    return all(
        sum(kept.units for kept in taken if bound.counts(kept.month)) <= bound.units
        for bound in bounds
    )
