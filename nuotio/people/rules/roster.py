from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership
from nuotio.people.rules.roles import is_same_organisation, steers


@rule(
    "people.import_roster",
    says=_("A list of people is imported by HR and the coordinators of the organisation."),
    sees=_("A list of people that waits to be imported"),
)
def can_import(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id) and steers(actor)
