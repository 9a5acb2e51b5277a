"""Bettering a seating by letting two people change places, again and again (annealing).

Source: Kirkpatrick, Gelatt and Vecchi, Optimization by simulated annealing, Science 220 (1983).
The stop is a number of steps and not a clock, so that each machine finds the same groups.
"""

import math
from collections.abc import Iterator
from random import Random

from nuotio.programmes.grouping.seating import Groups, Seating

# Chosen by measuring thirteen cases (10 to 65 people, 3 to 9 sessions). On the way a repeat weighs
# only as much as two pairs of one organisation: heavier, the walk stiffens too early. The best
# seating met on the way is told apart by the true cost, in which repeats always come first.
REPEAT_ON_THE_WAY = 2
HOT, COLD = 0.9, 0.12
ROUNDS = 2
STEPS_PER_WARMTH = 64

Swap = tuple[int, int, int]  # session, one person, another of a different group


def better(seating: Seating, least: int, steps: int, chance: Random) -> list[Groups]:
    """Return the best groups found in so many steps; stop early at a cost of `least`."""
    best, best_cost = seating.copy(), seating.cost
    if best_cost <= least:
        return best
    for (session, one, other), warmth in _tries(seating, steps, chance):
        change = seating.swap_cost(session, one, other)
        if change > 0 and chance.random() >= _daring(seating, change, warmth):
            continue
        seating.swap(session, one, other, change)
        if seating.cost < best_cost:
            best, best_cost = seating.copy(), seating.cost
            if best_cost <= least:
                break
    return best


def _tries(seating: Seating, steps: int, chance: Random) -> Iterator[tuple[Swap, float]]:
    """Yield changes of places drawn by chance, with the warmth that cools from round to round."""
    movable = [
        (number, [person for person, place in enumerate(places) if place >= 0], places)
        for number, places in enumerate(seating.places)
        if len(seating.sessions[number]) > 1
    ]
    warmth, draw = HOT, chance.random
    for step in range(steps if movable else 0):
        if step % STEPS_PER_WARMTH == 0:
            warmth = HOT * (COLD / HOT) ** (step * ROUNDS / steps % 1)
        number, attending, places = movable[int(draw() * len(movable))]
        one = attending[int(draw() * len(attending))]
        other = attending[int(draw() * len(attending))]
        if places[one] != places[other]:
            yield (number, one, other), warmth


def _daring(seating: Seating, change: int, warmth: float) -> float:
    """Return how probable it is to accept a change for the worse."""
    whole = seating.repeat_cost
    repeats = (change + whole // 2) // whole
    worse = REPEAT_ON_THE_WAY * repeats + change - whole * repeats
    return math.exp(min(0.0, -worse / warmth))
