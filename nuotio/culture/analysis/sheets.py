"""Answers as arrays: who is where, what each answered, which words were written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nuotio.culture.instruments import Survey
from nuotio.culture.responses import CANNOT_SAY, Answer, Response

Whole = NDArray[np.int64]
Codes = NDArray[np.int8]
SKIPPED, CANNOT = 0, 9  # beside the answers 1 to 5


@dataclass(frozen=True)
class Layout:
    """The frozen plan in the order of its arrays.

    `units` are the nodes below the whole, `parents` for each the index of the unit above it or -1,
    `invited` how many were invited in it and below, `variables` the classes of each variable.
    """

    k: int
    units: Sequence[str]
    parents: Sequence[int]
    invited: Sequence[int]
    everyone: int
    variables: Mapping[str, Sequence[str]]


@dataclass(frozen=True, eq=False)
class Sheet:
    """Those who answered, a row each: unit (-1 for none), classes (-1 for no answer), answers.

    Answers are 1 to 5, 0 where skipped and 9 for cannot say, in the order and the direction of
    `survey.items`. `words` are the open answers by question, of nobody in particular.
    """

    units: Whole
    classes: NDArray[np.int64]
    answers: Codes
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return how many answered."""
        return len(self.units)


def layout_of(plan: Mapping[str, Any]) -> Layout:
    """Read a round's frozen plan; a single node without parent is the whole, and no unit of it."""
    nodes = plan["units"]
    tops = [one["node"] for one in nodes if one["parent"] is None]
    root = tops[0] if len(tops) == 1 else None
    below = [one for one in nodes if one["node"] != root]
    places = {one["node"]: place for place, one in enumerate(below)}
    parents = [places.get(one["parent"], -1) for one in below]
    return Layout(
        k=plan["k"],
        units=list(places),
        parents=parents,
        invited=_summed([one["invited"] for one in below], parents),
        everyone=sum(one["invited"] for one in nodes),
        variables=plan["variables"],
    )


def whole(layout: Layout) -> Layout:
    """Return the plan of the whole organisation alone."""
    return replace(layout, units=[], parents=[], invited=[], variables={})


def undivided(sheet: Sheet) -> Sheet:
    """Return the answers of people who are in the whole organisation and nowhere else."""
    return replace(
        sheet, units=np.full(len(sheet), -1), classes=np.empty((len(sheet), 0), dtype=np.int64)
    )


def _summed(own: Sequence[int], parents: Sequence[int]) -> list[int]:
    """Add to each unit what is invited in the units below it."""
    total = list(own)
    for invited, parent in zip(own, parents, strict=True):
        above = parent
        while above >= 0:
            total[above] += invited
            above = parents[above]
    return total


def sheet_of(responses: Sequence[Response], survey: Survey, layout: Layout) -> Sheet:
    """Put responses into arrays; a node that the plan does not know counts in the whole only."""
    places = {node: place for place, node in enumerate(layout.units)}
    items = [item.code for item in survey.items]
    rows = [[_code(one.answers.get(item)) for item in items] for one in responses]
    classes = [
        [_place(one.background.get(code), known) for code, known in layout.variables.items()]
        for one in responses
    ]
    return Sheet(
        np.array([places.get(one.node, -1) for one in responses], dtype=np.int64),
        np.array(classes, dtype=np.int64).reshape(len(responses), len(layout.variables)),
        np.array(rows, dtype=np.int8).reshape(len(responses), len(items)),
        {question.code: _said(responses, question.code) for question in survey.questions},
    )


def _code(answer: Answer) -> int:
    if answer == CANNOT_SAY:
        return CANNOT
    return answer if isinstance(answer, int) else SKIPPED


def _place(chosen: str | None, classes: Sequence[str]) -> int:
    return classes.index(chosen) if chosen in classes else -1


def _said(responses: Sequence[Response], question: str) -> list[str]:
    found = (one.words.get(question, "").strip() for one in responses)
    return [words for words in found if words]
