from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db.models import Q

from nuotio.programmes.grouping import mixing
from nuotio.programmes.models import Attendance, Event, GroupPlan, Programme, Seat
from nuotio.programmes.rules import together as rules
from nuotio.programmes.standing import Standing

KINDS = (Event.Kind.HR_DAY, Event.Kind.COACHING, Event.Kind.NETWORK)
GROUPED = (Seat.Role.MENTOR, Seat.Role.HR, Seat.Role.SPONSOR)


@dataclass(frozen=True)
class Member:
    """Somebody in a group; `seat` is None where nothing is known of the person any more."""

    seat: Seat | None
    is_away: bool

    @property
    def name(self) -> str:
        """The published name; empty where the person was erased."""
        return self.seat.name if self.seat else ""


@dataclass(frozen=True)
class Group:
    """One group of a session; numbers are what the room calls them."""

    number: int
    keys: tuple[int, ...]
    members: tuple[Member, ...]

    @property
    def present(self) -> tuple[int, ...]:
        """The keys of the seats of those who are not away."""
        pairs = zip(self.keys, self.members, strict=True)
        return tuple(key for key, member in pairs if not member.is_away)


@dataclass(frozen=True)
class Session:
    """An event with its groups, where they have been made, and who could be in them."""

    event: Event
    plan: GroupPlan | None
    groups: tuple[Group, ...]
    waiting: tuple[Seat, ...]
    seats: Mapping[int, Seat]
    away: frozenset[int]

    @property
    def met(self) -> set[mixing.Pair]:
        """The pairs of those who were in a group together."""
        return {pair for group in self.groups for pair in combinations(sorted(group.present), 2)}

    def own_group(self, seat: Seat | None) -> Group | None:
        """Return the group of this seat."""
        return next((one for one in self.groups if seat and seat.pk in one.keys), None)

    def attending(self, roles: Collection[str]) -> list[Seat]:
        """Return the seats of these roles that take part and have not said that they cannot."""
        wanted = set(roles) & set(self.event.roles)
        return [
            seat
            for seat in self.seats.values()
            if seat.is_open and seat.role in wanted and seat.pk not in self.away
        ]


def sessions_of(programme: Programme) -> Sequence[Session]:
    """Return the shared sessions of a programme that can have groups, by time; four queries."""
    events = list(
        Event.objects.filter(
            programme=programme, private_to=None, kind__in=KINDS, cancelled_at=None
        )
        .defer("agenda", "notes")
        .order_by("starts_at", "pk")
    )
    plans = {one.event_id: one for one in GroupPlan.objects.filter(programme=programme)}
    people = Seat.objects.filter(programme=programme).select_related("organisation")
    seats = {seat.pk: seat for seat in people.order_by("name", "pk")}
    away: dict[int, set[int]] = {}
    for event_id, seat_id in _away(programme):
        away.setdefault(event_id, set()).add(seat_id)
    return [
        _session(event, plans.get(event.pk), seats, frozenset(away.get(event.pk, ())))
        for event in events
    ]


def sessions_seen_by(standing: Standing) -> Sequence[Session]:
    """Return the sessions whose groups the member may see, by time; four queries."""
    found = sessions_of(standing.programme)
    return [one for one in found if rules.can_see_groups(standing, one.event)]


def session_at(pk: int, *, standing: Standing) -> Session | None:
    """Return one session whose groups the member may see."""
    return next((one for one in sessions_seen_by(standing) if one.event.pk == pk), None)


@dataclass(frozen=True)
class Quality:
    """How well groups mix; `fewest` is None where the proof does not hold for such groups."""

    repeats: int
    fewest: int | None
    alike: int
    fewest_alike: int


def quality(sessions: Sequence[Session], *, at: datetime) -> Quality | None:
    """Return how good the groups ahead are, given who has met; of all where none is ahead."""
    made = [one for one in sessions if one.groups]
    ahead = [one for one in made if not one.event.is_over(at)] or made
    if not ahead:
        return None
    held = {pair for one in made if one not in ahead for pair in one.met}
    return told(ahead, met=held)


def quality_of(session: Session, sessions: Sequence[Session]) -> Quality:
    """Return how good the groups of one session are, given who met in those before it."""
    before = sessions[: sessions.index(session)]
    return told([session], met={pair for one in before for pair in one.met})


def told(sessions: Sequence[Session], *, met: Collection[mixing.Pair]) -> Quality:
    """Return how good the groups of these sessions are, given who has met before."""
    sizes = [[len(group.keys) for group in one.groups] for one in sessions]
    mixed = mixing.count(
        organisations(sessions), [[group.keys for group in one.groups] for one in sessions], met=met
    )
    is_even = all(max(session) - min(session) <= 1 for session in sizes if session)
    return Quality(
        mixed.repeats,
        mixed.repeats_bound if is_even else None,
        mixed.same_organisation,
        mixed.same_organisation_bound,
    )


def organisations(sessions: Sequence[Session]) -> dict[int, int]:
    """Return the organisation of each key in the groups; one of nobody known stands alone."""
    found = {}
    for session in sessions:
        for key in (key for group in session.groups for key in group.keys):
            seat = session.seats.get(key)
            found[key] = seat.organisation_id if seat else -key
    return found


def _away(programme: Programme) -> Sequence[tuple[int, int]]:
    said_no = Q(answer=Attendance.Answer.NOT_COMING, was_there=None)
    rows = Attendance.objects.filter(programme=programme).filter(said_no | Q(was_there=False))
    return list(rows.values_list("event_id", "seat_id"))


def _session(
    event: Event, plan: GroupPlan | None, seats: Mapping[int, Seat], away: frozenset[int]
) -> Session:
    groups = plan.groups if plan is not None else []
    placed = {key for group in groups for key in group}
    waiting = [
        seat
        for seat in seats.values()
        if seat.is_open and seat.role in GROUPED and seat.role in event.roles
    ]
    return Session(
        event,
        plan,
        tuple(_group(number, keys, seats, away) for number, keys in enumerate(groups, start=1)),
        tuple(seat for seat in waiting if seat.pk not in placed | away),
        seats,
        away,
    )


def _group(
    number: int, keys: Sequence[int], seats: Mapping[int, Seat], away: frozenset[int]
) -> Group:
    order = [key for key in seats if key in set(keys)]  # by name
    order += [key for key in keys if key not in seats]
    members = []
    for key in order:
        seat = seats.get(key)
        members.append(Member(seat, seat is None or not seat.is_open or key in away))
    return Group(number, tuple(order), tuple(members))
