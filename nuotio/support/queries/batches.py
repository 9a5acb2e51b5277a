"""Joint proposals: what they are made of, the draft, and those that were made before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, Prefetch, Q, QuerySet

from nuotio.people.models import Membership
from nuotio.support.models import Batch, BatchLine, SupportInvitation, SupportRequest

State = Batch.State
HELD = Q(invitations__state__in=SupportInvitation.HOLDING, invitations__ended_at=None)


@dataclass(frozen=True)
class Row:
    """A request of a joint proposal with its places in order."""

    request: SupportRequest
    lines: Sequence[BatchLine]

    @property
    def is_served(self) -> bool:
        """Whether every place has a mentor."""
        return all(one.mentor_id is not None for one in self.lines)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a mentor."""
        return self.request.state == SupportRequest.State.OPEN

    @property
    def is_left_out(self) -> bool:
        """Whether a mentor was proposed who was not asked after all."""
        return any(one.mentor_id is not None and one.missing for one in self.lines)


def requests_that_lack(
    organisation_id: int, *, among: Collection[int] | None = None
) -> Sequence[SupportRequest]:
    """Return open requests with places that nobody has promised or is asked for, the oldest first.

    `taken` counts the places that are not free.
    """
    rows = SupportRequest.objects.filter(
        organisation_id=organisation_id, state=SupportRequest.State.OPEN
    ).annotate(taken=Count("invitations", filter=HELD))
    if among is not None:
        rows = rows.filter(pk__in=among)
    return list(rows.filter(taken__lt=F("mentors_needed")).order_by("asked_at", "pk"))


def batch_at(pk: int, *, viewer: Membership) -> Batch | None:
    """Return a joint proposal of the viewer's organisation, with who made it."""
    return batches(viewer).filter(pk=pk).first()


def batches(viewer: Membership) -> QuerySet[Batch]:
    """Return the joint proposals of the viewer's organisation, the latest first."""
    rows: QuerySet[Batch] = Batch.objects.filter(organisation_id=viewer.organisation_id)
    told = rows.annotate(
        total=Count("lines__request", distinct=True),
        asked=Count("lines", filter=Q(lines__mentor__isnull=False, lines__missing=[])),
    )
    return told.select_related("made_by__user").order_by("-made_at", "-pk")


def draft_of(viewer: Membership) -> Batch | None:
    """Return the organisation's proposal that is not sent yet; there is one at most."""
    return batches(viewer).filter(state=State.DRAFT).first()


def rows_of(batch: Batch) -> Sequence[Row]:
    """Return the proposal's requests as they were asked, each with its places; two queries."""
    held = SupportInvitation.objects.filter(
        state__in=SupportInvitation.HOLDING, ended_at=None
    ).order_by("pk")
    lines = (
        BatchLine.objects.filter(batch=batch)
        .select_related("request__unit", "mentor__user", "mentor__unit")
        .prefetch_related(Prefetch("request__invitations", held, to_attr="held"))
        .order_by("request__asked_at", "request", "place")
    )
    return [
        Row(same[0].request, same)
        for _request, found in groupby(lines, key=lambda line: line.request_id)
        for same in [list(found)]
    ]


def came_later(batch: Batch) -> int:
    """Return how many requests lack a mentor that are not in the proposal."""
    known = BatchLine.objects.filter(batch=batch).values("request")
    rows = SupportRequest.objects.filter(
        organisation_id=batch.organisation_id, state=SupportRequest.State.OPEN
    ).exclude(pk__in=known)
    lacking = rows.annotate(taken=Count("invitations", filter=HELD))
    return int(lacking.filter(taken__lt=F("mentors_needed")).count())


def mentors_named(keys: Collection[int]) -> dict[int, Membership]:
    """Return mentors by their keys, with their names and units."""
    rows = Membership.objects.filter(pk__in=keys).select_related("user", "unit")
    return {one.pk: one for one in rows.order_by("pk")}


def lines_of(batch: Batch) -> Sequence[BatchLine]:
    """Return the places of a proposal with their requests and mentors, in order; one query."""
    rows = BatchLine.objects.filter(batch=batch).select_related("request__unit", "mentor__user")
    return list(rows.order_by("request__asked_at", "request", "place"))
