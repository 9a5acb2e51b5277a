"""What is asked, requests and mentors with hours and which of them fit, and what is answered."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MOST_HOURS = 1e9


class WrongProblem(ValueError):
    """The problem contradicts itself; the message is one plain sentence."""


class Infeasible(ValueError):
    """Fixed pairs take more hours than a mentor has; the message names her."""


@dataclass(frozen=True)
class Request:
    """Somebody asks for `hours` from each of one or two mentors."""

    id: str
    hours: float
    mentors_needed: int = 1


@dataclass(frozen=True)
class Limit:
    """Over these months together a mentor gives at most so many hours."""

    months: frozenset[str]
    hours: float


@dataclass(frozen=True)
class Mentor:
    """Somebody who gives at most `hours` over everything, and within each of her limits."""

    id: str
    hours: float
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True)
class Fit:
    """A mentor may serve a request, in this month, for so many hours (None: those of the request).

    The same pair may come once for each month; at most one of them is chosen.
    """

    request: str
    mentor: str
    score: float
    hours: float | None = None
    month: str = ""


@dataclass(frozen=True)
class Problem:
    """Everything that is asked; a pair without a fit is forbidden, a fixed one is always kept.

    `fairness` weighs evenness against scores (see `burden`), `limit_s` is in seconds of the clock.
    """

    requests: tuple[Request, ...]
    mentors: tuple[Mentor, ...]
    fits: tuple[Fit, ...]
    fairness: float = 0.0
    fixed: tuple[tuple[str, str], ...] = ()
    limit_s: float = 10.0


class Why(StrEnum):
    """Why a request is left over."""

    NO_FIT = "nobody may serve it"
    TOO_FEW = "two are needed, only one may"
    NO_HOURS = "everyone who may has too few hours, even alone"
    CROWDED_OUT = "those who could give the hours are needed more elsewhere"


@dataclass(frozen=True)
class Unserved:
    """A request that is left over, and which mentors lack how many hours, the nearest first."""

    request: str
    why: Why
    short: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Choice:
    """A request that is served: its mentors, and beside each of them the month."""

    request: str
    mentors: tuple[str, ...]
    months: tuple[str, ...]


@dataclass(frozen=True)
class Assignment:
    """Who serves whom, in the order of the requests, and how good that is.

    `score` is the total that was maximised, `bound` what no assignment that serves so many can
    exceed, `served_bound` what nobody can serve more than. `gap` is the larger one of the two
    shares that may be missing, 0 where the assignment is proved to be the best.
    """

    chosen: tuple[Choice, ...]
    served: int
    score: float
    bound: float
    gap: float
    proved: bool
    served_bound: int
    unserved: tuple[Unserved, ...]


def require_sound(problem: Problem) -> None:
    """Raise WrongProblem where ids are unknown or told twice, or numbers are not possible."""
    _require_once("request", (request.id for request in problem.requests))
    _require_once("mentor", (mentor.id for mentor in problem.mentors))
    for request in problem.requests:
        _require_hours(request.hours, f"The request {request.id!r}")
        if request.mentors_needed not in {1, 2}:
            raise WrongProblem(
                f"The request {request.id!r} needs {request.mentors_needed!r} mentors;"
                " it must be 1 or 2."
            )
    for mentor in problem.mentors:
        _require_hours(mentor.hours, f"The mentor {mentor.id!r}")
        for limit in mentor.limits:
            _require_hours(limit.hours, f"A limit of the mentor {mentor.id!r}")
    if not 0 <= problem.fairness <= 1:
        raise WrongProblem(f"The fairness is {problem.fairness!r}; it must be from 0 to 1.")
    if not 0 <= problem.limit_s < math.inf:
        raise WrongProblem(f"The limit is {problem.limit_s!r} s; it must be a number from 0.")
    _require_sound_fits(problem)
    _require_known_fixed(problem)


def _require_sound_fits(problem: Problem) -> None:
    requests = {request.id for request in problem.requests}
    mentors = {mentor.id for mentor in problem.mentors}
    seen = set()
    for fit in problem.fits:
        if fit.request not in requests:
            raise WrongProblem(f"A fit names the request {fit.request!r}, which is not there.")
        if fit.mentor not in mentors:
            raise WrongProblem(f"A fit names the mentor {fit.mentor!r}, who is not there.")
        if not math.isfinite(fit.score):
            raise WrongProblem(f"{_pair(fit)} has the score {fit.score!r}, which is no number.")
        if fit.hours is not None:
            _require_hours(fit.hours, _pair(fit))
        if (key := (fit.request, fit.mentor, fit.month)) in seen:
            month = f" and the month {fit.month!r}" if fit.month else ""
            raise WrongProblem(f"{_pair(fit)}{month} is told twice.")
        seen.add(key)


def _require_known_fixed(problem: Problem) -> None:
    requests = {request.id: request.mentors_needed for request in problem.requests}
    mentors = {mentor.id for mentor in problem.mentors}
    for request, mentor in problem.fixed:
        if request not in requests:
            raise WrongProblem(f"A fixed pair names the request {request!r}, which is not there.")
        if mentor not in mentors:
            raise WrongProblem(f"A fixed pair names the mentor {mentor!r}, who is not there.")
    for name, count in Counter(request for request, _ in dict.fromkeys(problem.fixed)).items():
        if count > requests[name]:
            raise WrongProblem(
                f"The request {name!r} has {count} fixed mentors and needs {requests[name]}."
            )


def _require_once(kind: str, names: Iterable[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise WrongProblem(f"The {kind} {name!r} is told twice.")


def _require_hours(hours: float, whose: str) -> None:
    if not 0 <= hours <= MOST_HOURS:
        raise WrongProblem(f"{whose} has {hours!r} hours; it must be a number from 0.")


def _pair(fit: Fit) -> str:
    return f"The fit of the request {fit.request!r} and the mentor {fit.mentor!r}"
