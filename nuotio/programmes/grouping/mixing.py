"""Divide people into groups for each session: few meet twice, then few colleagues together.

Everyone has exactly one group in each session they attend. What comes first is that as few pairs
as possible meet again; among such groups, that as few pairs of one organisation share a group.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from nuotio.programmes.grouping import bounds, search
from nuotio.programmes.grouping.seating import Groups, Seating, deal
from nuotio.programmes.grouping.sizes import group_count, spread_pairs

STEPS = 200_000  # changes of places tried, where the bounds are not reached before

Pair = tuple[int, int]
Session = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Person:
    """Somebody to be grouped: a key that is theirs alone, and the key of their organisation."""

    key: int
    organisation: int


@dataclass(frozen=True)
class Mixing:
    """Groups of keys for each session, how good they are, and how good they could be at most.

    `repeats` counts each meeting of a pair after its first, `same_organisation` the pairs of one
    organisation in a group, both over all sessions. No groups can have less than the bounds; the
    two bounds are proved one by one, so it may be that no groups reach both.
    """

    sessions: tuple[Session, ...]
    repeats: int
    repeats_bound: int
    same_organisation: int
    same_organisation_bound: int

    @property
    def gap(self) -> int:
        """Return how many repeats could be saved at the very most."""
        return self.repeats - self.repeats_bound

    @property
    def is_proved_best(self) -> bool:
        """Tell whether it is certain that no groups have fewer repeats."""
        return self.gap == 0


@dataclass(frozen=True)
class _Task:
    """What is asked: who attends which session in how many groups, and which pairs have met."""

    organisations: Mapping[int, int]
    sessions: tuple[bounds.Session, ...]
    met: frozenset[Pair]


def mix(
    people: Sequence[Person],
    *,
    sessions: int,
    size: int,
    met: Collection[Pair] = (),
    seed: int = 0,
    steps: int = STEPS,
) -> Mixing:
    """Return mixed groups of all people for so many sessions, as `mix_sessions` does.

    Raise ValueError for no session, groups of less than two, or one key twice.
    """
    if sessions < 1:
        raise ValueError("There must be at least one session.")
    return mix_sessions([people] * sessions, size=size, met=met, seed=seed, steps=steps)


def mix_sessions(
    attending: Sequence[Sequence[Person]],
    *,
    size: int,
    met: Collection[Pair] = (),
    seed: int = 0,
    steps: int = STEPS,
) -> Mixing:
    """Return mixed groups for sessions that each have their own people.

    Groups of a session differ by at most one in size and are as near to `size` as `group_count`
    says. `met` are pairs of keys, in any order, that have met before: each of their meetings is a
    repeat. The same call makes the same groups, in whichever order people and pairs are given;
    another `seed` makes others. Raise ValueError as `mix` does.
    """
    task = _task(attending, size, met)
    chance = Random(seed)  # noqa: S311 -- nothing is guarded by it
    order = _order(task.organisations, chance)
    number = {key: place for place, key in enumerate(order)}
    top = sum(spread_pairs(len(keys), groups) for keys, groups in task.sessions if groups)
    seating = Seating(
        [task.organisations[key] for key in order],
        [(number[one], number[other]) for one, other in task.met],
        top,
    )
    for keys, groups in task.sessions:
        deal(seating, sorted(number[key] for key in keys), groups)
    fewest, alike = _least(task)
    best = search.better(seating, seating.repeat_cost * fewest + alike, steps, chance)
    return _told(task, [_named(groups, order) for groups in best])


def random_mixing(people: Sequence[Person], *, sessions: int, size: int, seed: int = 0) -> Mixing:
    """Return groups of the same sizes drawn by chance alone: what mixing is compared with.

    Raise ValueError as `mix` does.
    """
    task = _task([people] * sessions, size, ())
    chance = Random(seed)  # noqa: S311 -- nothing is guarded by it
    drawn = []
    for keys, groups in task.sessions:
        order = sorted(sorted(keys), key=lambda _key: chance.random())
        drawn.append(_named([[*range(g, len(order), groups)] for g in range(groups)], order))
    return _told(task, drawn)


def count(
    organisations: Mapping[int, int],
    sessions: Sequence[Sequence[Sequence[int]]],
    *,
    met: Collection[Pair] = (),
) -> Mixing:
    """Return the figures of groups that are there already, as `mix_sessions` tells its own.

    The bound on repeats holds for groups that differ by at most one in size.
    """
    held = [tuple(tuple(sorted(group)) for group in groups if group) for groups in sessions]
    known = {(min(pair), max(pair)) for pair in met if organisations.keys() >= {*pair}}
    task = _Task(
        organisations=organisations,
        sessions=tuple(
            (frozenset(key for group in groups for key in group), len(groups)) for groups in held
        ),
        met=frozenset((one, other) for one, other in known if one != other),
    )
    return _told(task, held)


def _task(attending: Sequence[Sequence[Person]], size: int, met: Collection[Pair]) -> _Task:
    """Return what is asked, free of the order in which it was asked; raise ValueError."""
    if size < 2:
        raise ValueError("A group needs at least two people.")
    if not attending:
        raise ValueError("There must be at least one session.")
    organisations: dict[int, int] = {}
    for person in (person for session in attending for person in session):
        if organisations.setdefault(person.key, person.organisation) != person.organisation:
            raise ValueError("The same key stands for people of two organisations.")
    sessions = [frozenset(person.key for person in session) for session in attending]
    if any(len(keys) < len(given) for keys, given in zip(sessions, attending, strict=True)):
        raise ValueError("The same key is given twice in one session.")
    known = {(min(pair), max(pair)) for pair in met if organisations.keys() >= {*pair}}
    return _Task(
        organisations=organisations,
        sessions=tuple((keys, group_count(len(keys), size)) for keys in sessions),
        met=frozenset((one, other) for one, other in known if one != other),
    )


def _order(organisations: Mapping[int, int], chance: Random) -> list[int]:
    """Return keys with colleagues beside each other, in chance order, largest first."""
    sizes = Counter(organisations.values())
    luck = {key: chance.random() for key in sorted(organisations)}

    def rank(key: int) -> tuple[int, int, float]:
        own = organisations[key]
        return -sizes[own], own, luck[key]

    return sorted(organisations, key=rank)


def _named(groups: Groups, order: Sequence[int]) -> Session:
    """Return groups of numbers as groups of keys, each and all in ascending order."""
    return tuple(sorted(tuple(sorted(order[person] for person in group)) for group in groups))


def _least(task: _Task) -> tuple[int, int]:
    """Return the bounds on repeats and on pairs of the same organisation."""
    return (
        bounds.repeats_bound(task.sessions, task.met),
        bounds.same_organisation_bound(task.organisations, task.sessions),
    )


def _told(task: _Task, sessions: Sequence[Session]) -> Mixing:
    """Return the groups with their figures, counted afresh from the groups alone."""
    meetings = Counter(_meetings(sessions))
    repeats = sum(times - (pair not in task.met) for pair, times in meetings.items())
    alike = sum(
        times
        for (one, other), times in meetings.items()
        if task.organisations[one] == task.organisations[other]
    )
    fewest, fewest_alike = _least(task)
    return Mixing(tuple(sessions), repeats, fewest, alike, fewest_alike)


def _meetings(sessions: Iterable[Session]) -> Iterable[Pair]:
    """Yield each pair of keys, ascending, once for each session in which they share a group."""
    for groups in sessions:
        for group in groups:
            yield from combinations(group, 2)
