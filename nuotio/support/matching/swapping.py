"""Better totals by moving one request, or by letting two change places, while that brings more.

All moves are weighed at once in arrays: the shift and swap neighbourhoods of the generalised
assignment problem (Martello & Toth 1990, section 7.4; Yagiura et al. 2006). A request that is left
over may take the place of one that is served, so that the number served stays the same. Fits in
several months are one for each pair, the best; whether there is room is asked of the board.
"""

import numpy as np
from numpy.typing import NDArray

from nuotio.support.matching import searching
from nuotio.support.matching.board import Board
from nuotio.support.matching.core import Core, Floats, Ints
from nuotio.support.matching.searching import Hurry

LARGEST = 5_000_000  # cells of the square of requests and mentors, and of places and places
MOST_AT_ONCE = 400  # moves that are tried before all are weighed again
NONE = -1


def settled(board: Board, hurry: Hurry) -> Board:
    """Return the board filled, with places changed where that brings more, and filled again."""
    searching.filled(board, hurry)
    if can_swap(board.core):
        Swapping(board).run(hurry)
        searching.filled(board, hurry)
    return board


class Swapping:
    """Shifts and swaps on one board."""

    def __init__(self, board: Board) -> None:
        core = self.core = board.core
        self.board = board
        mentors = int(core.mentor.max(initial=0)) + 1
        self._fit = np.full((len(core.need), mentors), NONE)
        order = np.argsort(core.score, kind="stable")
        self._fit[core.request[order], core.mentor[order]] = order
        self._score = np.where(self._fit == NONE, -np.inf, core.score[self._fit])
        self._units = np.where(self._fit == NONE, 0, core.units[self._fit]).astype(float)

    def run(self, hurry: Hurry) -> None:
        """Go on until nothing brings more, or time is up."""
        while not hurry() and (self._shift(hurry) or self._swap(hurry)):
            pass

    def _shift(self, hurry: Hurry) -> bool:
        """Move requests to mentors who have the hours free; tell whether some moved."""
        places = self._places()
        request = self.core.request[places]
        gain = self._score[request] - self.core.score[places][:, None]
        gain[self._units[request] > self._free()[None, :]] = -np.inf
        moved = False
        for place, mentor in _best(gain, self._least(), hurry):
            old, new = int(places[place]), int(self._fit[request[place], mentor])
            moved |= self._changed((old,), (new,))
        return moved

    def _swap(self, hurry: Hurry) -> bool:
        """Let pairs of requests change places; tell whether some did."""
        places = self._places()
        left_over = np.array([r for r, own in enumerate(self.board.picked) if not own], np.int64)
        left_over = left_over[self.core.need[left_over] == 1]
        request, mentor = self.core.request[places], self.core.mentor[places]
        room = self._free()[mentor] + self.core.units[places]
        score = self.core.score[places]
        there = np.where(
            self._units[request][:, mentor] <= room, self._score[request][:, mentor], -np.inf
        )
        gain = np.triu(there + there.T - score[:, None] - score[None, :], 1)
        instead = self._score[left_over][:, mentor] - score[None, :]
        instead[self._units[left_over][:, mentor] > room] = -np.inf
        instead[:, self.core.need[request] == 2] = -np.inf
        changed = False
        for one, other in _best(np.concatenate([gain, instead]), self._least(), hurry):
            old = int(places[other])
            if one < len(places):
                first = int(places[one])
                new = (
                    self._fit[request[one], mentor[other]],
                    self._fit[request[other], mentor[one]],
                )
                changed |= self._changed((first, old), (int(new[0]), int(new[1])))
            else:
                new_fit = int(self._fit[left_over[one - len(places)], mentor[other]])
                changed |= self._changed((old,), (new_fit,))
        return changed

    def _changed(self, old: tuple[int, ...], new: tuple[int, ...]) -> bool:
        """Lift the old fits and lay the new ones where that is allowed; tell whether it was."""
        core, board = self.core, self.board
        if not all(fit in board.lying[core.mentors[fit]] for fit in old):
            return False
        for fit in old:
            board.lift(fit)
        laid: list[int] = []
        for fit in new:
            own = board.picked[core.request[fit]]
            beside = {core.mentors[each] for each in own}
            if len(own) >= core.need[core.request[fit]] or core.mentors[fit] in beside:
                break
            if not board.fits(fit):
                break
            board.lay(fit)
            laid.append(fit)
        else:
            return True
        for fit in laid:
            board.lift(fit)
        for fit in old:
            board.lay(fit)
        return False

    def _places(self) -> Ints:
        return np.array([fit for own in self.board.picked for fit in own], np.int64)

    def _free(self) -> Floats:
        """Return the units that are free over everything for each mentor."""
        load = np.array(self.board.load, np.int64)
        free: Floats = (self.core.room - load)[: self._fit.shape[1]].astype(np.float64)
        return free

    def _least(self) -> float:
        return 1e-9 * self.core.size


def can_swap(core: Core) -> bool:
    """Tell whether all moves can be weighed at once, and scores alone say what they bring."""
    mentors = int(core.mentor.max(initial=0)) + 1
    places = int(core.need.sum())
    return core.burden is None and max(len(core.need) * mentors, places * places) <= LARGEST


def _best(gain: Floats, least: float, hurry: Hurry) -> NDArray[np.int64]:
    """Return where the largest gains are, as rows of two places, the largest first."""
    flat = np.flatnonzero(gain > least)
    if hurry() or not len(flat):
        return np.zeros((0, 2), np.int64)
    order = flat[np.argsort(-gain.flat[flat], kind="stable")[:MOST_AT_ONCE]]
    return np.stack(np.unravel_index(order, gain.shape), axis=1)
