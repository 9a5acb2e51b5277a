"""One mentor, one request: where nobody has hours for two, the assignment problem of the books."""

import numpy as np

from nuotio.support.matching.answers import Best
from nuotio.support.matching.core import Core, Floats, Picked

LARGEST = 25_000_000  # cells of the square of requests and mentors


def is_pairing(core: Core) -> bool:
    """Tell whether everyone needs one mentor, and nobody has the hours for two requests."""
    if (core.need == 2).any() or not len(core.score):
        return False
    least = np.full(len(core.room), np.iinfo(np.int64).max // 2)
    np.minimum.at(least, core.mentor, core.units)
    cells = len(core.need) * (int(core.mentor.max()) + 1)
    return cells <= LARGEST and bool((2 * least > core.room)[core.mentor].all())


def paired(core: Core) -> Best:
    """Return the best choices, proved: shortest augmenting paths (Crouse 2016) in SciPy."""
    from scipy.optimize import (  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow to import
        linear_sum_assignment,
    )

    worth = _worth(core)
    service = 2 * (float(np.abs(worth).max()) or 1.0) * (len(core.need) + 1)
    table = np.zeros((len(core.need), int(core.mentor.max()) + 1))
    np.maximum.at(table, (core.request, core.mentor), worth + service)
    requests, mentors = linear_sum_assignment(table, maximize=True)
    chosen = np.full(len(core.need), -1)
    chosen[requests] = mentors
    picked: Picked = [()] * len(core.need)
    for fit in np.flatnonzero(chosen[core.request] == core.mentor).tolist():
        request = int(core.request[fit])
        if not picked[request] or worth[fit] > worth[picked[request][0]]:
            picked[request] = (fit,)
    best = Best(core, picked)
    best.served_bound, best.bound = best.served, best.total
    return best


def _worth(core: Core) -> Floats:
    """Return (k) what each fit brings where it is the only one of its mentor."""
    if core.burden is None:
        return core.score
    loads = zip(core.mentors, core.units.tolist(), strict=True)
    costs = np.array([core.burden.rise(mentor, 0, units) for mentor, units in loads], np.float64)
    return core.score - costs
