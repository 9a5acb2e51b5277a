"""Who sits in which group of which session, and what it would cost if two changed places.

Persons are numbers 0, 1, 2 ... in the order of dealing: colleagues beside each other, the largest
organisation first. Costs are whole numbers in which one repeated meeting outweighs all pairs of
the same organisation together, so that the smaller cost is always the better seating.
"""

from collections.abc import Iterable, Sequence

Groups = list[list[int]]


class Seating:
    """The groups of each session, with running totals that make a change of places cheap."""

    def __init__(self, organisations: Sequence[int], met: Iterable[tuple[int, int]], top: int):
        """Begin with empty sessions; `top` is more than the pairs that will ever meet."""
        everyone = range(len(organisations))
        self.repeat_cost = 2 * top + 1
        self.cost = 0
        self.sessions: list[Groups] = []
        self.places: list[list[int]] = []  # session, person: number of the group, -1 when away
        self._alike = [
            [int(organisations[one] == organisations[other]) for other in everyone]
            for one in everyone
        ]
        self._times = [[0] * len(everyone) for _ in everyone]
        self.joining = [[*row] for row in self._alike]  # what it costs a pair to meet once more
        self.parting = [[*row] for row in self._alike]  # what it saves a pair to meet once less
        for person in everyone:
            self.joining[person][person] = self.parting[person][person] = 0
        for one, other in met:
            self._meet(one, other, 1)

    def add_session(self, groups: Groups) -> None:
        """Seat people for one more session."""
        self.cost += self.cost_of(groups)
        places = [-1] * len(self._times)
        for number, group in enumerate(groups):
            for seat, person in enumerate(group):
                places[person] = number
                for other in group[:seat]:
                    self._meet(person, other, 1)
        self.sessions.append([[*group] for group in groups])
        self.places.append(places)

    def cost_of(self, groups: Groups) -> int:
        """Return what one more session with these groups would cost."""
        return sum(
            self.joining[person][other]
            for group in groups
            for seat, person in enumerate(group)
            for other in group[:seat]
        )

    def swap_cost(self, session: int, one: int, other: int) -> int:
        """Return how the cost changes when two of different groups change places."""
        groups, places = self.sessions[session], self.places[session]
        one_joins, one_parts = self.joining[one], self.parting[one]
        other_joins, other_parts = self.joining[other], self.parting[other]
        change = -one_joins[other] - other_joins[one]
        for person in groups[places[one]]:
            change += other_joins[person] - one_parts[person]
        for person in groups[places[other]]:
            change += one_joins[person] - other_parts[person]
        return change

    def swap(self, session: int, one: int, other: int, change: int) -> None:
        """Let two of different groups change places; `change` is their `swap_cost`."""
        groups, places = self.sessions[session], self.places[session]
        for leaving, coming in ((one, other), (other, one)):
            group = groups[places[leaving]]
            group.remove(leaving)
            for person in group:
                self._meet(leaving, person, -1)
                self._meet(coming, person, 1)
        groups[places[one]].append(other)
        groups[places[other]].append(one)
        places[one], places[other] = places[other], places[one]
        self.cost += change

    def copy(self) -> list[Groups]:
        """Return the groups of all sessions as they are now."""
        return [[[*group] for group in groups] for groups in self.sessions]

    def _meet(self, one: int, other: int, times: int) -> None:
        """Count meetings of a pair up or down, and keep what the next one costs or saves."""
        met = self._times[one][other] + times
        self._times[one][other] = self._times[other][one] = met
        joining = parting = self._alike[one][other]
        joining += self.repeat_cost * (met >= 1)
        parting += self.repeat_cost * (met > 1)
        self.joining[one][other] = self.joining[other][one] = joining
        self.parting[one][other] = self.parting[other][one] = parting


def deal(seating: Seating, attending: Sequence[int], groups: int) -> None:
    """Add a session dealt out like cards, each row of cards shifted by the best fixed step.

    Person i, of row r and column c when laid in rows as long as there are groups, joins group
    c + step * r. Two who meet so meet again only in a session whose step differs from this by a
    multiple that wraps round, as in the lines of an affine plane; with steps 0, 1, 2 ... nobody
    meets twice where the number of groups is a prime, not below their size nor the number of
    sessions. All steps are tried, and the first of the cheapest is taken.
    """
    if not groups:
        seating.add_session([])
        return
    choices = (_dealt(attending, groups, step) for step in range(groups))
    seating.add_session(min(choices, key=seating.cost_of))


def _dealt(attending: Sequence[int], groups: int, step: int) -> Groups:
    """Return groups that differ by at most one, each row shifted by `step`."""
    table: Groups = [[] for _ in range(groups)]
    for place, person in enumerate(attending):
        row, column = divmod(place, groups)
        table[(column + step * row) % groups].append(person)
    return table
