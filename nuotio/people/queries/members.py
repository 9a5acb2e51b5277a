from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Role, RoleHolding, User

ACTIVE_ROLES = (
    "SELECT id, role FROM people_roleholding WHERE membership_id = %s AND state = 'active'"
)


def membership_at(slug: str, *, user: User) -> Membership | None:
    """Return the person's open membership in the organisation at this address, with roles.

    What else the person belongs to comes along as `others`: the page offers the way there. Every
    page asks this, so it fetches nothing that most of them do not show.
    """
    with tenancy.unrestricted(reason="Which organisations a person may open."):
        mine = list(_open_memberships(user.pk).select_related("organisation__kind"))
        here = next((one for one in mine if one.organisation.slug == slug), None)
        if here is None:
            return None
        held = RoleHolding.objects.raw(ACTIVE_ROLES, [here.pk])
        here.roles = frozenset({Role.EMPLOYEE.value, *(holding.role for holding in held)})
    here.user = user
    here.others = [one.organisation for one in mine if one is not here]
    return here


def _open_memberships(user_id: int) -> QuerySet[Membership]:
    rows: QuerySet[Membership] = Membership.objects.filter(user_id=user_id, left_at__isnull=True)
    return rows.order_by("joined_at", "pk")


def memberships_of(user_id: int) -> Sequence[Membership]:
    """Return a person's open memberships in all organisations, the oldest first."""
    with tenancy.unrestricted(reason="A person's own memberships, across organisations."):
        return list(
            _open_memberships(user_id)
            .select_related("organisation__kind", "user", "unit")
            .prefetch_related("role_holdings")
        )


@dataclass(frozen=True)
class Filters:
    """What a list of people is narrowed by; empty parts narrow nothing."""

    words: str = ""
    unit: int | None = None
    role: str = ""


def members_of(*, viewer: Membership, filters: Filters) -> QuerySet[Membership]:
    """Return the organisation's open members by name, with unit, user and roles fetched."""
    rows: QuerySet[Membership] = Membership.objects.filter(
        organisation_id=viewer.organisation_id, left_at__isnull=True
    )
    for word in filters.words.split():
        rows = rows.filter(named(word) | Q(user__email__icontains=word))
    if filters.unit is not None:
        rows = rows.filter(unit_id=filters.unit)
    if filters.role:
        held = RoleHolding.objects.filter(role=filters.role, state=RoleHolding.State.ACTIVE)
        rows = rows.filter(pk__in=held.values("membership"))
    return (
        rows.select_related("user", "unit")
        .prefetch_related("role_holdings__title")
        .order_by("user__name", "pk")
    )


def named(word: str) -> Q:
    """Match a word anywhere in name or job; SQLite folds only ASCII, so in every usual case."""
    found = Q()
    for form in {word, word.lower(), word.capitalize(), word.upper()}:
        found |= Q(user__name__icontains=form) | Q(job_title__icontains=form)
    return found


def member_at(pk: int, *, viewer: Membership) -> Membership | None:
    """Return an open member of the viewer's organisation, with roles."""
    found: Membership | None = (
        Membership.objects.filter(
            pk=pk, organisation_id=viewer.organisation_id, left_at__isnull=True
        )
        .select_related("user", "unit", "supervisor__user", "organisation__kind")
        .prefetch_related("role_holdings__title")
        .first()
    )
    return found
