"""From the problem to its core: fixed pairs set aside, what can never be chosen left out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

import numpy as np

from nuotio.support.matching import fixing, hours
from nuotio.support.matching.burden import Burden
from nuotio.support.matching.core import Core, Ints
from nuotio.support.matching.fixing import Kept, Room
from nuotio.support.matching.problem import Problem


@dataclass(frozen=True, eq=False)
class Standing:
    """The fixed pairs of each request, all bounds on hours, what is free there, and the core."""

    kept: Sequence[Sequence[Kept]]
    bounds: Sequence[Room]
    free: Sequence[int]
    core: Core


class _Entry(NamedTuple):
    """A fit that can be chosen: places of request, mentor and fit, hours in units, rooms."""

    request: int
    mentor: int
    source: int
    units: int
    uses: tuple[int, ...]


def standing(problem: Problem) -> Standing:
    """Set the fixed pairs aside and return what is left to decide; raise Infeasible."""
    units = hours.units_per_hour(largest(problem))
    bounds = fixing.rooms(problem.mentors, units)
    kept: list[list[Kept]] = [[] for _ in problem.requests]
    free = [bound.units for bound in bounds]
    for pair in fixing.keep(problem, bounds, units):
        kept[pair.request].append(pair)
        for place, bound in enumerate(bounds):
            if bound.mentor == pair.mentor and bound.counts(pair.month):
                free[place] -= pair.units
    entries = _entries(problem, kept, _Rooms(bounds, free), units)
    core = _core(problem, kept, free, entries, units)
    return Standing(kept, bounds, free, core)


def largest(problem: Problem) -> float:
    """Return the largest number of hours anywhere."""
    asked = [request.hours for request in problem.requests]
    given = [mentor.hours for mentor in problem.mentors]
    own = [fit.hours or 0.0 for fit in problem.fits]
    return max([*asked, *given, *own], default=0.0)


class _Rooms:
    """Which rooms a month of a mentor takes from, and how much is free in the smallest."""

    def __init__(self, bounds: Sequence[Room], free: Sequence[int]) -> None:
        self._free = free
        self._own: defaultdict[int, list[tuple[int, Room]]] = defaultdict(list)
        self._found: dict[tuple[int, str], tuple[tuple[int, ...], int]] = {}
        for place, bound in enumerate(bounds):
            self._own[bound.mentor].append((place, bound))

    def of(self, mentor: int, month: str) -> tuple[tuple[int, ...], int]:
        """Return the places of the rooms, and the units that are free in all of them."""
        key = (mentor, month)
        if key not in self._found:
            uses = tuple(place for place, bound in self._own[mentor] if bound.counts(month))
            self._found[key] = uses, min(self._free[place] for place in uses)
        return self._found[key]


def _entries(
    problem: Problem, kept: Sequence[Sequence[Kept]], rooms: _Rooms, units: int
) -> list[_Entry]:
    """Return the fits that may be chosen, in the order of requests, mentors and input."""
    requests = {request.id: place for place, request in enumerate(problem.requests)}
    mentors = {mentor.id: place for place, mentor in enumerate(problem.mentors)}
    taken = {(pair.request, pair.mentor) for own in kept for pair in own}
    left = [
        asked.mentors_needed - len(own) for asked, own in zip(problem.requests, kept, strict=True)
    ]
    by_request: list[list[_Entry]] = [[] for _ in problem.requests]
    for source, fit in enumerate(problem.fits):
        request, mentor = requests[fit.request], mentors[fit.mentor]
        if not left[request] or (request, mentor) in taken:
            continue
        asked = problem.requests[request].hours if fit.hours is None else fit.hours
        need = hours.whole(asked, units)
        uses, free = rooms.of(mentor, fit.month)
        if need <= free:
            by_request[request].append(_Entry(request, mentor, source, need, uses))
    return [
        entry
        for own, need in zip(by_request, left, strict=True)
        if len({entry.mentor for entry in own}) >= need
        for entry in sorted(own, key=lambda entry: entry.mentor)
    ]


def _core(
    problem: Problem,
    kept: Sequence[Sequence[Kept]],
    free: Sequence[int],
    entries: Sequence[_Entry],
    units: int,
) -> Core:
    owner = list(dict.fromkeys(entry.request for entry in entries))
    place = {request: n for n, request in enumerate(owner)}
    bonus = [fsum(pair.score for pair in kept[request]) for request in owner]
    request = [place[entry.request] for entry in entries]
    score = [
        problem.fits[entry.source].score + bonus[n]
        for entry, n in zip(entries, request, strict=True)
    ]
    need = [problem.requests[n].mentors_needed - len(kept[n]) for n in owner]
    return Core(
        units_per_hour=units,
        owner=_ints(owner),
        need=_ints(need),
        request=_ints(request),
        mentor=_ints(entry.mentor for entry in entries),
        score=np.array(score, np.float64),
        units=_ints(entry.units for entry in entries),
        uses=[entry.uses for entry in entries],
        room=_ints(_tight(free, entries)),
        source=_ints(entry.source for entry in entries),
        burden=burden_of(problem, _base(problem, kept), units),
    )


def _tight(free: Sequence[int], entries: Iterable[_Entry]) -> list[int]:
    """Return the rooms without what no choice of fits can reach."""
    uses: list[list[int]] = [[] for _ in free]
    for entry in entries:
        for place in entry.uses:
            uses[place].append(entry.units)
    return [hours.reachable(limit, own) for limit, own in zip(free, uses, strict=True)]


def _base(problem: Problem, kept: Sequence[Sequence[Kept]]) -> list[int]:
    """Return the units of each mentor that fixed pairs take."""
    base = [0] * len(problem.mentors)
    for own in kept:
        for pair in own:
            base[pair.mentor] += pair.units
    return base


def burden_of(problem: Problem, base: Sequence[int], units: int) -> Burden | None:
    """Return what load costs beside a base (units of each mentor); None where fairness is 0."""
    if not problem.fairness:
        return None
    sizes = [abs(fit.score) for fit in problem.fits]
    typical = (fsum(sizes) / len(sizes) if sizes else 0.0) or 1.0
    given = [hours.whole(mentor.hours, units) for mentor in problem.mentors]
    return Burden(problem.fairness * typical, given, base)


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), np.int64)
