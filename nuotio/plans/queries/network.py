from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet

from nuotio.foundation import tenancy
from nuotio.people.models import Membership
from nuotio.plans.models import Practice, PublishedPractice
from nuotio.plans.queries.practices import EVERYTHING, Wanted, narrowed


def published(wanted: Wanted = EVERYTHING) -> QuerySet[PublishedPractice]:
    """Return the practices that the network reads, the newest first."""
    rows = PublishedPractice.objects.order_by("-published_at", "-pk")
    return narrowed(rows, wanted, theme="theme")


def published_at(pk: int) -> PublishedPractice | None:
    """Return one practice that the network reads."""
    return PublishedPractice.objects.filter(pk=pk).first()


def copy_of(practice: Practice) -> PublishedPractice | None:
    """Return what the network reads of a practice; None where it was not given there."""
    return PublishedPractice.objects.filter(origin=practice.once).first()


def own_cards(
    copies: Collection[PublishedPractice], *, memberships: Collection[Membership]
) -> Mapping[UUID, tuple[str, int]]:
    """Return which copies come from the person's own organisations: address and key of the card.

    The copies themselves point nowhere: cards are looked for behind the walls that she may pass.
    """
    if not copies:
        return {}
    with tenancy.inside(*(one.organisation_id for one in memberships)):
        rows = Practice.objects.filter(
            once__in=[one.origin for one in copies], state=Practice.State.NETWORK
        )
        return {
            once: (slug, pk)
            for once, slug, pk in rows.values_list("once", "organisation__slug", "pk")
        }
