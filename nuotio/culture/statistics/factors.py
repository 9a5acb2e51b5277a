"""How much of a scale's score is its one common factor: McDonald's omega."""

import numpy as np
import numpy.typing as npt

from nuotio.culture.statistics import scipy_parts
from nuotio.culture.statistics.arrays import FloatArray, complete

LOWEST = 0.005  # a uniqueness that comes down to this is a Heywood case
SINGULAR = 1e-10  # an eigenvalue below this is none


def omega_total(items: npt.ArrayLike) -> float | None:
    """Return omega = (sum l_i s_i)^2 / ((sum l_i s_i)^2 + sum theta_i) (McDonald 1999).

    l_i are the loadings of one factor, fitted to the correlations of complete cases by maximum
    likelihood (Joreskog 1967) and unstandardised with the items' standard deviations s_i;
    theta_i = (1 - l_i^2) s_i^2. Two items: Spearman-Brown 2r / (1 + r). None for fewer items, an
    item that does not vary, correlations that are not of full rank, or a uniqueness at its lower
    bound .005 (a Heywood case), where alpha alone is reported.
    """
    answers = complete(items)
    if answers.shape[1] < 2 or len(answers) < 2 or not np.ptp(answers, axis=0).all():
        return None
    correlations: FloatArray = np.atleast_2d(np.corrcoef(answers, rowvar=False))
    if len(correlations) == 2:
        return _spearman_brown(float(correlations[0, 1]))
    loadings = _loadings(correlations)
    if loadings is None:
        return None
    spreads = answers.std(axis=0, ddof=1)
    common = float(loadings @ spreads) ** 2
    return common / (common + float(((1 - loadings**2) * spreads**2).sum()))


def _spearman_brown(r: float) -> float | None:
    return 2 * r / (1 + r) if 1 + r > SINGULAR else None


def _loadings(correlations: FloatArray) -> FloatArray | None:
    """Fit one factor by maximum likelihood; None in a Heywood case."""
    if np.linalg.eigvalsh(correlations)[0] < SINGULAR:
        return None
    k = len(correlations)
    start = np.clip((1 - 0.5 / k) / np.diag(np.linalg.inv(correlations)), LOWEST, 1)
    found = scipy_parts.optimize().minimize(
        _misfit,
        start,
        args=(correlations,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(LOWEST, 1)] * k,
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
