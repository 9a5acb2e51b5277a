"""For each request left over: what is missing, and from whom how many hours."""

from collections import defaultdict
from collections.abc import Container, Sequence

from nuotio.support.matching import hours
from nuotio.support.matching.core import Picked
from nuotio.support.matching.indexing import Standing
from nuotio.support.matching.problem import Fit, Problem, Request, Unserved, Why

MOST_SHORT = 3


class _Telling:
    """What is free for each mentor and month: beside fixed pairs alone, and in the assignment."""

    def __init__(self, problem: Problem, standing: Standing, picked: Picked) -> None:
        core = standing.core
        self._standing = standing
        self._alone = list(standing.free)
        self._now = list(standing.free)
        for fits in picked:
            for fit in fits:
                for row in core.uses[fit]:
                    self._now[row] -= int(core.units[fit])
        self._places = {mentor.id: place for place, mentor in enumerate(problem.mentors)}
        self._rows: defaultdict[int, list[int]] = defaultdict(list)
        for row, bound in enumerate(standing.bounds):
            self._rows[bound.mentor].append(row)

    def told(self, request: Request, place: int, fits: Sequence[Fit]) -> Unserved:
        """Return why this request is left over."""
        fixed = {pair.mentor for pair in self._standing.kept[place]}
        open_fits = [fit for fit in fits if self._places[fit.mentor] not in fixed]
        left = request.mentors_needed - len(fixed)
        may = {fit.mentor for fit in open_fits}
        if len(may) < left:
            return Unserved(request.id, Why.TOO_FEW if may or fixed else Why.NO_FIT)
        alone = self._lacking(request, open_fits, self._alone)
        if sum(lacking <= 0 for lacking in alone.values()) < left:
            return Unserved(request.id, Why.NO_HOURS, self._nearest(alone))
        now = self._lacking(request, open_fits, self._now)
        return Unserved(request.id, Why.CROWDED_OUT, self._nearest(now))

    def _lacking(
        self, request: Request, fits: Sequence[Fit], free: Sequence[int]
    ) -> dict[str, int]:
        """Return for each mentor the units that are missing in her best month; 0 or less: none."""
        units = self._standing.core.units_per_hour
        found: dict[str, int] = {}
        for fit in fits:
            mentor = self._places[fit.mentor]
            need = hours.whole(request.hours if fit.hours is None else fit.hours, units)
            rows = [r for r in self._rows[mentor] if self._standing.bounds[r].counts(fit.month)]
            lacking = need - min(free[row] for row in rows)
            found[fit.mentor] = min(lacking, found.get(fit.mentor, lacking))
        return found

    def _nearest(self, lacking: dict[str, int]) -> tuple[tuple[str, float], ...]:
        """Return who lacks the fewest hours, and how many, told without rounding errors."""
        units = self._standing.core.units_per_hour
        short = sorted(
            (need, self._places[mentor], mentor) for mentor, need in lacking.items() if need > 0
        )
        return tuple((mentor, round(need / units, 6)) for need, _, mentor in short[:MOST_SHORT])


def unserved(
    problem: Problem, standing: Standing, picked: Picked, served: Container[int]
) -> tuple[Unserved, ...]:
    """Return why each request is left over whose place is not among the served ones."""
    left = [place for place in range(len(problem.requests)) if place not in served]
    names = {problem.requests[place].id for place in left}
    fits = defaultdict(list)
    for fit in problem.fits:
        if fit.request in names:
            fits[fit.request].append(fit)
    telling = _Telling(problem, standing, picked)
    requests = problem.requests
    return tuple(telling.told(requests[p], p, fits[requests[p].id]) for p in left)
