from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_same_organisation, steers
from nuotio.plans.models import Idea, Pulse
from nuotio.plans.rules import experiments, plans


@rule(
    "plans.see_ideas",
    says=_("Everybody in the organisation sees, proposes and joins ideas."),
    sees=_("Ideas for experiments, who proposed them and who would be in"),
)
def can_see_ideas(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id)


@rule("plans.pick_up_idea", says=_("An open idea is picked up by a learning mentor."))
def can_pick_up(actor: Membership, idea: Idea) -> bool:
    return is_same_organisation(actor, idea.organisation_id) and actor.has_role(Role.MENTOR)


@rule(
    "plans.set_idea_aside",
    says=_("An idea is set aside, with a reason, by who proposed it, a mentor or HR."),
)
def can_set_aside(actor: Membership, idea: Idea) -> bool:
    is_ours = is_same_organisation(actor, idea.organisation_id)
    is_own = idea.proposed_by_id == actor.pk
    return is_ours and (is_own or steers(actor) or actor.has_role(Role.MENTOR))


@rule("plans.ask_pulse", says=_("A pulse is opened and closed by the experiment's mentors."))
def can_ask_pulse(actor: Membership, pulse: Pulse) -> bool:
    return plans.is_mentor_of(actor, pulse.experiment.plan)


@rule(
    "plans.see_pulse",
    says=_("A closed pulse with at least five answers is read by who reads the experiment."),
    sees=_("How colleagues answered a pulse: closed, and from five answers on"),
)
def can_see_pulse(actor: Membership, pulse: Pulse) -> bool:
    return bool(experiments.can_see_experiment(actor, pulse.experiment))
