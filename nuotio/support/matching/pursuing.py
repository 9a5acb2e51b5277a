"""The order in which the best choices are pursued until they are proved or time is up."""

import numpy as np

from nuotio.support.matching import (
    bounding,
    exact,
    loading,
    pairing,
    relaxing,
    searching,
    swapping,
)
from nuotio.support.matching.answers import Best, Clock
from nuotio.support.matching.board import Board
from nuotio.support.matching.bounding import Prices
from nuotio.support.matching.core import Core
from nuotio.support.matching.improving import Improving
from nuotio.support.matching.relaxing import Relaxed

SMALL = 4000  # fits that are searched to the end at once
ROUNDING = 0.15  # of the time, for making room
AGAIN = 1.7  # times as long as the first relaxation may the last one take
BROKEN, BROKEN_NODES = 0.3, 2000  # of the time, and nodes: for what a relaxation serves in shares


def best_choices(core: Core, clock: Clock) -> Best:
    """Return the best choices found, and what is known of better ones."""
    if pairing.is_pairing(core):
        return pairing.paired(core)
    small = len(core.score) <= SMALL
    hurry = clock.is_over if small else Clock.of(0.0).is_over
    best = Best(core, searching.filled(Board(core), hurry).picked)
    best.bound = bounding.on_total(core, _free(core), best.served).value
    if small:
        _search_whole(best, clock)
    elif loading.pays(core):
        loading.search(best, clock)
    else:
        _search_in_parts(best, clock)
    return best


def _search_whole(best: Best, clock: Clock) -> None:
    """Prove how many can be served, then which total is the best."""
    relaxed = relaxing.for_service(best.core, clock)
    if relaxed is None:
        return
    best.serves_at_most(relaxing.most_served(best.core, relaxed))
    board = searching.whole_ones(best.core, relaxed.share)
    best.offer(searching.filled(board, clock.is_over).picked)
    if loading.pays(best.core):
        loading.begin(best, clock)
    if not best.serves_most:
        exact.serve_most(best, clock.share(0.5))
    exact.best_total(best, clock)


def _search_in_parts(best: Best, clock: Clock) -> None:
    """Round the best total in shares, improve it part by part, and draw the bound anew."""
    core, before = best.core, clock.left()
    relaxed = _total_of_most(best, clock)
    if relaxed is None:
        return
    last = AGAIN * (before - clock.left()) if best.served_bound < len(core.need) else 0.0
    board = searching.whole_ones(core, relaxed.share)
    broken = [request for request, fits in enumerate(board.picked) if not fits]
    best.offer(_settled(board, clock).picked)
    parts = Improving(best, bounding.on_total(core, relaxed.prices, 0).loss)
    parts.again(Board(core, best.picked), broken, BROKEN_NODES, clock.share(BROKEN))
    best.offer(_settled(Board(core, best.picked), clock).picked)
    parts.run(clock.before(last))
    best.offer(_settled(Board(core, best.picked), clock).picked)
    best.bound = bounding.on_total(core, relaxed.prices, best.served).value
    if not best.serves_most:
        exact.promising(best, clock)


def _total_of_most(best: Best, clock: Clock) -> Relaxed | None:
    """Relax for the best total among those that serve the most, all where there are the hours."""
    core = best.core
    everyone = np.arange(len(core.score))
    if searching.least_hours(core).sum() <= core.room.sum():
        relaxed = relaxing.for_total(core, len(core.need), everyone, clock)
        if relaxed is not None:
            return relaxed
    relaxed = relaxing.for_service(core, clock)
    if relaxed is not None:
        best.serves_at_most(relaxing.most_served(core, relaxed))
    return relaxed


def _settled(board: Board, clock: Clock) -> Board:
    return swapping.settled(board, clock.share(ROUNDING).is_over)


def _free(core: Core) -> Prices:
    """Return prices at which hours cost nothing."""
    return Prices(np.zeros(len(core.room)), 2 * core.size)
