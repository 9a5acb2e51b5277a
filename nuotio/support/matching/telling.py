"""An assignment in JSON, and in sentences why a request is left over."""

from typing import Any

from nuotio.support.matching.problem import Assignment, Choice, Unserved, Why

Told = dict[str, Any]


def told(assignment: Assignment) -> Told:
    """Return an assignment as what JSON holds; months only where a fit has one."""
    return {
        "assignment": [_choice(choice) for choice in assignment.chosen],
        "served": assignment.served,
        "served_bound": assignment.served_bound,
        "score": assignment.score,
        "bound": assignment.bound,
        "gap": assignment.gap,
        "proved": assignment.proved,
        "unserved": [
            {"request": left.request, "why": sentence(left)} for left in assignment.unserved
        ],
    }


def sentence(left: Unserved) -> str:
    """Return in plain words what is missing for a request."""
    match left.why:
        case Why.NO_FIT:
            return "No mentor fits this request."
        case Why.TOO_FEW:
            return "The request needs two mentors, and only one fits it."
        case Why.NO_HOURS:
            return f"Too few of those who fit have enough hours, even alone. {_short(left)}"
        case _:
            return f"Those who fit give their hours to other requests. {_short(left)}"


def _short(left: Unserved) -> str:
    """Return who lacks how many hours."""
    lacking = [f"{mentor} lacks {hours:g} h" for mentor, hours in left.short]
    return f"{', '.join(lacking)}."


def _choice(choice: Choice) -> Told:
    told: Told = {"request": choice.request, "mentors": list(choice.mentors)}
    return told | ({"months": list(choice.months)} if any(choice.months) else {})
