"""Mentors who are asked, and what they answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from nuotio.notifications.wording import in_three
from nuotio.people.models import Membership
from nuotio.support import fitting
from nuotio.support.budget import promising
from nuotio.support.budget.promising import Room
from nuotio.support.fitting import Fitting, Obstacle, Weights
from nuotio.support.models import SupportInvitation, SupportRequest
from nuotio.support.queries import fits
from nuotio.support.queries import requests as request_queries
from nuotio.support.rules import mentors as mentor_rules
from nuotio.support.rules import requests as rules
from nuotio.support.story import invitation_story
from nuotio.support.words import cautions, refusals
from nuotio.support.words import reasons as words_of_reasons
from nuotio.ui import filters

State = SupportInvitation.State
PARTIES = ("request__asked_by__user", "request__unit", "request__goal", "mentor__user")
BY_NATURE = frozenset({Obstacle.OWN, Obstacle.LINE})
# With whom asking is of no use; the other obstacles are talked over.
OUT_OF_QUESTION = frozenset(Obstacle) - {Obstacle.LANGUAGE, Obstacle.MODE, Obstacle.TIME}


@dataclass(frozen=True)
class Standing:
    """How a request stands with one mentor: her months that would do, and what to know first.

    `refused` is why she cannot accept, None where she can; `speaks_for` why she was asked.
    """

    rooms: Sequence[Room] = ()
    enough: Sequence[Room] = ()
    refused: refusals.Refused | None = None
    cautions: Sequence[str] = ()
    speaks_for: Sequence[str] = ()

    @property
    def room(self) -> Room | None:
        """The month that her time would be taken from, else the one with the most time free."""
        return self.enough[0] if self.enough else promising.most_free(self.rooms)


@dataclass(frozen=True)
class Asked:
    """One who was asked, as one viewer sees it: the reason is not for the team."""

    invitation: SupportInvitation
    told: str
    suggested: str = ""
    reason: str = ""
    may_withdraw: bool = False
    may_agree: bool = False


@dataclass(frozen=True)
class Part:
    """What the request's page shows of its invitations to one viewer."""

    request_id: int
    rows: Sequence[Asked] = ()
    own: SupportInvitation | None = None
    may_invite: bool = False
    places_left: int = 0
    is_full: bool = False
    sees_all: bool = False


def part(request: SupportRequest, *, viewer: Membership, at: datetime) -> dict[str, Any]:
    """Return, as `asking`, what the request's page shows of its invitations to this viewer.

    Who asked, HR and the coordinators see who was asked and what came of it; others see their own
    invitation, and that somebody has it. No query: prefetch `invitations__mentor__user`.
    """
    invitations = list(request.invitations.all())
    for one in invitations:
        one.request = request
    sees_all = bool(rules.can_see_suggestions(viewer, request))
    shown = Part(
        request.pk,
        rows=[_asked(one, viewer) for one in invitations] if sees_all else [],
        own=next((one for one in reversed(invitations) if one.mentor_id == viewer.pk), None),
        may_invite=bool(rules.can_invite(viewer, request)),
        places_left=places_left(request, invitations),
        is_full=request.is_live,
        sees_all=sees_all,
    )
    return {"asking": shown}


def places_left(request: SupportRequest, invitations: Iterable[SupportInvitation]) -> int:
    """Return how many mentors more may be asked at the same time."""
    return refusals.most_asked(request) - sum(is_held(one) for one in invitations)


def _asked(one: SupportInvitation, viewer: Membership) -> Asked:
    may = is_open(one) and bool(mentor_rules.can_withdraw_invitation(viewer, one))
    is_waiting = one.request.state == SupportRequest.State.OPEN
    return Asked(
        one,
        told=invitation_story.to_team(one),
        suggested=invitation_story.suggested(one),
        reason=one.reason if mentor_rules.can_see_reason(viewer, one) else "",
        may_withdraw=may,
        may_agree=may and is_waiting and one.state == State.SUGGESTED,
    )


def is_held(invitation: SupportInvitation) -> bool:
    """Say whether it holds a place on its request: a promise, or open still."""
    return invitation.state in SupportInvitation.HOLDING and invitation.ended_at is None


def is_open(invitation: SupportInvitation) -> bool:
    """Say whether its mentor may still answer: it waits, or she has suggested another time."""
    return is_held(invitation) and invitation.state != State.ACCEPTED


def may_step_back(invitation: SupportInvitation) -> bool:
    """Say whether there is a promise to step back from."""
    return invitation.is_promise and not invitation.request.is_over


def asked_words(invitation: SupportInvitation) -> dict[str, str]:
    """Return what a sentence about an invitation names: `name` and `day`."""
    name = invitation.mentor.name if invitation.mentor else ""
    return {"name": name, "day": filters.date(invitation.answer_by, "weekday")}


def invitation_at(pk: int, *, viewer: Membership) -> SupportInvitation | None:
    """Return an invitation of the viewer's organisation with its request; one query."""
    rows = SupportInvitation.objects.filter(organisation_id=viewer.organisation_id, pk=pk)
    found: SupportInvitation | None = rows.select_related(*PARTIES, "invited_by__user").first()
    return found


def invitation_named(pk: int) -> SupportInvitation | None:
    """Return an invitation of the open organisation with whom to tell of it."""
    people = ("mentor__user", "mentor__organisation", "request__asked_by__user")
    places = ("request__asked_by__organisation", "request__in_care_of__user", "request__unit")
    found: SupportInvitation | None = (
        SupportInvitation.objects.filter(pk=pk).select_related(*people, *places).first()
    )
    return found


def request_to_take(pk: int, *, viewer: Membership) -> SupportRequest | None:
    """Return a request that the viewer may read; `own` is the key of what she is asked or promised.

    One query.
    """
    mine = SupportInvitation.objects.filter(
        request=OuterRef("pk"), mentor=viewer, state__in=SupportInvitation.HOLDING, ended_at=None
    )
    rows = request_queries.visible_requests(viewer).filter(pk=pk)
    return rows.annotate(own=Subquery(mine.order_by("pk").values("pk")[:1])).first()


def promises_of(request: SupportRequest) -> Sequence[SupportInvitation]:
    """Return the promises of a request with their mentors, in the order they were made."""
    people = ("mentor__user", "mentor__organisation")
    rows = request.invitations.filter(state=State.ACCEPTED, ended_at=None)
    return list(rows.select_related(*people).order_by("answered_at", "pk"))


def kept_to_the_end(request: SupportRequest) -> Sequence[SupportInvitation]:
    """Return the promises that ended with the request, in the order they were made."""
    rows = request.invitations.filter(state=State.ACCEPTED, ended_at__isnull=False)
    return list(rows.select_related("mentor__user", "mentor__organisation").order_by("pk"))


def latest_left(request_id: int, *, by_id: int) -> SupportInvitation | None:
    """Return the promise from which a mentor has stepped back last, with her name."""
    rows = SupportInvitation.objects.filter(
        request=request_id, mentor=by_id, state=State.LEFT
    ).select_related("mentor__user")
    found: SupportInvitation | None = rows.order_by("-ended_at", "-pk").first()
    return found


def team_of(request: SupportRequest) -> dict[str, str]:
    """Return who asks, in three languages and without a person's name."""
    unit = request.unit
    return in_three(lambda: request.team or (unit.name if unit else "") or _("a colleague"))


def waiting_for(mentor: Membership) -> QuerySet[SupportInvitation]:
    """Return what a mentor is asked and has not answered, what is due first on top; one query."""
    rows: QuerySet[SupportInvitation] = SupportInvitation.objects.filter(
        organisation_id=mentor.organisation_id, mentor=mentor, state=State.INVITED, ended_at=None
    )
    return rows.select_related(*PARTIES).order_by("answer_by", "pk")


def standing(request: SupportRequest, mentor: Membership, *, day: date) -> Standing:
    """Return how a request stands with a mentor who was asked, or could take it; seven queries."""
    found = fits.material([request], day=day, weights=Weights(), only=mentor.pk)
    giver = found.givers.get(mentor.pk)
    if giver is None:
        return Standing(refused=refusals.OnPause())
    ask = replace(found.asks[request.pk], asked=frozenset(), declined=frozenset())
    fitted = fitting.fit(ask, giver, Weights())
    rooms = promising.rooms_for(giver.budget, request, day=day)
    enough = promising.with_room(rooms, request.minutes)
    refused: refusals.Refused | None = None
    if not BY_NATURE.isdisjoint(fitted.obstacles):
        refused = refusals.OwnLine()
    elif not enough:
        refused = promising.too_full(giver.budget, request, day=day)
    reasons = [one for one in fitted.reasons if one.code != "hours_left"]
    return Standing(
        rooms,
        enough,
        refused,
        cautions=cautions.said(fitted.obstacles),
        speaks_for=words_of_reasons.ticks(reasons),
    )


@dataclass(frozen=True)
class Askable:
    """The mentors who can be asked now, by name, with how they fit; and how many may be."""

    mentors: Sequence[tuple[Membership, Fitting]]
    places_left: int


def askable(request: SupportRequest, *, viewer: Membership, day: date) -> Askable:
    """Return who can be asked for a request; six queries.

    To who reads by name why others cannot come, only whose time suits: else who has declared a
    conflict would be known by being absent here.
    """
    found = fits.material([request], day=day)
    reads_names = bool(mentor_rules.can_see_hours_left(viewer))
    without = OUT_OF_QUESTION | ({Obstacle.TIME} if reads_names else frozenset())
    possible: Mapping[int, Fitting] = {
        one.mentor: one for one in found.fittings(request.pk) if without.isdisjoint(one.obstacles)
    }
    mentors = [found.mentors[pk] for pk in possible]
    mentors.sort(key=lambda one: (one.name.casefold(), one.pk))
    left = refusals.most_asked(request) - len(found.asks[request.pk].asked)
    return Askable([(one, possible[one.pk]) for one in mentors], left)
