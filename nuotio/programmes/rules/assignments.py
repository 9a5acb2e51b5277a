from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.programmes.models import Answer, Assignment, Seat, Submission
from nuotio.programmes.standing import Standing

Audience = Submission.Audience


@rule(
    "programmes.see_assignment",
    says=_("An assignment is seen by those who take part in the programme."),
    sees=_("Assignments of a programme: instructions and due dates"),
)
def can_see_assignment(standing: Standing, _assignment: Assignment) -> bool:
    return standing.is_in


@rule(
    "programmes.change_assignment",
    says=_("An assignment is changed by the trainers and coordinators of the programme."),
)
def can_change_assignment(standing: Standing, _assignment: Assignment) -> bool:
    return standing.trains


@rule(
    "programmes.answer_assignment",
    says=_("An assignment is answered by those to whom it was given."),
)
def can_answer_assignment(standing: Standing, assignment: Assignment) -> bool:
    return standing.takes_part and standing.sits_as(*assignment.roles)


@rule(
    "programmes.see_draft",
    says=_("A draft is seen only by those who write it: the person, or the pair."),
    sees=_("The draft of an assignment, before it is given in"),
)
def can_see_draft(standing: Standing, answer: Answer) -> bool:
    seat = standing.seat
    if seat is None or not standing.keeps_seat:
        return False
    return _wrote(seat, answer)


@rule(
    "programmes.read_submission",
    says=_("An answer that was given in is read by those whom its writers chose."),
    sees=_("An assignment that was given in, and the feedback on it"),
)
def can_read_submission(standing: Standing, submission: Submission) -> bool:
    is_ours = submission.organisation_id == standing.actor.organisation_id
    if is_ours and (standing.steers_own or is_writer(standing, submission)):
        return True
    if submission.audience == Audience.OWN:
        return False
    return standing.trains or (submission.audience == Audience.PROGRAMME and standing.is_in)


@rule(
    "programmes.give_feedback",
    says=_("Feedback is given by the trainers and by HR of the writers' organisation."),
)
def can_give_feedback(standing: Standing, submission: Submission) -> bool:
    if not can_read_submission(standing, submission) or is_writer(standing, submission):
        return False
    is_ours = submission.organisation_id == standing.actor.organisation_id
    return standing.has_seat and (standing.trains or (standing.steers_here and is_ours))


def is_writer(standing: Standing, submission: Submission) -> bool:
    """Say whether the member is one of those who wrote what was given in."""
    seat = standing.seat
    if seat is None or submission.organisation_id != seat.organisation_id:
        return False
    return _wrote(seat, submission)


def _wrote(seat: Seat, text: Answer | Submission) -> bool:
    """Say whether it is the seat's own, or that of a pair of hers, now or earlier."""
    if text.pair_id is None:
        return text.seat_id == seat.pk
    return text.pair_id == seat.pair_id or (text.pair is not None and text.pair.includes(seat.pk))


@rule(
    "programmes.gather_answers",
    says=_("How an assignment goes is seen by the trainers, and by HR for its own organisation."),
    sees=_("Who has given an assignment in, and who may need support"),
)
def can_gather_answers(standing: Standing) -> bool:
    return standing.trains or standing.steers_here
