"""What is missing for a request that nobody can serve, and what would do. Pure.

Mentors who cannot be asked for who they are do not count, and nothing tells which they are: their
own reporting line, an answer given. Of the others the first thing in this order that leaves nobody
is what is missing: a mentor at all, one who takes requests, the language, the place, a day, the
hours. Who has declared a conflict counts as one who rests, or whose day never suits: left out, she
would be known where there are few. Then each wish is let go by itself, to see what would do.

`nuotio.support.words.missing_words` has the words.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nuotio.support.budget import capacity
from nuotio.support.fitting import PERSONAL, Ask, Giver, Obstacle, Reason
from nuotio.support.fitting.days import working_days_between
from nuotio.support.fitting.obstacles import as_told, most_free, obstacles

LANGUAGES = ("fi", "sv", "en")
STEP = 30  # minutes: hours are asked for in halves
MONTHS = 6  # how far ahead another month is looked for

# What is looked at in turn: the obstacles that leave nobody, and the code of what is missing then.
STEPS: tuple[tuple[frozenset[Obstacle], str], ...] = (
    (frozenset({Obstacle.RESTS, Obstacle.NO_SHARE}), "nobody_free"),
    (frozenset({Obstacle.LANGUAGE}), "no_language"),
    (frozenset({Obstacle.MODE}), "no_place"),
    (frozenset({Obstacle.TIME}), "no_day"),
    (frozenset({Obstacle.HOURS}), "no_hours"),
)


@dataclass(frozen=True)
class _Case:
    """A request, the mentors who come into question, how many more it needs, and today."""

    ask: Ask
    givers: Sequence[Giver]
    needed: int
    day: date
    by_name: bool

    def stand(self, giver: Giver) -> frozenset[Obstacle]:
        """Return what stands in a mentor's way, as it is told to who reads this."""
        return as_told(obstacles(self.ask, giver), by_name=self.by_name)

    def would_do(self, ask: Ask) -> bool:
        """Say whether enough mentors could serve the request if it were this one."""
        return len(_possible(ask, self.givers)) >= self.needed


def missing(
    ask: Ask, givers: Iterable[Giver], *, day: date, by_name: bool = True
) -> Sequence[Reason]:
    """Return what is missing, then what would do; nothing where enough mentors could serve it.

    Mentors who are asked already fill their places. `by_name` says whether who reads it may know
    whose hours are short, and who rests.
    """
    needed = max(0, ask.mentors_needed - len(ask.asked))
    everybody = _Case(ask, list(givers), needed, day, by_name)
    counting = [one for one in everybody.givers if PERSONAL.isdisjoint(everybody.stand(one))]
    case = replace(everybody, givers=counting)
    if not needed or case.would_do(ask):
        return ()
    found = [one for would in _RELAXATIONS for one in would(case)]
    return (_what(case), *(found or [Reason("nothing_alone")] * bool(counting)))


def _possible(ask: Ask, givers: Iterable[Giver]) -> list[Giver]:
    return [one for one in givers if not obstacles(ask, one)]


def _what(case: _Case) -> Reason:
    ask, left = case.ask, case.givers
    if _possible(ask, left):
        return Reason("only_one")
    for stand, code in STEPS:
        remaining = [one for one in left if stand.isdisjoint(case.stand(one))]
        if left and not remaining:
            return Reason(code, _values(code, ask))
        left = remaining
    return Reason("nobody")


def _values(code: str, ask: Ask) -> dict[str, object]:
    last = max(ask.months, default=None)
    language = "" if ask.language == ask.main_language else ask.language
    told: dict[str, dict[str, object]] = {
        "no_language": {"language": ask.language},
        "no_place": {"mode": ask.mode},
        "no_day": {"has_passed": last is None},
        "no_hours": {
            "minutes": ask.minutes,
            "language": language,
            "month": last and last.isoformat(),
        },
    }
    return told.get(code, {})


def _short(case: _Case) -> list[tuple[int, int]]:
    """Return the minutes short and the key of those whom nothing but hours keeps, nearest first."""
    only_hours = (one for one in case.givers if obstacles(case.ask, one) == (Obstacle.HOURS,))
    return sorted((case.ask.minutes - most_free(case.ask, one), one.pk) for one in only_hours)


def _more_hours(case: _Case) -> Iterator[Reason]:
    """The nearest would need more hours."""
    lacking = case.needed - len(_possible(case.ask, case.givers))
    nearest = _short(case)[:lacking]
    if len(nearest) == lacking:
        for minutes, mentor in nearest:
            yield Reason("more_hours", {"minutes": minutes, "mentor": mentor})


def _fewer_hours(case: _Case) -> Iterator[Reason]:
    """The most hours, in halves, that enough mentors have."""
    lacking = case.needed - len(_possible(case.ask, case.givers))
    short = _short(case)
    if len(short) >= lacking:
        most = (case.ask.minutes - short[lacking - 1][0]) // STEP * STEP
        if most:
            yield Reason("fewer_hours", {"minutes": most})


def _other_month(case: _Case) -> Iterator[Reason]:
    """The next month after those of the request, else the first one before."""
    months = capacity.months_from(capacity.first_of_month(case.day), MONTHS)
    last = max(case.ask.months, default=months[0])
    for first in sorted(months, key=lambda one: (one <= last, one)):
        days = _days_of(first, case.day)
        if first not in case.ask.months and case.would_do(replace(case.ask, days=days)):
            yield Reason("other_month", {"month": first.isoformat()})
            return


def _other_days(case: _Case) -> Iterator[Reason]:
    """Any day and any time of day in the same months."""
    days = tuple(day for first in case.ask.months for day in _days_of(first, case.day))
    wider = replace(case.ask, days=days, day_parts=frozenset())
    if case.ask.months and case.would_do(wider):
        yield Reason("other_days")


def _days_of(first: date, day: date) -> tuple[date, ...]:
    last = capacity.next_month(first) - timedelta(days=1)
    return working_days_between(max(first, day), last)


def _other_language(case: _Case) -> Iterator[Reason]:
    for language in (one for one in LANGUAGES if one != case.ask.language):
        if case.would_do(replace(case.ask, language=language)):
            yield Reason("other_language", {"language": language})


def _other_place(case: _Case) -> Iterator[Reason]:
    mode = {"onsite": "remote", "remote": "onsite"}.get(case.ask.mode)
    if mode is not None and case.would_do(replace(case.ask, mode=mode)):
        yield Reason("other_place", {"mode": mode})


def _one_mentor(case: _Case) -> Iterator[Reason]:
    if case.needed > 1 and _possible(case.ask, case.givers):
        yield Reason("one_mentor")


_RELAXATIONS: tuple[Callable[[_Case], Iterator[Reason]], ...] = (
    _more_hours,
    _other_month,
    _fewer_hours,
    _other_days,
    _other_place,
    _other_language,
    _one_mentor,
)
