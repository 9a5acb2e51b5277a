from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership
from nuotio.people.rules.roles import steers


@rule(
    "support.set_weights",
    says=_("What weighs how much in matching is set by HR and the coordinators."),
)
def can_set_weights(actor: Membership) -> bool:
    return steers(actor) and not actor.organisation.is_provider


@rule(
    "support.make_batch",
    says=_("A joint proposal for all open requests is made by HR and the coordinators."),
    sees=_("A joint proposal that matches all open requests with mentors"),
)
def can_make_batch(actor: Membership) -> bool:
    return steers(actor) and not actor.organisation.is_provider


@rule(
    "support.see_figures",
    says=_("How much support is asked for and given is read by HR, coordinators and management."),
    sees=_("How much support is asked for, given and missing, small groups hidden"),
)
def can_see_figures(actor: Membership) -> bool:
    return not actor.organisation.is_provider and (steers(actor) or actor.has_role("management"))
