from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from nuotio.foundation import tenancy
from nuotio.programmes.models import (
    Assignment,
    Attendance,
    Participation,
    Programme,
    Seat,
    Submission,
)
from nuotio.programmes.progress import Progress, Task

Role = Seat.Role


@dataclass(frozen=True)
class Given:
    """The latest submission of a person or a pair, without its words."""

    assignment_id: int
    organisation_id: int
    seat_id: int | None
    pair_id: int | None
    members: Sequence[int] | None
    state: str
    audience: str

    def waits_for(self, organisation_id: int) -> bool:
        """Say whether it is this organisation's and waits for a trainer's feedback."""
        is_ours = self.organisation_id == organisation_id
        return is_ours and self.state == "given" and self.audience != "own"


def progress_of(
    programme: Programme, *, at: datetime, organisation_id: int | None = None
) -> Sequence[Progress]:
    """Return how each organisation gets on, by name; of one where it is given. Five queries."""
    rows = Participation.objects.filter(programme=programme).exclude(state="declined")
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    seats = list(Seat.objects.filter(programme=programme, left_at=None).order_by("pk"))
    came = _last_presence(programme, at=at)
    due = list(Assignment.objects.filter(programme=programme, due_at__lte=at).order_by("due_at"))
    given = given_in(programme)
    return [
        _progress(
            one,
            [s for s in seats if s.organisation_id == one.organisation_id],
            came,
            [_task(task, one.organisation_id, seats, given) for task in due],
            waiting=sum(told.waits_for(one.organisation_id) for told in given),
        )
        for one in rows.select_related("organisation").order_by("organisation__name_fi", "pk")
    ]


def _progress(
    one: Participation,
    seats: Sequence[Seat],
    came: "_Presence",
    tasks: Iterable[Task],
    *,
    waiting: int,
) -> Progress:
    roles = Counter(seat.role for seat in seats)
    there = came.by_organisation.get(one.organisation_id, [])
    return Progress(
        organisation_id=one.organisation_id,
        name=one.organisation.name,
        state=one.state,
        invited_at=one.invited_at,
        contacts=roles[Role.HR],
        sponsors=roles[Role.SPONSOR],
        mentors=roles[Role.MENTOR],
        without_pair=sum(seat.role == Role.MENTOR and seat.pair_id is None for seat in seats),
        last_event=came.event,
        came=sum(there),
        expected=len(there),
        tasks=tuple(task for task in tasks if task.expected),
        waiting=waiting,
    )


@dataclass(frozen=True)
class _Presence:
    event: str
    by_organisation: dict[int, list[bool]]


def _last_presence(programme: Programme, *, at: datetime) -> _Presence:
    """Return who was there at the last shared event where attendance was taken."""
    rows = Attendance.objects.filter(
        programme=programme,
        private_to=None,
        was_there__isnull=False,
        event__ends_at__lte=at,
        seat__left_at=None,
    )
    taken = list(rows.select_related("event", "seat").order_by("-event__starts_at", "pk"))
    last = [one for one in taken if one.event_id == taken[0].event_id]
    there: dict[int, list[bool]] = {}
    for one in last:
        there.setdefault(one.seat.organisation_id, []).append(bool(one.was_there))
    return _Presence(last[0].event.name if last else "", there)


def given_in(programme: Programme) -> Sequence[Given]:
    """Return the latest submission of everybody: that it was given in is shared, not its words."""
    with tenancy.unrestricted(reason="That an answer was given in is shared; its words are not."):
        rows = Submission.objects.filter(programme=programme).order_by("answer_id", "-number")
        latest: dict[int, Given] = {}
        for answer_id, *told in rows.values_list(
            "answer_id",
            "assignment_id",
            "organisation_id",
            "seat_id",
            "pair_id",
            "pair__members",
            "state",
            "audience",
        ):
            latest.setdefault(answer_id, Given(*told))
    return list(latest.values())


def _task(
    task: Assignment, organisation_id: int, seats: Sequence[Seat], given: Sequence[Given]
) -> Task:
    """Count for one organisation; a pair that answers together counts as one."""
    expected = {
        ("pair", seat.pair_id) if task.is_for_pairs and seat.pair_id else ("seat", seat.pk)
        for seat in seats
        if seat.organisation_id == organisation_id and seat.role in task.roles
    }
    ours = [
        one
        for one in given
        if one.assignment_id == task.pk and one.organisation_id == organisation_id
    ]
    who = {("pair", one.pair_id) if one.pair_id else ("seat", one.seat_id) for one in ours}
    who |= {("seat", pk) for one in ours for pk in one.members or ()}  # a pair may have parted
    return Task(task.name, len(expected), len(expected & who))
