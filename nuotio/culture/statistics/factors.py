"""How much of a scale's score is its one common factor: McDonald's omega."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics import scipy_parts
from nuotio.culture.statistics.arrays import FloatArray, Items, items_of

LOWEST = 0.005  # a uniqueness that comes down to this is a Heywood case
SINGULAR = 1e-10  # an eigenvalue below this is none
MOST_STEPS, SETTLED = 60, 1e-8  # steps of scoring, and the step that ends them


def omega_total(items: npt.ArrayLike) -> float | None:
    """Return omega = (sum l_i s_i)^2 / ((sum l_i s_i)^2 + sum theta_i) (McDonald 1999).

    l_i are the loadings of one factor, fitted to the correlations of complete cases by maximum
    likelihood (Joreskog 1967) and unstandardised with the items' standard deviations s_i;
    theta_i = (1 - l_i^2) s_i^2. Two items: Spearman-Brown 2r / (1 + r). None for fewer items, an
    item that does not vary, correlations that are not of full rank, or a uniqueness at its lower
    bound .005 (a Heywood case), where alpha alone is reported.
    """
    return omegas_of([items_of(items)])[0]


def omegas_of(scales: Sequence[Items]) -> list[float | None]:
    """Return omega of each scale from what is known of its items; scales of one size at once."""
    found: list[float | None] = [None] * len(scales)
    usable = [n for n, one in enumerate(scales) if len(one.vary) > 1 and one.vary.all()]
    for k in {len(scales[n].vary) for n in usable}:
        places = [n for n in usable if len(scales[n].vary) == k]
        covariances = np.array([scales[n].covariances for n in places])
        for n, omega in zip(places, _omegas(covariances), strict=True):
            found[n] = omega
    return found


def _omegas(covariances: FloatArray) -> list[float | None]:
    """Return omega of each of several scales of two and more items that vary."""
    spreads = np.sqrt(np.einsum("sii->si", covariances))
    correlations = covariances / (spreads[:, :, np.newaxis] * spreads[:, np.newaxis, :])
    if spreads.shape[1] == 2:
        return [_spearman_brown(float(r)) for r in correlations[:, 0, 1]]
    is_full = np.linalg.eigvalsh(correlations)[:, 0] >= SINGULAR
    fitted = iter(_fitted(correlations[is_full]))
    loadings = [next(fitted) if one else None for one in is_full]
    return [
        None if own is None else _omega(own, spread)
        for own, spread in zip(loadings, spreads, strict=True)
    ]


def _omega(loadings: FloatArray, spreads: FloatArray) -> float:
    common = float(loadings @ spreads) ** 2
    return common / (common + float(((1 - loadings**2) * spreads**2).sum()))


def _spearman_brown(r: float) -> float | None:
    return 2 * r / (1 + r) if 1 + r > SINGULAR else None


def _fitted(correlations: FloatArray) -> list[FloatArray | None]:
    """Fit one factor to each by maximum likelihood: loadings, None in a Heywood case.

    Nearly always scoring finds the best fit well inside the bounds; else they are minded.
    """
    uniquenesses, is_found = _scored(correlations)
    return [
        _loadings_at(own, table) if known else _fitted_within_bounds(table)
        for own, table, known in zip(uniquenesses, correlations, is_found, strict=True)
    ]


def _scored(correlations: FloatArray) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Return uniquenesses by Fisher scoring on their logarithms, and where it found them.

    Slopes are -sum (e - 1) w_i^2, curvatures near the best fit (sum w_i w_j)^2, over all but the
    largest eigenvalues e of the scaled correlations and their vectors w (Joreskog 1967).
    """
    x = np.log(_start(correlations))
    is_found = np.zeros(len(x), dtype=np.bool_)
    ridge = SINGULAR * np.eye(x.shape[1])
    for _step in range(MOST_STEPS):
        scale = np.exp(-x / 2)
        values, vectors = np.linalg.eigh(
            correlations * scale[:, :, np.newaxis] * scale[:, np.newaxis, :]
        )
        rest = vectors[:, :, :-1]
        slopes = -(rest**2 @ (values[:, :-1, np.newaxis] - 1))
        curves = (rest @ rest.transpose(0, 2, 1)) ** 2 + ridge
        step = np.linalg.solve(curves, slopes)[:, :, 0]
        x = np.clip(x - step, np.log(LOWEST), 0)
        is_found = np.abs(step).max(axis=1, initial=0) < SETTLED
        if is_found.all():
            break
    return np.exp(x), is_found & (x.min(axis=1, initial=0) > np.log(LOWEST))


def _start(correlations: FloatArray) -> FloatArray:
    """Return uniquenesses to start from (Joreskog 1967)."""
    k = correlations.shape[1]
    alone = np.einsum("sii->si", np.linalg.inv(correlations))
    return np.asarray(np.clip((1 - 0.5 / k) / alone, LOWEST, 1))


def _fitted_within_bounds(correlations: FloatArray) -> FloatArray | None:
    """Fit one factor with no uniqueness outside the bounds; None where one is at the lower."""
    found = scipy_parts.optimize().minimize(
        _misfit,
        _start(correlations[np.newaxis])[0],
        args=(correlations,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(LOWEST, 1)] * len(correlations),
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 10_000, "maxfun": 100_000},
    )
    if found.x.min() <= LOWEST * (1 + 1e-6):
        return None
    return _loadings_at(found.x, correlations)


def _misfit(uniquenesses: FloatArray, correlations: FloatArray) -> tuple[float, FloatArray]:
    """Return what maximum likelihood makes small, and its slopes, at given uniquenesses.

    The likelihood is already best over the loadings (Lawley & Maxwell 1971): with eigenvalues
    e of the scaled correlations, all but the largest count by e - log e - 1.
    """
    scale = np.sqrt(uniquenesses)
    rest = np.linalg.eigvalsh(correlations / np.outer(scale, scale))[:-1]
    loadings = _loadings_at(uniquenesses, correlations)
    slopes = (loadings**2 + uniquenesses - np.diag(correlations)) / uniquenesses**2
    return float((rest - np.log(rest) - 1).sum()), slopes


def _loadings_at(uniquenesses: FloatArray, correlations: FloatArray) -> FloatArray:
    scale = np.sqrt(uniquenesses)
    values, vectors = np.linalg.eigh(correlations / np.outer(scale, scale))
    first: FloatArray = vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0)) * scale
    return first
