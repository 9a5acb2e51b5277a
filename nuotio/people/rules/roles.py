"""Who counts as what: the words that the other rules are made of. Pure."""

from nuotio.people.models import Membership, Role

STEERING = (Role.HR, Role.COORDINATOR)


def steers(actor: Membership) -> bool:
    """Say whether the member takes care of learning mentoring in the own organisation."""
    return actor.has_role(*STEERING)


def holds_role(member: Membership, role: str) -> bool:
    """Say whether a member who is here holds the role, be it on pause. Prefetch `role_holdings`."""
    held = {h.role for h in member.role_holdings.all() if h.state != "ended"}
    return member.is_open and role in held


def is_programme_staff(actor: Membership) -> bool:
    """Say whether the member runs programmes for other organisations, from a provider."""
    return actor.organisation.is_provider and actor.has_role(Role.COORDINATOR, Role.TRAINER)


def coordinates_service(actor: Membership) -> bool:
    """Say whether the member lets new organisations in: a provider's coordinator."""
    return actor.organisation.is_provider and actor.has_role(Role.COORDINATOR)


def is_same_organisation(actor: Membership, organisation_id: int) -> bool:
    """Say whether a thing belongs to the organisation that the actor stands in."""
    return actor.is_open and actor.organisation_id == organisation_id
