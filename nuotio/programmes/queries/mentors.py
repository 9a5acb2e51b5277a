from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, QuerySet, When

from nuotio.people.models import Membership
from nuotio.people.queries import directory
from nuotio.programmes.models import Application, Assignment, Event, Pair, Seat
from nuotio.programmes.pairing import Mentor
from nuotio.programmes.rules.events import concerns
from nuotio.programmes.standing import Standing

State = Application.State


def coaching_sessions(standing: Standing) -> Sequence[Event]:
    """Return the shared coaching sessions that are to be held, by time: what the call promises."""
    rows = Event.objects.filter(
        programme=standing.programme,
        private_to=None,
        kind=Event.Kind.COACHING,
        cancelled_at=None,
    )
    return list(rows.defer("agenda", "notes", "place", "link").order_by("starts_at", "pk"))


def own_application(standing: Standing) -> Application | None:
    """Return what the member has written to be a mentor in this programme."""
    rows = Application.objects.filter(programme=standing.programme, membership=standing.actor)
    found: Application | None = rows.first()
    return found


def applications(standing: Standing) -> QuerySet[Application]:
    """Return the organisation's applications, what waits first, then those to talk with.

    What was taken back, and what those wrote who have left the organisation, is left out.
    """
    rows: QuerySet[Application] = Application.objects.filter(
        programme=standing.programme,
        organisation_id=standing.actor.organisation_id,
        membership__left_at=None,
    ).exclude(state=State.WITHDRAWN)
    what_waits_first = Case(
        When(state=State.WAITING, answered_at=None, then=0),
        When(state=State.WAITING, then=1),
        default=2,
    )
    return rows.select_related("membership__user", "membership__unit").order_by(
        what_waits_first, F("answered_at").desc(nulls_last=True), "applied_at", "pk"
    )


def application_at(pk: int, *, standing: Standing) -> Application | None:
    """Return one application, with what HR looks at beside it."""
    rows = applications(standing).select_related("membership__supervisor__user")
    return rows.filter(pk=pk).first()


def mentors_to_seat(standing: Standing, *, words: str = "") -> QuerySet[Membership]:
    """Return the organisation's mentors who have no place in this programme, by name."""
    seated = Seat.objects.filter(programme=standing.programme, left_at=None)
    seated = seated.exclude(membership=None)
    rows = directory.mentors(viewer=standing.actor, wanted=directory.Wanted(words))
    return rows.exclude(pk__in=seated.values("membership_id")).prefetch_related(None)


def mentors_here(standing: Standing) -> Sequence[Seat]:
    """Return the organisation's mentors in the programme with their pairs, by name; one query."""
    rows = Seat.objects.filter(
        programme=standing.programme,
        organisation_id=standing.actor.organisation_id,
        role=Seat.Role.MENTOR,
        left_at=None,
    )
    return list(rows.select_related("pair").order_by("name", "pk"))


def without_pair(seats: Sequence[Seat]) -> list[Seat]:
    """Return those who have no pair, or whom the others of it have left; pure."""
    sitting = Counter(seat.pair_id for seat in seats)
    return [seat for seat in seats if seat.pair_id is None or sitting[seat.pair_id] == 1]


@dataclass(frozen=True)
class Together:
    """A pair with the seats of those who are in it."""

    pair: Pair
    seats: Sequence[Seat]


def pairs_among(seats: Sequence[Seat]) -> list[Together]:
    """Return the pairs of two or more, in the order of the names; pure."""
    alone = {seat.pk for seat in without_pair(seats)}
    paired: dict[Pair, list[Seat]] = {}
    for seat in seats:
        if seat.pair is not None and seat.pk not in alone:
            paired.setdefault(seat.pair, []).append(seat)
    return [Together(pair, found) for pair, found in paired.items()]


def profiles_of(seats: Sequence[Seat]) -> list[Mentor]:
    """Return what the own organisation knows of its mentors, for suggestions; one query."""
    keys = [seat.membership_id for seat in seats]
    rows = Membership.objects.filter(pk__in=keys).select_related("unit", "profile")
    members = {one.pk: one for one in rows}
    return [_known(seat, members.get(seat.membership_id)) for seat in seats]


def _known(seat: Seat, member: Membership | None) -> Mentor:
    profile = getattr(member, "profile", None)
    if member is None or profile is None:
        return Mentor(seat.pk, seat.name, seat.unit)
    return Mentor(
        seat.pk,
        seat.name,
        member.unit.name_fi if member.unit else "",
        frozenset(profile.languages),
        tuple(profile.interests),
        tuple(profile.strengths),
    )


def apart(standing: Standing) -> list[list[int]]:
    """Return who were a pair, or were turned down as one, as ids of their seats; one query."""
    rows = Pair.objects.filter(
        programme=standing.programme, organisation_id=standing.actor.organisation_id
    )
    return list(rows.exclude(ended_at=None).order_by("pk").values_list("members", flat=True))


def pair_at(pk: int, *, standing: Standing) -> Pair | None:
    """Return a pair of the member's organisation in this programme."""
    rows = Pair.objects.filter(programme=standing.programme)
    found: Pair | None = rows.filter(organisation_id=standing.actor.organisation_id, pk=pk).first()
    return found


def seat_at(pk: int, *, standing: Standing) -> Seat | None:
    """Return an open seat of the member's organisation in this programme."""
    rows = Seat.objects.filter(programme=standing.programme, left_at=None)
    found: Seat | None = rows.filter(organisation_id=standing.actor.organisation_id, pk=pk).first()
    return found


def partners_of(seat: Seat) -> Sequence[Seat]:
    """Return who is in the pair beside this seat, by name."""
    if seat.pair_id is None:
        return []
    rows = Seat.objects.filter(pair_id=seat.pair_id, left_at=None).exclude(pk=seat.pk)
    return list(rows.order_by("name", "pk"))


@dataclass(frozen=True)
class Day:
    """A date that concerns somebody: an event, or the day an assignment is due."""

    at: datetime
    event: Event | None = None
    assignment: Assignment | None = None

    def is_over(self, now: datetime) -> bool:
        """Say whether it lies behind."""
        return self.event.is_over(now) if self.event is not None else self.at <= now


def days_of(standing: Standing) -> Sequence[Day]:
    """Return the events and due days that concern the member's seat, by time; two queries."""
    events = Event.objects.filter(programme=standing.programme, cancelled_at=None)
    tasks = Assignment.objects.filter(programme=standing.programme).order_by("due_at", "pk")
    found = [
        *(Day(one.starts_at, event=one) for one in _concerning(standing, events)),
        *(Day(one.due_at, assignment=one) for one in tasks if standing.sits_as(*one.roles)),
    ]
    return sorted(found, key=lambda day: day.at)


def _concerning(standing: Standing, events: QuerySet[Event]) -> list[Event]:
    found = events.defer("agenda", "notes").order_by("starts_at", "pk")
    return [one for one in found if concerns(standing, one)]
