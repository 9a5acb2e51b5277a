from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from nuotio.culture.counted_release import Release, release
from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.plans.models import Experiment, Pulse
from nuotio.plans.rules.ideas import can_see_pulse

PUBLIC = "The address of a pulse is for everyone and names no organisation."
# No page holds the counters: what may be told of them is asked for with `release_of`.
COUNTS = ("count_1", "count_2", "count_3", "count_4", "count_5")


def pulse_at(pk: int, *, viewer: Membership) -> Pulse | None:
    """Return a pulse that the viewer may read, its experiment and mentors with it."""
    rows = _pulses().filter(organisation_id=viewer.organisation_id, pk=pk)
    found: Pulse | None = rows.prefetch_related("experiment__plan__mentors").first()
    return found if found is not None and can_see_pulse(viewer, found) else None


def pulses_of(experiment: Experiment) -> Sequence[Pulse]:
    """Return the pulses of an experiment that its reader has found, the newest first; one query."""
    return list(_pulses().filter(experiment=experiment).order_by("-opened_at", "-pk"))


def pulse_by_code(code: str) -> Pulse | None:
    """Return the pulse with this public code, its organisation with it."""
    with tenancy.unrestricted(reason=PUBLIC):
        rows = Pulse.objects.select_related("organisation").defer(*COUNTS)
        found: Pulse | None = rows.filter(code=code.lower()).first()
        return found


def release_of(pulse: Pulse, *, day: date) -> Release:
    """Return all that may be told of the pulse's answers on this day."""
    row = Pulse.objects.get(pk=pulse.pk)
    return release(row.counts, is_closed=not row.is_open(day))


def _pulses() -> QuerySet[Pulse]:
    rows: QuerySet[Pulse] = Pulse.objects.select_related("experiment__plan", "asked_by__user")
    return rows.defer(*COUNTS)
