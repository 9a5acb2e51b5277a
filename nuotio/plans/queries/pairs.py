from collections.abc import Sequence

from django.db.models import Q

from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.plans.models import Plan, PlanMentor
from nuotio.programmes.models import Seat


def partners(viewer: Membership) -> frozenset[int]:
    """Return the memberships that are the viewer's pair now; two queries."""
    return frozenset(one.pk for one in pair_of(viewer))


def pair_of(viewer: Membership) -> Sequence[Membership]:
    """Return who writes a plan with the viewer now, or is in her pair of a programme, by name.

    Two queries.
    """
    parts = PlanMentor.objects.filter(organisation_id=viewer.organisation_id, left_at=None)
    hers = parts.filter(membership=viewer).exclude(plan__state__in=Plan.OVER)
    beside = parts.filter(plan_id__in=hers.values("plan_id"), membership__isnull=False)
    rows = Membership.objects.filter(organisation_id=viewer.organisation_id, left_at=None)
    found = rows.filter(Q(pk__in=beside.values("membership_id")) | Q(pk__in=_seated_with(viewer)))
    return list(found.exclude(pk=viewer.pk).select_related("user").order_by("user__name", "pk"))


def _seated_with(viewer: Membership) -> Sequence[int]:
    with tenancy.unrestricted(reason="Who is a member's pair, in whichever programme."):
        seats = Seat.objects.filter(organisation_id=viewer.organisation_id, left_at=None)
        hers = seats.filter(membership_id=viewer.pk, pair__ended_at=None, pair__isnull=False)
        beside = seats.filter(pair_id__in=hers.values("pair_id"), membership__isnull=False)
        return list(beside.order_by("pk").values_list("membership_id", flat=True))
