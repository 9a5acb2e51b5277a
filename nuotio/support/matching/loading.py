"""Problems in which a mentor has room for few requests only: searched by their whole loads.

There the relaxation of hours says little, since it fills each mentor to the last minute with a
share of a request. Prices of requests (`descending`) come from whole loads: they bound what can be
reached more tightly, and tell what to lay first (`diving`).
"""

import numpy as np

from nuotio.support.matching import bounding, descending, diving, relaxing, swapping
from nuotio.support.matching.answers import Best, Clock
from nuotio.support.matching.board import Board
from nuotio.support.matching.core import Core
from nuotio.support.matching.descending import Descent
from nuotio.support.matching.improving import Improving
from nuotio.support.matching.relaxing import Relaxed, Relaxing

DOWN, DIVING, ROUNDING = 0.25, 0.5, 0.15  # of the time
LAST = 0.9  # times as long as the first descent may the last one take
MORE = 0.03  # of the time, for serving more before a search to the end


def pays(core: Core) -> bool:
    """Tell whether mentors have room for few requests, and all fits are relaxed at once."""
    return len(core.score) <= relaxing.ALL_AT_ONCE and descending.pays(core)


def begin(best: Best, clock: Clock) -> None:
    """Offer good choices before a search to the end, which then need not look far below them."""
    core = best.core
    everyone = np.arange(len(core.score))
    relaxed = relaxing.for_total(core, best.served_bound, everyone, clock)
    if relaxed is not None:
        descent = _descended(best, relaxed, clock)
        losses = descent.losses()
        _dive(best, descent, clock)
        Improving(best, losses).serve_most(clock.share(MORE))


def search(best: Best, clock: Clock) -> None:
    """Lay what the prices make sure, improve it part by part, and bound it by prices drawn anew."""
    relaxing_all = Relaxing(best.core)
    relaxed = _most_relaxed(best, relaxing_all, clock)
    if relaxed is None:
        return
    before = clock.left()
    descent = _descended(best, relaxed, clock)
    first, lower, losses = descent.first, descent.best, descent.losses()
    until = clock.before(LAST * (before - clock.left()))
    _dive(best, descent, until)
    Improving(best, losses).run(until)
    best.offer(_settled(Board(best.core, best.picked), clock).picked)
    relaxed = relaxing_all.for_total(best.served, clock) or relaxed
    start = descending.start(best.core, relaxed.prices).moved(first, lower)
    descent = Descent(best.core, relaxed.prices, best.served, start)
    descent.run(descending.STEPS, clock)
    by_hours = bounding.on_total(best.core, relaxed.prices, best.served).value
    best.bound = min(descent.bound, by_hours)


def _most_relaxed(best: Best, relaxing_all: Relaxing, clock: Clock) -> Relaxed | None:
    """Bound how many can be served, and relax for the best total among so many.

    Where so many cannot be served even in shares, by a rounding error, service far above scores.
    """
    relaxed = relaxing_all.for_service(clock)
    if relaxed is None:
        return None
    best.serves_at_most(relaxing.most_served(best.core, relaxed))
    return relaxing_all.for_total(best.served_bound, clock) or relaxed


def _descended(best: Best, relaxed: Relaxed, clock: Clock) -> Descent:
    """Return prices for as many served as can be at most."""
    start = descending.start(best.core, relaxed.prices)
    descent = Descent(best.core, relaxed.prices, best.served_bound, start)
    descent.run(descending.STEPS, clock.share(DOWN))
    return descent


def _dive(best: Best, descent: Descent, clock: Clock) -> None:
    """Offer what the descent makes sure; it is used up."""
    board = diving.dived(descent, clock.share(DIVING))
    best.offer(_settled(board, clock).picked)


def _settled(board: Board, clock: Clock) -> Board:
    return swapping.settled(board, clock.share(ROUNDING).is_over)
