"""Who serves whom: as many requests as possible within the mentors' hours, then the best total.

`problem` says what is asked and answered, `solving` answers it, `standing` lets one more request
into what people have agreed to, `reading` and `telling` take a problem from JSON and say the answer
in it. On the way from a problem to its assignment: `fixing` sets aside what stands, `hours` counts
in whole numbers, `indexing` makes the `core`, arrays of what is open, `searching` finds a first
answer on a `board`, `relaxing` prices the hours, `bounding` draws the bound from the prices,
`exact` searches to the end through `modelling` and `highs`, `improving` goes on in parts where
there is too much, `pursuing` has the order of it all, and `explaining` says what is missing.
Knows no Django and no database. The model and its sources: docs/matching.md. What solves is loaded
when it is asked for: pages that only name a problem's parts have no need of NumPy.
"""

from nuotio.support.matching.problem import (
    Assignment,
    Choice,
    Fit,
    Infeasible,
    Limit,
    Mentor,
    Problem,
    Request,
    Unserved,
    Why,
    WrongProblem,
)

__all__ = [
    "Assignment",
    "Choice",
    "Fit",
    "Infeasible",
    "Limit",
    "Mentor",
    "Problem",
    "Request",
    "Unserved",
    "Why",
    "WrongProblem",
    "add_request",
    "solve",
]


def solve(problem: Problem) -> Assignment:
    """Return the assignment that serves the most requests and among those has the best total.

    As `solving.solve` says, which it calls.
    """
    from nuotio.support.matching import solving  # noqa: PLC0415 -- few pages need NumPy

    return solving.solve(problem)


def add_request(
    problem: Problem, standing: Assignment, request: Request, fits: tuple[Fit, ...]
) -> Choice | None:
    """Return who would serve one more request without anybody being moved; None where nobody can.

    As `standing.add_request` says, which it calls.
    """
    from nuotio.support.matching import standing as what_stands  # noqa: PLC0415 -- as above

    return what_stands.add_request(problem, standing, request, fits)
