"""The order in which the best choices are pursued until they are proved or time is up."""

import numpy as np

from nuotio.support.matching import bounding, exact, relaxing, searching
from nuotio.support.matching.answers import Best, Clock
from nuotio.support.matching.core import Core
from nuotio.support.matching.improving import Improving

SMALL = 4000  # fits that are searched to the end at once


def best_choices(core: Core, clock: Clock) -> Best:
    """Return the best choices found, and what is known of better ones."""
    best = Best(core, searching.first_answer(core, clock.is_over).picked)
    relaxed = relaxing.for_service(core, clock)
    if relaxed is None:
        best.bound = without_prices(best)
        return best
    most = bounding.on_served(core, relaxing.lowered(relaxed.prices, core.size))
    best.served_bound = max(best.served, min(best.served_bound, int(most + 1e-6)))
    best.offer(searching.rounded(core, relaxed.share, clock.is_over).picked)
    small = len(core.score) <= SMALL
    if small and not best.serves_most:
        exact.serve_most(best, clock.share(0.5))
    if small:
        exact.best_total(best, clock)
        return best
    loss = bounding.on_total(core, relaxed.prices, 0).loss
    Improving(best, loss).run(clock.share(0.8))
    exact.promising(best, clock)
    return best


def without_prices(best: Best) -> float:
    """Return what the total cannot exceed, whatever hours there are."""
    core = best.core
    free = bounding.Prices(np.zeros(len(core.room)), core.size)
    return bounding.on_total(core, free, best.served).value
