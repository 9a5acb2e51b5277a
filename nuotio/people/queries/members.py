from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Organisation, RoleHolding


def membership_at(slug: str, *, user_id: int) -> Membership | None:
    """Return the person's open membership in the organisation at this address, with roles."""
    with tenancy.unrestricted(reason="Finding which organisation the address opens."):
        found: Membership | None = (
            Membership.objects.filter(
                organisation__slug=slug, user_id=user_id, left_at__isnull=True
            )
            .select_related("organisation__kind", "user", "unit")
            .prefetch_related("role_holdings")
            .annotate(is_elsewhere_too=Exists(_elsewhere()))
            .first()
        )
        return found


def _elsewhere() -> QuerySet[Membership]:
    others: QuerySet[Membership] = Membership.objects.filter(
        user=OuterRef("user"), left_at__isnull=True
    )
    return others.exclude(pk=OuterRef("pk"))


def memberships_of(user_id: int) -> Sequence[Membership]:
    """Return a person's open memberships in all organisations, the oldest first."""
    with tenancy.unrestricted(reason="A person's own memberships, across organisations."):
        return list(
            Membership.objects.filter(user_id=user_id, left_at__isnull=True)
            .select_related("organisation__kind", "user", "unit")
            .prefetch_related("role_holdings")
            .order_by("joined_at", "pk")
        )


def organisations_of(user_id: int) -> Sequence[Organisation]:
    """Return the organisations that a person belongs to, by name: for the switcher, one query."""
    with tenancy.unrestricted(reason="A person's own organisations."):
        mine = Membership.objects.filter(user_id=user_id, left_at__isnull=True)
        open_ones = Organisation.objects.filter(pk__in=mine.values("organisation"))
        return list(open_ones.order_by("name_fi", "pk"))


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
