"""How much of everything there is for a member, counted by the database in one statement.

Written as SQL because a start page asks for it every time: the same counts put together by the
ORM cost a quarter of the page. Each count names the organisation; on PostgreSQL the row policies
stand behind it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from nuotio.home.queries import culture
from nuotio.home.queries.culture import NOT_LED, Asked, Led
from nuotio.people.models import Membership, Role

OWN = """
    (SELECT COUNT(*) FROM people_timeshare WHERE organisation_id = %(organisation)s
        AND supervisor_id = %(member)s AND state = 'proposed'),
    (SELECT COUNT(*) FROM people_unit WHERE organisation_id = %(organisation)s
        AND lead_id = %(member)s),
    (SELECT COUNT(*) FROM people_profile WHERE organisation_id = %(organisation)s
        AND membership_id = %(member)s AND CAST(interests AS TEXT) <> '[]'
        AND CAST(strengths AS TEXT) <> '[]' AND CAST(languages AS TEXT) <> '[]')"""
FIGURES = """
    (SELECT COUNT(*) FROM people_membership WHERE organisation_id = %(organisation)s
        AND left_at IS NULL),
    (SELECT COUNT(*) FROM people_roleholding h JOIN people_membership m ON m.id = h.membership_id
        WHERE h.organisation_id = %(organisation)s AND h.role = 'mentor' AND h.state = 'active'
        AND m.left_at IS NULL),
    (SELECT COUNT(*) FROM people_roleholding h JOIN people_membership m ON m.id = h.membership_id
        WHERE h.organisation_id = %(organisation)s AND h.role = 'mentor' AND h.state = 'active'
        AND m.left_at IS NULL AND EXISTS (SELECT 1 FROM people_timeshare s
            WHERE s.mentor_id = m.id AND s.state = 'agreed')),
    (SELECT COUNT(*) FROM people_invitation WHERE organisation_id = %(organisation)s
        AND accepted_at IS NULL AND withdrawn_at IS NULL AND sent_at IS NULL),
    (SELECT COUNT(*) FROM people_invitation WHERE organisation_id = %(organisation)s
        AND accepted_at IS NULL AND withdrawn_at IS NULL AND sent_at IS NOT NULL),
    (SELECT COUNT(*) FROM people_unit WHERE organisation_id = %(organisation)s),
    (SELECT COUNT(*) FROM people_unit WHERE organisation_id = %(organisation)s
        AND lead_id IS NULL)"""
DOOR = "(SELECT COUNT(*) FROM people_joinrequest WHERE state = 'waiting')"


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
class Counts:
    """What waits for a member; figures only for those whose roles see them."""

    to_answer: int
    leads: int
    profiles: int
    asked: Asked
    figures: OrganisationFigures | None
    led: Led
    join_requests: int


def counts_of(actor: Membership, *, at: datetime) -> Counts:
    """Count what the member's roles make her concern, in one statement."""
    sees_figures = actor.has_role(Role.HR, Role.COORDINATOR, Role.MANAGEMENT)
    opens_door = actor.organisation.is_provider and actor.has_role(Role.COORDINATOR)
    leading = [FIGURES, culture.LED] if sees_figures else []
    told = _counted([OWN, culture.ASKED, *leading, *([DOOR] if opens_door else [])], actor, at)
    join_requests = told.pop() if opens_door else 0
    to_answer, leads, profiles, *rest = told
    asked, led = rest[:3], rest[3:]
    return Counts(
        to_answer,
        leads,
        profiles,
        asked=culture.asked_from(asked),
        figures=OrganisationFigures(*led[:7]) if led else None,
        led=culture.led_from(led[7:]) if led else NOT_LED,
        join_requests=join_requests,
    )


def _counted(parts: list[str], actor: Membership, at: datetime) -> list[int]:
    values = culture.values_for(actor, at=at)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())
