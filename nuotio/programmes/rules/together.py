from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.programmes.standing import Standing


@rule(
    "programmes.write_house_rules",
    says=_("The huoneentaulu is written by everybody who has a place in the programme."),
)
def can_write_house_rules(standing: Standing) -> bool:
    return standing.has_seat and standing.is_in


@rule(
    "programmes.make_groups",
    says=_("Mixed groups are made by the trainers and coordinators of the programme."),
)
def can_make_groups(standing: Standing) -> bool:
    return standing.trains
