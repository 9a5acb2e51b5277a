from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership
from nuotio.people.rules.roles import is_same_organisation
from nuotio.plans.models import Experiment
from nuotio.plans.rules import plans


@rule(
    "plans.see_experiment",
    says=_(
        "A planned experiment is read by those who read its plan; one that has started by"
        " everybody in the organisation."
    ),
    sees=_("An experiment that has started: need, what is tried, measures and decision"),
)
def can_see_experiment(actor: Membership, experiment: Experiment) -> bool:
    has_started = experiment.state != Experiment.State.PLANNED
    is_ours = is_same_organisation(actor, experiment.organisation_id)
    return (is_ours and has_started) or bool(plans.can_see_plan(actor, experiment.plan))


@rule(
    "plans.see_experiments",
    says=_("Everybody in the organisation sees which experiments have started."),
    sees=_("The list of experiments that have started"),
)
def can_see_experiments(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id)


@rule(
    "plans.see_observations",
    says=_("Notes from along the way are read by those who read the plan."),
    sees=_("Notes of what was seen during an experiment"),
)
def can_see_observations(actor: Membership, experiment: Experiment) -> bool:
    return bool(plans.can_see_plan(actor, experiment.plan))


@rule(
    "plans.write_experiment",
    says=_("An experiment is planned, started, noted and decided on by the mentors of its plan."),
)
def can_write_experiment(actor: Membership, experiment: Experiment) -> bool:
    return plans.is_mentor_of(actor, experiment.plan)
