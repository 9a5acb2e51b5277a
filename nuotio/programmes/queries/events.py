from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import timezone

from nuotio.foundation import content
from nuotio.people.models import Organisation
from nuotio.programmes.agendas import Agenda, agenda_of
from nuotio.programmes.models import (
    Attendance,
    Event,
    GroupPlan,
    LiveParticipant,
    LiveRoom,
    Material,
    Seat,
)
from nuotio.programmes.rules import events as rules
from nuotio.programmes.standing import Standing

Answer = Attendance.Answer
GIVEN = ("given_pk", "given_name_fi", "given_name_sv", "given_name_en", "given_due_at")


@dataclass(frozen=True)
class Guest:
    """Somebody whom an event concerns: what she answered, and whether she was there."""

    seat: Seat
    answer: str
    was_there: bool | None

    @property
    def comes(self) -> bool:
        """Whether she said that she comes, or joins online."""
        return self.answer in (Answer.COMING, Answer.ONLINE)


@dataclass(frozen=True)
class Party:
    """The guests of one organisation, by name."""

    organisation: Organisation
    guests: Sequence[Guest]

    def answered(self, *answers: str) -> Sequence[Guest]:
        """Return the guests with one of these answers; an empty one is no answer yet."""
        return [guest for guest in self.guests if guest.answer in answers]

    @property
    def there(self) -> Sequence[Guest]:
        """Return who was there."""
        return [guest for guest in self.guests if guest.was_there]


def event_at(pk: int, *, standing: Standing) -> Event | None:
    """Return an event of the programme that the member may see, with leader and mixed groups."""
    found = _rows(pk, standing).first()
    return found if found is not None and rules.can_see_event(standing, found) else None


def _rows(pk: int, standing: Standing) -> QuerySet[Event]:
    rows: QuerySet[Event] = Event.objects.filter(programme=standing.programme, pk=pk)
    return rows.select_related("leader", "group_plan", "private_to")


def _with_room(rows: QuerySet[Event], standing: Standing) -> QuerySet[Event]:
    """Tell of the member's own organisation's live room at the event, and whether she was in it."""
    ours = standing.actor.organisation_id
    there = LiveParticipant.objects.filter(
        room__event=OuterRef("pk"), private_to=ours, membership=standing.actor
    )
    return rows.annotate(
        own_room=FilteredRelation("live_rooms", condition=Q(live_rooms__private_to=ours)),
        room_pk=F("own_room__pk"),
        room_closed_at=F("own_room__closed_at"),
        was_in_room=Exists(there),
    )


def room_at(event: Event) -> LiveRoom | None:
    """Return the live room that came with an event, as far as its page needs it; no query."""
    pk: int | None = getattr(event, "room_pk", None)
    closed_at: datetime | None = getattr(event, "room_closed_at", None)
    return None if pk is None else LiveRoom(pk=pk, event=event, closed_at=closed_at)


@dataclass(frozen=True)
class Given:
    """An assignment that is given out after an event: what it is called, and when it is due."""

    pk: int
    name: Mapping[str, str]
    due_at: datetime


def event_and_assignments(pk: int, *, standing: Standing) -> tuple[Event | None, Sequence[Given]]:
    """Return an event as `event_at` does, and what is given out after it; one query for both."""
    its: Any = {name: F(f"assignments__{name[6:]}") for name in GIVEN}
    found = _with_room(_rows(pk, standing), standing)
    found = found.order_by("assignments__due_at", "assignments__pk")
    rows: list[Any] = list(found.annotate(**its))
    event: Event | None = rows[0] if rows else None
    if event is None or not rules.can_see_event(standing, event):
        return None, []
    return event, [
        Given(
            row.given_pk,
            {language: getattr(row, f"given_name_{language}") for language in ("fi", "sv", "en")},
            row.given_due_at,
        )
        for row in rows
        if row.given_pk is not None
    ]


def agenda_in(event: Event) -> Agenda:
    """Return the event's agenda with its clock running and its methods by name."""
    methods = {one["id"]: one["title"] for one in content.load("methods")["methods"]}
    return agenda_of(
        event.agenda, starts_at=event.starts_at, ends_at=event.ends_at, methods=methods
    )


def guests_of(event: Event) -> Sequence[Guest]:
    """Return whom the event concerns, by organisation and name; one query.

    Who has left since is among them where attendance was noted.
    """
    its = FilteredRelation("attendances", condition=Q(attendances__event=event))
    rows = Seat.objects.filter(programme_id=event.programme_id).annotate(
        its=its, answer=F("its__answer"), was_there=F("its__was_there")
    )
    if event.private_to_id is not None:
        rows = rows.filter(organisation_id=event.private_to_id)
    is_asked = Q(role__in=event.roles, left_at__isnull=True)
    rows = rows.filter(is_asked | Q(its__was_there__isnull=False)).select_related("organisation")
    return [
        Guest(seat, seat.answer or "", seat.was_there)
        for seat in rows.order_by("organisation__name_fi", "organisation_id", "name", "pk")
    ]


def parties_of(guests: Sequence[Guest], *, first: int) -> Sequence[Party]:
    """Group guests that stand by organisation; the organisation `first` (id) comes first."""
    parties = [
        Party(organisation, list(theirs))
        for organisation, theirs in groupby(guests, key=lambda guest: guest.seat.organisation)
    ]
    return sorted(parties, key=lambda party: party.organisation.pk != first)


def is_attendance_taken(guests: Sequence[Guest]) -> bool:
    """Say whether somebody has noted who was there."""
    return any(guest.was_there is not None for guest in guests)


def group_of(standing: Standing, event: Event, guests: Sequence[Guest]) -> Sequence[Seat]:
    """Return the member's own mixed group, herself among it; empty where there is none."""
    return next(
        (
            group
            for group in groups_of(event, guests)
            if standing.seat is not None and standing.seat in group
        ),
        [],
    )


def groups_of(event: Event, guests: Sequence[Guest]) -> Sequence[Sequence[Seat]]:
    """Return the event's mixed groups with the people who are still in them; no query."""
    plan: GroupPlan | None = getattr(event, "group_plan", None)
    seats: Mapping[int, Seat] = {guest.seat.pk: guest.seat for guest in guests}
    groups = plan.groups if plan is not None else []
    return [[seats[pk] for pk in group if pk in seats] for group in groups]


def materials_of(event: Event) -> Sequence[Material]:
    """Return what the event uses, in the order in which it was added."""
    return list(Material.objects.filter(event=event).order_by("added_at", "pk"))


def material_at(pk: int, *, standing: Standing) -> Material | None:
    """Return a material of an event that the member may see."""
    rows = Material.objects.filter(programme=standing.programme, pk=pk)
    found: Material | None = rows.select_related("event").first()
    return found if found is not None and rules.can_see_event(standing, found.event) else None


def is_on_or_after_its_day(event: Event, *, at: datetime) -> bool:
    """Say whether the day of the event has come, by the calendar in Helsinki."""
    return timezone.localtime(at).date() >= timezone.localtime(event.starts_at).date()
