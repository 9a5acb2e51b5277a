from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership
from nuotio.people.rules.roles import is_same_organisation, steers


@rule(
    "people.see_units",
    says=_("Units are seen by everybody in the organisation."),
    sees=_("Units of the organisation, their leads and how many people they have"),
)
def can_see_units(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id)


@rule(
    "people.edit_units",
    says=_("Units are added, changed and removed by HR and the coordinators of the organisation."),
)
def can_edit_units(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id) and steers(actor)
