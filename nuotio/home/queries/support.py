# ruff: noqa: S608 -- joined of the room's own fragments; values are bound
"""What requests for support ask of a member, as counts of the start page's statement (ADR 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

RECENT = timedelta(days=60)  # what nobody has booked by then is not asked about any more
QUIET = timedelta(days=7)  # so long after the last meeting, an end is asked for

_MINE = """
    FROM support_supportrequest r WHERE r.asked_by_id = %(member)s
        AND r.organisation_id = %(organisation)s"""
_HELD = """
    SELECT 1 FROM support_supportinvitation i WHERE i.request_id = r.id AND i.ended_at IS NULL
        AND i.state IN ('invited', 'suggested', 'accepted')"""
_SUGGESTED = """
    EXISTS (SELECT 1 FROM support_supportinvitation i WHERE i.request_id = r.id
        AND i.ended_at IS NULL AND i.state = 'suggested')"""
_FOLLOW_UP = """
    FROM support_supportrequest r
    JOIN support_engagement e ON e.request_id = r.id
    JOIN support_followup f ON f.engagement_id = e.id
    WHERE r.asked_by_id = %(member)s AND r.state = 'done'
        AND r.organisation_id = %(organisation)s
        AND f.closed_at IS NULL AND f.opens_on <= %(today)s AND f.closes_on >= %(today)s
        AND NOT EXISTS (SELECT 1 FROM support_signedanswer s WHERE s.follow_up_id = f.id)"""
ASKED = f"""
    (SELECT MIN(r.id) {_MINE} AND r.state = 'draft'),
    (SELECT MIN(r.id) {_MINE} AND r.state = 'open' AND {_SUGGESTED}),
    (SELECT MIN(r.id) {_MINE} AND r.state = 'open' AND NOT EXISTS ({_HELD})),
    (SELECT MIN(e.id) {_FOLLOW_UP})"""
_GIVES = """
    FROM support_supportinvitation i
    JOIN support_engagement e ON e.request_id = i.request_id
    WHERE i.mentor_id = %(member)s AND i.state = 'accepted' AND i.ended_at IS NULL
        AND i.organisation_id = %(organisation)s AND e.closed_at IS NULL"""
_MEETING = """
    SELECT 1 FROM support_meeting m WHERE m.engagement_id = e.id AND m.cancelled_at IS NULL"""
_UNBOOKED = f"""
    EXISTS ({_MEETING} AND m.ends_at BETWEEN %(recent)s AND %(now)s
        AND m.ends_at >= i.answered_at
        AND NOT EXISTS (SELECT 1 FROM support_meetingtime t
            WHERE t.meeting_id = m.id AND t.mentor_id = %(member)s))"""
_ON_BOARD = f"""
    FROM support_supportrequest r WHERE r.organisation_id = %(organisation)s
        AND r.state = 'open' AND r.readers <> 'invited' AND r.last_day >= %(today)s
        AND COALESCE(r.asked_by_id, 0) <> %(member)s AND NOT EXISTS ({_HELD})"""
GIVEN = f"""
    (SELECT MIN(i.id) FROM support_supportinvitation i WHERE i.mentor_id = %(member)s
        AND i.organisation_id = %(organisation)s AND i.state = 'invited' AND i.ended_at IS NULL),
    (SELECT MIN(e.id) {_GIVES} AND {_UNBOOKED}),
    (SELECT MIN(e.id) {_GIVES} AND NOT EXISTS ({_MEETING})),
    (SELECT MIN(e.id) {_GIVES} AND EXISTS ({_MEETING})
        AND NOT EXISTS ({_MEETING} AND m.ends_at >= %(quiet)s)),
    (SELECT COUNT(*) {_ON_BOARD})"""
_WAITING = f"""
    FROM support_supportrequest r WHERE r.organisation_id = %(organisation)s
        AND r.state = 'open' AND (r.answer_by <= %(today)s OR NOT EXISTS ({_HELD}))"""
WAITING = f"""
    (SELECT COUNT(*) {_WAITING}), (SELECT MIN(r.id) {_WAITING})"""


@dataclass(frozen=True)
class AskedFor:
    """What the member's own requests ask of her: the first of each kind.

    `suggested_id` has a mentor who offers another time, `unasked_id` nobody who was asked;
    `follow_up_id` is the engagement whose follow-up takes answers now.
    """

    draft_id: int | None = None
    suggested_id: int | None = None
    unasked_id: int | None = None
    follow_up_id: int | None = None


@dataclass(frozen=True)
class Given:
    """What a mentor's support asks of her: the first of each kind, and how many teams look."""

    invitation_id: int | None = None
    to_book_id: int | None = None
    to_meet_id: int | None = None
    to_close_id: int | None = None
    on_board: int = 0


@dataclass(frozen=True)
class Waiting:
    """Requests that nobody was asked for or that are late, with the first of them."""

    count: int = 0
    first_id: int | None = None


NO_REQUEST, NOT_GIVEN, NONE_WAITS = AskedFor(), Given(), Waiting()


def values_at(at: datetime) -> dict[str, date | datetime]:
    """Return the days and moments that the statement names."""
    return {
        "today": timezone.localdate(at),
        "now": at,
        "recent": at - RECENT,
        "quiet": at - QUIET,
    }


def asked_from(told: Sequence[int | None]) -> AskedFor:
    """Read what `ASKED` counted."""
    return AskedFor(*told)


def given_from(told: Sequence[int | None]) -> Given:
    """Read what `GIVEN` counted."""
    invitation, to_book, to_meet, to_close, on_board = told
    return Given(invitation, to_book, to_meet, to_close, on_board or 0)


def waiting_from(told: Sequence[int | None]) -> Waiting:
    """Read what `WAITING` counted."""
    count, first = told
    return Waiting(count or 0, first)
