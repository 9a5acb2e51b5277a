from django.utils.translation import gettext_lazy as _

from nuotio.culture.models import Report, SurveyRound
from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_same_organisation, steers


def is_shared(survey_round: SurveyRound) -> bool:
    """Say whether HR has shared the round's result with everyone."""
    report: Report | None = getattr(survey_round, "report", None)
    return report is not None and report.shared_at is not None


@rule(
    "culture.see_results",
    says=_(
        "HR, management and the coordinators see the results of a survey; "
        "everyone does once HR has shared the report."
    ),
    sees=_("The results of a survey, of groups of at least five only"),
)
def can_see_results(actor: Membership, survey_round: SurveyRound) -> bool:
    is_ours = is_same_organisation(actor, survey_round.organisation_id)
    leads = steers(actor) or actor.has_role(Role.MANAGEMENT)
    return is_ours and (leads or is_shared(survey_round))


@rule(
    "culture.read_words",
    says=_("HR, management and the coordinators read the open answers."),
    sees=_("Open answers to a survey, of the whole organisation and in no order"),
)
def can_read_words(actor: Membership, survey_round: SurveyRound) -> bool:
    is_ours = is_same_organisation(actor, survey_round.organisation_id)
    return is_ours and (steers(actor) or actor.has_role(Role.MANAGEMENT))


@rule(
    "culture.share_report",
    says=_("HR and the coordinators write what else may explain a result, and share it."),
)
def can_share_report(actor: Membership, survey_round: SurveyRound) -> bool:
    return is_same_organisation(actor, survey_round.organisation_id) and steers(actor)
