"""What counted answers tell: nothing while a question is open, nothing of fewer than five. Pure.

For what is asked outside the rounds and kept as five counters an item (ADR 17): pulses, and what
teams say of the support they had.
From five answers on the mean alone, to halves. The rule for surveys (halves where all or all but
one answered alike, else one decimal) is not enough for a single question of which everybody knows
how many answered: of nine people a mean of 2.5 would then say that eight chose 2 and one chose 5.
From ten answers on the mean to one decimal, how often each answer was given, and the share of those
who chose one of the two highest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

FEWEST, MANY = 5, 10
SURE = 30  # below this many answers the page says that they are few
AGREEING = 2  # how many of the highest answers count as yes
TENTH, WHOLE = Decimal("0.1"), Decimal(1)


class Told(StrEnum):
    """How much of the answers is told."""

    FEW_SO_FAR = "few_so_far"
    ENOUGH_SO_FAR = "enough_so_far"
    NOTHING = "nothing"
    MEAN = "mean"
    SHARES = "shares"


@dataclass(frozen=True)
class Bar:
    """How many chose an option, and which whole per cent of all they are."""

    option: int
    count: int
    percent: int


@dataclass(frozen=True)
class Agreeing:
    """How many chose one of the two highest options; whole per cent with its interval of 95 %."""

    count: int
    percent: int
    low: int
    high: int


@dataclass(frozen=True)
class Release:
    """All that anybody learns of the answers to a question."""

    told: Told
    n: int | None = None
    mean: Decimal | None = None
    bars: tuple[Bar, ...] = ()
    agreeing: Agreeing | None = None

    @property
    def is_small(self) -> bool:
        """Whether so few answered that the figures are a hint and no more."""
        return self.n is not None and self.n < SURE


def release(counts: Sequence[int], *, is_closed: bool) -> Release:
    """Return what may be told of `counts`: how often each option was chosen, from the lowest."""
    n = sum(counts)
    if not is_closed:
        return Release(Told.FEW_SO_FAR if n < FEWEST else Told.ENOUGH_SO_FAR)
    if n < FEWEST:
        return Release(Told.NOTHING)
    if n < MANY:
        return Release(Told.MEAN, n, _mean(counts, n))
    bars = tuple(
        Bar(option, count, _percent(count / n)) for option, count in enumerate(counts, start=1)
    )
    return Release(Told.SHARES, n, _mean(counts, n), bars, _agreeing(counts, n))


def _mean(counts: Sequence[int], n: int) -> Decimal:
    mean = Decimal(sum(option * count for option, count in enumerate(counts, start=1))) / n
    if n < MANY:
        mean = (mean * 2).quantize(WHOLE, ROUND_HALF_UP) / 2
    return mean.quantize(TENTH, ROUND_HALF_UP)


def _agreeing(counts: Sequence[int], n: int) -> Agreeing:
    from nuotio.culture.statistics import wilson_interval  # noqa: PLC0415 -- few pages need NumPy

    share = wilson_interval(sum(counts[-AGREEING:]), n)
    told = (share.share or 0.0, share.low or 0.0, share.high or 0.0)  # None only of nobody
    return Agreeing(share.k, *(_percent(one) for one in told))


def _percent(share: float) -> int:
    return int(Decimal(share * 100).quantize(WHOLE, ROUND_HALF_UP))
