from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership
from nuotio.people.rules.roles import is_same_organisation, steers


@rule(
    "people.see_members",
    says=_("The list of people is seen by HR and the coordinators of the organisation."),
    sees=_("Everybody who has joined or been invited: name, e-mail, unit, main job and roles"),
)
def can_see_members(actor: Membership) -> bool:
    return steers(actor)


@rule(
    "people.edit_member",
    says=_("Unit, main job and supervisor are changed by HR and the coordinators."),
)
def can_edit_member(actor: Membership, member: Membership) -> bool:
    return is_same_organisation(actor, member.organisation_id) and steers(actor)


@rule(
    "people.end_membership",
    says=_("A person's membership is ended by HR or a coordinator, but never by oneself."),
)
def can_end_membership(actor: Membership, member: Membership) -> bool:
    is_ours = is_same_organisation(actor, member.organisation_id)
    return is_ours and steers(actor) and actor.pk != member.pk
