"""The one next step of a support, for who looks at it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from nuotio.people.models import Membership
from nuotio.support.models import Engagement, EngagementNote, FollowUp, Meeting
from nuotio.support.queries.meetings import Agenda


class Step(StrEnum):
    """What comes next."""

    BOOK = "book"
    SET_MEETING = "set_meeting"
    WRITE_NOTE = "write_note"
    MEET = "meet"
    CLOSE = "close"
    WAIT = "wait"
    ANSWER = "answer"
    PASS_ON = "pass_on"  # noqa: S105 -- the name of a step
    THANK = "thank"
    NOTHING = "nothing"


@dataclass(frozen=True)
class NextStep:
    """The step, and the meeting it is about."""

    step: Step
    meeting: Meeting | None = None


@dataclass(frozen=True)
class Standing:
    """Where a support stands, as far as the next step depends on it."""

    engagement: Engagement
    agenda: Agenda
    notes: Sequence[EngagementNote] = ()
    follow_up: FollowUp | None = None
    has_signed: bool = False
    is_thanked: bool = False

    @property
    def next_meeting(self) -> Meeting | None:
        """The first meeting to come."""
        return self.agenda.coming[0] if self.agenda.coming else None


def for_mentor(standing: Standing, mentor: Membership, *, at: datetime) -> NextStep:
    """Return what a mentor does next: book, set, write down, meet, end; one at a time."""
    unbooked = standing.agenda.unbooked(mentor, since=_promised_at(standing.engagement, mentor))
    if unbooked is not None:
        return NextStep(Step.BOOK, unbooked)
    if standing.engagement.is_closed:
        return NextStep(Step.NOTHING)
    coming, past = standing.next_meeting, standing.agenda.past
    over = next((one for one in past if one.ends_at <= at), None)
    if over is not None and not _is_written_down(over, standing.notes):
        return NextStep(Step.WRITE_NOTE, over)
    if coming is not None:
        return NextStep(Step.MEET, coming)
    return NextStep(Step.CLOSE if past else Step.SET_MEETING)


def for_asker(standing: Standing, *, day: date) -> NextStep:
    """Return what who asked does next: wait, meet, then answer or pass on, and thank."""
    if not standing.engagement.is_closed:
        coming = standing.next_meeting
        return NextStep(Step.MEET, coming) if coming is not None else NextStep(Step.WAIT)
    follow_up = standing.follow_up
    if follow_up is not None and follow_up.is_open(day) and not standing.has_signed:
        return NextStep(Step.PASS_ON if follow_up.is_anonymous else Step.ANSWER)
    return NextStep(Step.NOTHING if standing.is_thanked else Step.THANK)


def _promised_at(engagement: Engagement, mentor: Membership) -> datetime | None:
    """Return when the mentor promised the support; `engagement` with its people."""
    asked = engagement.request.invitations.all()
    hers = (one for one in asked if one.mentor_id == mentor.pk and one.state == one.State.ACCEPTED)
    return next((one.answered_at for one in hers), None)


def _is_written_down(meeting: Meeting, notes: Sequence[EngagementNote]) -> bool:
    return any(note.at >= meeting.starts_at for note in notes)
