from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_same_organisation, steers
from nuotio.support.models import SupportRequest

State, Readers = SupportRequest.State, SupportRequest.Readers


def is_asker(actor: Membership, request: SupportRequest) -> bool:
    """Say whether the member asked for this support."""
    return actor.is_open and request.asked_by_id == actor.pk


def is_asked(actor: Membership, request: SupportRequest) -> bool:
    """Say whether the member is or was asked to give it. Prefetch `invitations`."""
    return any(one.mentor_id == actor.pk for one in request.invitations.all())


@rule(
    "support.ask", says=_("Everybody in an organisation may ask for a learning mentor's support.")
)
def can_ask(actor: Membership) -> bool:
    return actor.is_open and not actor.organisation.is_provider


@rule(
    "support.see_request",
    says=_(
        "A request is read by who asked, HR, the coordinators, the mentors who are asked, and"
        " whom else its writer has chosen. A draft is read by its writer alone."
    ),
    sees=_("A request for support: who asked chooses whether mentors or everybody read it"),
)
def can_see_request(actor: Membership, request: SupportRequest) -> bool:
    if not is_same_organisation(actor, request.organisation_id):
        return False
    if is_asker(actor, request) or request.state == State.DRAFT:
        return is_asker(actor, request)
    chosen = {
        Readers.ORGANISATION.value: True,
        Readers.MENTORS.value: actor.has_role(Role.MENTOR),
    }
    return chosen.get(request.readers, False) or steers(actor) or is_asked(actor, request)


@rule(
    "support.change_request",
    says=_("A request is changed by who wrote it, until it has a mentor."),
)
def can_change_request(actor: Membership, request: SupportRequest) -> bool:
    return is_asker(actor, request) and request.state in (State.DRAFT, State.OPEN)


@rule(
    "support.withdraw_request",
    says=_("A request is taken back by who asked, until the support has ended."),
)
def can_withdraw_request(actor: Membership, request: SupportRequest) -> bool:
    return is_asker(actor, request) and not request.is_over


@rule(
    "support.handle_request",
    says=_("HR and the coordinators answer for every request: they hand on, ask mentors, decline."),
)
def can_handle_request(actor: Membership, request: SupportRequest) -> bool:
    is_ours = is_same_organisation(actor, request.organisation_id)
    return is_ours and steers(actor) and request.state != State.DRAFT


@rule(
    "support.read_end",
    says=_("The words at the end are read by who asked, HR, the coordinators and mentors asked."),
    sees=_("The words with which a request for support was answered or taken back"),
)
def can_read_end(actor: Membership, request: SupportRequest) -> bool:
    is_ours = is_same_organisation(actor, request.organisation_id)
    return is_ours and (is_asker(actor, request) or steers(actor) or is_asked(actor, request))


@rule(
    "support.see_waiting",
    says=_("The list of requests that wait is for HR and the coordinators."),
    sees=_("Which requests wait for an answer, and since when"),
)
def can_see_waiting(actor: Membership) -> bool:
    return steers(actor)


@rule(
    "support.invite_mentor",
    says=_("Who asked, HR and the coordinators ask mentors to support a team."),
)
def can_invite(actor: Membership, request: SupportRequest) -> bool:
    is_waiting = request.state == State.OPEN
    is_ours = is_same_organisation(actor, request.organisation_id)
    return is_ours and is_waiting and (is_asker(actor, request) or steers(actor))


@rule(
    "support.see_suggestions",
    says=_("Who would suit a request is shown to who asked, HR and the coordinators."),
    sees=_("Which mentors would suit a request, why, and how many hours they have left"),
)
def can_see_suggestions(actor: Membership, request: SupportRequest) -> bool:
    is_ours = is_same_organisation(actor, request.organisation_id)
    is_draft = request.state == State.DRAFT
    return is_ours and (is_asker(actor, request) or (steers(actor) and not is_draft))
