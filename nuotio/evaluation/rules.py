"""Who sees the golden thread."""

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule, topics
from nuotio.people.models import Membership
from nuotio.people.rules.roles import is_programme_staff
from nuotio.plans.rules.plans import follows

topics["evaluation"] = _("The golden thread")


@rule(
    "evaluation.see_thread",
    says=_("Learning mentors, HR, the coordinators and management see the golden thread."),
    sees=_("The golden thread: from finding to goal, plan, experiment, change and practice"),
)
def can_see_thread(actor: Membership, organisation_id: int) -> bool:
    return follows(actor, organisation_id)


@rule(
    "evaluation.see_counts",
    says=_("Those who run a programme see counts of the organisations that take part."),
    sees=_("How many goals, plans, experiments and practices each organisation has"),
)
def can_see_counts(actor: Membership) -> bool:
    return is_programme_staff(actor)
