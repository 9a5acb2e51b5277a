"""A first answer at once: requests are put in one by one, and room is made for those left over."""

from collections.abc import Callable, Iterable

import numpy as np

from nuotio.support.matching.board import Board
from nuotio.support.matching.core import Core, Floats

MOST_TRIED = 100  # fits that are asked to give way for one request

Hurry = Callable[[], bool]  # tells that time is up


def whole_ones(core: Core, share: Floats) -> Board:
    """Return a board with the requests that the shares (k) of a relaxation serve whole."""
    board = Board(core)
    wanted: dict[int, list[int]] = {}
    for fit in np.flatnonzero(share > 1 - 1e-6).tolist():
        wanted.setdefault(int(core.request[fit]), []).append(fit)
    for request, fits in wanted.items():
        if len(fits) == core.need[request] and all(map(board.fits, fits)):
            board.put(fits)
    return board


def filled(board: Board, hurry: Hurry) -> Board:
    """Return the board with as many requests more as is easy."""
    fill(board, frugal(board.core), hurry)
    polish(board, hurry)
    return board


def least_hours(core: Core) -> Floats:
    """Return (n) the fewest units with which each request can be served."""
    least = np.full(len(core.need), np.inf)
    np.minimum.at(least, core.request, core.units.astype(float))
    return least * core.need


def frugal(core: Core) -> list[int]:
    """Return all requests, those first that can be served with the fewest hours."""
    choices = np.bincount(core.request, minlength=len(core.need))
    order: list[int] = np.lexsort((choices, least_hours(core))).tolist()
    return order


def fill(board: Board, order: Iterable[int], hurry: Hurry) -> None:
    """Serve who can be served: with free hours first, then by moving one other request."""
    left = []
    for request in order:
        if board.picked[request]:
            continue
        if fits := board.best(request):
            board.put(fits)
        else:
            left.append(request)
    for request in left:
        if hurry():
            return
        squeeze_in(board, request)


def squeeze_in(board: Board, request: int) -> bool:
    """Serve a request by a chain in which each one that gives way takes fewer hours.

    Tell whether that worked.
    """
    before = list(board.picked)
    for _ in range(int(board.core.need[request])):
        if not _placed(board, request, -1, set()):
            board.restore(before)
            return False
    return True


def _placed(board: Board, request: int, but: int, seen: set[int]) -> bool:
    """Give a request one more mentor, other than `but`; fits that were tried are in `seen`."""
    core = board.core
    taken = {but, *(core.mentors[fit] for fit in board.picked[request])}
    open_fits = [fit for fit in core.fits_of[request] if core.mentors[fit] not in taken]
    for fit in open_fits:
        if board.fits(fit):
            board.lay(fit)
            return True
    for fit in open_fits:
        lacks = board.lacks(fit)
        for other in sorted(board.lying[core.mentors[fit]]):
            small_enough = lacks <= core.units[other] < core.units[fit]
            if not small_enough or other in seen or len(seen) >= MOST_TRIED:
                continue
            seen.add(other)
            board.lift(other)
            if board.fits(fit):
                board.lay(fit)
                if _placed(board, int(core.request[other]), core.mentors[other], seen):
                    return True
                board.lift(fit)
            board.lay(other)
    return False


def polish(board: Board, hurry: Hurry) -> None:
    """Give each request its best place, while the total grows."""
    grown = True
    while grown and not hurry():
        grown = False
        for request, fits in enumerate(board.picked):
            if fits and not hurry():
                grown |= _move(board, request)


def _move(board: Board, request: int) -> bool:
    """Choose better fits for a request where there are some."""
    before = board.take(request)
    without = _worth(board, before)
    best = board.best(request)
    if best != before and _worth(board, best) > without + _least(board):
        board.put(best)
        return True
    board.put(before)
    return False


def _worth(board: Board, fits: Iterable[int]) -> float:
    """Return what fits of different mentors bring together."""
    return sum(map(board.worth, fits))


def _least(board: Board) -> float:
    """Return the smallest gain that is no rounding error."""
    return 1e-9 * board.core.size
