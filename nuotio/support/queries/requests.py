"""Requests for support: `visible_requests` is the one place that says who reads them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    TextField,
    When,
)
from django.db.models.functions import Cast

from nuotio.notifications import queries as people_told
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import STEERING, steers
from nuotio.support.models import (
    MatchingWeights,
    Meeting,
    SupportInvitation,
    SupportKind,
    SupportRequest,
)
from nuotio.support.rules import requests as rules

State, Readers = SupportRequest.State, SupportRequest.Readers
Asked = SupportInvitation.State
PARTIES = ("asked_by__user", "unit", "goal", "in_care_of__user")
# Live ones first, then what waits, what is not sent, what is over.
ORDER = Case(
    When(state__in=[State.OPEN, State.MATCHED, State.UNDER_WAY], then=0),
    When(state=State.DRAFT, then=1),
    default=2,
    output_field=IntegerField(),
)


def visible_requests(viewer: Membership) -> QuerySet[SupportRequest]:
    """Return every request that the viewer may read, as `rules.can_see_request` decides.

    Lists, figures by name, export and API take theirs from here.
    """
    rows: QuerySet[SupportRequest] = SupportRequest.objects.filter(
        organisation_id=viewer.organisation_id
    )
    if not viewer.is_open:
        return rows.none()
    sent = Q(state__in=[one for one in State if one != State.DRAFT])
    if not steers(viewer):
        chosen = [Readers.ORGANISATION]
        chosen += [Readers.MENTORS] if viewer.has_role(Role.MENTOR) else []
        asked = SupportInvitation.objects.filter(mentor=viewer).values("request")
        sent &= Q(readers__in=chosen) | Q(pk__in=asked)
    return rows.filter(Q(asked_by=viewer) | sent).select_related(*PARTIES)


def request_at(pk: int, *, viewer: Membership) -> SupportRequest | None:
    """Return a request with its invitations, the oldest first; None where it is not hers to read.

    Two queries.
    """
    asked = SupportInvitation.objects.select_related("mentor__user").order_by("invited_at", "pk")
    rows = visible_requests(viewer).prefetch_related(Prefetch("invitations", asked))
    found: SupportRequest | None = rows.filter(pk=pk).first()
    return found if found is not None and rules.can_see_request(viewer, found) else None


def request_named(pk: int) -> SupportRequest | None:
    """Return a request of the open organisation with whom to tell of it."""
    people = ("asked_by__user", "asked_by__organisation", "organisation", "unit")
    found: SupportRequest | None = (
        SupportRequest.objects.filter(pk=pk).select_related(*people).first()
    )
    return found


def own_requests(viewer: Membership) -> QuerySet[SupportRequest]:
    """Return what the viewer has asked for: live first, then drafts, then what is over."""
    rows = visible_requests(viewer).filter(asked_by=viewer).annotate(rank=ORDER)
    return rows.order_by("rank", "-made_at", "-pk")


def unit_requests(viewer: Membership) -> QuerySet[SupportRequest]:
    """Return what others of the viewer's unit have asked for, as far as she may read it."""
    if viewer.unit_id is None:
        return SupportRequest.objects.none()
    rows = visible_requests(viewer).filter(unit_id=viewer.unit_id).exclude(asked_by=viewer)
    return rows.annotate(rank=ORDER).order_by("rank", "-asked_at", "-pk")


def own_request(pk: int, *, viewer: Membership) -> SupportRequest | None:
    """Return what the viewer herself has asked for."""
    return visible_requests(viewer).filter(asked_by=viewer, pk=pk).first()


def asked_of(viewer: Membership) -> Sequence[SupportRequest]:
    """Return the requests on which an invitation waits for the viewer's answer, by its last day.

    Each has `answer_until` and `own_invitation`, the key of that invitation.
    """
    waits = Q(
        invitations__mentor=viewer,
        invitations__state=Asked.INVITED,
        invitations__ended_at=None,
    )
    rows = visible_requests(viewer).filter(waits, state=State.OPEN)
    rows = rows.annotate(
        answer_until=F("invitations__answer_by"), own_invitation=F("invitations__pk")
    )
    return list(rows.order_by("answer_until", "pk"))


def meetings_of(request: SupportRequest, *, viewer: Membership) -> Sequence[Meeting]:
    """Return the meetings of a request's support that the viewer may see, by time.

    Prefetch `invitations`. No query where there is nothing to see.
    """
    gives = any(
        one.mentor_id == viewer.pk and one.state == Asked.ACCEPTED
        for one in request.invitations.all()
    )
    is_near = gives or rules.is_asker(viewer, request) or steers(viewer)
    if request.matched_at is None or not is_near:
        return []
    rows = Meeting.objects.filter(engagement__request=request, cancelled_at=None)
    return list(rows.order_by("starts_at", "pk"))


def waiting_requests(
    viewer: Membership, *, unit: int | None = None, kind: str = ""
) -> QuerySet[SupportRequest]:
    """Return what waits for a mentor, the longest promised first; each has `asked` and `declined`.

    `asked` is how many mentors were asked, `declined` how many of them cannot.
    """
    rows = visible_requests(viewer).filter(state=State.OPEN)
    rows = rows.filter(unit_id=unit) if unit is not None else rows
    rows = of_kind(rows, kind) if kind else rows
    declined = Q(invitations__state__in=[Asked.DECLINED, Asked.LAPSED])
    return rows.annotate(
        asked=Count("invitations"), declined=Count("invitations", filter=declined)
    ).order_by("answer_by", "asked_at", "pk")


def waiting_counts(viewer: Membership, *, day: date) -> Mapping[str, int]:
    """Return how many requests wait, are late by this day, and were asked to no mentor yet."""
    rows = visible_requests(viewer).filter(state=State.OPEN).order_by()
    asked = SupportInvitation.objects.filter(
        request=OuterRef("pk"), state__in=SupportInvitation.HOLDING, ended_at=None
    )
    return rows.aggregate(
        waiting=Count("pk"),
        late=Count("pk", filter=Q(answer_by__lt=day)),
        unasked=Count("pk", filter=~Exists(asked)),
    )


def of_kind(rows: QuerySet[SupportRequest], kind: str) -> QuerySet[SupportRequest]:
    """Narrow requests to those that name a kind of support; nothing for one that is none."""
    if kind not in SupportKind.values:
        return rows.none()
    told = rows.annotate(kinds_told=Cast(F("kinds"), TextField()))
    return told.filter(kinds_told__contains=f'"{kind}"')


def promised_days(organisation_id: int) -> int:
    """Return within how many working days the organisation answers."""
    rows = MatchingWeights.objects.filter(organisation_id=organisation_id)
    days = rows.values_list("answer_days", flat=True).first()
    return int(days if days is not None else MatchingWeights().answer_days)


def carers(organisation_id: int) -> Sequence[Membership]:
    """Return HR and the coordinators: those who answer for requests, in the order of joining."""
    return people_told.holders_of(organisation_id, *STEERING)


def in_care(request: SupportRequest) -> Sequence[Membership]:
    """Return who answers for a request: whom it was handed to, else HR and the coordinators."""
    everybody = carers(request.organisation_id)
    return [one for one in everybody if one.pk == request.in_care_of_id] or everybody


def due_for_reminder(day: date) -> QuerySet[SupportRequest]:
    """Return what waits and may be due for a reminder by a day, of the open organisations."""
    rows: QuerySet[SupportRequest] = SupportRequest.objects.filter(
        state=State.OPEN, answer_by__lte=day
    )
    return rows.order_by("organisation_id", "answer_by", "pk")
