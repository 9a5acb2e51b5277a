"""From a problem to its assignment."""

from math import fsum

from nuotio.support.matching import explaining, indexing
from nuotio.support.matching.answers import Best, Clock
from nuotio.support.matching.indexing import Standing
from nuotio.support.matching.problem import Assignment, Choice, Problem, require_sound
from nuotio.support.matching.pursuing import best_choices

TINY = 1e-12
TELLING = 0.6  # times as long as it takes to read the problem


def solve(problem: Problem) -> Assignment:
    """Return the assignment that serves the most requests and among those has the best total.

    Where the limit in seconds cuts the proof short, the best one found, with its gap. Fixed pairs
    stand in any case; where one of two mentors is fixed and no second is found, the request is
    unserved and the hours of the fixed one stay taken. Raise WrongProblem where the problem
    contradicts itself, Infeasible where fixed pairs are more than a mentor's hours.
    """
    clock = Clock.of(problem.limit_s)
    require_sound(problem)
    standing = indexing.standing(problem)
    telling = TELLING * (problem.limit_s - clock.left())
    best = best_choices(standing.core, clock.before(telling))
    chosen = _chosen(problem, standing, best)
    complete = len(chosen) - best.served
    before = _before(problem, standing)
    bound = best.total if best.is_proved else max(best.total, best.bound)
    return Assignment(
        chosen=tuple(choice for choice in chosen.values()),
        served=len(chosen),
        score=before + best.total,
        bound=before + bound,
        gap=_gap(best, bound, before, complete),
        proved=best.is_proved,
        served_bound=complete + best.served_bound,
        unserved=explaining.unserved(problem, standing, best.picked, chosen.keys()),
    )


def _chosen(problem: Problem, standing: Standing, best: Best) -> dict[int, Choice]:
    """Return what was chosen for each request that has all its mentors, by its place."""
    core = standing.core
    pairs = [[(pair.mentor, pair.month) for pair in own] for own in standing.kept]
    for request, fits in zip(core.owner.tolist(), best.picked, strict=True):
        pairs[request] += [
            (int(core.mentor[fit]), problem.fits[core.source[fit]].month) for fit in sorted(fits)
        ]
    return {
        place: Choice(
            asked.id,
            tuple(problem.mentors[mentor].id for mentor, _ in own),
            tuple(month for _, month in own),
        )
        for place, (asked, own) in enumerate(zip(problem.requests, pairs, strict=True))
        if len(own) == asked.mentors_needed
    }


def _before(problem: Problem, standing: Standing) -> float:
    """Return the total of what is not open: scores of complete requests, less the fixed load."""
    burden = standing.core.burden
    scores = [
        pair.score
        for asked, own in zip(problem.requests, standing.kept, strict=True)
        if len(own) == asked.mentors_needed
        for pair in own
    ]
    loads = [] if burden is None else [-burden.cost(m, 0) for m in range(len(problem.mentors))]
    return fsum([*scores, *loads])


def _gap(best: Best, bound: float, before: float, complete: int) -> float:
    """Return the larger one of the shares that may be missing, in requests served and in total."""
    if best.is_proved:
        return 0.0
    requests = (best.served_bound - best.served) / max(complete + best.served_bound, 1)
    return max(requests, (bound - best.total) / max(abs(before + bound), TINY))
