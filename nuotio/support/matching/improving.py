"""Better and better answers to a problem that is too large to search whole: a part at a time.

Large neighbourhood search (Shaw 1998): the requests of some mentors, and those left over that they
may serve, are taken back, and that part is solved by HiGHS with everything else standing.
"""

from collections import Counter
from random import Random

import numpy as np

from nuotio.support.matching import highs
from nuotio.support.matching.answers import Best, Clock
from nuotio.support.matching.board import Board
from nuotio.support.matching.core import Core, Floats, Picked
from nuotio.support.matching.modelling import Part

FITS = 6  # of each request, the ones that cost the bound least
NODES = 10
START, LEAST, MOST = 25, 10, 50  # requests taken back at once
SERVICE = 10.0  # one more request served, in the largest score


class Improving:
    """Takes parts of the best answer back and solves them again, over few fits of each request."""

    def __init__(self, best: Best, loss: Floats) -> None:
        self.best = best
        self._chance = Random(0)  # noqa: S311 -- the same parts every time; guards nothing
        core = best.core
        self._most = max(LEAST, min(MOST, len(core.need) // 2))
        self._size = min(START, self._most)
        order = np.lexsort((loss, core.request))
        starts = np.searchsorted(core.request[order], core.request[order])
        kept = order[np.arange(len(order)) - starts < FITS]
        self._fits: list[list[int]] = [[] for _ in core.need]
        for fit in kept.tolist():
            self._fits[core.request[fit]].append(fit)

    def run(self, clock: Clock) -> None:
        """Go on until time is up, or nothing better is possible any more."""
        while not clock.is_over() and not self.best.is_proved:
            self._solve_a_part(clock)

    def serve_most(self, clock: Clock) -> None:
        """Go on until nobody can serve more, or time is up."""
        while not clock.is_over() and not self.best.serves_most:
            self._solve_a_part(clock)

    def _solve_a_part(self, clock: Clock) -> None:
        board = Board(self.best.core, self.best.picked)
        whole = self.again(board, self._taken(board), NODES, clock)
        self._size = min(self._most, _fitted(self._size, grow=whole))

    def again(self, board: Board, free: list[int], nodes: int, clock: Clock) -> bool:
        """Solve these requests again beside what lies on the board; tell whether to the end."""
        for request in free:
            board.take(request)
        part = self._part(board, free)
        if not len(part.fits):
            return True
        answer = highs.solve(
            part.model(part.scores + SERVICE * part.service),
            clock.left(),
            start=part.columns(self.best.picked),
            nodes=nodes,
        )
        if answer.values is not None:
            self._offer(board, part.picked(answer.values))
        return answer.exhausted

    def _taken(self, board: Board) -> list[int]:
        """Return requests near each other: those of mentors whom they share, and some left over."""
        core, chance = board.core, self._chance
        seed = chance.randrange(len(core.need))
        near: Counter[int] = Counter()
        found: dict[int, None] = {}
        mentors: set[int] = set()
        new = [seed]
        while len(found) < self._size:
            found.update(dict.fromkeys(new))
            for request in new:
                near.update(core.mentors[fit] for fit in self._fits[request])
            for mentor in mentors:
                near.pop(mentor, None)
            if not near:
                break
            most = max(near.values())
            mentor = chance.choice([each for each, count in near.items() if count == most])
            mentors.add(mentor)
            new = [
                r for f in sorted(board.lying[mentor]) if (r := int(core.request[f])) not in found
            ]
        waiting = [r for r, fits in enumerate(board.picked) if not fits and r not in found]
        chance.shuffle(waiting)
        waiting.sort(key=lambda r: -sum(core.mentors[fit] in mentors for fit in self._fits[r]))
        return sorted([*found, *waiting[: self._size // 3]])

    def _part(self, board: Board, free: list[int]) -> Part:
        """Return the fits of these requests that have room now, beside the load that stays."""
        core, chosen = self.best.core, self.best.picked
        fits = {
            fit
            for request in free
            for fit in (*self._fits[request], *chosen[request])
            if board.fits(fit)
        }
        return Part(core, np.array(sorted(fits), np.int64), np.array(board.load, np.int64))

    def _offer(self, board: Board, fits: list[int]) -> None:
        """Put these fits on the board and offer what lies there then."""
        for own in _by_request(self.best.core, fits):
            if not any(map(board.full, own)):
                board.put(own)
        self.best.offer(board.picked)


def _by_request(core: Core, fits: list[int]) -> Picked:
    found: dict[int, tuple[int, ...]] = {}
    for fit in fits:
        request = int(core.request[fit])
        found[request] = (*found.get(request, ()), fit)
    return list(found.values())


def _fitted(size: int, *, grow: bool) -> int:
    """Return a larger size after a part that was solved whole, a smaller one after another."""
    return size * 11 // 10 + 1 if grow else max(LEAST, size * 9 // 10)
