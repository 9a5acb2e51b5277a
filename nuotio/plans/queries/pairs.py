"""Who is a member's pair now, and since when: the one place that says so.

Anybody can make a plan with a mentor. A text for her pair is therefore for those who were her pair
when she chose that, and still are: nobody gets to read what was written before by joining her.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.plans.models import Plan, PlanMentor
from nuotio.programmes.models import Seat


@dataclass(frozen=True)
class Bond:
    """Somebody who is a member's pair now, and since when she has been."""

    member: Membership
    since: datetime


def bonds_of(viewer: Membership) -> Sequence[Bond]:
    """Return who writes an open plan with the viewer now, or is her pair in a programme, by name.

    Two queries.
    """
    found: dict[int, Bond] = {}
    for member, since in (*_writing_with(viewer), *_seated_with(viewer)):
        before = found.get(member.pk)
        if before is None or since < before.since:
            found[member.pk] = Bond(member, since)
    return sorted(found.values(), key=lambda one: (one.member.name, one.member.pk))


def written_for(bonds: Iterable[Bond], *, writer: str, at: str) -> Q:
    """Return which texts for a pair these bonds let read.

    `writer` and `at` name the fields that hold who wrote it, and when she last chose who reads.
    """
    told = Q(pk__in=())
    for one in bonds:
        told |= Q(**{writer: one.member.pk, f"{at}__gte": one.since})
    return told


def _writing_with(viewer: Membership) -> Iterator[tuple[Membership, datetime]]:
    parts = PlanMentor.objects.filter(organisation_id=viewer.organisation_id, left_at=None)
    hers = parts.filter(membership=viewer).exclude(plan__state__in=Plan.OVER)
    rows = parts.filter(plan_id__in=hers.values("plan_id"), membership__left_at=None)
    told = list(rows.exclude(membership=None).select_related("membership__user").order_by("pk"))
    joined = {one.plan_id: one.joined_at for one in told if one.membership_id == viewer.pk}
    for one in told:
        if one.membership is not None and one.membership_id != viewer.pk:
            yield one.membership, max(one.joined_at, joined[one.plan_id])


def _seated_with(viewer: Membership) -> Iterator[tuple[Membership, datetime]]:
    with tenancy.unrestricted(reason="Who is a member's pair, in whichever programme."):
        seats = Seat.objects.filter(organisation_id=viewer.organisation_id, left_at=None)
        hers = seats.filter(membership_id=viewer.pk, pair__ended_at=None, pair__isnull=False)
        rows = seats.filter(pair_id__in=hers.values("pair_id"), membership__left_at=None)
        rows = rows.exclude(membership=None).exclude(membership=viewer)
        told = list(rows.select_related("pair", "membership__user").order_by("pk"))
    for seat in told:
        if seat.membership is not None and seat.pair is not None:
            yield seat.membership, max(seat.pair.made_at, seat.joined_at)
