"""Reads the figures of the demo world's experiments as they are written: "4/14", "0 %". Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

NUMBER = re.compile(r"\d+(?:,\d+)?")


@dataclass(frozen=True)
class Figures:
    """Values before, after and aimed at; `after` is None while the experiment runs.

    `of` is how many people a share is of: 4/14 is the value 4 of 14.
    """

    before: Decimal
    target: Decimal
    after: Decimal | None
    unit: str
    of: int | None = None

    @property
    def is_less_wanted(self) -> bool:
        """Whether a smaller value is the success."""
        return self.target < self.before


def figures_of(told: dict[str, str | None]) -> Figures:
    """Return what an experiment of the demo world was measured by."""
    before, target, after = (told[name] for name in ("baseline", "success", "result"))
    return Figures(
        _number(before or ""),
        _number(target or ""),
        _number(after) if after else None,
        "%" if "%" in (before or "") else "",
        _of(before or ""),
    )


def _number(words: str) -> Decimal:
    found = NUMBER.search(words)
    if found is None:
        raise ValueError(f"No figure in {words!r}.")
    return Decimal(found.group().replace(",", "."))


def _of(words: str) -> int | None:
    whole = words.partition("/")[2]
    return int(whole) if whole else None
