from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_same_organisation, steers
from nuotio.plans.models import Plan

# Those who follow learning mentoring in their organisation: what is shown to HR, they read.
FOLLOWING = (Role.MENTOR, Role.HR, Role.COORDINATOR, Role.MANAGEMENT)


def is_mentor_of(actor: Membership, plan: Plan) -> bool:
    """Say whether the member writes this plan now. Prefetch `mentors`."""
    return actor.is_open and any(
        one.membership_id == actor.pk and one.left_at is None for one in plan.mentors.all()
    )


def follows(actor: Membership, organisation_id: int) -> bool:
    """Say whether the member follows learning mentoring in this organisation, being hers."""
    return is_same_organisation(actor, organisation_id) and actor.has_role(*FOLLOWING)


@rule(
    "plans.see_plans",
    says=_("Learning mentors, HR, the coordinators and management follow plans."),
    sees=_("The list of plans that were shown to HR: goal, mentors, state"),
)
def can_see_plans(actor: Membership, organisation_id: int) -> bool:
    return follows(actor, organisation_id)


@rule(
    "plans.see_plan",
    says=_(
        "A plan is read by its mentors; once it is shown to HR, also by other mentors, HR, the"
        " coordinators and management."
    ),
    sees=_("A plan once it is shown to HR: its texts, actions and versions since then"),
)
def can_see_plan(actor: Membership, plan: Plan) -> bool:
    is_ours = follows(actor, plan.organisation_id) and plan.is_shown
    return is_ours or is_mentor_of(actor, plan)


@rule("plans.begin_plan", says=_("A plan is begun by a learning mentor."))
def can_begin_plan(actor: Membership) -> bool:
    return actor.has_role(Role.MENTOR)


@rule("plans.write_plan", says=_("A plan is written by its own mentors until it is closed."))
def can_write_plan(actor: Membership, plan: Plan) -> bool:
    return is_mentor_of(actor, plan) and not plan.is_over


@rule("plans.close_plan", says=_("A plan is paused, taken up again and closed by its own mentors."))
def can_close_plan(actor: Membership, plan: Plan) -> bool:
    return is_mentor_of(actor, plan)


@rule(
    "plans.agree_plan",
    says=_("HR and the coordinators agree to a plan that was shown to them; not to their own."),
)
def can_agree_plan(actor: Membership, plan: Plan) -> bool:
    is_ours = is_same_organisation(actor, plan.organisation_id)
    return is_ours and steers(actor) and plan.is_shown and not is_mentor_of(actor, plan)


@rule(
    "plans.remark_on_plan",
    says=_("HR, the coordinators and the plan's mentors write to each other about a plan."),
)
def can_remark(actor: Membership, plan: Plan) -> bool:
    if not plan.is_shown:
        return False
    is_ours = is_same_organisation(actor, plan.organisation_id)
    return is_mentor_of(actor, plan) or (is_ours and steers(actor))


@rule(
    "plans.see_remarks",
    says=_("What HR and a plan's mentors write to each other stays between them."),
    sees=_("What HR and a plan's mentors write to each other about the plan"),
)
def can_see_remarks(actor: Membership, plan: Plan) -> bool:
    is_ours = is_same_organisation(actor, plan.organisation_id)
    return is_mentor_of(actor, plan) or (is_ours and steers(actor) and plan.is_shown)


@rule("plans.answer_need", says=_("HR and the coordinators answer what a plan needs."))
def can_answer_need(actor: Membership, plan: Plan) -> bool:
    is_ours = is_same_organisation(actor, plan.organisation_id)
    return is_ours and steers(actor) and plan.is_shown
