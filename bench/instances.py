"""Problems of assignment as the literature has them, and as mentors meet them, from a seed.

`published` and `costly` read the numbers that others published (see published/README.md); of
the large instances of Yagiura only the rule is here, and the numbers are drawn anew.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np

from nuotio.support.matching import Fit, Mentor, Problem, Request

PUBLISHED = Path(__file__).parent / "published"
TIGHTNESS = 0.8


def sparse(
    requests: int, mentors: int, seed: int, *, limit_s: float, demand: float = 1.13
) -> Problem:
    """Return requests of 1 to 6 hours, one in ten for two mentors, each with up to 40 fits.

    Scores follow six traits on both sides and chance; all requests together want `demand` times
    the hours that there are.
    """
    chance = np.random.default_rng(seed)
    needed = np.where(chance.random(requests) < 0.1, 2, 1)
    hours = chance.integers(1, 7, requests)
    share = chance.uniform(0.5, 1.5, mentors)
    given = np.round(2 * share / share.sum() * (hours * needed).sum() / demand) / 2
    traits = chance.random((requests, 6)) @ chance.random((6, mentors))
    scores = np.round(60 * traits / traits.max() + 40 * chance.random((requests, mentors)), 1)
    best = np.argsort(-scores, axis=1, kind="stable")[:, :40]
    return Problem(
        tuple(Request(f"r{n}", float(hours[n]), int(needed[n])) for n in range(requests)),
        tuple(Mentor(f"m{n}", float(given[n])) for n in range(mentors)),
        tuple(
            Fit(f"r{n}", f"m{m}", float(scores[n, m]))
            for n in range(requests)
            for m in best[n].tolist()
        ),
        limit_s=limit_s,
    )


class Published(NamedTuple):
    """A problem of OR-Library: its file and number there, and what its optimum is."""

    name: str
    optimum: int
    problem: Problem


def published() -> Iterator[Published]:
    """Return the sixty of OR-Library, by Cattrysse, Salomon & Van Wassenhove (1994), maximised."""
    optima = _rows("optima.csv")
    for file in dict.fromkeys(row["file"] for row in optima):
        own = [row for row in optima if row["file"] == file]
        for row, (profits, hours, given) in zip(own, _read(file), strict=True):
            problem = dense(profits, hours, given, 60.0)
            yield Published(f"{file}-{row['problem']}", int(row["optimum"]), problem)


def costly(limit_s: float) -> Iterator[Published]:
    """Return the published ones of types D and E, with the best score known; it is minus a cost."""
    for row in _rows("costs.csv"):
        for costs, hours, given in _read(row["file"]):
            scores = [[-cost for cost in own] for own in costs]
            yield Published(row["file"], -int(row["best"]), dense(scores, hours, given, limit_s))


def _rows(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / name).open(encoding="ascii", newline="") as file:
        return list(csv.DictReader(file))


def _read(name: str) -> Iterator[tuple[list[list[int]], list[list[int]], list[int]]]:
    """Return the profits or costs, the hours and the hours given, of each problem in a file."""
    text = (PUBLISHED / f"{name}.txt").read_text(encoding="ascii")
    lines = iter([[int(number) for number in line.split()] for line in text.splitlines()])
    for mentors, _ in lines:
        worth = [next(lines) for _ in range(mentors)]
        hours = [next(lines) for _ in range(mentors)]
        yield worth, hours, next(lines)


def yagiura(kind: str, mentors: int, requests: int, limit_s: float) -> Problem:
    """Return one of type C, D or E (Yagiura, Ibaraki & Glover 2006); scores are minus costs."""
    chance = Random(f"{kind} {mentors} {requests}")  # noqa: S311 -- guards nothing
    drawn = [[_DRAWN[kind](chance) for _ in range(requests)] for _ in range(mentors)]
    hours = [[hour for hour, _ in own] for own in drawn]
    scores = [[-cost for _, cost in own] for own in drawn]
    given = [max(int(TIGHTNESS * sum(own) / mentors), *own) for own in hours]
    return dense(scores, hours, given, limit_s)


def dense(
    scores: list[list[int]], hours: list[list[int]], given: list[int], limit_s: float
) -> Problem:
    """Return a problem in which every mentor may serve every request, with hours of the pair."""
    requests = range(len(scores[0]))
    return Problem(
        tuple(Request(f"r{n}", 0.0) for n in requests),
        tuple(Mentor(f"m{m}", float(own)) for m, own in enumerate(given)),
        tuple(
            Fit(f"r{n}", f"m{m}", float(scores[m][n]), float(hours[m][n]))
            for n in requests
            for m in range(len(given))
        ),
        limit_s=limit_s,
    )


def _type_c(chance: Random) -> tuple[int, int]:
    return chance.randint(5, 25), chance.randint(10, 50)


def _type_d(chance: Random) -> tuple[int, int]:
    hours = chance.randint(1, 100)
    return hours, 111 - hours + chance.randint(-10, 10)


def _type_e(chance: Random) -> tuple[int, int]:
    hours = 1 - 10 * float(np.log(1 - chance.random()))
    return int(hours), int(1000 / hours - 10 * chance.random())


_DRAWN = {"c": _type_c, "d": _type_d, "e": _type_e}
