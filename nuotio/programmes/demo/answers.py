"""Assignments of a cohort, with the answers that its phase would have brought, and feedback."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nuotio.programmes import blueprints
from nuotio.programmes.demo import writing
from nuotio.programmes.demo.cohorts import Cohort, House
from nuotio.programmes.demo.writing import Content, Pen
from nuotio.programmes.models import Answer, Assignment, Event, Feedback, Pair, Seat, Submission

IDLE, DRAFT, GIVEN, RETURNED, ACCEPTED = "idle", "draft", "given", "returned", "accepted"
HALFWAY = (DRAFT, GIVEN, IDLE, DRAFT, GIVEN, RETURNED, IDLE, DRAFT)  # one for each pair
STUCK = 6  # the pair whose first assignment has stayed a draft: it may need support
BEGUN = (ACCEPTED, GIVEN, ACCEPTED, DRAFT)  # one for each HR contact
FRIDAY = 4
Audience, State = Submission.Audience, Submission.State


@dataclass(frozen=True)
class Written:
    """One answer on its way: who writes, what, in which language, and how far it has come."""

    assignment: Assignment
    house: House
    seats: Sequence[Seat]
    pair: Pair | None
    content: Content
    language: str
    stage: str


def write(cohort: Cohort, events: Sequence[Event]) -> None:
    """Write the assignments, and what has been answered by now."""
    assignments = _assignments(cohort, events)
    written = [*_of_hr(cohort, assignments["hr_assignment"]), *_of_pairs(cohort, assignments)]
    given = [_given_at(cohort, one) for one in written]
    answers = Answer.objects.bulk_create(
        _answer(cohort, one, at) for one, at in zip(written, given, strict=True)
    )
    feedback: list[Feedback] = []
    submissions: list[Submission] = []
    for one, answer in zip(written, answers, strict=True):
        for submission, words in _submissions(cohort, one, answer):
            submissions.append(submission)
            feedback += words
    Submission.objects.bulk_create(submissions)
    Feedback.objects.bulk_create(feedback)


def _assignments(cohort: Cohort, events: Sequence[Event]) -> dict[str, Assignment]:
    by_code = {event.code: event for event in events if event.private_to_id is None}
    template, first_day = cohort.programme.template, cohort.programme.starts_on
    rows = Assignment.objects.bulk_create(
        Assignment(
            programme=cohort.programme,
            code=told.code,
            **{f"name_{language}": words for language, words in told.names.items()},
            after_event=by_code.get(told.after_event),
            due_at=told.due_at,
            roles=list(told.roles),
            is_for_pairs=told.is_for_pairs,
            effort_hours=told.effort_hours,
            instructions=told.instructions,
            deliverable=told.deliverable,
            steps=told.steps,
            fields=told.fields,
        )
        for told in blueprints.assignments_of(template, starts_on=first_day)
    )
    return {row.code: row for row in rows}


def _of_hr(cohort: Cohort, assignment: Assignment) -> Iterator[Written]:
    contacts = [(house, seat) for house in cohort.houses for seat in house.seated(Seat.Role.HR)]
    for number, (house, seat) in enumerate(contacts):
        stage = BEGUN[number % len(BEGUN)] if cohort.is_recruiting else ACCEPTED
        told = writing.told_by_management(cohort, house, seat)
        language = seat.membership.user.language if seat.membership else "fi"
        if stage == DRAFT:
            told["management"] = ""
        yield Written(assignment, house, [seat], None, told, language, stage)


def _of_pairs(cohort: Cohort, assignments: dict[str, Assignment]) -> Iterator[Written]:
    if cohort.is_recruiting:
        return
    pairs = [(house, *pair) for house in cohort.houses for pair in house.pairs]
    for number, (house, pair, seats) in enumerate(pairs):
        pen = Pen(cohort, house, seats)
        for code, stage in _stages(cohort, house, number).items():
            if stage != IDLE:
                told = _told(pen, code, stage, is_halfway=cohort.is_halfway)
                yield Written(assignments[code], house, seats, pair, told, pen.language, stage)


def _stages(cohort: Cohort, house: House, number: int) -> dict[str, str]:
    """Return how far a pair is with each assignment."""
    if house.left_at is not None:
        return {"assignment_1": DRAFT}
    if cohort.is_halfway:
        first = DRAFT if number == STUCK else ACCEPTED
        return {"assignment_1": first, "assignment_2": HALFWAY[number % len(HALFWAY)]}
    return dict.fromkeys(("assignment_1", "assignment_2", "assignment_3"), ACCEPTED)


def _told(pen: Pen, code: str, stage: str, *, is_halfway: bool) -> Content:
    if code == "assignment_1":
        told = pen.observed()
        return {**told, "plan": ""} if stage == DRAFT else told
    if code == "assignment_2":
        return pen.tried(is_short=is_halfway and stage != DRAFT, is_done=stage != DRAFT)
    return pen.shared()


def _given_at(cohort: Cohort, one: Written) -> datetime:
    """Return when the writers last wrote: before it was due, and before now."""
    days, hours = cohort.dice.choice((0, 0, 3, 4, 5)), cohort.dice.randrange(1, 8)
    due = one.assignment.due_at - timedelta(days=days, hours=hours)
    if one.house.left_at is not None and one.stage == DRAFT:
        due = one.house.left_at - timedelta(days=1)
    return min(due, cohort.working_hour(cohort.dice.randrange(1, 6)))


def _answer(cohort: Cohort, one: Written, at: datetime) -> Answer:
    return Answer(
        programme=cohort.programme,
        private_to=one.house.company.organisation,
        assignment=one.assignment,
        seat=None if one.pair else one.seats[0],
        pair=one.pair,
        content=one.content,
        changed_at=at,
        changed_by=cohort.dice.choice(one.seats),
        version=cohort.dice.randrange(2, 9),
    )


def _submissions(
    cohort: Cohort, one: Written, answer: Answer
) -> Iterator[tuple[Submission, list[Feedback]]]:
    """Yield the copies that were given in, with the feedback on each."""
    if one.stage == DRAFT:
        return
    audience = _audience(cohort, one)
    is_revised = one.stage == ACCEPTED and cohort.dice.random() < 0.12
    if is_revised:
        earlier = answer.changed_at - timedelta(days=6)
        first = _submission(one, answer, audience, State.RETURNED, earlier)
        first.content = writing.first_try(one.content)
        yield first, _feedback(cohort, one, first)
    last = _submission(one, answer, audience, State(one.stage), answer.changed_at)
    last.number = 2 if is_revised else 1
    yield last, _feedback(cohort, one, last)


def _audience(cohort: Cohort, one: Written) -> str:
    """Most show it to the trainers, some to everybody; a few keep it in their organisation."""
    luck = cohort.dice.random()
    if one.stage == ACCEPTED and one.pair is not None and luck < 0.08:
        return Audience.OWN
    return Audience.PROGRAMME if luck > 0.75 and one.pair is not None else Audience.TRAINERS


def _submission(
    one: Written, answer: Answer, audience: str, state: str, at: datetime
) -> Submission:
    own = one.house.company.organisation
    return Submission(
        programme_id=answer.programme_id,
        private_to=own if audience == Audience.OWN else None,
        answer=answer,
        assignment=one.assignment,
        organisation=own,
        seat=answer.seat,
        pair=answer.pair,
        audience=audience,
        state=state,
        content=one.content,
        given_at=at,
    )


def _feedback(cohort: Cohort, one: Written, submission: Submission) -> list[Feedback]:
    return [
        Feedback(
            programme_id=submission.programme_id,
            private_to=submission.private_to,
            submission=submission,
            seat=seat,
            text=text,
            given_at=_soon_after(cohort, submission.given_at),
            once=cohort.dice.once(),
        )
        for seat, text in _said(cohort, one, submission)
    ]


def _said(cohort: Cohort, one: Written, submission: Submission) -> Iterator[tuple[Seat, str]]:
    """Yield who says what; what stays in the organisation is answered by its HR alone."""
    code, language = one.assignment.code, one.language
    hr = one.house.seated(Seat.Role.HR)[0]
    trainer = next(seat for seat in cohort.provider if seat.role == Seat.Role.TRAINER)
    is_own = submission.audience == Audience.OWN
    if submission.state == State.RETURNED:
        yield hr if is_own else trainer, writing.words_to_go_on(cohort, code, language)
    if submission.state != State.ACCEPTED:
        return
    if not is_own:
        yield trainer, writing.trainers_words(cohort, code, language)
    if is_own or (one.pair is not None and cohort.dice.random() < 0.4):
        yield hr, writing.words_of_hr(cohort, language)


def _soon_after(cohort: Cohort, moment: datetime) -> datetime:
    later = moment + timedelta(days=cohort.dice.randrange(1, 4), minutes=cohort.dice.randrange(300))
    if later.weekday() > FRIDAY:
        later += timedelta(days=2)
    return min(later, cohort.working_hour(0))
