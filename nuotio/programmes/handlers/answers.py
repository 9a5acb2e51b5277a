"""Assignments that were given in, and feedback on them."""

from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.foundation.events import listens_to
from nuotio.notifications import wording
from nuotio.notifications.services.notices import News
from nuotio.programmes import events, notices, places
from nuotio.programmes.models import Feedback, Seat, Submission
from nuotio.programmes.queries import readers
from nuotio.programmes.services.telling import tell

Role = Seat.Role


@listens_to(events.SubmissionGiven)
def tell_of_submission(event: events.SubmissionGiven) -> None:
    """Tell HR of the writers' organisation, and the trainers where they may read it."""
    submission = _submission(event.submission_id)
    if submission is None:
        return
    seats = list(readers.sitting(event.programme_id))
    writers = [seat for seat in seats if _wrote(seat, submission)]
    for seat in seats:
        is_ours = seat.organisation_id == submission.organisation_id
        if seat in writers or not _reads(seat, submission, is_ours=is_ours):
            continue
        news = News(
            notices.SUBMISSION_GIVEN,
            key=f"submission_given:{submission.pk}",
            path=_path(seat, submission),
            about=writers[0].membership if is_ours and writers else None,
            params={
                "what": readers.names_of(submission.assignment),
                "organisation": wording.in_three(lambda: submission.organisation.name),
                "is_ours": is_ours,
            },
        )
        tell(readers.person(seat), news, at=timezone.now())


def _reads(seat: Seat, submission: Submission, *, is_ours: bool) -> bool:
    if seat.role == Role.HR:
        return is_ours
    return seat.role == Role.TRAINER and submission.audience != Submission.Audience.OWN


@listens_to(events.FeedbackGiven)
def tell_writers(event: events.FeedbackGiven) -> None:
    """Tell who wrote the answer, one or a pair, that there is feedback; not who gave it."""
    feedback = Feedback.objects.filter(pk=event.feedback_id).first()
    submission = None if feedback is None else _submission(feedback.submission_id)
    if feedback is None or submission is None:
        return
    for seat in readers.sitting(event.programme_id):
        if not _wrote(seat, submission) or seat.pk == feedback.seat_id:
            continue
        news = News(
            notices.FEEDBACK_GIVEN,
            key=f"feedback_given:{feedback.pk}",
            path=_path(seat, submission),
            params={"what": readers.names_of(submission.assignment)},
        )
        tell(readers.person(seat), news, at=timezone.now())


def _submission(pk: int) -> Submission | None:
    with tenancy.unrestricted(reason="Who is told is asked by audience, not by who gave it in."):
        rows = Submission.objects.select_related("assignment", "organisation", "pair")
        return rows.filter(pk=pk).first()


def _wrote(seat: Seat, submission: Submission) -> bool:
    if submission.pair is not None:
        return seat.pair_id == submission.pair_id or submission.pair.includes(seat.pk)
    return seat.pk == submission.seat_id


def _path(seat: Seat, submission: Submission) -> str:
    slug = readers.person(seat).organisation.slug
    return places.inside("submission", slug, submission.programme_id, pk=submission.pk)
