from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership
from nuotio.people.rules.roles import is_same_organisation, steers


@rule(
    "people.edit_organisation",
    says=_("The organisation's settings are kept by its HR and its coordinators."),
)
def can_edit_organisation(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id) and steers(actor)


@rule(
    "people.name_roles",
    says=_("The organisation's own names for roles are given by its HR and its coordinators."),
)
def can_name_roles(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id) and steers(actor)
