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
    times_so_far = times(what, who, at=at, within=within) + 1
    cache.set(_key(what, who, at, within), times_so_far, timeout=int(within.total_seconds()))
    return times_so_far


def times(what: str, who: str, *, at: datetime, within: timedelta) -> int:
    """Return how often `who` did `what` in this stretch so far, without counting one more."""
    return int(cache.get(_key(what, who, at, within), 0))


def _key(what: str, who: str, at: datetime, within: timedelta) -> str:
    mark = salted_hmac("nuotio.foundation.limits", who).hexdigest()[:32]
    return f"limit:{what}:{int(at.timestamp()) // int(within.total_seconds())}:{mark}"
