"""A new request enters a standing assignment: nobody is moved."""

import math
from collections.abc import Sequence

from nuotio.support.matching import fixing, hours, indexing
from nuotio.support.matching.problem import (
    Assignment,
    Choice,
    Fit,
    Problem,
    Request,
    WrongProblem,
)


class StandingAssignment:
    """What people have agreed to and the hours that are free beside it; requests may enter it.

    Reading it takes as long as the problem is large, each entry as long as the request has fits.
    """

    def __init__(self, problem: Problem, standing: Assignment) -> None:
        self._units = hours.units_per_hour(indexing.largest(problem))
        self._mentors = {mentor.id: place for place, mentor in enumerate(problem.mentors)}
        self._requests = {request.id for request in problem.requests}
        self._free: list[list[tuple[fixing.Room, int]]] = [[] for _ in problem.mentors]
        for room in fixing.rooms(problem.mentors, self._units):
            self._free[room.mentor].append((room, room.units))
        self._load = [0] * len(problem.mentors)
        self._burden = indexing.burden_of(problem, self._load, self._units)
        for mentor, month, needed in _agreed(problem, standing):
            self._give(self._mentors[mentor], month, hours.whole(needed, self._units))

    def enter(self, request: Request, fits: Sequence[Fit]) -> Choice | None:
        """Serve a request from what is free, and count that as agreed; None where it is too little.

        The fits that raise the total most are chosen. Raise WrongProblem where the request is
        there already, or a fit is not its own or names nobody.
        """
        if request.id in self._requests:
            raise WrongProblem(f"The request {request.id!r} is there already.")
        best: dict[str, tuple[float, Fit, int]] = {}
        for fit in fits:
            need = self._needed(request, fit)
            worth = fit.score - self._rise(self._mentors[fit.mentor], need)
            has_room = need <= self._free_in(self._mentors[fit.mentor], fit.month)
            if has_room and (fit.mentor not in best or worth > best[fit.mentor][0]):
                best[fit.mentor] = worth, fit, need
        if len(best) < request.mentors_needed:
            return None
        chosen = sorted(best.values(), key=lambda each: -each[0])[: request.mentors_needed]
        for _, fit, need in chosen:
            self._give(self._mentors[fit.mentor], fit.month, need)
        self._requests.add(request.id)
        return Choice(
            request.id,
            tuple(fit.mentor for _, fit, _ in chosen),
            tuple(fit.month for _, fit, _ in chosen),
        )

    def _needed(self, request: Request, fit: Fit) -> int:
        """Return the units that a fit takes; raise WrongProblem where it cannot be one."""
        needed = request.hours if fit.hours is None else fit.hours
        if fit.request != request.id or fit.mentor not in self._mentors:
            raise WrongProblem(
                f"The fit of {fit.request!r} and {fit.mentor!r} is none of {request.id!r}."
            )
        if not (needed >= 0 and math.isfinite(needed) and math.isfinite(fit.score)):
            raise WrongProblem(
                f"The fit of {fit.request!r} and {fit.mentor!r} has no real numbers."
            )
        return hours.whole(needed, self._units)

    def _rise(self, mentor: int, need: int) -> float:
        return 0.0 if self._burden is None else self._burden.rise(mentor, self._load[mentor], need)

    def _free_in(self, mentor: int, month: str) -> int:
        return min(free for room, free in self._free[mentor] if room.counts(month))

    def _give(self, mentor: int, month: str, units: int) -> None:
        self._load[mentor] += units
        self._free[mentor] = [
            (room, free - units if room.counts(month) else free)
            for room, free in self._free[mentor]
        ]


def add_request(
    problem: Problem, standing: Assignment, request: Request, fits: tuple[Fit, ...]
) -> Choice | None:
    """Return who can serve a new request beside what is agreed, the best of them; None for nobody.

    For many requests after each other `StandingAssignment` reads what stands only once.
    """
    return StandingAssignment(problem, standing).enter(request, fits)


def _agreed(problem: Problem, standing: Assignment) -> list[tuple[str, str, float]]:
    """Return mentor, month and hours of everything that is agreed, fixed pairs among it."""
    asked = {request.id: request.hours for request in problem.requests}
    own = {(fit.request, fit.mentor, fit.month): fit.hours for fit in problem.fits}
    chosen = {
        (choice.request, mentor): month
        for choice in standing.chosen
        for mentor, month in zip(choice.mentors, choice.months, strict=True)
    }
    pairs = chosen | {pair: "" for pair in problem.fixed if pair not in chosen}
    found = []
    for (request, mentor), month in pairs.items():
        needed = own.get((request, mentor, month))
        found.append((mentor, month, asked[request] if needed is None else needed))
    return found
