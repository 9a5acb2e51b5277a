from collections.abc import Sequence

from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Organisation


def membership_at(slug: str, *, user_id: int) -> Membership | None:
    """Return the person's open membership in the organisation at this address, with roles."""
    with tenancy.unrestricted(reason="Finding which organisation the address opens."):
        return (
            Membership.objects.filter(
                organisation__slug=slug, user_id=user_id, left_at__isnull=True
            )
            .select_related("organisation__kind", "user", "unit")
            .prefetch_related("role_holdings")
            .first()
        )


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
