from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.programmes.models import Participation
from nuotio.programmes.standing import Standing

State = Participation.State


@rule(
    "programmes.make_programme",
    says=_("A programme is made by a coordinator of the service."),
)
def can_make_programme(actor: Membership) -> bool:
    return actor.organisation.is_provider and actor.has_role(Role.COORDINATOR)


@rule(
    "programmes.run_programme",
    says=_("A programme is changed by its coordinators."),
)
def can_run_programme(standing: Standing) -> bool:
    return standing.runs_it


@rule(
    "programmes.see_programme",
    says=_("A programme is seen by those who take part in it and by those who run it."),
    sees=_(
        "A programme: its organisations, dates, and the names, organisations and units of those"
        " who take part"
    ),
)
def can_see_programme(standing: Standing) -> bool:
    return standing.is_in


@rule(
    "programmes.answer_programme",
    says=_("An invitation to a programme is answered by HR or a coordinator of the organisation."),
)
def can_answer_programme(standing: Standing) -> bool:
    invited = standing.participation is not None and standing.participation.state == State.INVITED
    return invited and standing.actor.has_role(Role.HR, Role.COORDINATOR)


@rule(
    "programmes.leave_programme",
    says=_("HR or a coordinator takes the organisation out of a programme."),
)
def can_leave_programme(standing: Standing) -> bool:
    return standing.steers_here


@rule(
    "programmes.see_kept",
    says=_("What an organisation keeps is read by those who took part in it, once it has left."),
    sees=_("What an organisation keeps of a programme that it has left: each what she saw before"),
)
def can_see_kept(standing: Standing) -> bool:
    return standing.keeps_own


@rule(
    "programmes.see_progress",
    says=_("The progress of a programme is seen by its coordinators and trainers."),
    sees=_(
        "How a programme goes: who came, which assignments have been given in, who may need support"
    ),
)
def can_see_progress(standing: Standing) -> bool:
    return standing.trains
