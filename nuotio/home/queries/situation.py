"""How things stand for one member, read in a handful of queries, whatever the number of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nuotio.home.queries import counts, programmes
from nuotio.home.queries.counts import OrganisationFigures
from nuotio.home.queries.culture import NOT_ASKED, NOT_LED, Asked, Led
from nuotio.home.queries.plans import NOT_FOLLOWED, NOT_MINE, Followed, Mine
from nuotio.home.queries.programmes import NOTHING_AHEAD, Ahead
from nuotio.home.queries.support import NO_REQUEST, NONE_WAITS, NOT_GIVEN, AskedFor, Given, Waiting
from nuotio.people.models import (
    Membership,
    Role,
    TimeShare,
    Unit,
)

SHARE = """
    SELECT s.*, u.name AS agreed_by
    FROM people_timeshare s
    LEFT JOIN people_membership m ON m.id = s.supervisor_id
    LEFT JOIN people_user u ON u.id = m.user_id
    WHERE s.organisation_id = %(organisation)s AND s.mentor_id = %(member)s AND s.state <> 'ended'
    ORDER BY s.state <> 'agreed', s.proposed_at DESC, s.id DESC
    LIMIT 1"""
MENTORS_NEAR = """
    SELECT m.id, m.job_title, u.name AS person, n.name_fi AS fi, n.name_sv AS sv, n.name_en AS en
    FROM people_roleholding h
    JOIN people_membership m ON m.id = h.membership_id
    JOIN people_user u ON u.id = m.user_id
    LEFT JOIN people_unit n ON n.id = m.unit_id
    WHERE h.organisation_id = %(organisation)s AND h.role = 'mentor' AND h.state = 'active'
        AND m.left_at IS NULL AND m.id <> %(member)s
    ORDER BY CASE WHEN m.unit_id = %(unit)s THEN 0 ELSE 1 END, u.name, m.id
    LIMIT %(limit)s"""


@dataclass(frozen=True)
class Situation:
    """Everything that decides a member's next step; parts that do not concern her are empty."""

    actor: Membership
    at: datetime
    is_told: bool = False
    ahead: Ahead = NOTHING_AHEAD
    asked: Asked = NOT_ASKED
    led: Led = NOT_LED
    share: TimeShare | None = None
    to_answer: Sequence[TimeShare] = ()
    leads_units: bool = False
    figures: OrganisationFigures | None = None
    join_requests: int = 0
    ideas: int = 0
    mine: Mine = NOT_MINE
    followed: Followed = NOT_FOLLOWED
    asked_for: AskedFor = NO_REQUEST
    given: Given = NOT_GIVEN
    waiting: Waiting = NONE_WAITS

    @property
    def is_mentor(self) -> bool:
        """Whether the member is an active learning mentor."""
        return self.actor.has_role(Role.MENTOR)


def situation_of(actor: Membership, *, at: datetime) -> Situation:
    """Read what the member's roles make her concern: one count of it all, then what there is."""
    is_mentor = actor.has_role(Role.MENTOR)
    told = counts.counts_of(actor, at=at)
    return Situation(
        actor,
        at,
        is_told=bool(told.profiles),
        ahead=programmes.ahead_of(actor, at=at),
        asked=told.asked,
        led=told.led,
        share=_share(actor) if is_mentor else None,
        to_answer=_to_answer(actor) if told.to_answer else (),
        leads_units=bool(told.leads),
        figures=told.figures,
        join_requests=told.join_requests,
        ideas=told.ideas,
        mine=told.mine,
        followed=told.followed,
        asked_for=told.asked_for,
        given=told.given,
        waiting=told.waiting,
    )


def _share(actor: Membership) -> TimeShare | None:
    """Return the agreed share, else the one under way; `agreed_by` is the supervisor's name."""
    return next(iter(TimeShare.objects.raw(SHARE, _whose(actor))), None)


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
    asked = {**_whose(actor), "unit": actor.unit_id, "limit": limit}
    rows = Membership.objects.raw(MENTORS_NEAR, asked)
    return [Near(row.pk, row.person, row.job_title, _unit_name(row)) for row in rows]


def _unit_name(row: Any) -> str:
    return Unit(name_fi=row.fi or "", name_sv=row.sv or "", name_en=row.en or "").name


def _whose(actor: Membership) -> dict[str, Any]:
    return {"organisation": actor.organisation_id, "member": actor.pk}
