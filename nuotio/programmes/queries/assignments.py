from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from nuotio.programmes.models import Answer, Assignment, Pair, Seat, Submission
from nuotio.programmes.rules import assignments as rules
from nuotio.programmes.standing import Standing

NOBODY = Q(pk__in=())


@dataclass(frozen=True)
class Task:
    """An assignment as the reader stands to it: her own answer, and what waits for her words."""

    assignment: Assignment
    may_answer: bool
    answer: Answer | None = None
    copies: Sequence[Submission] = ()  # of her own answer, the newest first
    waiting: int = 0

    @property
    def last(self) -> Submission | None:
        """The newest copy of her own answer."""
        return self.copies[0] if self.copies else None

    @property
    def is_open(self) -> bool:
        """Whether it is the reader's turn to write."""
        return self.may_answer and self.state in ("none", "draft", Submission.State.RETURNED)

    @property
    def state(self) -> str:
        """none, draft, given, returned or accepted; empty for who is not to answer."""
        if not self.may_answer and self.last is None:
            return ""
        if self.last is not None:
            return self.last.state
        return "none" if self.answer is None else "draft"


@dataclass(frozen=True)
class Writers:
    """Who writes an answer: the person, or the pair of whom the others are named."""

    seat: Seat
    pair_id: int | None
    others: Sequence[str] = ()

    @property
    def is_pair(self) -> bool:
        """Whether more than one writes."""
        return self.pair_id is not None

    @property
    def key(self) -> str:
        """A short name of the writers, the same for each of a pair."""
        return f"pair-{self.pair_id}" if self.is_pair else f"seat-{self.seat.pk}"


def assignment_at(pk: int, standing: Standing) -> Assignment | None:
    """Return an assignment of the programme with the session that it was given out after."""
    rows = Assignment.objects.filter(programme=standing.programme).select_related("after_event")
    found: Assignment | None = rows.filter(pk=pk).first()
    return found


def tasks_of(standing: Standing) -> Sequence[Task]:
    """Return the programme's assignments by due date, as the reader stands to them; 3 queries."""
    drafts = list(Answer.objects.filter(own(standing)).defer("content"))
    given: dict[int, list[Submission]] = defaultdict(list)
    for one in _copies(Submission.objects.filter(_concerns(standing))):
        given[one.assignment_id].append(one)
    return [
        _task(standing, one, _current(standing, one, drafts), given[one.pk])
        for one in _assignments(standing)
    ]


def _assignments(standing: Standing) -> Sequence[Assignment]:
    rows = Assignment.objects.filter(programme=standing.programme).select_related("after_event")
    found = rows.defer("instructions", "steps", "fields").order_by("due_at", "pk")
    return [one for one in found if rules.can_see_assignment(standing, one)]


def _current(standing: Standing, assignment: Assignment, drafts: Sequence[Answer]) -> Answer | None:
    seat = standing.seat
    pair_id = seat.pair_id if seat is not None and assignment.is_for_pairs else None
    ours = (one for one in drafts if one.pair_id == pair_id)
    return next((one for one in ours if one.assignment_id == assignment.pk), None)


def task_of(standing: Standing, assignment: Assignment) -> Task:
    """Return one assignment as the reader stands to it; 2 queries."""
    given = Submission.objects.filter(_concerns(standing), assignment=assignment)
    return _task(standing, assignment, draft_of(standing, assignment), _copies(given))


def _task(
    standing: Standing, assignment: Assignment, answer: Answer | None, given: Sequence[Submission]
) -> Task:
    def waits(one: Submission) -> bool:
        is_new = one.state == Submission.State.GIVEN
        return is_new and rules.can_give_feedback(standing, one)

    newest = {one.answer_id: one for one in reversed(given)}
    mine = [one for one in given if answer is not None and one.answer_id == answer.pk]
    if answer is None:
        mine = _given_earlier(standing, given)
    return Task(
        assignment,
        may_answer=rules.can_answer_assignment(standing, assignment),
        answer=answer,
        copies=mine,
        waiting=sum(map(waits, newest.values())),
    )


def _given_earlier(standing: Standing, given: Sequence[Submission]) -> list[Submission]:
    """Return the copies of what the reader last gave in with a pair that is no more."""
    mine = [one for one in given if one.pair_id and rules.is_writer(standing, one)]
    last = max(mine, key=lambda one: one.given_at, default=None)
    return [one for one in mine if last is not None and one.answer_id == last.answer_id]


def own(standing: Standing) -> Q:
    """Return the condition that an answer or a submission is the reader's own."""
    seat = standing.seat
    if seat is None:
        return NOBODY
    now = Q(pair_id=seat.pair_id) if seat.pair_id else NOBODY
    return Q(seat_id=seat.pk) | now | Q(pair__in=ever_of(seat).values("pk"))


def ever_of(seat: Seat) -> QuerySet[Pair]:
    """Return the pairs that the seat is or was in; to be asked within another query."""
    told = Pair.objects.filter(programme_id=seat.programme_id).alias(
        told=Cast("members", TextField())
    )
    found: QuerySet[Pair] = told.filter(told__regex=rf"[\[ ]{seat.pk}[,\]]")
    return found


def _concerns(standing: Standing) -> Q:
    """Return the condition that the reader wrote it, or may be asked for feedback on it."""
    if standing.trains:
        return ~Q(audience=Submission.Audience.OWN)
    if standing.steers_here:
        return Q(organisation_id=standing.actor.organisation_id)
    return own(standing)


def _copies(rows: QuerySet[Submission]) -> Sequence[Submission]:
    """Return all copies of each answer, the newest first."""
    found = rows.select_related("pair").defer("content")
    return list(found.order_by("answer_id", "-number"))


def writers_of(standing: Standing, assignment: Assignment) -> Writers | None:
    """Return who writes the reader's answer: her pair where pairs do, else she alone."""
    seat = standing.seat
    if seat is None:
        return None
    if not (assignment.is_for_pairs and seat.pair_id):
        return Writers(seat, None)
    others = Seat.objects.filter(pair_id=seat.pair_id, left_at__isnull=True).exclude(pk=seat.pk)
    names = list(others.order_by("name", "pk").values_list("name", flat=True))
    return Writers(seat, seat.pair_id, names)


def draft_of(standing: Standing, assignment: Assignment) -> Answer | None:
    """Return the answer that the reader writes: her pair's where pairs answer, else her own."""
    seat = standing.seat
    if seat is None:
        return None
    rows = Answer.objects.filter(assignment=assignment).select_related("changed_by")
    theirs = assignment.is_for_pairs and seat.pair_id
    whose = {"pair_id": seat.pair_id} if theirs else {"seat_id": seat.pk}
    found: Answer | None = rows.filter(**whose).first()
    return found


def earlier_texts(standing: Standing, assignment: Assignment) -> Sequence[Answer]:
    """Return what the reader wrote before: alone, or with a pair that is no more; one query."""
    if not assignment.is_for_pairs:
        return []
    rows = Answer.objects.filter(own(standing), assignment=assignment)
    found = list(rows.order_by("-changed_at", "pk"))
    current = _current(standing, assignment, found)
    return [one for one in found if one != current]


def copies_of(answer: Answer) -> Sequence[Submission]:
    """Return what was given in of an answer, the newest first."""
    rows = Submission.objects.filter(answer=answer).defer("content")
    return list(rows.order_by("-number"))


def missing_in(assignment: Assignment, content: dict[str, str]) -> Sequence[str]:
    """Return the required fields that hold nothing yet, in their order."""
    is_empty = partial(_is_empty, content)
    return [field["id"] for field in assignment.fields if field.get("required") and is_empty(field)]


def _is_empty(content: dict[str, str], field: dict[str, object]) -> bool:
    return not content.get(str(field["id"]), "").strip()
