"""What happens to requests, invitations and engagements that people are told of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RequestSent:
    """A team has asked for support; `by_id` is the membership that did it."""

    organisation_id: int
    request_id: int
    by_id: int


@dataclass(frozen=True)
class RequestChanged:
    """Who asked has changed a request that a mentor has promised to support already."""

    organisation_id: int
    request_id: int
    by_id: int
    version: int


@dataclass(frozen=True)
class RequestHandedOn:
    """A request was handed on: `to_id` takes care of it now."""

    organisation_id: int
    request_id: int
    to_id: int
    by_id: int


@dataclass(frozen=True)
class RequestMatched:
    """A request has all its mentors."""

    organisation_id: int
    request_id: int
    by_id: int


@dataclass(frozen=True)
class RequestReopened:
    """A mentor has stepped back from a promise: the request waits again."""

    organisation_id: int
    request_id: int
    by_id: int


@dataclass(frozen=True)
class RequestClosed:
    """A request was taken back by who asked, or answered with "not now"; `by_id` did it."""

    organisation_id: int
    request_id: int
    by_id: int


@dataclass(frozen=True)
class RequestWaits:
    """A request has waited beyond its promised day, or soon will."""

    organisation_id: int
    request_id: int


@dataclass(frozen=True)
class MentorInvited:
    """A mentor was asked to support a team."""

    organisation_id: int
    invitation_id: int
    by_id: int


@dataclass(frozen=True)
class InvitationAnswered:
    """A mentor has accepted, declined or suggested another time; or took a request herself."""

    organisation_id: int
    invitation_id: int
    by_id: int


@dataclass(frozen=True)
class InvitationEnded:
    """An invitation was taken back or not answered in time; nobody needs to answer it any more."""

    organisation_id: int
    invitation_id: int


@dataclass(frozen=True)
class InvitationWaits:
    """The day has come by which a mentor was asked to answer."""

    organisation_id: int
    invitation_id: int


@dataclass(frozen=True)
class TimeAgreed:
    """The team has agreed to the time that a mentor suggested: she has promised by that."""

    organisation_id: int
    invitation_id: int
    by_id: int


@dataclass(frozen=True)
class MeetingChanged:
    """A meeting was set, moved or called off."""

    organisation_id: int
    meeting_id: int
    by_id: int


@dataclass(frozen=True)
class EngagementClosed:
    """The support for a team has ended."""

    organisation_id: int
    engagement_id: int
    by_id: int


@dataclass(frozen=True)
class FollowUpOpened:
    """The follow-up takes answers from now on."""

    organisation_id: int
    follow_up_id: int


@dataclass(frozen=True)
class FollowUpWaits:
    """The follow-up has been open for a week; who asked may have forgotten it."""

    organisation_id: int
    follow_up_id: int


@dataclass(frozen=True)
class ThanksGiven:
    """Who asked has thanked the mentors."""

    organisation_id: int
    engagement_id: int
    by_id: int
