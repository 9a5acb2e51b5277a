"""The parts of SciPy that are needed, imported only when something asks: the import takes long."""

from typing import Any


def special() -> Any:
    """Return the distribution functions; as exact as those of scipy.stats and quicker to load."""
    from scipy import special as part  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow

    return part


def optimize() -> Any:
    """Return the solvers."""
    from scipy import optimize as part  # noqa: PLC0415 -- slow

    return part
