"""A slow second opinion: every assignment of a small problem is tried, with its own arithmetic."""

from collections import defaultdict
from fractions import Fraction
from itertools import combinations

from nuotio.support.matching import Fit


def best(problem):
    """Return how many requests can be served, and the best total among those that serve so many."""
    options = [list(_options(problem, request)) for request in problem.requests]
    found = []

    def deeper(place, taken, served, scores):
        if not is_possible(problem, taken):
            return
        if place == len(options):
            found.append((served, scores - penalty(problem, taken)))
            return
        for pairs, is_served in options[place]:
            more = sum(fit.score for fit, _ in pairs) if is_served else 0.0
            deeper(place + 1, [*taken, *pairs], served + is_served, scores + more)

    deeper(0, [], 0, 0.0)
    return max(found)


def penalty(problem, pairs):
    """Return what the load of (fit, hours) costs, as docs/matching.md says."""
    if not problem.fairness:
        return 0.0
    sizes = [abs(fit.score) for fit in problem.fits]
    typical = (sum(sizes) / len(sizes) if sizes else 0) or 1
    load = defaultdict(float)
    for fit, hours in pairs:
        load[fit.mentor] += hours
    costs = 0.0
    for mentor in problem.mentors:
        share = load[mentor.id] / mentor.hours if mentor.hours else 0.0
        low = min(int(share * 4), 3) / 4
        costs += low**2 + (share - low) * ((low + 0.25) ** 2 - low**2) / 0.25
    return problem.fairness * typical * costs


def is_possible(problem, pairs):
    """Tell whether (fit, hours) leave every mentor within her hours and limits, exactly."""
    for mentor in problem.mentors:
        own = [(fit.month, hours) for fit, hours in pairs if fit.mentor == mentor.id]
        if _exact(hours for _, hours in own) > _exact([mentor.hours]):
            return False
        for limit in mentor.limits:
            inside = _exact(hours for month, hours in own if month in limit.months)
            if inside > _exact([limit.hours]):
                return False
    return True


def pairs_of(problem, assignment):
    """Return (fit, hours) of everything that takes hours, fixed pairs of unserved requests too."""
    given = {(fit.request, fit.mentor, fit.month): fit for fit in problem.fits}
    months = {
        (choice.request, mentor): month
        for choice in assignment.chosen
        for mentor, month in zip(choice.mentors, choice.months, strict=True)
    }
    for request, mentor in problem.fixed:
        own = [fit for fit in problem.fits if (fit.request, fit.mentor) == (request, mentor)]
        months.setdefault((request, mentor), own[0].month if own else "")
    asked = {request.id: request.hours for request in problem.requests}
    found = []
    for (request, mentor), month in months.items():
        fit = given.get((request, mentor, month), Fit(request, mentor, 0.0, None, month))
        found.append((fit, asked[request] if fit.hours is None else fit.hours))
    return found


def _options(problem, request):
    """Return each way to staff a request: (fit, hours) pairs, and whether that serves it."""
    kept = [mentor for asked, mentor in dict.fromkeys(problem.fixed) if asked == request.id]
    own = [fit for fit in problem.fits if fit.request == request.id]
    fixed = []
    for mentor in kept:
        [fit] = [fit for fit in own if fit.mentor == mentor] or [Fit(request.id, mentor, 0.0)]
        fixed.append(fit)

    def timed(fits):
        return [(fit, request.hours if fit.hours is None else fit.hours) for fit in fits]

    left = request.mentors_needed - len(fixed)
    if left:
        yield timed(fixed), False
    others = [fit for fit in own if fit.mentor not in kept]
    for more in combinations(others, left):
        if len({fit.mentor for fit in more}) == left:
            yield timed([*fixed, *more]), True


def _exact(hours):
    return sum((Fraction(str(each)) for each in hours), Fraction(0))
