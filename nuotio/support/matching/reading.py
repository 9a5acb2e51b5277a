"""A problem in JSON, read strictly: whatever is odd is said in one plain sentence, not guessed.

The form is `{"requests": [{"id", "hours", "mentors_needed": 1 or 2}], "mentors": [{"id", "hours",
"limits": [{"months": [...], "hours"}]}], "fits": [{"request", "mentor", "score", "hours",
"month"}], "fairness": 0 to 1, "limit_s": seconds, "fixed": [{"request", "mentor"}]}`. May be left
out: mentors_needed (1), limits, a fit's hours (those of the request) and month, fairness (0),
limit_s (10) and fixed. Ids are texts or whole numbers; they are told as they were written.
"""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from nuotio.support.matching.problem import (
    Fit,
    Limit,
    Mentor,
    Problem,
    Request,
    WrongProblem,
    require_sound,
)

LONGEST_WAIT = 3600.0  # seconds

T = TypeVar("T")


def read(content: bytes) -> Problem:
    """Return the problem in a file; raise WrongProblem."""
    found = _Object(_parsed(content), "The file")
    limit_s = found.number("limit_s", 10.0)
    if limit_s > LONGEST_WAIT:
        raise WrongProblem(f"The limit is {limit_s:g} s; it may be {LONGEST_WAIT:g} s at most.")
    problem = Problem(
        requests=found.all("requests", "Request", _request),
        mentors=found.all("mentors", "Mentor", _mentor),
        fits=found.all("fits", "Fit", _fit),
        fairness=found.number("fairness", 0.0),
        fixed=found.all("fixed", "Fixed pair", _pair, may_be_missing=True),
        limit_s=limit_s,
    )
    require_sound(problem)
    return problem


@dataclass(frozen=True)
class _Object:
    """One object of the file and its place in words."""

    value: Any
    place: str

    def __post_init__(self) -> None:
        if not isinstance(self.value, dict):
            raise WrongProblem(f"{self.place} is no JSON object with names and values.")

    def id(self, name: str) -> Any:
        """Return an id as it is written: nothing is done with it but telling it apart."""
        value = self.value.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise WrongProblem(f'{self.place} has no text or whole number as "{name}".')
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """Return a finite number; the default where it is left out or null."""
        value = self.value.get(name)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise WrongProblem(f'{self.place} has no number as "{name}".')
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise WrongProblem(f'The "{name}" of {self._inside()} is too large.')
        return number

    def text(self, name: str) -> str:
        """Return a text, "" where it is left out or null."""
        value = self.value.get(name)
        if value is not None and not isinstance(value, str):
            raise WrongProblem(f'{self.place} has no text as "{name}".')
        return value or ""

    def all(
        self, name: str, kind: str, make: "Callable[[_Object], T]", *, may_be_missing: bool = False
    ) -> tuple[T, ...]:
        """Return what is made of each object of a list."""
        listed = self.value.get(name, [] if may_be_missing else None)
        if listed is None and may_be_missing:
            return ()
        if not isinstance(listed, list):
            raise WrongProblem(f'{self.place} has no list as "{name}".')
        return tuple(make(_Object(one, f"{kind} {n}")) for n, one in enumerate(listed, 1))

    def _inside(self) -> str:
        return self.place[0].lower() + self.place[1:]


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise WrongProblem("The file is not UTF-8 text.") from error
    except RecursionError as error:
        raise WrongProblem("This is not JSON that we can read: it is nested too deeply.") from error
    except ValueError as error:
        raise WrongProblem(f"This is not JSON that we can read: {error}.") from error


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _request(found: _Object) -> Request:
    needed = found.number("mentors_needed", 1.0)
    if needed not in {1, 2}:
        raise WrongProblem(f"{found.place} needs {needed:g} mentors; it must be 1 or 2.")
    return Request(found.id("id"), found.number("hours"), int(needed))


def _mentor(found: _Object) -> Mentor:
    limits = found.all("limits", f"{found.place}, limit", _limit, may_be_missing=True)
    return Mentor(found.id("id"), found.number("hours"), limits)


def _limit(found: _Object) -> Limit:
    months = found.value.get("months")
    if not isinstance(months, list) or not all(isinstance(month, str) for month in months):
        raise WrongProblem(f'{found.place} has no list of texts as "months".')
    return Limit(frozenset(months), found.number("hours"))


def _fit(found: _Object) -> Fit:
    own = None if found.value.get("hours") is None else found.number("hours")
    return Fit(
        found.id("request"), found.id("mentor"), found.number("score"), own, found.text("month")
    )


def _pair(found: _Object) -> tuple[str, str]:
    return found.id("request"), found.id("mentor")
