"""The records of HR days that a member may read, in every programme of her organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from nuotio.foundation import tenancy
from nuotio.programmes.models import LiveParticipant, LiveRoom, Programme
from nuotio.programmes.rules import live as rules
from nuotio.programmes.standing import Standing


@dataclass(frozen=True)
class Record:
    """A record as a line of a list: its room with the HR day, and the programme."""

    room: LiveRoom
    programme: Programme


def records_read_from(standings: Sequence[Standing]) -> Sequence[Record]:
    """Return the records that the member who stands so may read, the newest first; one query.

    A room has a record from its closing on.
    """
    taking = {one.programme.pk: one for one in standings if one.participation is not None}
    if not taking:
        return []
    actor = standings[0].actor
    with tenancy.with_programmes(*taking):
        there = LiveParticipant.objects.filter(room=OuterRef("pk"), membership_id=actor.pk)
        own = LiveRoom.objects.filter(private_to_id=actor.organisation_id, closed_at__isnull=False)
        rows = own.annotate(was_there=Exists(there)).select_related("event")
        found = list(rows.order_by("-opened_at", "-pk"))
    return [
        Record(room, taking[room.programme_id].programme)
        for room in found
        if rules.can_read_record(taking[room.programme_id], room, was_there=room.was_there)
    ]
