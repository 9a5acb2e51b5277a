"""How things stand for one member, read in a handful of queries, whatever the number of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Value, When

from nuotio.home.queries import counts
from nuotio.home.queries.counts import OrganisationFigures
from nuotio.people.models import (
    Membership,
    Profile,
    Role,
    RoleHolding,
    TimeShare,
    Unit,
)


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
    """Read what the member's roles make her concern: one count of it all, then what there is."""
    is_mentor = actor.has_role(Role.MENTOR)
    tells = actor.has_role(Role.MENTOR, Role.TRAINER)
    told = counts.counts_of(actor)
    return Situation(
        actor,
        at,
        profile=Profile.objects.filter(membership=actor).first() if tells else None,
        share=_share(actor) if is_mentor else None,
        to_answer=_to_answer(actor) if told.to_answer else (),
        leads_units=bool(told.leads),
        figures=told.figures,
        join_requests=told.join_requests,
    )


def _share(actor: Membership) -> TimeShare | None:
    """Return the agreed share, else the one under way; `agreed_by` is the supervisor's name."""
    shares = TimeShare.objects.filter(mentor=actor).exclude(state="ended")
    newest_first = shares.annotate(agreed_by=F("supervisor__user__name")).order_by(
        "-proposed_at", "-pk"
    )
    return min(newest_first[:5], key=lambda share: share.state != "agreed", default=None)


def _to_answer(actor: Membership) -> Sequence[TimeShare]:
    waiting = TimeShare.objects.filter(supervisor=actor, state="proposed")
    return list(waiting.select_related("mentor__user").order_by("proposed_at", "pk")[:5])


@dataclass(frozen=True)
class Near:
    """A mentor to turn to, as a line of a list."""

    pk: int
    name: str
    job_title: str
    unit: str


def mentors_near(actor: Membership, *, limit: int = 3) -> Sequence[Near]:
    """Return mentors to turn to: own unit first, then the others, by name."""
    holdings = RoleHolding.objects.filter(
        role=Role.MENTOR, state="active", membership__left_at__isnull=True
    ).exclude(membership=actor)
    is_elsewhere = Case(When(membership__unit_id=actor.unit_id, then=Value(0)), default=Value(1))
    ordered = holdings.order_by(is_elsewhere, "membership__user__name", "pk")
    rows = ordered.values_list(
        "membership_id",
        "membership__user__name",
        "membership__job_title",
        "membership__unit__name_fi",
        "membership__unit__name_sv",
        "membership__unit__name_en",
    )
    return [
        Near(pk, name, job, Unit(name_fi=fi or "", name_sv=sv or "", name_en=en or "").name)
        for pk, name, job, fi, sv, en in rows[:limit]
    ]
