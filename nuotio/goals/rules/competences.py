from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.goals.models import StrategicCompetence
from nuotio.goals.rules.goals import can_propose_goals
from nuotio.people.models import Membership, Role, Unit
from nuotio.people.rules.roles import is_same_organisation, steers


@rule(
    "goals.see_competences",
    says=_("Everybody in the organisation sees what the strategy asks and what teams make of it."),
    sees=_("Strategic competences, and what each team would do differently because of them"),
)
def can_see_competences(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id)


@rule(
    "goals.name_competences",
    says=_("HR, the coordinators and management name what the strategy asks."),
)
def can_name_competences(actor: Membership) -> bool:
    return can_propose_goals(actor)


@rule(
    "goals.change_competence",
    says=_("HR, the coordinators and management change what they have named."),
)
def can_change_competence(actor: Membership, competence: StrategicCompetence) -> bool:
    is_ours = is_same_organisation(actor, competence.organisation_id)
    return is_ours and can_name_competences(actor)


@rule(
    "goals.write_meaning",
    says=_(
        "What a competence means in a team is talked over in the team, and written down by its"
        " supervisor, its learning mentors or HR."
    ),
)
def can_write_meaning(actor: Membership, unit: Unit) -> bool:
    # Not by every member: the text says "we" in the team's name and the whole organisation reads
    # it, so somebody writes it whom the team can hold to what was said.
    is_ours = is_same_organisation(actor, unit.organisation_id)
    is_mentor_here = actor.has_role(Role.MENTOR) and actor.unit_id == unit.pk
    return is_ours and (steers(actor) or unit.lead_id == actor.pk or is_mentor_here)
