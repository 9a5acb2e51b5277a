"""Serves R85, R87: where more is asked than there are hours, more are served and nobody is over."""

from collections import defaultdict

from nuotio.support.matching import solve
from tests.support.matching import making
from tests.support.matching.test_against_oracle import breaks


def first_come_first_served(problem):
    """Return how many are served when each in turn takes the best mentors who are free."""
    free = {mentor.id: mentor.hours for mentor in problem.mentors}
    fits = defaultdict(list)
    for fit in sorted(problem.fits, key=lambda fit: -fit.score):
        fits[fit.request].append(fit.mentor)
    served = 0
    for request in problem.requests:
        able = [mentor for mentor in fits[request.id] if free[mentor] >= request.hours]
        if len(able) >= request.mentors_needed:
            served += 1
            for mentor in able[: request.mentors_needed]:
                free[mentor] -= request.hours
    return served


def test_at_113_per_cent_a_tenth_more_are_served_than_first_come_first_served():
    ours = theirs = 0
    for seed in range(6):
        problem = making.busy(seed, requests=60, mentors=24, limit_s=1.0)

        found = solve(problem)

        assert breaks(problem, found) == [], seed
        ours += found.served
        theirs += first_come_first_served(problem)
    assert ours >= 1.1 * theirs
