"""What a change may be called in words, given how sure its size is."""

from typing import Literal

SMALLEST = 0.2  # points of the scale: a smaller change matters to nobody
Verdict = Literal["improved", "unchanged", "declined", "unclear"]


def verdict(low: float | None, high: float | None, smallest: float = SMALLEST) -> Verdict:
    """Return the word for a change whose 95 % interval runs from `low` to `high`, unrounded.

    Inside (-smallest, smallest): "unchanged", however certain; else above 0 "improved", below 0
    "declined", and "unclear" where it holds 0 or there is no interval. ValueError where the
    interval runs backwards or `smallest` is not positive.
    """
    if not smallest > 0:
        raise ValueError("The smallest change that matters is a positive number.")
    if low is None or high is None:
        return "unclear"
    if not low <= high:
        raise ValueError("An interval runs from its lower to its upper end.")
    if -smallest < low and high < smallest:
        return "unchanged"
    if low > 0:
        return "improved"
    return "declined" if high < 0 else "unclear"
