"""How much of everything there is for a member, counted by the database in one statement.

Written as SQL because a start page asks for it every time: the same counts put together by the
ORM cost a quarter of the page. Each count names the organisation; on PostgreSQL the row policies
stand behind it.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from itertools import islice

from django.db import connection

from nuotio.home.queries import culture, plans, support
from nuotio.home.queries.culture import NOT_LED, Asked, Led
from nuotio.home.queries.plans import NOT_FOLLOWED, NOT_MINE, Followed, Mine
from nuotio.home.queries.support import NO_REQUEST, NONE_WAITS, NOT_GIVEN, AskedFor, Given, Waiting
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import steers

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
    ideas: int
    mine: Mine
    followed: Followed
    asked_for: AskedFor = NO_REQUEST
    given: Given = NOT_GIVEN
    waiting: Waiting = NONE_WAITS


def counts_of(actor: Membership, *, at: datetime) -> Counts:
    """Count what the member's roles make her concern, in one statement."""
    told = _counted(_parts(actor), actor, at)
    to_answer, leads, profiles = told["own"]
    figures, led, followed = (told.get(name) for name in ("figures", "led", "followed"))
    mine, asked_for, given = (told.get(name) for name in ("mine", "asked_for", "given"))
    return Counts(
        to_answer,
        leads,
        profiles,
        asked=culture.asked_from(told["asked"]),
        figures=OrganisationFigures(*figures) if figures else None,
        led=culture.led_from(led) if led else NOT_LED,
        join_requests=sum(told.get("door", ())),
        ideas=sum(told.get("ideas", ())),
        mine=plans.mine_from(mine) if mine else NOT_MINE,
        followed=plans.followed_from(followed) if followed else NOT_FOLLOWED,
        asked_for=support.asked_from(asked_for) if asked_for else NO_REQUEST,
        given=support.given_from(given) if given else NOT_GIVEN,
        waiting=support.waiting_from(told["waiting"]) if "waiting" in told else NONE_WAITS,
    )


def _parts(actor: Membership) -> dict[str, tuple[str, int]]:
    """Return what concerns the member: the counts of each part, and how many they are."""
    is_provider = actor.organisation.is_provider
    leads = actor.has_role(Role.HR, Role.COORDINATOR, Role.MANAGEMENT)
    gives = not is_provider and actor.has_role(Role.MENTOR)
    parts = {
        "own": (OWN, 3, True),
        "asked": (culture.ASKED, len(fields(Asked)), True),
        "ideas": (plans.IDEAS, 1, not is_provider),
        "mine": (plans.MINE, len(fields(Mine)), gives),
        "asked_for": (support.ASKED, len(fields(AskedFor)), not is_provider),
        "given": (support.GIVEN, len(fields(Given)), gives),
        "waiting": (support.WAITING, len(fields(Waiting)), not is_provider and steers(actor)),
        "figures": (FIGURES, len(fields(OrganisationFigures)), leads),
        "led": (culture.LED, len(fields(Led)), leads),
        "followed": (plans.FOLLOWED, len(fields(Followed)), leads and not is_provider),
        "door": (DOOR, 1, is_provider and actor.has_role(Role.COORDINATOR)),
    }
    return {name: (sql, size) for name, (sql, size, concerns) in parts.items() if concerns}


def _counted(
    parts: dict[str, tuple[str, int]], actor: Membership, at: datetime
) -> dict[str, list[int]]:
    """Run the parts as one statement, and return the counts of each."""
    values = {**culture.values_for(actor, at=at), **plans.values_at(at)}
    values |= support.values_at(at)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql for sql, _size in parts.values())}", values)
        row = iter(cursor.fetchone())
    return {name: list(islice(row, size)) for name, (_sql, size) in parts.items()}
