"""A joint proposal: mentors for all open requests at once. Pure, over the engine.

What people have agreed to is never moved, nor what they were asked and have yet to answer: such
places are not in the wishes, and the time they take is off the budgets already. What somebody
chose by hand stands fast, and the rest is found anew around it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, product

from nuotio.support import matching
from nuotio.support.budget.budgeting import free_months, has_room, mentor_of
from nuotio.support.budget.capacity import Budget
from nuotio.support.fitting import Fitting
from nuotio.support.matching import Why

LIMIT_S = 5.0
AN_HOUR = 60
MOST_WAYS = 12
STAYS, SOONER = 0.01, 0.001  # of 100: less than anybody is told
NOTICEABLE = 0.005


@dataclass(frozen=True)
class Wish:
    """A request that lacks mentors; `places` are those that nobody has promised or is asked for."""

    request: int
    minutes: int
    places: int = 1


@dataclass(frozen=True)
class World:
    """What a proposal is made of: wishes, who suits them how well, and the time that is left.

    `before` are the pairs of request and mentor that were proposed before, with the month: they
    stay where others would be no better, so that a change by hand moves little else. Of months
    that are alike the sooner is taken.
    """

    wishes: tuple[Wish, ...]
    fittings: Mapping[int, Sequence[Fitting]]
    budgets: Mapping[int, Budget]
    fairness: float = 0.0
    before: Mapping[tuple[int, int], date | None] = field(default_factory=dict)

    def score(self, request: int, fitting: Fitting, month: date) -> float:
        """Return what the engine counts for a mentor in a month."""
        later = fitting.months.index(month) / len(fitting.months)
        if (request, fitting.mentor) not in self.before:
            return fitting.score - later * SOONER
        is_same = self.before[request, fitting.mentor] == month
        return fitting.score - later * SOONER + STAYS + is_same * STAYS


@dataclass(frozen=True)
class Pick:
    """A place that was filled by hand: with a mentor, or with nobody."""

    request: int
    place: int
    mentor: int | None


@dataclass(frozen=True)
class Place:
    """A place of a request with the mentor who is proposed and her month; or with nobody."""

    request: int
    place: int
    mentor: int | None = None
    month: date | None = None
    fit: float = 0.0
    is_by_hand: bool = False


@dataclass(frozen=True)
class Left:
    """Why a request is left over, and how many minutes its mentors lack, the nearest first."""

    why: Why
    short: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What the engine found. `served` counts requests all of whose places have a mentor.

    `fit` is the mean fit of the places that have one, 0 to 100; `gap` the share that a better
    proposal might gain where the limit of time cut the proof short.
    """

    places: tuple[Place, ...]
    served: int
    score: float
    bound: float
    gap: float
    is_proved: bool
    fit: float
    left_over: Mapping[int, Left] = field(default_factory=dict)


@dataclass(frozen=True)
class Cost:
    """What changes by hand cost against the best: requests served less, and fit before and now."""

    served: int
    best_fit: int
    fit: int
    is_less_even: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether it is as good as the best."""
        return self.served <= 0 and self.fit >= self.best_fit and not self.is_less_even


Months = Mapping[Pick, date]


def cost(best: Proposal, now: Proposal) -> Cost:
    """Return what a proposal with changes by hand costs against the best without them."""
    less = best.score - now.score > NOTICEABLE * best.score
    return Cost(best.served - now.served, round(best.fit), round(now.fit), is_less_even=less)


def propose(world: World, picks: Sequence[Pick] = (), *, limit_s: float = LIMIT_S) -> Proposal:
    """Return the best proposal in which what was chosen by hand stands; `picks` are `possible`.

    Where a mentor chosen by hand has time in several months, each is tried.
    """
    ways = list(_ways(world, picks))
    found = [_solved(world, picks, way, limit_s=limit_s / len(ways)) for way in ways]
    return max(found, key=lambda one: (one.served, one.score))


def problem(
    world: World, picks: Sequence[Pick] = (), months: Months | None = None, *, limit_s: float
) -> matching.Problem:
    """Return what the engine is asked: hours, exact; a fit for every month that would do."""
    refused = Counter(one.request for one in picks if one.mentor is None)
    wishes = [one for one in world.wishes if one.places > refused[one.request]]
    by_hand = {(one.request, one.mentor): month for one, month in (months or {}).items()}
    return matching.Problem(
        requests=tuple(
            matching.Request(
                str(one.request), one.minutes / AN_HOUR, one.places - refused[one.request]
            )
            for one in wishes
        ),
        mentors=tuple(mentor_of(key, world.budgets[key]) for key in sorted(world.budgets)),
        fits=tuple(
            matching.Fit(
                str(one.request),
                str(fit.mentor),
                world.score(one.request, fit, month),
                month=month.isoformat(),
            )
            for one in wishes
            for fit in world.fittings.get(one.request, ())
            for month in months_for(world, one, fit)
            if month == by_hand.get((one.request, fit.mentor), month)
        ),
        fairness=world.fairness,
        fixed=tuple((str(request), str(mentor)) for request, mentor in by_hand),
        limit_s=limit_s,
    )


def months_for(world: World, wish: Wish, fitting: Fitting) -> Sequence[date]:
    """Return the months in which a mentor could serve; none where something stands in the way.

    What she is asked by others, and has yet to answer, counts as taken.
    """
    budget = world.budgets.get(fitting.mentor)
    if fitting.obstacles or budget is None:
        return []
    return [one for one in free_months(budget, wish.minutes) if one in fitting.months]


def able(world: World, wish: Wish) -> Sequence[Fitting]:
    """Return the mentors who could serve a request if nobody else were served, best first."""
    fittings = [one for one in world.fittings.get(wish.request, ()) if months_for(world, wish, one)]
    return sorted(fittings, key=lambda one: (-one.score, one.mentor))


def possible(world: World, picks: Sequence[Pick]) -> Sequence[Pick]:
    """Return as many of the picks as can stand together, in their order."""
    standing = stand_together(world, picks)
    wishes = {one.request: one for one in world.wishes}
    return [
        one for one in picks if one in standing or (one.mentor is None and _is_place(wishes, one))
    ]


def stand_together(world: World, picks: Sequence[Pick]) -> Months:
    """Return as many of the picks of a mentor as can stand together, each with its month."""
    wishes = {one.request: one for one in world.wishes}
    single = [one for one in picks if one.mentor is not None and _is_place(wishes, one)]
    named = dict(enumerate(single))
    alone = World(
        wishes=tuple(Wish(key, wishes[one.request].minutes) for key, one in named.items()),
        fittings={
            key: [fit for fit in world.fittings.get(one.request, ()) if fit.mentor == one.mentor]
            for key, one in named.items()
        },
        budgets=world.budgets,
        before={
            (key, one.mentor): world.before[one.request, one.mentor]
            for key, one in named.items()
            if one.mentor is not None and (one.request, one.mentor) in world.before
        },
    )
    found = matching.solve(problem(alone, limit_s=LIMIT_S))
    return {named[int(one.request)]: date.fromisoformat(one.months[0]) for one in found.chosen}


def _ways(world: World, picks: Sequence[Pick]) -> Iterator[Months]:
    """Yield the months that the picks of a mentor could take together; some, where many."""
    first = stand_together(world, picks)
    yield first
    wishes = {one.request: one for one in world.wishes}
    months = [
        months_for(world, wishes[pick.request], fit)
        for pick in first
        for fit in world.fittings[pick.request]
        if fit.mentor == pick.mentor
    ]
    others = (dict(zip(first, way, strict=True)) for way in islice(product(*months), MOST_WAYS))
    yield from (way for way in others if way != first and _has_room(world, wishes, way))


def _has_room(world: World, wishes: Mapping[int, Wish], way: Months) -> bool:
    taken: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    for pick, month in way.items():
        if pick.mentor is not None:
            taken[pick.mentor].append((month, wishes[pick.request].minutes))
    return all(has_room(world.budgets[mentor], of) for mentor, of in taken.items())


def _is_place(wishes: Mapping[int, Wish], pick: Pick) -> bool:
    return pick.request in wishes and pick.place <= wishes[pick.request].places


def _solved(world: World, picks: Sequence[Pick], way: Months, *, limit_s: float) -> Proposal:
    found = matching.solve(problem(world, picks, way, limit_s=limit_s))
    chosen: dict[int, dict[int, date]] = defaultdict(dict)
    for one in found.chosen:
        for mentor, month in zip(one.mentors, one.months, strict=True):
            chosen[int(one.request)][int(mentor)] = date.fromisoformat(month)
    for pick, taken in way.items():
        if pick.mentor is not None:
            chosen[pick.request][pick.mentor] = taken
    fits = {(key, one.mentor): one.score for key, of in world.fittings.items() for one in of}
    places = tuple(
        Place(wish.request, number, mentor, chosen[wish.request].get(mentor or 0),
              fits.get((wish.request, mentor or 0), 0.0) , is_by_hand)
        for wish in world.wishes
        for number, mentor, is_by_hand in _filled(wish, chosen[wish.request], picks)
    )  # fmt: skip
    filled = [one.fit for one in places if one.mentor is not None]
    lacking = {one.request for one in places if one.mentor is None}
    return Proposal(
        places=places,
        served=len(world.wishes) - len(lacking),
        score=found.score,
        bound=found.bound,
        gap=found.gap,
        is_proved=found.proved,
        fit=sum(filled) / len(filled) if filled else 0.0,
        left_over={int(one.request): _left(one) for one in found.unserved},
    )


def _filled(
    wish: Wish, chosen: Mapping[int, date], picks: Sequence[Pick]
) -> Iterator[tuple[int, int | None, bool]]:
    """Yield the places of a request: what was chosen by hand where it was, the engine's around."""
    by_hand = {one.place: one.mentor for one in picks if one.request == wish.request}
    others = iter(sorted(chosen.keys() - set(by_hand.values())))
    for place in range(1, wish.places + 1):
        is_by_hand = place in by_hand
        yield place, by_hand[place] if is_by_hand else next(others, None), is_by_hand


def _left(unserved: matching.Unserved) -> Left:
    short = tuple((int(mentor), round(hours * AN_HOUR)) for mentor, hours in unserved.short)
    return Left(unserved.why, short)
