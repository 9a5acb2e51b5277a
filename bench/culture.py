"""What the analysis of surveys costs: a whole state's answers, and single organisations.

    python -m bench.culture

Prints CPU seconds from answers in arrays to results ready to be kept: deciding what may be released
(the audit of all groups together included), figures and methods, and both beside what they should
reach. Opening sealed ballots comes before; loading SciPy, once in a process, is told apart.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # before NumPy: threads would count twice
    os.environ[name] = "1"

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nuotio.culture import analysis, instruments
from nuotio.culture.analysis.analysing import BY_CHANCE, results_of
from nuotio.culture.analysis.cases import Case
from nuotio.culture.statistics import scipy_parts

ORGANISATIONS, ANSWERS, ANSWER_RATE = 65, 80_000, 0.62
UNIT_SIZE, SMALL_UNIT = 60, 12  # people invited to a unit
LARGE = 8_000  # people invited to an organisation that is hard to decide about
REACH_ALL, REACH_ONE = 1.0, 0.1  # CPU seconds: the whole state, one organisation
SURVEY = instruments.survey_of(instruments.shipped()[instruments.CULTURE])


@dataclass(frozen=True)
class Round:
    """The answers of one organisation with the plan that they are released by."""

    sheet: analysis.Sheet
    layout: analysis.Layout


def main() -> int:
    """Measure and print the table; return 0."""
    dice = np.random.default_rng(4)
    rounds = _state(dice)
    largest = max(rounds, key=lambda one: len(one.sheet))
    people = sum(len(one.sheet) for one in rounds)
    began = time.process_time()
    scipy_parts.special()
    loaded = time.process_time() - began
    _results(_decided(rounds[0]))
    print(f"\nlearning-culture results: {len(rounds)} organisations, {people:,} answers\n")
    columns = "".join(f"{name:>9}" for name in ("decision", "figures", "both", "reach", "ratio"))
    print(f"{'CPU seconds':<56}{columns}")
    _line("all organisations", rounds, REACH_ALL)
    _line("the largest of them", [largest], REACH_ONE)
    _line("another, of large units", [_round(LARGE, UNIT_SIZE, dice)], REACH_ONE)
    _line("another, of many small units", [_round(LARGE, SMALL_UNIT, dice)], REACH_ONE)
    print(f"\nand once in a process, loading SciPy's distributions: {loaded:.2f}")
    return 0


def _line(name: str, rounds: Sequence[Round], reach: float) -> None:
    """Print what deciding costs, what figures cost, and both beside their reach."""
    decided = told = 0.0
    for one in rounds:
        began = time.process_time()
        case = _decided(one)
        middle = time.process_time()
        _results(case)
        decided += middle - began
        told += time.process_time() - middle
    label = name
    if len(rounds) == 1:
        label = f"{name} ({len(rounds[0].sheet):,} answers, {len(rounds[0].layout.units)} units)"
    numbers = f"{decided:>9.2f}{told:>9.2f}{decided + told:>9.2f}{reach:>9.2f}"
    print(f"{label:<56}{numbers}{(decided + told) / reach:>9.1f}")


def _decided(one: Round) -> Case:
    case = Case(one.sheet, SURVEY, one.layout)
    _ = case.decision
    return case


def _results(case: Case) -> None:
    results_of(case, BY_CHANCE)


def _state(dice: np.random.Generator) -> list[Round]:
    """Make up organisations of unequal sizes that together have so many answers."""
    shares = dice.lognormal(0, 0.8, ORGANISATIONS)
    sizes = np.maximum(60, ANSWERS / ANSWER_RATE * shares / shares.sum()).astype(int)
    return [_round(int(size), UNIT_SIZE, dice) for size in sizes]


def _round(invited: int, unit_size: int, dice: np.random.Generator) -> Round:
    count = max(4, invited // unit_size)
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
