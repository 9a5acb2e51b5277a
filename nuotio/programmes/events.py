"""What happens in programmes that rooms above, or people by mail, hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OrganisationInvited:
    """An organisation was invited into a programme."""

    programme_id: int
    organisation_id: int


@dataclass(frozen=True)
class ParticipationAnswered:
    """An organisation accepted, declined or left; `state` says which."""

    programme_id: int
    participation_id: int
    state: str


@dataclass(frozen=True)
class ApplicationMade:
    """A member of the organisation applied to be a mentor."""

    programme_id: int
    organisation_id: int
    application_id: int


@dataclass(frozen=True)
class ApplicationAnswered:
    """HR accepted an application, or declined it."""

    programme_id: int
    organisation_id: int
    application_id: int


@dataclass(frozen=True)
class SeatTaken:
    """A person got a place in a programme."""

    programme_id: int
    seat_id: int


@dataclass(frozen=True)
class SeatLeft:
    """A person left a programme, or her place ended."""

    programme_id: int
    seat_id: int


@dataclass(frozen=True)
class PairMade:
    """Mentors of an organisation were paired."""

    programme_id: int
    pair_id: int


@dataclass(frozen=True)
class DatesMoved:
    """Events got another time or were called off, in one act; `move` names it."""

    programme_id: int
    event_ids: tuple[int, ...]
    assignment_ids: tuple[int, ...]
    move: str


@dataclass(frozen=True)
class PlaceChanged:
    """An event keeps its time, and calendars show something else of it: place, link or name."""

    programme_id: int
    event_id: int


@dataclass(frozen=True)
class EventAdded:
    """An event was added to a programme that runs already."""

    programme_id: int
    event_id: int


@dataclass(frozen=True)
class SubmissionGiven:
    """An answer was given in."""

    programme_id: int
    organisation_id: int
    submission_id: int


@dataclass(frozen=True)
class FeedbackGiven:
    """Somebody gave feedback on a submission."""

    programme_id: int
    organisation_id: int
    feedback_id: int


@dataclass(frozen=True)
class RecordWaits:
    """The record of an HR day waits for other signatures than before, or for none any more.

    Its room was closed or opened again, or one side signed; `by_id` is the membership of whoever
    did it.
    """

    programme_id: int
    organisation_id: int
    room_id: int
    by_id: int


@dataclass(frozen=True)
class SignedUp:
    """A person said whether she comes to an event; `before` is what she had said until then."""

    programme_id: int
    organisation_id: int
    attendance_id: int
    before: str = ""
