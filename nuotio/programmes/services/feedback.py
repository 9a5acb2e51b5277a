"""Feedback on what was given in: words, and whether the answer is accepted or gone on with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events as announcements
from nuotio.foundation import marks
from nuotio.programmes.events import FeedbackGiven
from nuotio.programmes.models import Feedback, Submission
from nuotio.programmes.rules import assignments as rules
from nuotio.programmes.standing import Standing


class NewerGiven(Exception):
    """The writers have given in a newer copy meanwhile; `newer` is that one."""

    def __init__(self, newer: Submission) -> None:
        super().__init__(f"submission {newer.pk}")
        self.newer = newer


@dataclass(frozen=True)
class Words:
    """What is said, and where the answer stands after it; an empty state leaves that as it is."""

    text: str
    state: str
    once: UUID


@transaction.atomic
def give_feedback(
    standing: Standing, submission: Submission, words: Words, *, at: datetime
) -> Feedback:
    """Say something on a submission; sent twice it is said once.

    NewerGiven where it is no longer the newest copy that the reader may read.
    """
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    rules.can_give_feedback.require(standing, submission)
    said: Feedback | None = Feedback.objects.filter(
        once=words.once, submission=submission, seat=standing.seat
    ).first()
    if said is not None:
        return said
    _refuse_the_old(standing, submission)
    made: Feedback = Feedback.objects.create(
        programme=standing.programme,
        private_to_id=submission.private_to_id,
        submission=submission,
        seat=standing.seat,
        text=words.text,
        given_at=at,
        once=marks.own_mark(Feedback.objects, words.once),
    )
    if words.state:
        submission.state = words.state
        submission.save(update_fields=["state"])
    audit.record("programmes.give_feedback", made, actor_id=standing.actor.user_id)
    announcements.announce(
        FeedbackGiven(standing.programme.pk, submission.organisation_id, made.pk)
    )
    return made


def _refuse_the_old(standing: Standing, submission: Submission) -> None:
    later = Submission.objects.filter(
        answer_id=submission.answer_id, number__gt=submission.number
    ).order_by("-number")
    for newer in later:
        if rules.can_read_submission(standing, newer):
            raise NewerGiven(newer)
