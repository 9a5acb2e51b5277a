from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role


@rule(
    "programmes.edit_templates",
    says=_("Templates of programmes are copied and adapted by a coordinator of the service."),
    sees=_("Templates of programmes that a provider has made for itself"),
)
def can_edit_templates(actor: Membership) -> bool:
    return actor.organisation.is_provider and actor.has_role(Role.COORDINATOR)
