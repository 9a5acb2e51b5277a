from dataclasses import dataclass

from django.db.models import Q, QuerySet

from nuotio.people.models import Membership, Role, RoleHolding
from nuotio.people.queries import members


@dataclass(frozen=True)
class Wanted:
    """What kind of a mentor somebody looks for."""

    words: str = ""
    unit: int | None = None
    language: str = ""


def mentors(*, viewer: Membership, wanted: Wanted) -> QuerySet[Membership]:
    """Return the organisation's mentors by name, those on pause too; profile and roles fetched."""
    held = RoleHolding.objects.filter(role=Role.MENTOR).exclude(state=RoleHolding.State.ENDED)
    rows: QuerySet[Membership] = Membership.objects.filter(
        organisation_id=viewer.organisation_id,
        left_at__isnull=True,
        pk__in=held.values("membership"),
    )
    for word in wanted.words.split():
        in_profile = Q(profile__found_by__contains=word.lower())
        rows = rows.filter(members.named(word) | in_profile)
    if wanted.unit is not None:
        rows = rows.filter(unit_id=wanted.unit)
    if wanted.language:
        rows = rows.filter(profile__languages__icontains=f'"{wanted.language}"')
    return (
        rows.select_related("user", "unit", "profile")
        .prefetch_related("role_holdings__title")
        .order_by("user__name", "pk")
    )


def mentor_at(pk: int, *, viewer: Membership) -> Membership | None:
    """Return one mentor of the viewer's organisation."""
    return mentors(viewer=viewer, wanted=Wanted()).filter(pk=pk).first()


def mentor_holding(mentor: Membership) -> RoleHolding:
    """Return the mentor's holding of the role, from what was fetched."""
    held = (h for h in mentor.role_holdings.all() if h.role == Role.MENTOR and h.state != "ended")
    return next(held)
