from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Role
from nuotio.programmes.models import Application
from nuotio.programmes.standing import Standing


@rule(
    "programmes.apply",
    says=_("Anybody in an organisation that takes part may apply to be a learning mentor."),
)
def can_apply(standing: Standing) -> bool:
    return standing.takes_part and not standing.has_seat


@rule(
    "programmes.see_applications",
    says=_("Applications are read by HR and the coordinators of the applicant's organisation."),
    sees=_("Applications to be a learning mentor: name, unit, motivation and hopes"),
)
def can_see_applications(standing: Standing) -> bool:
    return standing.steers_here


@rule(
    "programmes.see_own_application",
    says=_("An application is read by the person who wrote it, and by HR."),
    sees=_("The answer to an application"),
)
def can_see_application(standing: Standing, application: Application) -> bool:
    is_own = application.membership_id == standing.actor.pk
    return is_own or can_see_applications(standing)


@rule(
    "programmes.answer_application",
    says=_("An application is answered by HR or a coordinator of the organisation."),
)
def can_answer_application(standing: Standing, application: Application) -> bool:
    is_ours = application.organisation_id == standing.actor.organisation_id
    is_others = application.membership_id != standing.actor.pk
    return standing.steers_here and is_ours and is_others


@rule(
    "programmes.make_pairs",
    says=_("Mentors are paired by HR or a coordinator of their organisation."),
)
def can_make_pairs(standing: Standing) -> bool:
    return standing.takes_part and standing.actor.has_role(Role.HR, Role.COORDINATOR)
