"""Joint proposals as they would be made now: read, found, and told what a change costs.

Nothing is written here. The engine takes its time, so it is asked before anything is locked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nuotio.people.models import Membership
from nuotio.support.budget.budgeting import free_until
from nuotio.support.fitting import Fitting
from nuotio.support.models import BatchLine, SupportRequest
from nuotio.support.proposals import proposing
from nuotio.support.proposals.proposing import Cost, Pick, Proposal, Wish, World
from nuotio.support.queries import batches as queries
from nuotio.support.queries import fits
from nuotio.support.queries.fits import Material

MOST_WEIGHT = 10
OPEN = SupportRequest.State.OPEN


class CannotServe(Exception):
    """The mentor cannot serve this request, or its place is not free any more."""


class NoTimeBeside(Exception):
    """The mentor could serve the request, but not beside what else was chosen by hand."""


@dataclass(frozen=True)
class Change:
    """A place to be filled by hand; with `is_released` the engine chooses for it again."""

    request: int
    place: int
    mentor: int | None = None
    is_released: bool = False


@dataclass(frozen=True)
class Situation:
    """What a proposal is made of on a day, and the people in it."""

    world: World
    requests: Mapping[int, SupportRequest]
    material: Material
    day: date

    @property
    def mentors(self) -> Mapping[int, Membership]:
        """The active mentors, by key."""
        return self.material.mentors

    @property
    def weights(self) -> Mapping[str, int]:
        """What weighs how much."""
        return vars(self.material.weights)

    @property
    def until(self) -> date | None:
        """The first day of the last month that would do for one of the requests."""
        months = [month for ask in self.material.asks.values() for month in ask.months]
        return max(months, default=None)

    @property
    def minutes_left(self) -> int:
        """What all mentors together have left in the months that would do."""
        if self.until is None:
            return 0
        return sum(free_until(one, self.until) for one in self.world.budgets.values())

    def wish(self, request: int) -> Wish | None:
        """Return what a request still lacks."""
        return next((one for one in self.world.wishes if one.request == request), None)

    def fitting(self, request: int, mentor: int) -> Fitting | None:
        """Return how a mentor fits a request."""
        found = self.world.fittings.get(request, ())
        return next((one for one in found if one.mentor == mentor), None)


@dataclass(frozen=True)
class Replanned:
    """A proposal around what was chosen by hand, beside the best one without."""

    situation: Situation
    now: Proposal
    best: Proposal

    @property
    def cost(self) -> Cost:
        """What was chosen by hand costs."""
        return proposing.cost(self.best, self.now)


def situation(requests: Sequence[SupportRequest], *, day: date) -> Situation:
    """Read what decides about requests that lack mentors, as `queries.requests_that_lack`."""
    found = fits.material(requests, day=day)
    wishes = tuple(Wish(one.pk, one.minutes, one.mentors_needed - one.taken) for one in requests)
    return Situation(
        World(
            wishes,
            {one.pk: found.fittings(one.pk) for one in requests},
            {key: giver.budget for key, giver in found.givers.items()},
            fairness=found.weights.fairness / MOST_WEIGHT,
        ),
        {one.pk: one for one in requests},
        found,
        day,
    )


def draft(organisation_id: int, lines: Sequence[BatchLine] = (), *, day: date) -> Replanned:
    """Return the proposal for all requests that lack mentors, around what was chosen by hand.

    `lines` are those of the draft that it replaces; what cannot stand any more is let go.
    """
    found = situation(queries.requests_that_lack(organisation_id), day=day)
    return _replanned(remembering(found, lines), picks(lines))


def situated(lines: Sequence[BatchLine], *, day: date) -> Situation:
    """Read what decides about the requests of a proposal, as far as they still lack mentors.

    `lines` as `queries.lines_of`.
    """
    requests = {one.request_id: one.request for one in lines}.values()
    lacking = [one for one in requests if one.state == OPEN and one.taken < one.mentors_needed]
    return situation(lacking, day=day)


def replanned(found: Situation, lines: Sequence[BatchLine], change: Change) -> Replanned:
    """Return what a proposal becomes with a change by hand; CannotServe or NoTimeBeside."""
    found = remembering(found, lines)
    others = [
        one for one in picks(lines) if (one.request, one.place) != (change.request, change.place)
    ]
    others = list(proposing.possible(found.world, others))
    if change.is_released:
        return _replanned(found, others)
    pick = Pick(change.request, change.place, change.mentor)
    is_there_already = any(
        (one.request, one.mentor) == (pick.request, pick.mentor) and one.mentor is not None
        for one in others
    )
    if is_there_already or not proposing.possible(found.world, [pick]):
        raise CannotServe
    together = proposing.possible(found.world, [*others, pick])
    if len(together) <= len(others):
        raise NoTimeBeside
    return _replanned(found, together)


def remembering(found: Situation, lines: Sequence[BatchLine]) -> Situation:
    """Return a situation that knows what was proposed before."""
    before = {
        (one.request_id, one.mentor_id): one.month for one in lines if one.mentor_id is not None
    }
    return replace(found, world=replace(found.world, before=before))


def picks(lines: Sequence[BatchLine]) -> Sequence[Pick]:
    """Return what was chosen by hand."""
    return [Pick(one.request_id, one.place, one.mentor_id) for one in lines if one.is_by_hand]


def _replanned(found: Situation, picks: Sequence[Pick]) -> Replanned:
    standing = proposing.possible(found.world, picks)
    if not standing:
        best = proposing.propose(found.world)
        return Replanned(found, best, best)
    half = proposing.LIMIT_S / 2
    best = proposing.propose(found.world, limit_s=half)
    return Replanned(found, proposing.propose(found.world, standing, limit_s=half), best)
