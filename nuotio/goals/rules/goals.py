from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.goals.models import Goal
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import STEERING, is_same_organisation, steers

Side = Goal.Side
SIGNERS: Mapping[Side, tuple[Role, ...]] = {
    Side.HR: STEERING,
    Side.MANAGEMENT: (Role.MANAGEMENT,),
}


@rule(
    "goals.see_goals",
    says=_("Goals are meant to be known: everybody in the organisation sees them."),
    sees=_(
        "Goals: what they rest on, their sign, owner and sponsor, what is promised, who has signed"
    ),
)
def can_see_goals(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id)


@rule(
    "goals.propose_goals",
    says=_("Goals are proposed by HR, the coordinators and management."),
)
def can_propose_goals(actor: Membership) -> bool:
    return actor.is_open and (steers(actor) or actor.has_role(Role.MANAGEMENT))


@rule(
    "goals.change_goal",
    says=_("A goal is changed and ended by HR, the coordinators and management."),
)
def can_change_goal(actor: Membership, goal: Goal) -> bool:
    return is_same_organisation(actor, goal.organisation_id) and can_propose_goals(actor)


@rule(
    "goals.sign_goal",
    says=_("HR or a coordinator signs a goal for HR, and management for management."),
)
def can_sign_goal(actor: Membership, goal: Goal, side: Side | None) -> bool:
    is_ours = is_same_organisation(actor, goal.organisation_id)
    return is_ours and side is not None and actor.has_role(*SIGNERS[side])


def open_sides(actor: Membership, goal: Goal) -> Sequence[Side]:
    """Return the sides that this member could sign for now: nobody signs for both."""
    if goal.state != Goal.State.PROPOSED or goal.has_signed(actor.pk):
        return []
    return [side for side in goal.missing if actor.has_role(*SIGNERS[side])]


def side_of(actor: Membership, goal: Goal) -> Side | None:
    """Return the side that a member signs for where she does not say: what lacks comes first."""
    held = [side for side in Side if actor.has_role(*SIGNERS[side])]
    mine = [side for side in held if goal.signer_id(side) == actor.pk]
    lacking = [side for side in held if side in goal.missing]
    return next(iter([*mine, *lacking, *held]), None)
