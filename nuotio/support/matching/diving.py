"""An assignment out of shares: the surest fits are laid first, and prices answer to each few."""

import numpy as np

from nuotio.support.matching.answers import Clock
from nuotio.support.matching.board import Board
from nuotio.support.matching.core import Ints
from nuotio.support.matching.descending import Descent

LEAST_SHARE = 0.1
ROUNDS, LEAST_FITS = 100, 5
STEPS, LENGTH = 15, 0.33  # down the prices after each round, at most, and how long the first is


def dived(descent: Descent, clock: Clock) -> Board:
    """Return a board with whole requests; the descent is used up."""
    board = Board(descent.core)
    a_round = max(LEAST_FITS, int(descent.core.need.sum()) // ROUNDS)
    left = ROUNDS
    while _lay(descent, board, a_round):
        left = max(1, left - 1)
        descent.again(LENGTH)
        descent.run(STEPS, clock.share(1 / left))
    for request in np.flatnonzero((descent.need > 0) & (descent.need < board.core.need)).tolist():
        board.take(request)
    return board


def _lay(descent: Descent, board: Board, most: int) -> int:
    """Lay the surest fits that have room, at most so many, and tell how many."""
    laid = 0
    for fit in _surest(descent):
        if laid < most and descent.is_open[fit] and board.fits(fit):
            board.lay(fit)
            descent.decide(fit)
            laid += 1
    return laid


def _surest(descent: Descent) -> list[int]:
    """Return the open fits with a share worth the name, the largest first."""
    some = np.flatnonzero(descent.is_open & (descent.share > LEAST_SHARE))
    order: Ints = some[np.argsort(-descent.share[some], kind="stable")]
    found: list[int] = order.tolist()
    return found
