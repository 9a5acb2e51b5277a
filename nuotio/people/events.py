from dataclasses import dataclass


@dataclass(frozen=True)
class OrganisationAsked:
    """An organisation asked to join; providers' coordinators have something to answer."""

    join_request_id: int


@dataclass(frozen=True)
class OrganisationAccepted:
    """A provider let an organisation in; its first people were invited."""

    organisation_id: int
    join_request_id: int


@dataclass(frozen=True)
class OrganisationDeclined:
    """A provider answered no, with words."""

    join_request_id: int


@dataclass(frozen=True)
class InvitationSent:
    """An invitation is on its way to a person, for the nth time."""

    organisation_id: int
    invitation_id: int
    times_sent: int


@dataclass(frozen=True)
class InvitationAccepted:
    """An invited person joined."""

    organisation_id: int
    invitation_id: int
    membership_id: int


@dataclass(frozen=True)
class RoleTaken:
    """A member holds a role from now on; `by_user_id` gave it or took it herself."""

    organisation_id: int
    membership_id: int
    role: str
    by_user_id: int


@dataclass(frozen=True)
class RolePaused:
    """A member put a role down for a while, or took it up again (`is_paused` false)."""

    organisation_id: int
    membership_id: int
    role: str
    is_paused: bool


@dataclass(frozen=True)
class RoleLeft:
    """A member left a role."""

    organisation_id: int
    membership_id: int
    role: str


@dataclass(frozen=True)
class TimeShareProposed:
    """A mentor proposed hours; her supervisor has something to answer."""

    organisation_id: int
    time_share_id: int


@dataclass(frozen=True)
class TimeShareAnswered:
    """A supervisor agreed to the hours, or wants to talk them over."""

    organisation_id: int
    time_share_id: int
