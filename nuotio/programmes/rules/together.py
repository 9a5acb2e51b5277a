from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.programmes.models import Event
from nuotio.programmes.rules.events import can_see_event
from nuotio.programmes.standing import Standing


@rule(
    "programmes.see_house_rules",
    says=_("The huoneentaulu is seen by everybody in the programme."),
    sees=_("The huoneentaulu of a programme, without the names of those who wrote its lines"),
)
def can_see_house_rules(standing: Standing) -> bool:
    return standing.is_in


@rule(
    "programmes.write_house_rules",
    says=_("The huoneentaulu is written by everybody who has a place in the programme."),
)
def can_write_house_rules(standing: Standing) -> bool:
    return standing.has_seat and standing.is_in


@rule(
    "programmes.see_groups",
    says=_("Mixed groups are seen by those whom the session concerns and by those who hold it."),
    sees=_("Mixed groups of a session: names and organisations, and who cannot come"),
)
def can_see_groups(standing: Standing, event: Event) -> bool:
    return event.private_to_id is None and can_see_event(standing, event)


@rule(
    "programmes.make_groups",
    says=_("Mixed groups are made by the trainers and coordinators of the programme."),
)
def can_make_groups(standing: Standing) -> bool:
    return standing.trains
