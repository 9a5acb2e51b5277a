"""Serves issue 3 (start pages): they speak of the programme to those whom it concerns."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.home.queries import programmes, steps
from nuotio.home.queries.programmes import Ahead, NextEvent, NextTask, Waiting
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    AssignmentFactory,
    AttendanceFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    PairFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SeatFactory,
    SubmissionFactory,
)
from tests.home.conftest import AT, figures
from tests.programmes.live_factories import LiveRoomFactory

EVENT = NextEvent(4, 9, "Coaching session 2", AT + timedelta(days=7), "", "")
TASK = NextTask(6, 9, "Assignment 1", AT + timedelta(days=3), "")
HERE = "/en/o/virasto/programmes/9/"
ASKED = {
    "an invitation": (
        ("hr",),
        {"invitations": Waiting(1, 9)},
        ("Your organisation is invited to a programme", f"{HERE}answer/"),
    ),
    "an application": (
        ("hr",),
        {"applications": Waiting(1, 9)},
        ("One colleague would like to be a learning mentor", f"{HERE}applications/"),
    ),
    "applications": (
        ("hr",),
        {"applications": Waiting(3, 9)},
        ("3 colleagues would like to be learning mentors", f"{HERE}applications/"),
    ),
    "a record before the goals in it": (
        ("management",),
        {"records": Waiting(1, 9, 4)},
        ("The record of an HR day waits for your signature", f"{HERE}events/4/live/record/"),
    ),
    "records": (
        ("hr",),
        {"records": Waiting(2, 9, 4)},
        ("2 records of HR days wait for your signature", f"{HERE}events/4/live/record/"),
    ),
    "feedback before the next event": (
        ("mentor",),
        {"assignment": NextTask(6, 9, "Assignment 1", AT, "returned"), "next_event": EVENT},
        ("Go on with Assignment 1", f"{HERE}assignments/6/"),
    ),
    "an event to sign up for": (
        ("mentor",),
        {"next_event": EVENT, "assignment": TASK},
        ("Coaching session 2", f"{HERE}events/4/"),
    ),
    "an assignment": (("mentor",), {"assignment": TASK}, ("Assignment 1", f"{HERE}assignments/6/")),
    "a call": (
        (),
        {"call": 9},
        ("Would you like to join the training for learning mentors?", f"{HERE}call/"),
    ),
}


@pytest.mark.parametrize(("roles", "parts", "step"), ASKED.values(), ids=ASKED.keys())
def test_the_next_step_comes_from_the_programme(stands, roles, parts, step):
    parts_of = {"figures": figures()} if "hr" in roles else {}

    now = stands(*roles, ahead=Ahead(**parts), **parts_of)

    first = steps.steps_of(now)[0]
    assert (first.title, first.url) == step


PROVIDED = {
    "answers to read": (
        {"to_read": Waiting(2, 9)},
        ("2 answers wait for feedback", f"{HERE}assignments/"),
    ),
    "organisations to support": (
        {"helped": Waiting(1, 9)},
        ("One organisation may need your support", f"{HERE}progress/"),
    ),
}


@pytest.mark.parametrize(("parts", "step"), PROVIDED.values(), ids=PROVIDED.keys())
def test_the_next_step_of_those_who_run_it(stands, parts, step):
    now = stands("trainer", is_provider=True, ahead=Ahead(**parts), is_told=True)

    first = steps.steps_of(now)[0]
    assert (first.title, first.url) == step


def test_a_trainer_is_not_asked_whether_she_comes(stands):
    now = stands("trainer", is_provider=True, ahead=Ahead(next_event=EVENT), is_told=True)

    first = steps.steps_of(now)[0]
    assert (first.title, first.label) == ("Coaching session 2", "See the event")


def test_an_event_far_away_asks_for_nothing_yet(stands):
    far = NextEvent(4, 9, "Coaching session 2", AT + timedelta(days=22), "", "")

    first = steps.steps_of(stands("mentor", ahead=Ahead(next_event=far), is_told=True))[0]

    assert first.title == "Agree on your working time"


def test_what_is_late_is_met_with_kind_words(stands):
    late = NextTask(6, 9, "Assignment 1", AT - timedelta(days=3), "")

    first = steps.steps_of(stands("mentor", ahead=Ahead(assignment=late)))[0]

    assert first.text == "It is not too late. A few lines are a good start, and help is near."


@pytest.fixture
def seat(db, now):
    """A mentor with a seat in a programme, her organisation open."""
    programme = ProgrammeFactory()
    mentor = MembershipFactory(mentor=True)
    ParticipationFactory(programme=programme, organisation=mentor.organisation)
    return SeatFactory(programme=programme, membership=mentor)


def ahead(member, now) -> Ahead:
    with tenancy.inside(member.organisation_id):
        return programmes.ahead_of(member, at=now)


def event(programme, now, days, **changes):
    starts = now + timedelta(days=days)
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=6)}
    return EventFactory(programme=programme, **times, **changes)


def test_the_next_event_is_the_first_that_concerns_the_seat(seat, now):
    programme = seat.programme
    event(programme, now, -1)
    event(programme, now, 1, roles=["hr"])
    event(programme, now, 2, cancelled_at=now)
    event(programme, now, 3, private_to=OrganisationFactory())
    event(ProgrammeFactory(), now, 3)
    own = event(programme, now, 4, private_to=seat.organisation, place="Room 5")
    event(programme, now, 5)
    AttendanceFactory(event=own, seat=seat, answer="coming")

    found = ahead(seat.membership, now).next_event

    assert found == NextEvent(own.pk, programme.pk, own.name, own.starts_at, "Room 5", "coming")


def test_an_assignment_waits_from_its_session_on_until_it_is_given_in(seat, now):
    programme = seat.programme
    given_out = event(programme, now, -3)
    later = event(programme, now, 3)
    due = now + timedelta(days=5)
    AssignmentFactory(programme=programme, after_event=later, due_at=due - timedelta(days=1))
    AssignmentFactory(programme=programme, roles=["hr"], due_at=due - timedelta(days=1))
    task = AssignmentFactory(programme=programme, after_event=given_out, due_at=due)

    before = ahead(seat.membership, now).assignment
    answer = AnswerFactory(assignment=task, seat=seat)
    SubmissionFactory(answer=answer, state="returned")
    returned = ahead(seat.membership, now).assignment
    SubmissionFactory(answer=answer, number=2)
    given = ahead(seat.membership, now).assignment

    assert before == NextTask(task.pk, programme.pk, task.name, due, "")
    assert returned.my_state == "returned"
    assert given is None


def test_what_the_pair_gave_in_counts_for_both(seat, now, inside):
    pair = PairFactory(programme=seat.programme, organisation=seat.organisation)
    with tenancy.unrestricted(reason="Arranging a test."):
        seat.pair = pair
        seat.save()
    task = AssignmentFactory(programme=seat.programme, due_at=now + timedelta(days=5))
    answer = AnswerFactory(assignment=task, seat=None, pair=pair, private_to=seat.organisation)
    SubmissionFactory(answer=answer, seat=None, pair=pair)

    assert ahead(seat.membership, now).assignment is None


def test_hr_hears_of_invitations_and_applications_of_her_organisation_only(now, db):
    hr = MembershipFactory(hr=True)
    invited = ParticipationFactory(organisation=hr.organisation, state="invited")
    ParticipationFactory(state="invited")
    programme = ParticipationFactory(organisation=hr.organisation).programme
    here = {"programme": programme, "membership__organisation": hr.organisation}
    applied = ApplicationFactory(**here)
    ApplicationFactory(**here, state="accepted")
    ApplicationFactory(**here, membership__left_at=now)
    ApplicationFactory(programme=programme)

    found = ahead(hr, now)

    assert found.invitations == Waiting(1, invited.programme_id)
    assert found.applications == Waiting(1, applied.programme_id)


def test_an_employee_hears_of_a_call_until_the_coaching_begins(now, db):
    member = MembershipFactory()
    taking = ParticipationFactory(organisation=member.organisation)
    session = event(taking.programme, now, 10)

    called = ahead(member, now).call
    with tenancy.unrestricted(reason="Arranging a test."):
        session.starts_at = now - timedelta(days=1)
        session.save()
    begun = ahead(member, now).call

    assert (called, begun) == (taking.programme_id, 0)


def test_who_has_applied_or_has_a_seat_is_not_called(seat, now):
    event(seat.programme, now, 10)
    applicant = MembershipFactory(organisation=seat.organisation)
    ApplicationFactory(programme=seat.programme, membership=applicant)

    assert (ahead(seat.membership, now).call, ahead(applicant, now).call) == (0, 0)


def test_those_who_run_it_hear_what_waits_and_who_may_need_support(seat, now):
    provider = seat.programme.provider
    trainer = MembershipFactory(organisation=provider, trainer=True)
    SeatFactory(programme=seat.programme, membership=trainer, role="trainer")
    slow = ParticipationFactory(
        programme=seat.programme, state="invited", invited_at=now - timedelta(days=20)
    )
    ParticipationFactory(programme=seat.programme, state="invited", invited_at=now)
    task = AssignmentFactory(programme=seat.programme, due_at=now - timedelta(days=2))

    late = ahead(trainer, now)
    answer = AnswerFactory(assignment=task, seat=seat)
    SubmissionFactory(answer=answer)
    given = ahead(trainer, now)
    SubmissionFactory(answer=answer, number=2, state="accepted")
    accepted = ahead(trainer, now)

    assert slow.state == "invited"
    assert (late.to_read.count, late.helped.count) == (0, 2)
    assert (given.to_read, given.helped.count) == (Waiting(1, seat.programme_id), 1)
    assert accepted.to_read.count == 0


def test_what_is_for_the_own_hr_waits_for_no_trainer(seat, now):
    trainer = MembershipFactory(organisation=seat.programme.provider, trainer=True)
    SeatFactory(programme=seat.programme, membership=trainer, role="trainer")
    answer = AnswerFactory(assignment__programme=seat.programme, seat=seat)
    SubmissionFactory(answer=answer, audience="own", private_to=seat.organisation)

    assert ahead(trainer, now).to_read.count == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_start_page_of_a_mentor_in_a_programme_stays_within_its_queries(
    count, seat, as_member, django_assert_num_queries
):
    from django.utils import timezone

    for number in range(count):
        event(seat.programme, timezone.now(), number + 1)
        AssignmentFactory(programme=seat.programme)
    client = as_member(seat.membership)

    with django_assert_num_queries(11):
        page = client.get(reverse("home:organisation", args=[seat.organisation.slug]))

    assert "Next in the programme" in page.content.decode()


@pytest.mark.parametrize(
    ("role", "signed", "waits"),
    [
        ("hr", "", 1),
        ("coordinator", "", 1),
        ("management", "", 1),
        ("hr", "hr", 0),
        ("management", "hr", 1),
        ("hr", "management", 1),
        ("mentor", "", 0),
    ],
)
def test_a_record_waits_for_the_side_that_has_not_signed(role, signed, waits, now, db):
    member = MembershipFactory(**{role: True})
    taking = ParticipationFactory(organisation=member.organisation)
    signature = {f"{signed}_signed_at": now} if signed else {}
    ours = {"event__programme": taking.programme, "private_to": member.organisation}
    room = LiveRoomFactory(**ours, closed_at=now, **signature)
    LiveRoomFactory(**ours)
    LiveRoomFactory(event=room.event, closed_at=now)

    found = ahead(member, now).records

    assert found == (Waiting(1, taking.programme_id, room.event_id) if waits else Waiting())


def test_who_has_signed_a_record_for_one_side_is_not_asked_for_the_other(now, db):
    both = MembershipFactory(hr=True, management=True)
    taking = ParticipationFactory(organisation=both.organisation)
    ours = {"event__programme": taking.programme, "private_to": both.organisation}
    LiveRoomFactory(**ours, closed_at=now, hr_signed_by=both, hr_signed_at=now)
    LiveRoomFactory(**ours, closed_at=now, management_signed_by=both, management_signed_at=now)

    assert ahead(both, now).records == Waiting()


def test_who_has_left_the_programme_is_asked_for_no_signature(now, db):
    hr = MembershipFactory(hr=True)
    taking = ParticipationFactory(organisation=hr.organisation, state="left")
    LiveRoomFactory(event__programme=taking.programme, private_to=hr.organisation, closed_at=now)

    assert ahead(hr, now).records == Waiting()


def test_the_first_of_several_records_is_opened(now, db):
    hr = MembershipFactory(hr=True)
    taking = ParticipationFactory(organisation=hr.organisation)
    ours = {"event__programme": taking.programme, "private_to": hr.organisation}
    first, _second, _third = (LiveRoomFactory(**ours, closed_at=now) for _ in range(3))

    assert ahead(hr, now).records == Waiting(3, taking.programme_id, first.event_id)


def test_the_next_hr_day_is_known_beside_the_next_event(seat, now):
    programme = seat.programme
    event(programme, now, -3, kind="hr_day")
    event(programme, now, 2)
    event(programme, now, 3, kind="hr_day", cancelled_at=now)
    event(programme, now, 4, kind="hr_day", roles=["hr"])
    day = event(programme, now, 5, kind="hr_day")
    event(programme, now, 6, kind="hr_day")

    found = ahead(seat.membership, now)

    assert found.hr_day == NextEvent(day.pk, programme.pk, day.name, day.starts_at, day.place, "")
    assert found.next_event.pk != day.pk
