"""Records of HR days that wait for a signature."""

from typing import Any

from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.notifications import queries as people_told
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.people.models import Role
from nuotio.programmes import events, notices, places
from nuotio.programmes.models import LiveRoom
from nuotio.programmes.queries import live as queries
from nuotio.programmes.queries import readers
from nuotio.programmes.rules import live as rules
from nuotio.programmes.services.telling import tell

SIGNERS = (Role.HR, Role.COORDINATOR, Role.MANAGEMENT)


@listens_to(events.RecordWaits)
def ask_for_signature(event: events.RecordWaits) -> None:
    """Ask those who can give a missing signature, but for who has just acted; others no more."""
    room = queries.room_named(event.room_id)
    if room is None:
        return
    if room.is_open or room.is_signed:
        _settle(room)
        return
    signers = people_told.holders_of(event.organisation_id, *SIGNERS)
    asked = [one for one in signers if rules.open_sides(one, room) and one.pk != event.by_id]
    _settle(room, recipient__in=[one for one in signers if one not in asked])
    for reader in asked:
        slug = reader.organisation.slug
        news = News(
            notices.RECORD_WAITS,
            key=f"{_waiting(room)}{room.closed_at:%Y%m%dT%H%M%S}",
            path=places.inside("live_record", slug, room.programme_id, pk=room.event_id),
            params={"what": readers.names_of(room.event)},
        )
        tell(reader, news, at=timezone.now())


def _waiting(room: LiveRoom) -> str:
    return f"record_waits:{room.pk}:"


def _settle(room: LiveRoom, **which: Any) -> None:
    asked = {"dedupe_key__startswith": _waiting(room), **which}
    telling.settle(notices.RECORD_WAITS, at=timezone.now(), **asked)
