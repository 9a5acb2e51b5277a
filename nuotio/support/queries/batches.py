"""Joint proposals: what they are made of, the draft, and those that were made before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from nuotio.people.models import Membership
from nuotio.support.models import Batch, BatchLine, SupportInvitation, SupportRequest

State = Batch.State
HELD = Q(invitations__state__in=SupportInvitation.HOLDING, invitations__ended_at=None)
HELD_OF_REQUEST = Q(
    request__invitations__state__in=SupportInvitation.HOLDING, request__invitations__ended_at=None
)


@dataclass(frozen=True)
class Row:
    """A request of a joint proposal with its places in order."""

    request: SupportRequest
    lines: Sequence[BatchLine]

    @property
    def is_served(self) -> bool:
        """Whether every place has a mentor."""
        return all(one.mentor_id is not None for one in self.lines)


def requests_that_lack(organisation_id: int) -> Sequence[SupportRequest]:
    """Return open requests with places that nobody has promised or is asked for, the oldest first.

    Each knows how many of its places are `taken`.
    """
    rows = list(_lacking(organisation_id).order_by("asked_at", "pk"))
    for one in rows:
        one.taken = one.held_places
    return rows


def count_lacking(organisation_id: int) -> int:
    """Return how many open requests have free places."""
    return _lacking(organisation_id).count()


def _lacking(organisation_id: int) -> QuerySet[Any]:
    rows = SupportRequest.objects.filter(
        organisation_id=organisation_id, state=SupportRequest.State.OPEN
    ).annotate(held_places=Count("invitations", filter=HELD))
    lacking: QuerySet[Any] = rows.filter(held_places__lt=F("mentors_needed"))
    return lacking


def batch_at(pk: int, *, viewer: Membership) -> Batch | None:
    """Return a joint proposal of the viewer's organisation, with who made it."""
    return batches(viewer).filter(pk=pk).first()


def batches(viewer: Membership) -> QuerySet[Batch]:
    """Return the joint proposals of the viewer's organisation, the latest first."""
    rows: QuerySet[Batch] = Batch.objects.filter(organisation_id=viewer.organisation_id)
    told = rows.annotate(
        total=Count("lines__request", distinct=True),
        asked=Count("lines__mentor", filter=Q(lines__missing=[]), distinct=True),
    )
    return told.select_related("made_by__user").order_by("-made_at", "-pk")


def draft_of(viewer: Membership) -> Batch | None:
    """Return the organisation's proposal that is not sent yet; there is one at most."""
    return batches(viewer).filter(state=State.DRAFT).first()


def rows_of(batch: Batch) -> Sequence[Row]:
    """Return the proposal's requests as they were asked, each with its places; one query."""
    return [
        Row(same[0].request, same)
        for _request, found in groupby(lines_of(batch), key=lambda line: line.request_id)
        for same in [list(found)]
    ]


def came_later(batch: Batch) -> int:
    """Return how many requests lack a mentor that are not in the proposal."""
    known = BatchLine.objects.filter(batch=batch).values("request")
    return _lacking(batch.organisation_id).exclude(pk__in=known).count()


def mentors_named(keys: Collection[int]) -> dict[int, Membership]:
    """Return mentors by their keys, with their names and units."""
    rows = Membership.objects.filter(pk__in=keys).select_related("user", "unit")
    return {one.pk: one for one in rows.order_by("pk")}


def lines_of(batch: Batch) -> Sequence[BatchLine]:
    """Return the places of a proposal with their requests and mentors, in order; one query.

    Each request knows how many of its places are `taken` now.
    """
    return _with_taken(BatchLine.objects.filter(batch=batch))


def lines_at(pk: int, *, viewer: Membership) -> Sequence[BatchLine]:
    """Return the places of a proposal of the viewer's organisation, which they carry; one query."""
    rows = BatchLine.objects.filter(batch=pk, organisation_id=viewer.organisation_id)
    return _with_taken(rows.select_related("batch"))


def _with_taken(rows: QuerySet[BatchLine]) -> Sequence[BatchLine]:
    counted = rows.annotate(held_places=Count("request__invitations", filter=HELD_OF_REQUEST))
    lines = list(
        counted.select_related("request__unit", "mentor__user", "mentor__unit").order_by(
            "request__asked_at", "request", "place"
        )
    )
    for line in lines:
        line.request.taken = line.held_places
    return lines
