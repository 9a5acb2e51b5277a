"""Who might go through a programme together: suggestions that HR may take or leave.

Pure: it knows neither rows nor the clock, and says the same of the same mentors every time. What
counts, the weightiest first: that as many as possible get a pair, that the two share a language,
that they come from different units, that they share an interest and complete each other.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from django.utils.translation import gettext as _

EXACT_UP_TO = 16
# Each weighs more than all of the lighter ones in a hundred pairs together.
PAIRED, TALKING, ACROSS = 1_000_000_000, 1_000_000, 1_000
A_SHARED_INTEREST, COMPLETING = 3, 2
MOST_INTERESTS = 2

Team = tuple[int, ...]
Worth = Sequence[Sequence[int]]
# Two of a team, `None` for an empty chair.
Chairs = tuple[int | None, int | None]


@dataclass(frozen=True)
class Mentor:
    """What is known of a mentor; empty where she has not told."""

    key: int
    name: str
    unit: str = ""
    languages: frozenset[str] = frozenset()
    interests: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """Two mentors, or three, with what speaks for them and what stands in the way."""

    mentors: tuple[Mentor, ...]
    reasons: tuple[str, ...]
    but: tuple[str, ...]

    @property
    def keys(self) -> Team:
        """Return whom it is about."""
        return tuple(one.key for one in self.mentors)


def suggest(mentors: Iterable[Mentor], *, apart: Iterable[Iterable[int]] = ()) -> list[Suggestion]:
    """Suggest pairs, the best first; where the number is odd, three go together once.

    `apart` are those who were a pair already, or were turned down: never suggested again.
    """
    here = sorted(mentors, key=lambda one: one.key)
    never = {frozenset(keys) for keys in apart}
    worth = [[0 if a is b else _worth((a, b), never) for b in here] for a in here]
    teams = _exactly(worth) if len(here) <= EXACT_UP_TO else _nearly(worth)
    chosen = [tuple(here[place] for place in team) for team in teams]
    if len(here) % 2:
        chosen = _with_a_third(chosen, never)
    whole = [team for team in chosen if len(team) > 1]
    whole.sort(key=lambda team: (-_worth(team, never), [one.key for one in team]))
    return [Suggestion(team, *_words(team)) for team in whole]


def _worth(team: Sequence[Mentor], never: set[frozenset[int]]) -> int:
    """Return what a team is worth; 0 where it must not be."""
    keys = [one.key for one in team]
    if any(frozenset(two) in never for two in combinations(keys, 2)) or frozenset(keys) in never:
        return 0
    interests = min(MOST_INTERESTS, len(_shared_interests(team)))
    return (
        PAIRED
        + TALKING * _can_talk(team)
        + ACROSS * _is_across(team)
        + A_SHARED_INTEREST * interests
        + COMPLETING * bool(_completing(team))
    )


def _exactly(worth: Worth) -> list[Team]:
    """Return the best of all ways to pair, by trying them once for each set of those left."""

    @cache
    def best(left: int) -> tuple[int, tuple[Team, ...]]:
        if not left:
            return 0, ()
        first = (left & -left).bit_length() - 1
        others = left & ~(1 << first)
        value, teams = best(others)
        found = (value, ((first,), *teams))
        for second in range(first + 1, len(worth)):
            if others >> second & 1 and worth[first][second]:
                value, teams = best(others & ~(1 << second))
                value += worth[first][second]
                if value > found[0]:
                    found = (value, ((first, second), *teams))
        return found

    return list(best((1 << len(worth)) - 1)[1])


def _nearly(worth: Worth) -> list[Team]:
    """Return a good way to pair many: the best two first, then exchanges as long as they help."""
    pairs = _greedily(worth)

    def value(chairs: Chairs) -> int:
        first, second = chairs
        return 0 if first is None or second is None else worth[first][second]

    while _exchanged(pairs, value):
        pass
    teams = list[Team]()
    for chairs in pairs:
        seated = sorted(one for one in chairs if one is not None)
        teams += [tuple(seated)] if value(chairs) else [(one,) for one in seated]
    return sorted(teams)


def _greedily(worth: Worth) -> list[Chairs]:
    """Take the best two, then the best of the rest; in the end also those who must not, to part."""
    places = range(len(worth))
    free, pairs = set(places), list[Chairs]()
    for first, second in sorted(combinations(places, 2), key=lambda two: -worth[two[0]][two[1]]):
        if {first, second} <= free:
            pairs.append((first, second))
            free -= {first, second}
    return [*pairs, *((one, None) for one in free)]


def _exchanged(pairs: list[Chairs], value: Callable[[Chairs], int]) -> bool:
    """Exchange between two pairs where it makes them better; say whether any were."""
    is_better = False
    for one, other in combinations(range(len(pairs)), 2):
        (a, b), (c, d) = pairs[one], pairs[other]
        for new, rest in (((a, c), (b, d)), ((a, d), (b, c))):
            if value(new) + value(rest) > value(pairs[one]) + value(pairs[other]):
                pairs[one], pairs[other], is_better = new, rest, True
    return is_better


def _with_a_third(
    teams: list[tuple[Mentor, ...]], never: set[frozenset[int]]
) -> list[tuple[Mentor, ...]]:
    """Let one who was left over join the pair that she suits best."""
    alone = next(team for team in teams if len(team) == 1)
    threes = [(team, (*team, *alone)) for team in teams if len(team) == 2]
    fitting = [(pair, three) for pair, three in threes if _worth(three, never)]
    if not fitting:
        return teams
    pair, three = max(fitting, key=lambda found: _worth(found[1], never))
    joined = tuple(sorted(three, key=lambda one: one.key))
    return [joined, *(team for team in teams if team not in (pair, alone))]


def _can_talk(team: Sequence[Mentor]) -> bool:
    """Say whether they share a language; who has not told hers hinders nobody."""
    told = [one.languages for one in team if one.languages]
    return not told or bool(frozenset.intersection(*told))


def _is_across(team: Sequence[Mentor]) -> bool:
    units = {one.unit for one in team}
    return "" not in units and len(units) == len(team)


def _shared_interests(team: Sequence[Mentor]) -> list[str]:
    """Return the interests that all share, as the first of them writes."""
    others = [{word.casefold() for word in one.interests} for one in team[1:]]
    return [word for word in team[0].interests if all(word.casefold() in told for told in others)]


def _completing(team: Sequence[Mentor]) -> list[str]:
    """Return a strength of each that no other has; nothing where somebody has none."""
    found = []
    for one in team:
        others = {word.casefold() for other in team if other is not one for word in other.strengths}
        own = [word for word in one.strengths if word.casefold() not in others]
        if not own:
            return []
        found.append(own[0])
    return found


def _words(team: Sequence[Mentor]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say what speaks for a team, and what to think of before."""
    reasons, but = [], []
    if _is_across(team):
        reasons.append(_("from different units"))
    elif all(one.unit for one in team):
        is_one = len({one.unit for one in team}) == 1
        but.append(_("from the same unit") if is_one else _("two from the same unit"))
    shared = _shared_interests(team)[:MOST_INTERESTS]
    if shared:
        reasons.append(_("a shared interest: %(words)s") % {"words": ", ".join(shared)})
    completing = _completing(team)
    if completing:
        words = ", ".join(dict.fromkeys(completing))
        reasons.append(_("strengths that complete each other: %(words)s") % {"words": words})
    if not _can_talk(team):
        but.append(_("no language in common in their profiles"))
    return tuple(reasons), tuple(but)
