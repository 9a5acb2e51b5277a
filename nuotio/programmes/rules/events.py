from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.programmes.models import Event
from nuotio.programmes.standing import Standing


@rule(
    "programmes.see_event",
    says=_("An event is seen by those whom it concerns and by those who hold it."),
    sees=_("Events of a programme: time, place, agenda, materials, and who is coming"),
)
def can_see_event(standing: Standing, event: Event) -> bool:
    if event.private_to_id is not None:
        is_ours = event.private_to_id == standing.actor.organisation_id
        return is_ours and (standing.steers_own or standing.sat_as(*event.roles))
    return standing.trains or standing.steers_here or concerns(standing, event)


@rule(
    "programmes.change_event",
    says=_(
        "An event is changed by the trainers and coordinators of the programme; a meeting of an"
        " organisation's own by its HR."
    ),
)
def can_change_event(standing: Standing, event: Event) -> bool:
    if event.private_to_id is None:
        return standing.trains
    return standing.steers_here and event.private_to_id == standing.actor.organisation_id


@rule(
    "programmes.add_event",
    says=_(
        "An event is added by the trainers and coordinators of the programme; a meeting of an"
        " organisation's own by its HR."
    ),
)
def can_add_event(standing: Standing) -> bool:
    return standing.trains or standing.steers_here


@rule(
    "programmes.sign_up",
    says=_("Those whom an event concerns say whether they come."),
)
def can_sign_up(standing: Standing, event: Event) -> bool:
    return can_see_event(standing, event) and concerns(standing, event)


@rule(
    "programmes.write_down",
    says=_("Notes and decisions are written by those who hold the event."),
)
def can_write_down(standing: Standing, event: Event) -> bool:
    return can_change_event(standing, event) and standing.has_seat


@rule(
    "programmes.read_notes",
    says=_("Notes and decisions are read by those whom the event concerns."),
    sees=_("Notes of a meeting, its decisions, and the support that was promised"),
)
def can_read_notes(standing: Standing, event: Event) -> bool:
    return can_see_event(standing, event)


@rule(
    "programmes.see_supports",
    says=_("Promised support is gathered for HR and the coordinators of the organisation."),
    sees=_("All the support that was promised in the meetings of an organisation"),
)
def can_see_supports(standing: Standing) -> bool:
    return standing.steers_own


def concerns(standing: Standing, event: Event) -> bool:
    """Say whether the member's seat is one of those whom the event concerns."""
    if event.private_to_id is not None and event.private_to_id != standing.actor.organisation_id:
        return False
    return standing.sits_as(*event.roles)
