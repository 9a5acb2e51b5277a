from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events as announcements
from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import holds_role
from nuotio.programmes.events import SeatLeft
from nuotio.programmes.models import Pair, Seat
from nuotio.programmes.rules import mentors as rules
from nuotio.programmes.services.programmes import held, seat_person
from nuotio.programmes.standing import Standing

# Which roles in the organisation keep a person's place in a programme: one of them is enough.
KEPT_BY = {
    Seat.Role.MENTOR: (Role.MENTOR,),
    Seat.Role.HR: (Role.HR, Role.COORDINATOR),
    Seat.Role.SPONSOR: (Role.MANAGEMENT,),
    Seat.Role.COORDINATOR: (Role.COORDINATOR,),
    Seat.Role.TRAINER: (Role.TRAINER, Role.COORDINATOR),
}
LEAVING = "Somebody left a role, and her places in every programme end with it."


class NotAMentor(Exception):
    """Only who is a mentor of the organisation already is brought along without applying."""


@transaction.atomic
def seat_mentor(standing: Standing, member: Membership, *, at: datetime) -> Seat:
    """Bring a mentor of the organisation along; brought along twice she has one place."""
    standing = held(standing)
    rules.can_seat_mentor.require(standing)
    locked: Membership = Membership.objects.select_for_update(of=("self",)).get(pk=member.pk)
    is_ours = locked.organisation_id == standing.actor.organisation_id
    if not (is_ours and holds_role(locked, Role.MENTOR)):
        raise NotAMentor
    seat = seat_person(standing.programme, locked, Seat.Role.MENTOR, at=at)
    actor_id = standing.actor.user_id
    audit.record("programmes.seat_mentor", seat, actor_id=actor_id, subject_id=locked.user_id)
    return seat


@transaction.atomic
def leave_seat(standing: Standing, *, at: datetime) -> None:
    """Leave the programme oneself, without a reason; what was written stays."""
    rules.can_leave_seat.require(standing)
    if standing.seat is not None:
        _end(standing.seat, "programmes.leave_seat", actor_id=standing.actor.user_id, at=at)


@transaction.atomic
def end_seat(standing: Standing, seat: Seat, *, at: datetime) -> None:
    """End a person's place in the own organisation; ended twice it is ended once."""
    rules.can_end_seat.require(standing, seat)
    _end(seat, "programmes.end_seat", actor_id=standing.actor.user_id, at=at)


@transaction.atomic
def end_seats_without_role(membership_id: int, *, at: datetime) -> None:
    """End the places that no role of the person keeps any more: she left a role, or the house."""
    with tenancy.unrestricted(reason=LEAVING):
        member = Membership.objects.filter(pk=membership_id).first()
        for seat in Seat.objects.filter(membership_id=membership_id, left_at=None).order_by("pk"):
            roles = KEPT_BY[Seat.Role(seat.role)]
            if member is None or not any(holds_role(member, role) for role in roles):
                _end(seat, "programmes.leave_seat", actor_id=None, at=at)


def _end(seat: Seat, action: str, *, actor_id: int | None, at: datetime) -> None:
    """Close a place: its pair goes on without it, and a pair that nobody is left in ends."""
    locked = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if not locked.is_open:
        return
    pair_id = locked.pair_id
    locked.left_at, locked.pair = at, None
    locked.save(update_fields=["left_at", "pair"])
    if pair_id is not None and not Seat.objects.filter(pair=pair_id).exists():
        Pair.objects.filter(pk=pair_id, ended_at=None).update(ended_at=at)
    audit.record(action, locked, actor_id=actor_id)
    announcements.announce(SeatLeft(locked.programme_id, locked.pk))
