from django.utils.translation import gettext_lazy as _

from nuotio.culture.models import Invitee, SurveyRound
from nuotio.foundation.rules import rule
from nuotio.people.models import Membership
from nuotio.people.rules.roles import is_same_organisation, steers


@rule(
    "culture.edit_instruments",
    says=_("HR and the coordinators choose what a survey asks."),
)
def can_edit_instruments(actor: Membership) -> bool:
    return actor.is_open and steers(actor)


@rule(
    "culture.run_rounds",
    says=_("HR and the coordinators prepare, open and close surveys."),
    sees=_("Who is invited to a survey, and how many in a unit have answered each day"),
)
def can_run_rounds(actor: Membership) -> bool:
    return actor.is_open and steers(actor)


@rule(
    "culture.change_round",
    says=_("HR and the coordinators run the surveys of their own organisation."),
)
def can_change_round(actor: Membership, survey_round: SurveyRound) -> bool:
    is_ours = is_same_organisation(actor, survey_round.organisation_id)
    return is_ours and can_run_rounds(actor)


@rule(
    "culture.collect_ticket",
    says=_("Each person who is invited collects one ticket for herself."),
)
def can_collect_ticket(actor: Membership, invitee: Invitee) -> bool:
    is_ours = is_same_organisation(actor, invitee.organisation_id)
    return is_ours and invitee.membership_id == actor.pk
