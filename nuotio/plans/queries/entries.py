"""Notes and reflections: `visible_entries` is the one place that says who reads them."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from nuotio.people.models import Membership
from nuotio.plans.models import (
    Audience,
    Entry,
    PublishedEntry,
    SharedEntry,
)
from nuotio.plans.queries import circles, pairs
from nuotio.plans.queries.circles import Circle
from nuotio.plans.rules import entries as rules
from nuotio.programmes.models import Programme

NOBODY = 0  # writes nothing: what a member reads of somebody who is not her pair


def visible_entries(viewer: Membership, circle: Circle | None = None) -> QuerySet[Entry]:
    """Return every entry that the viewer may read, the newest first.

    Pages, export and API take theirs from here. Without the viewer's circle four queries more.
    """
    circle = circle or circles.circle_of(viewer)
    rows: QuerySet[Entry] = Entry.objects.filter(organisation_id=viewer.organisation_id)
    if not viewer.is_open:
        return rows.none()
    meant = [one for one in Audience if rules.is_in(viewer, one, writer_id=NOBODY, pair=())]
    for_pair = pairs.written_for(circle.bonds, writer="writer_id", at="changed_at")
    read = (
        Q(writer_id=viewer.pk)
        | Q(audience__in=meant)
        | (Q(audience=Audience.PAIR) & for_pair)
        | Q(audience=Audience.COHORT, programme_id__in=circle.read_programmes)
    )
    return rows.filter(read).select_related("writer__user").order_by("-happened_on", "-pk")


def entry_at(pk: int, *, viewer: Membership, circle: Circle | None = None) -> Entry | None:
    """Return an entry; None where the viewer may not read it."""
    circle = circle or circles.circle_of(viewer)
    rows = visible_entries(viewer, circle).filter(pk=pk)
    found: Entry | None = rows.first()
    if found is None:
        return None
    pair = {one.pk for one in circle.pair_at(found.changed_at)}
    writers_pair = {viewer.pk} if found.writer_id in pair else ()
    may_see = rules.can_see_entry(viewer, found, writers_pair, circle.read_programmes)
    return found if may_see else None


def where_learned(viewer: Membership) -> Mapping[str, int]:
    """Return how many of her own entries the viewer has by where she learned, the most first."""
    rows = Entry.objects.filter(writer=viewer).exclude(where="")
    counted = rows.values("where").annotate(many=Count("pk")).order_by("-many", "where")
    return {one["where"]: one["many"] for one in counted}


def prompts_answered(viewer: Membership) -> frozenset[str]:
    """Return the prompts that the viewer has written about."""
    rows = Entry.objects.filter(writer=viewer).exclude(prompt="").order_by("prompt")
    return frozenset(rows.values_list("prompt", flat=True))


def shared_entries(programme: Programme) -> QuerySet[SharedEntry]:
    """Return what was shared with everybody in a programme, the newest first."""
    rows: QuerySet[SharedEntry] = SharedEntry.objects.filter(programme=programme, private_to=None)
    return rows.order_by("-shared_at", "-pk")


def published_entries() -> QuerySet[PublishedEntry]:
    """Return what was given to the whole network, the newest first."""
    return PublishedEntry.objects.order_by("-shared_at", "-pk")
