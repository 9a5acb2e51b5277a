"""What the survey and the goals ask of a member, as counts of the start page's statement (ADR 8).

A survey is known by whether a ticket was collected; nobody knows, and nothing asks, who answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nuotio.culture.instruments import CULTURE
from nuotio.people.models import Membership, Role

FRESH = timedelta(days=60)  # a result that nobody has used by then is not asked about any more

_INVITED = """
    FROM culture_invitee i JOIN culture_surveyround r ON r.id = i.round_id
    WHERE i.organisation_id = %(organisation)s AND i.membership_id = %(member)s AND i.given = ''
        AND r.state = 'announced' AND r.closes_at > %(at)s"""
_DECIDED = """
    (SELECT COUNT(*) FROM goals_goal WHERE organisation_id = %(organisation)s
        AND state = 'decided')"""
ASKED = (
    f"(SELECT MIN(r.id) {_INVITED}), (SELECT COUNT(*) {_INVITED} AND r.opens_at <= %(at)s),"
    + _DECIDED
)
_TO_SIGN = """
    FROM goals_goal WHERE organisation_id = %(organisation)s AND state = 'proposed'
        AND COALESCE(hr_signed_by_id, 0) <> %(member)s
        AND COALESCE(management_signed_by_id, 0) <> %(member)s
        AND ((%(signs_for_hr)s = 1 AND hr_signed_at IS NULL)
            OR (%(signs_for_management)s = 1 AND management_signed_at IS NULL))"""
_STANDS = """
    (SELECT MAX(id) FROM culture_surveyround WHERE organisation_id = %(organisation)s
        AND state = 'draft'),
    (SELECT MAX(r.id) FROM culture_surveyround r JOIN culture_roundresult x ON x.round_id = r.id
        WHERE r.organisation_id = %(organisation)s AND r.state = 'closed'
            AND x.released_at > %(since)s
            AND NOT EXISTS (SELECT 1 FROM goals_goal g WHERE g.round_id = r.id)),
    (SELECT MAX(r.id) FROM culture_surveyround r JOIN culture_report p ON p.round_id = r.id
        WHERE r.organisation_id = %(organisation)s AND r.instrument_code = %(culture)s
            AND p.shared_at IS NOT NULL),
    (SELECT COUNT(*) FROM culture_roundresult WHERE organisation_id = %(organisation)s),
    (SELECT COUNT(*) FROM goals_goal WHERE organisation_id = %(organisation)s
        AND state <> 'ended'),"""
LED = _STANDS + f"(SELECT COUNT(*) {_TO_SIGN}), (SELECT MIN(id) {_TO_SIGN})"


@dataclass(frozen=True)
class Asked:
    """What concerns every member: a survey without her ticket, whether it is open, the goals."""

    survey_id: int | None = None
    open_surveys: int = 0
    decided_goals: int = 0


@dataclass(frozen=True)
class Led:
    """What concerns HR and management: from a survey that is prepared to a goal that is signed.

    `is_shared` tells that the fresh result is one of the learning culture, which HR has shared.
    """

    draft_id: int | None = None
    fresh_result_id: int | None = None
    is_shared: bool = False
    results: int = 0
    running_goals: int = 0
    to_sign: int = 0
    to_sign_id: int | None = None


NOT_ASKED, NOT_LED = Asked(), Led()


def values_for(actor: Membership, *, at: datetime) -> dict[str, int | str | datetime]:
    """Return what the statement names: the member, her organisation, now, and what she signs."""
    return {
        "organisation": actor.organisation_id,
        "member": actor.pk,
        "at": at,
        "since": at - FRESH,
        "culture": CULTURE,
        "signs_for_hr": int(actor.has_role(Role.HR, Role.COORDINATOR)),
        "signs_for_management": int(actor.has_role(Role.MANAGEMENT)),
    }


def asked_from(told: Sequence[int | None]) -> Asked:
    """Read what `ASKED` counted."""
    survey_id, open_surveys, decided_goals = told
    return Asked(survey_id, open_surveys or 0, decided_goals or 0)


def led_from(told: Sequence[int | None]) -> Led:
    """Read what `LED` counted."""
    draft, fresh, shared, found, running, to_sign, to_sign_id = told
    is_shared = fresh is not None and fresh == shared
    return Led(draft, fresh, is_shared, found or 0, running or 0, to_sign or 0, to_sign_id)
