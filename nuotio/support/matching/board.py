"""A board on which fits are put and taken away; what lies there never breaks a bound on hours."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from nuotio.support.matching.core import Core, Picked


class Board:
    """Chosen fits of each request, and the load of each room in whole units."""

    def __init__(self, core: Core, picked: Picked | None = None) -> None:
        self.core = core
        self.picked: Picked = [()] * len(core.need)
        self.load = [0] * len(core.room)
        self.lying: defaultdict[int, set[int]] = defaultdict(set)  # mentor: her fits
        self._room: list[int] = core.room.tolist()
        self._units: list[int] = core.units.tolist()
        self._score: list[float] = core.score.tolist()
        self._request: list[int] = core.request.tolist()
        self._mentor: list[int] = core.mentor.tolist()
        for fits in picked or ():
            self.put(fits)

    def fits(self, fit: int) -> bool:
        """Tell whether all rooms have the hours for it."""
        return self.lacks(fit) <= 0

    def full(self, fit: int) -> list[int]:
        """Return the rooms that have not the hours for it."""
        need = self._units[fit]
        return [row for row in self.core.uses[fit] if self.load[row] + need > self._room[row]]

    def lacks(self, fit: int) -> int:
        """Return how many units are missing in the room that has the least; 0 or less: none."""
        first, *others = self.core.uses[fit]
        free = self._room[first] - self.load[first]
        for row in others:
            free = min(free, self._room[row] - self.load[row])
        return self._units[fit] - free

    def put(self, fits: Sequence[int]) -> None:
        """Choose these fits, all that their request needs; the hours must be there."""
        for fit in fits:
            self.lay(fit)

    def take(self, request: int) -> tuple[int, ...]:
        """Leave a request unserved and return the fits that it had."""
        fits = self.picked[request]
        for fit in fits:
            self.lift(fit)
        return fits

    def restore(self, picked: Picked) -> None:
        """Lay everything as it was."""
        now = {fit for own in self.picked for fit in own}
        then = {fit for own in picked for fit in own}
        for fit in sorted(now - then):
            self.lift(fit)
        for fit in sorted(then - now):
            self.lay(fit)

    def lay(self, fit: int) -> None:
        """Choose one fit; its request may lack another one."""
        for row in self.core.uses[fit]:
            self.load[row] += self._units[fit]
        self.lying[self._mentor[fit]].add(fit)
        self.picked[self._request[fit]] += (fit,)

    def lift(self, fit: int) -> None:
        """Take one fit away; its request may keep another one."""
        for row in self.core.uses[fit]:
            self.load[row] -= self._units[fit]
        self.lying[self._mentor[fit]].remove(fit)
        request = self._request[fit]
        self.picked[request] = tuple(each for each in self.picked[request] if each != fit)

    def worth(self, fit: int) -> float:
        """Return what the total grows by when the fit is chosen now."""
        burden, mentor = self.core.burden, self._mentor[fit]
        if burden is None:
            return self._score[fit]
        return self._score[fit] - burden.rise(mentor, self.load[mentor], self._units[fit])

    def best(self, request: int, but: Iterable[int] = ()) -> tuple[int, ...]:
        """Return the best fits with room for a request, without these mentors; () for none."""
        found: dict[int, tuple[float, int]] = {}
        need = int(self.core.need[request])
        for fit in self.core.fits_of[request]:
            mentor = self._mentor[fit]
            if mentor in but or not self.fits(fit):
                continue
            worth = self.worth(fit)
            if mentor not in found or worth > found[mentor][0]:
                found[mentor] = worth, fit
            if self.core.burden is None and len(found) == need:
                break
        if len(found) < need:
            return ()
        best = sorted(found.values(), key=lambda each: (-each[0], each[1]))[:need]
        return tuple(fit for _, fit in best)
