from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_same_organisation, steers
from nuotio.plans.models import Plan, Practice
from nuotio.plans.rules import plans


def _plan(practice: Practice) -> Plan:
    return practice.experiment.plan


@rule(
    "plans.see_practices",
    says=_("Everybody in the organisation reads the practices that were released."),
    sees=_("Practices that were released in the organisation"),
)
def can_see_practices(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id)


@rule(
    "plans.see_practice",
    says=_(
        "A released practice is read by everybody in the organisation; before that by the mentors"
        " of its plan, other mentors who may read it through, HR and the coordinators."
    ),
    sees=_("A practice card before its release: mentors, HR and the coordinators"),
)
def can_see_practice(actor: Membership, practice: Practice) -> bool:
    if not is_same_organisation(actor, practice.organisation_id):
        return False
    is_close = steers(actor) or actor.has_role(Role.MENTOR)
    return practice.is_released or is_close or plans.is_mentor_of(actor, _plan(practice))


@rule("plans.write_practice", says=_("A practice card is written by the mentors of its plan."))
def can_write_practice(actor: Membership, practice: Practice) -> bool:
    return plans.is_mentor_of(actor, _plan(practice))


@rule(
    "plans.review_practice",
    says=_(
        "A practice card is read through by a second mentor, of the pair where there is one, and"
        " not by who wrote it."
    ),
)
def can_review_practice(actor: Membership, practice: Practice) -> bool:
    if not is_same_organisation(actor, practice.organisation_id):
        return False
    if practice.written_by_id == actor.pk:
        return False
    plan = _plan(practice)
    others = [one for one in plan.mentors.all() if _may_be_second(one, practice)]
    if others:
        return plans.is_mentor_of(actor, plan)
    return steers(actor) or actor.has_role(Role.MENTOR)


def _may_be_second(part: object, practice: Practice) -> bool:
    member = getattr(part, "membership_id", None)
    is_here = getattr(part, "left_at", None) is None
    return is_here and member is not None and member != practice.written_by_id


@rule(
    "plans.release_practice",
    says=_("The plan's mentors release a practice in their organisation once it was read through."),
)
def can_release_practice(actor: Membership, practice: Practice) -> bool:
    is_ready = practice.state != Practice.State.DRAFT
    return is_ready and plans.is_mentor_of(actor, _plan(practice))


@rule(
    "plans.publish_practice",
    says=_("HR or a coordinator gives a released practice to the network, and takes it back."),
)
def can_publish_practice(actor: Membership, practice: Practice) -> bool:
    is_ours = is_same_organisation(actor, practice.organisation_id)
    return is_ours and steers(actor) and practice.is_released


@rule(
    "plans.see_network",
    says=_("Whoever belongs to an organisation of the service reads what the network was given."),
    sees=_("Practices, notes and reflections given to the network: every organisation's people"),
)
def can_see_network(memberships: Sequence[Membership]) -> bool:
    # Of one person, and open: who has left every organisation has left the network too.
    return any(one.is_open for one in memberships)
