"""Serves R85, R87: the engine is as good as trying everything, and never breaks what must hold."""

import pytest

from nuotio.support.matching import Infeasible, solve
from tests.support.matching import making, oracle

BLOCKS = range(0, 1000, 100)


@pytest.mark.parametrize("first", BLOCKS)
def test_it_equals_the_best_of_all_assignments(first):
    compared = 0
    for seed in range(first, first + 100):
        problem = making.problem(seed)
        try:
            found = solve(problem)
        except Infeasible:
            with pytest.raises(ValueError, match="max"):
                oracle.best(problem)
            continue
        served, total = oracle.best(problem)
        assert (found.served, found.served_bound, found.proved) == (served, served, True), seed
        assert found.score == pytest.approx(total, abs=1e-7), seed
        assert (found.bound, found.gap) == (found.score, 0.0), seed
        compared += 1
    assert compared > 80


@pytest.mark.parametrize("first", range(0, 10_000, 1000))
def test_it_never_breaks_what_must_hold(first):
    for seed in range(first, first + 1000):
        limit_s = 0.0 if seed % 10 else 30.0
        problem = making.problem(seed, requests=4 + seed % 9, mentors=2 + seed % 7, limit_s=limit_s)
        try:
            found = solve(problem)
        except Infeasible:
            continue
        assert breaks(problem, found) == [], seed


def breaks(problem, found):
    """Return which promises an assignment breaks."""
    asked = {request.id: request for request in problem.requests}
    pairs = oracle.pairs_of(problem, found)
    allowed = {(fit.request, fit.mentor, fit.month) for fit in problem.fits}
    chosen = {
        (choice.request, mentor, month)
        for choice in found.chosen
        for mentor, month in zip(choice.mentors, choice.months, strict=True)
    }
    kept = {(request, mentor) for request, mentor, _ in chosen}
    served = [choice.request for choice in found.chosen]
    left = [each.request for each in found.unserved]
    total = sum(fit.score for fit, _ in pairs if fit.request in served)
    promises = {
        "nobody is over her hours": oracle.is_possible(problem, pairs),
        "only pairs that fit or are fixed": all(
            key in allowed or key[:2] in problem.fixed for key in chosen
        ),
        "as many different mentors as asked for": all(
            len(set(choice.mentors)) == asked[choice.request].mentors_needed
            for choice in found.chosen
        ),
        "fixed pairs stand": all(pair in kept or pair[0] in left for pair in problem.fixed),
        "each request is served or left over, in order": served
        == [name for name in asked if name in served]
        and sorted([*served, *left]) == sorted(asked),
        "the score is the total": abs(found.score - total + oracle.penalty(problem, pairs)) < 1e-7,
        "the bounds are above": found.bound >= found.score and found.served_bound >= found.served,
        "the number served": found.served == len(served),
        "a proof has no gap": (found.gap == 0) if found.proved else found.gap >= 0,
    }
    return [promise for promise, holds in promises.items() if not holds]


def test_the_same_problem_has_the_same_answer():
    problem = making.problem(7, requests=12, mentors=6)

    assert solve(problem) == solve(problem)
