"""The whole problem, or what the bound leaves of it, searched to its end."""

from dataclasses import replace

import numpy as np

from nuotio.support.matching import bounding, descending, highs, relaxing
from nuotio.support.matching.answers import Best, Clock, laid
from nuotio.support.matching.core import Floats, Ints
from nuotio.support.matching.descending import Descent
from nuotio.support.matching.highs import Answer
from nuotio.support.matching.modelling import Part


def serve_most(best: Best, clock: Clock) -> None:
    """Look for more requests to serve until it is known how many can be."""
    core = best.core
    part = Part(core, np.arange(len(core.score)), np.zeros(len(core.room), np.int64))
    answer = _searched(best, part, part.service, clock)
    most = min(best.served_bound, answer.bound + 1e-6)
    best.served_bound = int(max(best.served, most))


def best_total(best: Best, clock: Clock) -> None:
    """Look for the best total among all that serve as many, over the fits that may lead there."""
    core = best.core
    part = Part(core, promising(best, clock), np.zeros(len(core.room), np.int64), best.served)
    answer = _searched(best, part, part.scores, clock)
    bound = answer.bound * core.size
    best.bound = max(best.total, min(best.bound, bound))


def promising(best: Best, clock: Clock) -> Ints:
    """Return the fits that a better total can contain; the bound is set on the way."""
    core = best.core
    chosen = np.array([fit for own in best.picked for fit in own], np.int64)
    relaxed = relaxing.for_total(core, best.served, chosen, clock)
    if relaxed is None:
        return np.arange(len(core.score))
    bound = bounding.on_total(core, relaxed.prices, best.served)
    best.bound = max(best.total, min(best.bound, bound.value))
    kept = bound.value - bound.loss >= best.total - best.margin
    if descending.pays(core):
        descent = Descent(core, relaxed.prices, best.served, descending.start(core, relaxed.prices))
        descent.run(descending.STEPS, clock)
        best.bound = max(best.total, min(best.bound, descent.bound))
        kept &= descent.bound - descent.losses() >= best.total - best.margin
    return np.flatnonzero(kept)


def _searched(best: Best, part: Part, gain: Floats, clock: Clock) -> Answer:
    """Solve the part; an answer that is over by a rounding error becomes a cover, and again."""
    while True:
        answer = highs.solve(part.model(gain), clock.left())
        if answer.values is None:
            return answer
        board, cover = laid(best.core, part.picked(answer.values))
        best.offer(board.picked)
        if not cover or clock.is_over():
            return answer
        part = replace(part, covers=(*part.covers, cover))
