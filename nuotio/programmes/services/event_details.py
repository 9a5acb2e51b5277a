from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from nuotio.audit import services as audit
from nuotio.foundation import events as announcements
from nuotio.foundation import versions
from nuotio.programmes.events import EventAdded, PlaceChanged
from nuotio.programmes.models import Event
from nuotio.programmes.rules import events as rules
from nuotio.programmes.services import dates
from nuotio.programmes.standing import Standing

HEARD = ("name_fi", "name_sv", "name_en", "starts_at", "ends_at", "mode", "place", "link")


@dataclass(frozen=True)
class Details:
    """What people change of an event; agenda and objectives as they are stored."""

    name_fi: str
    name_sv: str
    name_en: str
    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str
    link: str
    leader_id: int | None
    agenda: list[dict[str, Any]]
    objectives: list[dict[str, str]]


@transaction.atomic
def change_event(
    standing: Standing, event: Event, details: Details, *, version: int, at: datetime
) -> Event:
    """Change what an event is; EditedMeanwhile where somebody was faster.

    Another time follows the rules of moving, and the people concerned are told once. Calendars
    hear of what they show.
    """
    event = dates.locked(event)
    rules.can_change_event.require(standing, event)
    versions.claim(event, seen=version)
    is_moved = (event.starts_at, event.ends_at) != (details.starts_at, details.ends_at)
    if is_moved and event.starts_at <= at:
        raise dates.AlreadyBegun
    if is_moved and details.starts_at <= at:
        raise dates.InThePast
    is_heard = any(getattr(event, name) != getattr(details, name) for name in HEARD)
    if is_heard:
        event.sequence += 1
    for name, value in asdict(details).items():
        setattr(event, name, value)
    event.changed_at = at
    event.save()
    audit.record("programmes.change_event", event, actor_id=standing.actor.user_id)
    if is_moved and event.cancelled_at is None:
        dates.tell(standing, [event.pk])
    elif is_heard:
        announcements.announce(PlaceChanged(standing.programme.pk, event.pk))
    return event


@dataclass(frozen=True)
class Extra:
    """An event beside the template's: what it is, whom it concerns, and the mark of its form."""

    kind: str
    roles: tuple[str, ...]
    once: UUID


@transaction.atomic
def add_event(standing: Standing, extra: Extra, details: Details, *, at: datetime) -> Event:
    """Add an event: a shared one by those who run the programme, an own one by HR.

    The same form sent twice adds one event.
    """
    rules.can_add_event.require(standing)
    if details.starts_at <= at:
        raise dates.InThePast
    private_to_id = None if standing.trains else standing.actor.organisation_id
    code = f"extra-{extra.once.hex}"
    try:
        with transaction.atomic():
            event: Event = Event.objects.create(
                programme=standing.programme,
                private_to_id=private_to_id,
                code=code,
                kind=extra.kind,
                roles=list(extra.roles),
                changed_at=at,
                **asdict(details),
            )
    except IntegrityError:
        mine = Event.objects.filter(programme=standing.programme, private_to_id=private_to_id)
        there: Event = mine.get(code=code)
        return there
    audit.record("programmes.add_event", event, actor_id=standing.actor.user_id)
    announcements.announce(EventAdded(standing.programme.pk, event.pk))
    return event
