"""How often the same one may do the same thing: a counter in the cache for a stretch of time."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils.crypto import salted_hmac


def count_up(what: str, who: str, *, at: datetime, within: timedelta) -> int:
    """Count one more time that `who` did `what`; return how many there are in this stretch.

    Stretches follow one another on the clock. `who` (an address, say) is kept only as a keyed
    hash, and no longer than the stretch lasts. The count is honest, not exact: two at the very
    same moment may count as one.
    """
    key, seconds = _stretch(what, who, at, within)
    times = int(cache.get(key, 0)) + 1
    cache.set(key, times, timeout=seconds)
    return times


def times(what: str, who: str, *, at: datetime, within: timedelta) -> int:
    """Return how often `who` did `what` in this stretch, without counting."""
    return int(cache.get(_stretch(what, who, at, within)[0], 0))


def _stretch(what: str, who: str, at: datetime, within: timedelta) -> tuple[str, int]:
    seconds = int(within.total_seconds())
    mark = salted_hmac("nuotio.foundation.limits", who).hexdigest()[:32]
    return f"limit:{what}:{int(at.timestamp()) // seconds}:{mark}", seconds
