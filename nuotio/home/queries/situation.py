"""How things stand for one member, read in a handful of queries, whatever the number of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, Func, OuterRef, QuerySet, Subquery, Value, When

from nuotio.people.models import (
    Invitation,
    JoinRequest,
    Membership,
    Profile,
    Role,
    RoleHolding,
    TimeShare,
    Unit,
)


@dataclass(frozen=True)
class OrganisationFigures:
    """Counts that those who take care of learning mentoring look at."""

    members: int
    mentors: int
    agreed: int
    unsent: int
    unanswered: int
    units: int
    units_without_lead: int


@dataclass(frozen=True)
class Situation:
    """Everything that decides a member's next step; parts that do not concern her are empty."""

    actor: Membership
    at: datetime
    profile: Profile | None = None
    share: TimeShare | None = None
    to_answer: Sequence[TimeShare] = ()
    leads_units: bool = False
    figures: OrganisationFigures | None = None
    join_requests: int = 0

    @property
    def is_mentor(self) -> bool:
        """Whether the member is an active learning mentor."""
        return self.actor.has_role(Role.MENTOR)


def situation_of(actor: Membership, *, at: datetime) -> Situation:
    """Read what the member's roles make her concern; at most six queries."""
    is_mentor = actor.has_role(Role.MENTOR)
    sees_figures = actor.has_role(Role.HR, Role.COORDINATOR, Role.MANAGEMENT)
    opens_door = actor.organisation.is_provider and actor.has_role(Role.COORDINATOR)
    own = Membership.objects.filter(pk=actor.pk).select_related("profile")
    told = own.annotate(leads_units=Exists(Unit.objects.filter(lead=OuterRef("pk")))).get()
    return Situation(
        actor,
        at,
        profile=getattr(told, "profile", None),
        share=_share(actor) if is_mentor else None,
        to_answer=_to_answer(actor),
        leads_units=told.leads_units,
        figures=_figures(actor) if sees_figures else None,
        join_requests=_waiting_organisations() if opens_door else 0,
    )


def _share(actor: Membership) -> TimeShare | None:
    """Return the agreed share, else the one under way."""
    shares = TimeShare.objects.filter(mentor=actor).exclude(state="ended")
    newest_first = shares.select_related("supervisor__user").order_by("-proposed_at", "-pk")
    return min(newest_first[:5], key=lambda share: share.state != "agreed", default=None)


def _to_answer(actor: Membership) -> Sequence[TimeShare]:
    waiting = TimeShare.objects.filter(supervisor=actor, state="proposed")
    return list(waiting.select_related("mentor__user").order_by("proposed_at", "pk")[:5])


def _figures(actor: Membership) -> OrganisationFigures:
    """Count everything in one query: each figure is a subquery of it."""
    mentors = RoleHolding.objects.filter(
        role=Role.MENTOR, state="active", membership__left_at__isnull=True
    )
    agreed = TimeShare.objects.filter(state="agreed").values("mentor")
    open_invitations = Invitation.objects.filter(
        accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    counted = Membership.objects.filter(pk=actor.pk).values(
        members=_count(Membership.objects.filter(left_at__isnull=True)),
        mentors=_count(mentors),
        agreed=_count(mentors.filter(membership__in=agreed)),
        unsent=_count(open_invitations.filter(sent_at__isnull=True)),
        unanswered=_count(open_invitations.filter(sent_at__isnull=False)),
        units=_count(Unit.objects.all()),
        units_without_lead=_count(Unit.objects.filter(lead__isnull=True)),
    )
    return OrganisationFigures(**counted.get())


def _count(rows: QuerySet[Any]) -> Subquery:
    """Return a subquery that counts rows, without the grouping that Count would add."""
    return Subquery(rows.order_by().values(n=Func("pk", function="COUNT")).values("n"))


def _waiting_organisations() -> int:
    return JoinRequest.objects.filter(state=JoinRequest.State.WAITING).count()


def mentors_near(actor: Membership, *, limit: int = 3) -> Sequence[Membership]:
    """Return mentors to turn to: own unit first, then the others, by name."""
    holdings = RoleHolding.objects.filter(
        role=Role.MENTOR, state="active", membership__left_at__isnull=True
    ).exclude(membership=actor)
    near = holdings.select_related("membership__user", "membership__unit", "title")
    is_elsewhere = Case(When(membership__unit_id=actor.unit_id, then=Value(0)), default=Value(1))
    ordered = near.order_by(is_elsewhere, "membership__user__name", "pk")
    return [holding.membership for holding in ordered[:limit]]
