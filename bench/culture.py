"""What the analysis of surveys costs: a whole state's answers, and the largest organisation's.

    python -m bench.culture

Prints CPU seconds beside those of `design`: answers that are arrays already, so that what is
measured is the work on them. Release rule, figures and methods are told apart.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # before NumPy: threads would count twice
    os.environ[name] = "1"

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nuotio.culture import analysis, instruments
from nuotio.culture.analysis.cases import Case

ORGANISATIONS, ANSWERS, ANSWER_RATE = 65, 80_000, 0.62
UNIT_SIZE = 60
REACH_ALL, REACH_ONE = 1.0, 0.1  # CPU seconds: the whole state, one organisation
SURVEY = instruments.survey_of(instruments.shipped()[instruments.CULTURE])


@dataclass(frozen=True)
class Round:
    """The answers of one organisation with the plan that they are released by."""

    sheet: analysis.Sheet
    layout: analysis.Layout


def main() -> int:
    """Measure and print the table; return 0."""
    rounds = _state()
    largest = max(rounds, key=lambda one: len(one.sheet))
    people = sum(len(one.sheet) for one in rounds)
    _analyse(rounds[:1])  # SciPy is imported once
    print(f"\nlearning-culture results: {len(rounds)} organisations, {people:,} answers\n")
    print(f"{'':<34}{'CPU s':>8}{'reach':>8}{'ratio':>8}")
    _line("all organisations", lambda: _analyse(rounds), REACH_ALL)
    _line(f"the largest ({len(largest.sheet):,} answers)", lambda: _analyse([largest]), REACH_ONE)
    _line("of it: what may be released", lambda: _decide(largest), REACH_ONE)
    return 0


def _line(name: str, work: Callable[[], Any], reach: float) -> None:
    began = time.process_time()
    work()
    took = time.process_time() - began
    print(f"{name:<34}{took:>8.2f}{reach:>8.2f}{took / reach:>8.1f}")


def _analyse(rounds: Sequence[Round]) -> None:
    for one in rounds:
        analysis.analyse_sheet(one.sheet, survey=SURVEY, layout=one.layout)


def _decide(one: Round) -> None:
    _ = Case(one.sheet, SURVEY, one.layout).decision


def _state() -> list[Round]:
    """Make up organisations of unequal sizes that together have so many answers."""
    dice = np.random.default_rng(4)
    shares = dice.lognormal(0, 0.8, ORGANISATIONS)
    sizes = np.maximum(60, ANSWERS / ANSWER_RATE * shares / shares.sum()).astype(int)
    return [_round(int(size), dice) for size in sizes]


def _round(invited: int, dice: np.random.Generator) -> Round:
    count = max(4, invited // UNIT_SIZE)
    tops = max(2, count // 6)
    nodes: list[dict[str, Any]] = [{"node": "root", "parent": None, "invited": 0}]
    for unit in range(count):
        parent = "root" if unit < tops else f"u{unit % tops}"
        nodes.append({"node": f"u{unit}", "parent": parent, "invited": invited // count})
    variables = {"task": ["a", "b", "c", "d"], "years": ["e", "f", "g", "h"]}
    layout = analysis.layout_of({"k": 5, "units": nodes, "variables": variables})
    people = int(ANSWER_RATE * layout.everyone)
    units = dice.integers(0, count, people)
    return Round(
        analysis.Sheet(units, dice.integers(-1, 4, (people, 2)), _answers(units, count, dice)),
        layout,
    )


def _answers(units: Any, count: int, dice: np.random.Generator) -> Any:
    """Answers with differences between units, people and dimensions, and some that are missing."""
    scales = {item.code: n for n, scale in enumerate(SURVEY.scales) for item in scale.items}
    column = [scales[item.code] for item in SURVEY.items]
    people, items = len(units), len(column)
    latent = 3.2 + dice.normal(0, 0.2, count)[units][:, None] + dice.normal(0, 0.5, (people, 1))
    latent = latent + dice.normal(0, 0.4, (people, len(SURVEY.scales)))[:, column]
    answers = np.clip(np.rint(latent + dice.normal(0, 0.8, (people, items))), 1, 5)
    luck = dice.random((people, items))
    answers[luck < 0.06] = 9
    answers[luck < 0.02] = 0
    return answers.astype(np.int8)


if __name__ == "__main__":
    raise SystemExit(main())
