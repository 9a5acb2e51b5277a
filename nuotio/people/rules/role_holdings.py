from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_same_organisation, steers

GIVEN = (Role.HR, Role.MANAGEMENT, Role.COORDINATOR)


def givable_roles(actor: Membership) -> list[Role]:
    """Return the roles that are given, not taken; trainers exist at providers only."""
    extra = [Role.TRAINER] if actor.organisation.is_provider else []
    return [*GIVEN, *extra]


@rule(
    "people.take_role",
    says=_("Everybody in the organisation may become a learning mentor, of their own will."),
)
def can_take_role(actor: Membership, role: str) -> bool:
    return actor.is_open and role == Role.MENTOR and not actor.organisation.is_provider


@rule(
    "people.leave_role",
    says=_("A role is paused or left by the one who holds it, at any time."),
)
def can_leave_role(actor: Membership, member: Membership) -> bool:
    return actor.is_open and actor.pk == member.pk


@rule(
    "people.give_role",
    says=_("HR, management and coordinator roles are given by HR and the coordinators."),
)
def can_give_role(actor: Membership, member: Membership, role: str) -> bool:
    is_ours = is_same_organisation(actor, member.organisation_id)
    return is_ours and steers(actor) and role in givable_roles(actor)


@rule(
    "people.see_roles",
    says=_("Everybody in the organisation sees who holds a role in learning mentoring."),
    sees=_("Roles in learning mentoring"),
)
def can_see_roles(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id)
