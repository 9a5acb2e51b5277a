"""Serves R49: feedback from trainer and HR; an answer is gone on with, or accepted."""

from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.foundation import tenancy
from nuotio.programmes.events import FeedbackGiven
from nuotio.programmes.models import Feedback, Submission
from nuotio.programmes.services import feedback as services
from nuotio.programmes.services.feedback import Words
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    MembershipFactory,
    ParticipationFactory,
    SeatFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
ONCE = UUID("00000000-0000-4000-8000-00000000abcd")
WORDS = Words("Go on with the second observation.", "returned", ONCE)


@pytest.fixture
def submission(programme, mentor):
    """What the mentor has given to the trainers."""
    with tenancy.unrestricted(reason="Arranging a test."):
        seat = mentor.seats.get()
    answer = AnswerFactory(assignment=AssignmentFactory(programme=programme), seat=seat)
    return SubmissionFactory(answer=answer)


def state_of(submission):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Submission.objects.get(pk=submission.pk).state, Feedback.objects.count()


def test_a_trainer_returns_an_answer_with_words(submission, trainer, standing, announced, now):
    standing_here = standing(trainer)

    said = services.give_feedback(standing_here, submission, WORDS, at=now)

    assert (said.text, said.seat, said.given_at) == (WORDS.text, standing_here.seat, now)
    assert state_of(submission) == ("returned", 1)
    assert announced == [
        FeedbackGiven(submission.programme_id, submission.organisation_id, said.pk)
    ]


def test_hr_of_the_organisation_accepts_an_answer(submission, hr, standing, now):
    words = Words("Well listened.", "accepted", ONCE)

    services.give_feedback(standing(hr), submission, words, at=now)

    assert state_of(submission) == ("accepted", 1)


def test_words_alone_decide_nothing(submission, hr, standing, now):
    services.give_feedback(standing(hr), submission, Words("Thank you.", "", ONCE), at=now)

    assert state_of(submission) == ("given", 1)


def test_feedback_sent_twice_is_said_once(submission, trainer, standing, announced, now):
    here = standing(trainer)
    first = services.give_feedback(here, submission, WORDS, at=now)

    again = services.give_feedback(here, submission, WORDS, at=now)

    assert again == first
    assert state_of(submission) == ("returned", 1)
    assert len(announced) == 1


def test_the_mark_of_other_feedback_does_no_harm(submission, trainer, hr, standing, now):
    services.give_feedback(standing(trainer), submission, WORDS, at=now)

    said = services.give_feedback(standing(hr), submission, WORDS, at=now)

    assert said.seat == standing(hr).seat
    assert state_of(submission) == ("returned", 2)


def test_the_writer_does_not_give_feedback_to_herself(submission, mentor, standing, now):
    here = standing(mentor)

    with pytest.raises(PermissionDenied):
        services.give_feedback(here, submission, WORDS, at=now)

    assert state_of(submission) == ("given", 0)


def test_hr_of_another_organisation_gives_no_feedback(submission, programme, standing, now):
    other = MembershipFactory(hr=True)
    ParticipationFactory(programme=programme, organisation=other.organisation)
    SeatFactory(programme=programme, membership=other, role="hr")
    here = standing(other)

    with pytest.raises(PermissionDenied):
        services.give_feedback(here, submission, WORDS, at=now)

    assert state_of(submission) == ("given", 0)


def test_feedback_on_an_older_version_leads_to_the_newer_one(submission, trainer, standing, now):
    newer = SubmissionFactory(answer=submission.answer, number=2)
    here = standing(trainer)

    with pytest.raises(services.NewerGiven) as told:
        services.give_feedback(here, submission, WORDS, at=now)

    assert told.value.newer == newer
    assert state_of(submission) == ("given", 0)


def test_a_newer_version_that_the_trainer_may_not_read_is_not_told_of(
    submission, trainer, standing, now
):
    SubmissionFactory(
        answer=submission.answer,
        number=2,
        audience="own",
        private_to=submission.organisation,
    )

    services.give_feedback(standing(trainer), submission, WORDS, at=now)

    assert state_of(submission) == ("returned", 1)


def test_feedback_on_what_is_private_to_the_organisation_is_private_too(
    programme, mentor, hr, standing, now
):
    with tenancy.unrestricted(reason="Arranging a test."):
        seat = mentor.seats.get()
    answer = AnswerFactory(assignment=AssignmentFactory(programme=programme), seat=seat)
    own = SubmissionFactory(answer=answer, audience="own", private_to=mentor.organisation)

    said = services.give_feedback(standing(hr), own, WORDS, at=now)

    assert said.private_to_id == mentor.organisation_id
