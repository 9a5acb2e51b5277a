"""Who would suit a request: the best three for its page, all of them for their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db.models import QuerySet
from django.utils import timezone

from nuotio.people.models import Membership
from nuotio.support import suggesting
from nuotio.support.fitting import Weights
from nuotio.support.models import SupportRequest
from nuotio.support.queries import fits
from nuotio.support.rules import mentors as mentor_rules
from nuotio.support.rules import requests as rules
from nuotio.support.suggesting import BEST, Others, Suggestion

State = SupportRequest.State
SUGGESTED_FOR = (State.DRAFT, State.OPEN)
EXAMPLES = 50


@dataclass(frozen=True)
class Suggested:
    """What a request's page tells of who would suit it."""

    request: int
    best: Sequence[Suggestion]
    more: int
    lacks: Sequence[str]
    would_do: Sequence[str]
    heaviest: Sequence[str]
    may_invite: bool
    is_enough: bool
    is_draft: bool
    once: UUID

    def once_for(self, one: Suggestion) -> UUID:
        """Return the key of a button: pressed twice it asks once, and each mentor has her own."""
        return uuid5(self.once, str(one.mentor.pk))

    @property
    def has_next_step(self) -> bool:
        """Whether asking the first one is the next thing to do."""
        return self.may_invite and not self.is_enough


@dataclass(frozen=True)
class All:
    """What the page of all suggestions tells."""

    suggested: Suggested
    everybody: Sequence[Suggestion]
    others: Sequence[Others]


def part(request: SupportRequest, *, viewer: Membership, at: datetime) -> dict[str, Any]:
    """Return what the request's page shows of suggestions to this viewer: the best three.

    Nothing of a request that has its mentors or is over, nor to who may not see them. Six queries.
    """
    if request.state not in SUGGESTED_FOR or not rules.can_see_suggestions(viewer, request):
        return {}
    return {"suggested": for_page(request, viewer=viewer, at=at).suggested}


def for_page(request: SupportRequest, *, viewer: Membership, at: datetime) -> All:
    """Return everybody who would suit, best first, why the others could not, and what is missing.

    Whose hours are short is named to who may see hours.
    """
    day = timezone.localdate(at)
    found = fits.material([request], day=day)
    with_names = bool(mentor_rules.can_see_hours_left(viewer))
    everybody = suggesting.suggestions(found, request)
    lacks, would_do = suggesting.what_is_missing(found, request, day=day, with_names=with_names)
    best = everybody[:BEST]
    suggested = Suggested(
        request=request.pk,
        best=best,
        more=len(everybody) - len(best),
        lacks=lacks,
        would_do=would_do,
        heaviest=suggesting.heaviest(found.weights),
        may_invite=bool(rules.can_invite(viewer, request)),
        is_enough=len(found.asks[request.pk].asked) >= request.mentors_needed,
        is_draft=request.state == State.DRAFT,
        once=uuid4(),
    )
    others = suggesting.others(found, request, with_names=with_names)
    return All(suggested, everybody, others)


def request_for(pk: int, *, viewer: Membership) -> SupportRequest | None:
    """Return a request whose suggestions the viewer may see."""
    found = _requests(viewer).filter(pk=pk, state__in=SUGGESTED_FOR).first()
    return found if found is not None and rules.can_see_suggestions(viewer, found) else None


def examples(viewer: Membership) -> Sequence[SupportRequest]:
    """Return open requests to try weights on, the newest first; the viewer steers."""
    return list(_requests(viewer).filter(state=State.OPEN).order_by("-asked_at", "-pk")[:EXAMPLES])


def _requests(viewer: Membership) -> QuerySet[SupportRequest]:
    rows: QuerySet[SupportRequest] = SupportRequest.objects.filter(
        organisation_id=viewer.organisation_id
    )
    return rows.select_related("unit")


@dataclass(frozen=True)
class Moved:
    """A mentor among the best with the weights tried; `was` is her place with those that are set,
    none where she was not among them."""

    suggestion: Suggestion
    place: int
    was: int | None


def preview(request: SupportRequest, weights: Weights, *, day: date) -> Sequence[Moved]:
    """Return the best three of a request with other weights, and where each stood before."""
    found = fits.material([request], day=day)
    before = suggesting.suggestions(found, request)[:BEST]
    places = {one.mentor.pk: place for place, one in enumerate(before, start=1)}
    after = suggesting.suggestions(found.with_weights(weights), request)[:BEST]
    return [
        Moved(one, place, places.get(one.mentor.pk)) for place, one in enumerate(after, start=1)
    ]
