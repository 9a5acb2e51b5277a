from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from nuotio.foundation import rows, tenancy
from nuotio.people.models import (
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    RoleHolding,
    User,
)

MINE = f"""SELECT {rows.columns(Membership, "m")}, {rows.columns(Organisation, "o")},
        {rows.columns(OrganisationKind, "k")}
    FROM people_membership m JOIN people_organisation o ON o.id = m.organisation_id
    JOIN people_organisationkind k ON k.id = o.kind_id
    WHERE m.user_id = %s AND m.left_at IS NULL ORDER BY m.joined_at, m.id"""  # noqa: S608 -- the models' own columns
ACTIVE_ROLES = "SELECT role FROM people_roleholding WHERE membership_id = %s AND state = 'active'"


def membership_at(slug: str, *, user: User) -> Membership | None:
    """Return the person's open membership in the organisation at this address, with roles.

    What else the person belongs to comes along as `others`: the page offers the way there. Every
    page asks this, so it fetches nothing that most of them do not show.
    """
    with tenancy.unrestricted(reason="Which organisations a person may open."):
        mine: list[Any] = rows.read(MINE, [user.pk], Membership, Organisation, OrganisationKind)
        for one, organisation, kind in mine:
            one.organisation, organisation.kind = organisation, kind
        here: Membership | None = next((m for m, o, _kind in mine if o.slug == slug), None)
        if here is None:
            return None
        held = rows.fetched(ACTIVE_ROLES, [here.pk])
    here.user = user
    here.roles = frozenset({Role.EMPLOYEE.value, *(role for (role,) in held)})
    here.others = [one.organisation for one, *_more in mine if one is not here]
    return here


def _open_memberships(user_id: int) -> QuerySet[Membership]:
    mine: QuerySet[Membership] = Membership.objects.filter(user_id=user_id, left_at__isnull=True)
    return mine.order_by("joined_at", "pk")


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
    found: QuerySet[Membership] = Membership.objects.filter(
        organisation_id=viewer.organisation_id, left_at__isnull=True
    )
    for word in filters.words.split():
        found = found.filter(named(word) | Q(user__email__icontains=word))
    if filters.unit is not None:
        found = found.filter(unit_id=filters.unit)
    if filters.role:
        held = RoleHolding.objects.filter(role=filters.role, state=RoleHolding.State.ACTIVE)
        found = found.filter(pk__in=held.values("membership"))
    return (
        found.select_related("user", "unit")
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
