"""HiGHS as this package needs it: one linear model, maximised, with whole numbers or without.

HiGHS (Huangfu & Hall 2018) runs in one thread with a fixed seed, so the same model gives the same
answer. What it answers is checked elsewhere in whole numbers. Its tolerance for whole numbers is
its own, 1e-6: at 1e-9 it took an assignment for the best that was not. It is imported where it is
needed first.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from nuotio.support.matching.core import Floats, Ints

if TYPE_CHECKING:
    import highspy

INFINITE = float("inf")
OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_allow_restart": False,
}
Entries = tuple[Ints, Ints, Floats]  # row, column, factor


@dataclass
class Rows:
    """Linear constraints that grow: triplets of row, column and factor, and the rows' bounds."""

    entries: list[Entries] = field(default_factory=list)
    lower: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    count: int = 0

    def add(self, lower: Floats, upper: Floats, *entries: Entries) -> None:
        """Add rows; those of the entries are counted from the first one added now."""
        self.entries += [(row + self.count, column, factor) for row, column, factor in entries]
        self.lower.append(lower)
        self.upper.append(upper)
        self.count += len(lower)


@dataclass(frozen=True, eq=False)
class Model:
    """Maximise gain (c) times x, each x from 0 to `upper` (c), whole where `whole` (c) says so."""

    gain: Floats
    upper: Floats
    whole: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
    rows: Rows


@dataclass(frozen=True, eq=False)
class Answer:
    """Values (c) or None where none were found, prices of the rows, and whether that is final.

    `exhausted` says that the search came to its end: the values are the best, or there are none.
    """

    values: Floats | None
    prices: Floats
    bound: float
    exhausted: bool


def relax(model: Model, seconds: float) -> Answer:
    """Solve the model as if nothing had to be whole, within so many seconds."""
    solver = _solver(model, seconds, whole=False)
    solver.run()
    return _answer(solver)


class Relaxation:
    """A model that is relaxed more than once, each time from where it ended the last time."""

    def __init__(self, model: Model) -> None:
        self._solver = _solver(model, 0.0, whole=False)
        self._last_row = model.rows.count - 1

    def run(self, gain: Floats, least: float, seconds: float) -> Answer:
        """Solve with this gain (c) and at least so much in the last row."""
        solver = self._solver
        solver.changeColsCost(len(gain), np.arange(len(gain), dtype=np.int32), -gain)
        solver.changeRowBounds(self._last_row, least, INFINITE)
        solver.setOptionValue("time_limit", solver.getRunTime() + max(seconds, 0.0))
        solver.run()
        return _answer(solver)


def solve(
    model: Model, seconds: float, *, start: Floats | None = None, nodes: int | None = None
) -> Answer:
    """Solve the model within so many seconds and nodes, from a solution where one is known."""
    import highspy  # noqa: PLC0415 -- imported where it is needed

    solver = _solver(model, seconds, whole=True)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start.tolist()
        solver.setSolution(known)
    solver.run()
    return _answer(solver)


def _solver(model: Model, seconds: float, *, whole: bool) -> "highspy.Highs":
    import highspy  # noqa: PLC0415 -- imported where it is needed

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.gain), model.rows.count
    lp.col_cost_, lp.col_upper_ = -model.gain, model.upper
    lp.col_lower_ = np.zeros(len(model.gain))
    lp.row_lower_ = np.concatenate(model.rows.lower)
    lp.row_upper_ = np.concatenate(model.rows.upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = _compressed(model.rows)
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[one] for one in model.whole.tolist()]
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.setOptionValue("time_limit", max(seconds, 0.0))
    solver.passModel(lp)
    return solver


def _compressed(rows: Rows) -> tuple[Ints, Ints, Floats]:
    """Return where each row starts, its columns and its factors."""
    row, column, factor = (np.concatenate(part) for part in zip(*rows.entries, strict=True))
    order = np.argsort(row, kind="stable")
    starts = np.searchsorted(row[order], np.arange(rows.count + 1))
    return starts.astype(np.int32), column[order].astype(np.int32), factor[order]


def _answer(solver: "highspy.Highs") -> Answer:
    import highspy  # noqa: PLC0415 -- imported where it is needed

    status = highspy.HighsModelStatus
    info, solution = solver.getInfo(), solver.getSolution()
    is_mip = bool(solver.getLp().integrality_)
    found = info.primal_solution_status == highspy.kSolutionStatusFeasible
    return Answer(
        values=np.array(solution.col_value) if found else None,
        prices=-np.array(solution.row_dual),
        bound=-info.mip_dual_bound if is_mip else -info.objective_function_value,
        exhausted=solver.getModelStatus() in {status.kOptimal, status.kInfeasible},
    )
