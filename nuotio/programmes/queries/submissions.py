from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from nuotio.people.models import Organisation
from nuotio.programmes.models import Assignment, Feedback, Programme, Seat, Submission
from nuotio.programmes.rules import assignments as rules
from nuotio.programmes.standing import Standing

State, Audience = Submission.State, Submission.Audience
Key = tuple[str, int | None]


def submission_at(pk: int, standing: Standing) -> Submission | None:
    """Return a submission with its assignment; None where the reader may not read it."""
    rows = Submission.objects.select_related("assignment", "organisation", "seat", "pair")
    found: Submission | None = rows.filter(pk=pk, programme=standing.programme).first()
    return found if found and rules.can_read_submission(standing, found) else None


def feedback_of(submission: Submission) -> Sequence[Feedback]:
    """Return the words on a submission, the oldest first."""
    rows = Feedback.objects.filter(submission=submission).select_related("seat__organisation")
    return list(rows.order_by("given_at", "pk"))


def copies_beside(submission: Submission, standing: Standing) -> Sequence[Submission]:
    """Return every copy of the same answer that the reader may read, the newest first."""
    rows = Submission.objects.filter(answer_id=submission.answer_id).select_related("pair")
    found = rows.defer("content").order_by("-number")
    return [one for one in found if rules.can_read_submission(standing, one)]


def names_of(submission: Submission) -> Sequence[str]:
    """Return the names of who wrote a submission."""
    return _names([submission])[_key(submission)]


def _key(one: Submission) -> Key:
    return ("pair", one.pair_id) if one.pair_id else ("seat", one.seat_id)


def _names(given: Iterable[Submission]) -> dict[Key, list[str]]:
    """Return who wrote each, by name; a pair by those whom it was made of. One query."""
    pairs = {one.pair_id: set(one.pair.members) for one in given if one.pair}
    persons = {one.seat_id for one in given if one.seat_id}
    names: dict[Key, list[str]] = defaultdict(list)
    if not pairs and not persons:
        return names
    known = persons.union(*pairs.values())
    rows = Seat.objects.filter(Q(pair_id__in=pairs) | Q(pk__in=known)).exclude(name="")
    for seat in rows.order_by("name", "pk"):
        for pair_id, members in pairs.items():
            if seat.pk in members or seat.pair_id == pair_id:
                names["pair", pair_id].append(seat.name)
        if seat.pk in persons:
            names["seat", seat.pk].append(seat.name)
    return names


@dataclass(frozen=True)
class Given:
    """A submission with the names of who wrote it."""

    submission: Submission
    names: Sequence[str]


def shared_in(programme: Programme) -> QuerySet[Submission]:
    """Return what was shared with the whole programme, the newest copy of each, newest first."""
    later = Submission.objects.filter(
        answer_id=OuterRef("answer_id"), audience=Audience.PROGRAMME, number__gt=OuterRef("number")
    )
    rows = Submission.objects.filter(programme=programme, audience=Audience.PROGRAMME)
    newest = rows.exclude(Exists(later)).select_related("assignment", "organisation", "pair")
    return newest.defer("content").order_by("-given_at", "-pk")


def named(given: Sequence[Submission]) -> Sequence[Given]:
    """Return submissions with the names of who wrote them; one query."""
    names = _names(given)
    return [Given(one, names[_key(one)]) for one in given]


@dataclass(frozen=True)
class Place:
    """Where a person or a pair stands with an assignment, as far as the reader may know."""

    names: Sequence[str]
    organisation: Organisation
    last: Submission | None = None
    waits: bool = False

    @property
    def order(self) -> tuple[int, datetime | None]:
        """What waits for feedback comes first, the oldest of it at the top."""
        if self.last is None:
            return (2, None)
        if self.waits:
            return (0, self.last.given_at)
        return ({State.GIVEN: 1, State.RETURNED: 3}.get(State(self.last.state), 4), None)


def places_in(standing: Standing, assignment: Assignment) -> Sequence[Place]:
    """Return everybody who answers an assignment, what waits for the reader first; two queries.

    HR sees its own organisation. What was given to others only looks like what was not given yet.
    """
    seats, given = _seats(standing, assignment), _given(standing, assignment)
    writers: dict[Key, list[Seat]] = defaultdict(list)
    gave = {pk for one in given.values() if one.pair for pk in one.pair.members}
    for seat in seats:
        key = _writer(seat, assignment)
        if seat.is_open and (key in given or seat.pair_id or seat.pk not in gave):
            writers[key].append(seat)
    for key in given.keys() - writers.keys():  # who has left, or wrote before the pair was made
        writers[key] = [one for one in seats if _gave(one, given[key])]
    places = [_place(standing, people, given.get(key)) for key, people in writers.items() if people]
    return sorted(places, key=lambda one: (one.order[0], one.order[1] or assignment.due_at))


def _gave(seat: Seat, given: Submission) -> bool:
    """Say whether it is what this seat gave in, alone or with a pair of hers."""
    if given.pair is None:
        return given.seat_id == seat.pk
    return given.pair_id == seat.pair_id or given.pair.includes(seat.pk)


def _place(standing: Standing, people: Sequence[Seat], last: Submission | None) -> Place:
    waits = last is not None and last.state == State.GIVEN
    return Place(
        [seat.name for seat in people],
        people[0].organisation,
        last,
        waits=waits and last is not None and rules.can_give_feedback(standing, last),
    )


def _writer(seat: Seat, assignment: Assignment) -> Key:
    is_paired = assignment.is_for_pairs and seat.pair_id
    return ("pair", seat.pair_id) if is_paired else ("seat", seat.pk)


def _seats(standing: Standing, assignment: Assignment) -> Sequence[Seat]:
    rows = Seat.objects.filter(programme=standing.programme, role__in=assignment.roles)
    if not standing.trains:
        rows = rows.filter(organisation_id=standing.actor.organisation_id)
    return list(rows.select_related("organisation").order_by("organisation__name_fi", "name", "pk"))


def _given(standing: Standing, assignment: Assignment) -> dict[Key, Submission]:
    rows = Submission.objects.filter(assignment=assignment).select_related("pair")
    rows = rows.defer("content").order_by("number")
    if not standing.trains:
        rows = rows.filter(organisation_id=standing.actor.organisation_id)
    return {_key(one): one for one in rows if rules.can_read_submission(standing, one)}
