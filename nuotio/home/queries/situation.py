"""How things stand for one member, read in a handful of queries, whatever the number of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

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
    return Situation(
        actor,
        at,
        profile=Profile.objects.filter(membership=actor).first() if is_mentor else None,
        share=_share(actor) if is_mentor else None,
        to_answer=_to_answer(actor),
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
    people = Membership.objects.filter(left_at__isnull=True).count()
    active = Q(role=Role.MENTOR, state="active", membership__left_at__isnull=True)
    agreed = Q(membership__time_shares__state="agreed")
    mentors = RoleHolding.objects.filter(active).aggregate(
        all=Count("pk", distinct=True), agreed=Count("pk", filter=agreed, distinct=True)
    )
    is_open = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
    invitations = Invitation.objects.filter(is_open).aggregate(
        unsent=Count("pk", filter=Q(sent_at__isnull=True)),
        unanswered=Count("pk", filter=Q(sent_at__isnull=False)),
    )
    units = Unit.objects.aggregate(
        all=Count("pk"), without_lead=Count("pk", filter=Q(lead__isnull=True))
    )
    return OrganisationFigures(
        people,
        mentors["all"],
        mentors["agreed"],
        invitations["unsent"],
        invitations["unanswered"],
        units["all"],
        units["without_lead"],
    )


def _waiting_organisations() -> int:
    return JoinRequest.objects.filter(state=JoinRequest.State.WAITING).count()


def mentors_near(actor: Membership, *, limit: int = 3) -> Sequence[Membership]:
    """Return mentors to turn to: own unit first, then the others, by name."""
    holdings = RoleHolding.objects.filter(
        role=Role.MENTOR, state="active", membership__left_at__isnull=True
    ).exclude(membership=actor)
    near = holdings.select_related("membership__user", "membership__unit", "title")
    own_unit = Count("pk", filter=Q(membership__unit_id=actor.unit_id))
    ordered = near.annotate(is_near=own_unit).order_by("-is_near", "membership__user__name", "pk")
    return [holding.membership for holding in ordered[:limit]]
