from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership
from nuotio.people.rules.roles import coordinates_service


@rule(
    "people.see_join_requests",
    says=_("Organisations that ask to join are seen by the coordinators of the service."),
    sees=_("Organisations that ask to join, with their contact person's name and e-mail"),
)
def can_see_join_requests(actor: Membership) -> bool:
    return coordinates_service(actor)


@rule(
    "people.answer_join_request",
    says=_("An organisation that asks to join is answered by a coordinator of the service."),
)
def can_answer_join_requests(actor: Membership) -> bool:
    return coordinates_service(actor)
