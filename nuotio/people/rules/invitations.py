from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Invitation, Membership
from nuotio.people.rules.roles import is_same_organisation, steers


@rule(
    "people.invite",
    says=_("People are invited by HR and the coordinators of the organisation."),
)
def can_invite(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id) and steers(actor)


@rule(
    "people.change_invitation",
    says=_("An open invitation is corrected, sent or withdrawn by HR and the coordinators."),
)
def can_change_invitation(actor: Membership, invitation: Invitation) -> bool:
    return can_invite(actor, invitation.organisation_id) and invitation.is_open
