"""Serves R85, R87: what others published as the optimum is what the engine finds and proves."""

from collections import Counter

import pytest

from bench import instances
from nuotio.support.matching import solve

SIXTY = list(instances.published())


def test_the_sixty_of_or_library_are_all_here():
    sizes = Counter((len(p.mentors), len(p.requests), len(p.fits)) for *_, p in SIXTY)

    assert sizes == {(m, m * n, m * m * n): 5 for m in (5, 8, 10) for n in (3, 4, 5, 6)}


# Every fourth: one of each size at least. `python -m bench.matching` solves them all.
@pytest.mark.parametrize("published", SIXTY[::4], ids=lambda published: published.name)
def test_the_published_optimum_is_found_and_proved(published):
    found = solve(published.problem)

    assert (found.served, found.unserved) == (len(published.problem.requests), ())
    assert found.proved
    assert found.score == pytest.approx(published.optimum, abs=1e-6)
