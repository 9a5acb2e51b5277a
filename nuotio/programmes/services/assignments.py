"""Answers to assignments: drafts that are never lost, and the copies that are given in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from nuotio.audit import services as audit
from nuotio.foundation import events as announcements
from nuotio.foundation import merging
from nuotio.foundation.merging import Draft
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.programmes.events import SubmissionGiven
from nuotio.programmes.models import Answer, Assignment, Submission
from nuotio.programmes.queries import assignments as queries
from nuotio.programmes.rules import assignments as rules
from nuotio.programmes.standing import Standing

Audience = Submission.Audience


class Incomplete(Exception):
    """Required fields hold nothing yet; `fields` are their ids."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


@dataclass(frozen=True)
class Saved:
    """The stored answer, how it was merged, and who had changed it before."""

    answer: Answer
    merged: merging.Merged
    before_by: str = ""


@transaction.atomic
def save_draft(standing: Standing, assignment: Assignment, draft: Draft, *, at: datetime) -> Saved:
    """Store what was written, merged with what others wrote meanwhile; nothing is checked.

    A field that two have changed keeps the stored text, and is told as a clash.
    """
    answer, is_new = _locked(standing, assignment, at=at)
    rules.can_see_draft.require(standing, answer)
    known = {field["id"] for field in assignment.fields}
    mine = {field: text for field, text in draft.texts.items() if field in known}
    merged = merging.merge(draft.base, mine, answer.content)
    before_by = _name_of_the_other(standing, answer)
    if merged.content != answer.content:
        answer.content, answer.version = merged.content, answer.version + 1
        answer.changed_at, answer.changed_by = at, standing.seat
        answer.save()
    if is_new:
        audit.record("programmes.start_answer", answer, actor_id=standing.actor.user_id)
    return Saved(answer, merged, before_by)


def _locked(standing: Standing, assignment: Assignment, *, at: datetime) -> tuple[Answer, bool]:
    """Return the writers' one answer, locked; it is made where they have none."""
    rules.can_answer_assignment.require(standing, assignment)
    seat = standing.seat
    is_pairs = assignment.is_for_pairs and seat is not None and seat.pair_id
    answer, is_new = Answer.objects.get_or_create(
        assignment=assignment,
        **({"pair": seat.pair} if seat and is_pairs else {"seat": seat}),
        defaults={
            "programme": standing.programme,
            "private_to_id": standing.actor.organisation_id,
            "changed_at": at,
            "changed_by": seat,
        },
    )
    return Answer.objects.select_for_update().get(pk=answer.pk), is_new


def _name_of_the_other(standing: Standing, answer: Answer) -> str:
    other = answer.changed_by
    return "" if other is None or other == standing.seat else other.name


@transaction.atomic
def give_in(
    standing: Standing, assignment: Assignment, *, audience: str, seen: int, at: datetime
) -> Submission:
    """Give a copy of the answer to the chosen audience; unchanged it is given once only.

    EditedMeanwhile where the answer is not the one that was read, Incomplete where a required
    field is empty.
    """
    answer, _is_new = _locked(standing, assignment, at=at)
    rules.can_see_draft.require(standing, answer)
    if answer.version != seen:
        raise EditedMeanwhile(answer)
    missing = queries.missing_in(assignment, answer.content)
    if missing:
        raise Incomplete(missing)
    before = Submission.objects.filter(answer=answer)
    last: Submission | None = before.order_by("-number").first()
    if last is not None and (last.content, last.audience) == (answer.content, audience):
        return last
    number = (before.aggregate(last=Max("number"))["last"] or 0) + 1
    return _given(standing, answer, audience=audience, number=number, at=at)


def _given(
    standing: Standing, answer: Answer, *, audience: str, number: int, at: datetime
) -> Submission:
    own = standing.actor.organisation_id
    made: Submission = Submission.objects.create(
        programme=standing.programme,
        private_to_id=own if audience == Audience.OWN else None,
        organisation_id=own,
        answer=answer,
        assignment_id=answer.assignment_id,
        seat_id=answer.seat_id,
        pair_id=answer.pair_id,
        number=number,
        audience=audience,
        content=answer.content,
        given_at=at,
    )
    audit.record("programmes.give_answer", made, actor_id=standing.actor.user_id)
    announcements.announce(SubmissionGiven(standing.programme.pk, own, made.pk))
    return made
