"""Who serves whom: as many requests as possible within the mentors' hours, then the best total.

`problem` says what is asked and answered, `solving` answers it, `standing` lets one more request
into what people have agreed to, `reading` and `telling` take a problem from JSON and say the answer
in it. On the way from a problem to its assignment: `fixing` sets aside what stands, `hours` counts
in whole numbers, `indexing` makes the `core`, arrays of what is open, `searching` finds a first
answer on a `board`, `relaxing` prices the hours, `bounding` draws the bound from the prices,
`exact` searches to the end through `modelling` and `highs`, `improving` goes on in parts where
there is too much, `pursuing` has the order of it all, and `explaining` says what is missing.
Knows no Django and no database. The model and its sources: docs/matching.md.
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
from nuotio.support.matching.solving import solve
from nuotio.support.matching.standing import StandingAssignment, add_request

__all__ = [
    "Assignment",
    "Choice",
    "Fit",
    "Infeasible",
    "Limit",
    "Mentor",
    "Problem",
    "Request",
    "StandingAssignment",
    "Unserved",
    "Why",
    "WrongProblem",
    "add_request",
    "solve",
]
