from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import STEERING
from nuotio.programmes.models import Event, LiveParticipant, LiveRoom
from nuotio.programmes.rules.events import can_see_event
from nuotio.programmes.standing import Standing

Side = LiveRoom.Side
SIGNERS: Mapping[Side, tuple[Role, ...]] = {
    Side.HR: STEERING,
    Side.MANAGEMENT: (Role.MANAGEMENT,),
}


@rule(
    "programmes.open_room",
    says=_("A live room is opened by HR or a coordinator of the organisation, at an HR day."),
)
def can_open_room(standing: Standing, event: Event) -> bool:
    is_held = event.kind == Event.Kind.HR_DAY and event.cancelled_at is None
    return is_held and standing.steers_here and can_see_event(standing, event)


@rule(
    "programmes.lead_room",
    says=_("A live room is led by HR or a coordinator of its own organisation."),
    sees=_(
        "A live room from the leader's side: who is in it, and what is written before it is shown"
    ),
)
def can_lead_room(standing: Standing, room: LiveRoom) -> bool:
    return standing.steers_here and room.private_to_id == standing.actor.organisation_id


@rule(
    "programmes.join_room",
    says=_("Members whom the day concerns, HR and management join with one press."),
)
def can_join_room(standing: Standing, room: LiveRoom) -> bool:
    if room.private_to_id != standing.actor.organisation_id or not standing.takes_part:
        return False
    return standing.actor.has_role(Role.MANAGEMENT) or can_see_event(standing, room.event)


@rule(
    "programmes.speak_in_room",
    says=_("Those who have come in with the code write and place dots, each in her own name."),
    sees=_(
        "A live room of an HR day: results of the whole organisation, what those present write, "
        "dots and goals; for as long as the room is open"
    ),
)
def can_speak(present: LiveParticipant, room: LiveRoom) -> bool:
    return present.room_id == room.pk


@rule(
    "programmes.read_record",
    says=_("The record of a live room is read by HR, management and those who were in the room."),
    sees=_("The record of a live room: findings, what was written, dots, goals and signatures"),
)
def can_read_record(standing: Standing, room: LiveRoom, *, was_there: bool) -> bool:
    if room.private_to_id != standing.actor.organisation_id:
        return False
    return standing.steers_own or standing.actor.has_role(Role.MANAGEMENT) or was_there


@rule(
    "programmes.sign_record",
    says=_("The record is signed by HR or a coordinator, and by another person of management."),
)
def can_sign_record(standing: Standing, room: LiveRoom, side: str) -> bool:
    is_ours = room.private_to_id == standing.actor.organisation_id and standing.takes_part
    return is_ours and side in SIGNERS and standing.actor.has_role(*SIGNERS[Side(side)])


def open_sides(member: Membership, room: LiveRoom) -> list[Side]:
    """Return the sides for which the member can still sign the record: none once she has signed."""
    if room.is_open or member.pk in (room.hr_signed_by_id, room.management_signed_by_id):
        return []
    return [side for side in room.missing if member.has_role(*SIGNERS[side])]
