"""The session that a member comes from: what she is asked to think over follows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nuotio.foundation import tenancy
from nuotio.plans.queries.circles import Circle
from nuotio.programmes.models import Event

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Held:
    """The phase of the last session that was held; `is_fresh` within a week of it."""

    phase: str = ""
    is_fresh: bool = False


def last_session(circle: Circle, *, at: datetime) -> Held:
    """Return the last shared session of the programmes in which the member sits; one query."""
    programmes = [one.pk for one in circle.seated_in]
    if not programmes:
        return Held()
    with tenancy.with_programmes(*programmes):
        rows = Event.objects.filter(private_to=None, cancelled_at=None, ends_at__lte=at)
        last = rows.order_by("-ends_at", "-pk").values_list("phase", "ends_at").first()
    return Held() if last is None else Held(last[0], at - last[1] <= A_WEEK)
