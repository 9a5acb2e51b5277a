from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_same_organisation, steers
from nuotio.support.models import Absence, Conflict, Readiness, SupportInvitation, SupportRequest
from nuotio.support.rules import requests


@rule("support.set_readiness", says=_("A mentor herself says what support she gives, and when."))
def can_set_readiness(actor: Membership) -> bool:
    return actor.has_role(Role.MENTOR)


@rule(
    "support.see_readiness",
    says=_(
        "A mentor reads herself what support she wants to give, and when. HR and the coordinators"
        " see her pauses, and suggestions tell what suits a team, or “Remotely only”. Whom she"
        " would not serve nobody else sees."
    ),
    sees=_("What support a mentor wants to give, her days away and whom she would not serve"),
)
def can_see_readiness(actor: Membership, row: Readiness | Absence | Conflict) -> bool:
    return is_same_organisation(actor, row.organisation_id) and row.mentor_id == actor.pk


@rule(
    "support.see_hours_left",
    says=_("How many hours a mentor has left is seen by herself, HR and the coordinators."),
    sees=_("How many hours each mentor has left, never as a ranking"),
)
def can_see_hours_left(actor: Membership) -> bool:
    return steers(actor)


@rule(
    "support.see_board",
    says=_("The board of open requests is for mentors, HR and the coordinators."),
    sees=_("The board of open requests that mentors may read"),
)
def can_see_board(actor: Membership) -> bool:
    return steers(actor) or actor.has_role(Role.MENTOR)


@rule(
    "support.take_request",
    says=_("A learning mentor takes an open request that she may read; not her own."),
)
def can_take(actor: Membership, request: SupportRequest) -> bool:
    is_open = request.state == SupportRequest.State.OPEN
    may_read = bool(requests.can_see_request(actor, request))
    is_own = requests.is_asker(actor, request)
    return is_open and may_read and not is_own and actor.has_role(Role.MENTOR)


@rule("support.answer_invitation", says=_("An invitation is answered by the mentor who was asked."))
def can_answer(actor: Membership, invitation: SupportInvitation) -> bool:
    is_ours = is_same_organisation(actor, invitation.organisation_id)
    return is_ours and invitation.mentor_id == actor.pk


@rule(
    "support.withdraw_invitation",
    says=_("An invitation is taken back by who asked for support, HR or the coordinators."),
)
def can_withdraw_invitation(actor: Membership, invitation: SupportInvitation) -> bool:
    if not is_same_organisation(actor, invitation.organisation_id):
        return False
    return steers(actor) or requests.is_asker(actor, invitation.request)


@rule(
    "support.see_reason",
    says=_("Why a mentor declined is read by herself, HR and the coordinators, never by the team."),
    sees=_("Why a mentor declined to support a team"),
)
def can_see_reason(actor: Membership, invitation: SupportInvitation) -> bool:
    is_ours = is_same_organisation(actor, invitation.organisation_id)
    is_team = requests.is_asker(actor, invitation.request)
    return is_ours and (invitation.mentor_id == actor.pk or (steers(actor) and not is_team))
