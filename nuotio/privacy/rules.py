from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule, topics
from nuotio.people.models import Membership, Role

topics["privacy"] = _("Notices and feedback")


@rule(
    "privacy.answer_feedback",
    says=_("The coordinators of the programme provider read and answer feedback on accessibility."),
    sees=_("Feedback on accessibility"),
)
def can_answer_feedback(actor: Membership) -> bool:
    return actor.organisation.is_provider and actor.has_role(Role.COORDINATOR)
