"""Serves issue 3 (steering): how organisations get on, and where they may need support."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.programmes import progress as pure
from nuotio.programmes.progress import Progress, Task
from nuotio.programmes.queries import progress as queries
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    AttendanceFactory,
    EventFactory,
    MembershipFactory,
    PairFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SeatFactory,
    SubmissionFactory,
)

AT = datetime(2026, 12, 20, 12, 0, tzinfo=UTC)
WELL = {
    "organisation_id": 1,
    "name": "Virasto",
    "state": "accepted",
    "invited_at": AT - timedelta(days=60),
    "contacts": 1,
    "sponsors": 1,
    "mentors": 4,
}


def stands(**changes) -> Progress:
    return Progress(**{**WELL, **changes})


NEEDS = {
    "all is well": ({}, []),
    "everybody was there and has answered": (
        {"came": 4, "expected": 4, "tasks": (Task("Task 1", 2, 2),)},
        [],
    ),
    "few were away": ({"came": 3, "expected": 4}, []),
    "many were away": (
        {"came": 1, "expected": 4, "last_event": "Session 2"},
        ["3 were away from the last session: Session 2"],
    ),
    "one of two was away": (
        {"came": 1, "expected": 2, "last_event": "Session 2"},
        ["One was away from the last session: Session 2"],
    ),
    "one answer is missing": (
        {"tasks": (Task("Task 1", 2, 1), Task("Task 2", 2, 2))},
        ["One answer is still missing: Task 1"],
    ),
    "answers are missing": (
        {"tasks": (Task("Task 1", 3, 1),)},
        ["2 answers are still missing: Task 1"],
    ),
    "people are missing": (
        {"contacts": 0, "sponsors": 0, "mentors": 0},
        [
            "Nobody is named as the HR contact.",
            "Nobody speaks for management yet.",
            "There are no mentors yet.",
        ],
    ),
    "one mentor is left over": ({"without_pair": 1}, []),
    "mentors have no pair": ({"without_pair": 2}, ["2 mentors have no pair."]),
    "the invitation is new": ({"state": "invited", "invited_at": AT - timedelta(days=13)}, []),
    "the invitation waits": (
        {"state": "invited", "invited_at": AT - timedelta(days=14)},
        ["The invitation has waited for two weeks. Give them a call."],
    ),
    "who has left needs nothing": ({"state": "left", "contacts": 0}, []),
}


@pytest.mark.parametrize(("changes", "needs"), NEEDS.values(), ids=NEEDS.keys())
def test_what_may_need_support_is_said_in_words(changes, needs):
    assert pure.needs_of(stands(**changes), at=AT) == needs


def test_one_sentence_says_how_the_programme_gets_on():
    helped = stands(contacts=0)

    assert pure.headline([], at=AT) == "No organisation has been invited yet."
    assert (
        pure.headline([stands()], at=AT)
        == "All organisations are on their way, and nobody needs you right now."
    )
    assert pure.headline([stands(), helped], at=AT) == "One organisation may need your support."
    assert pure.headline([helped, helped], at=AT) == "2 organisations may need your support."


def test_answers_are_summed_over_the_assignments():
    found = stands(tasks=(Task("Task 1", 3, 2), Task("Task 2", 2, 2)))

    assert (found.due, found.given) == (5, 4)


@pytest.fixture
def cohort(programme, hr, trainer):
    """Two mentors in a pair and one alone; a session behind, an assignment due."""
    pair = PairFactory(programme=programme, organisation=hr.organisation)
    both = [
        SeatFactory(
            programme=programme,
            membership=MembershipFactory(organisation=hr.organisation),
            pair=pair,
        )
        for _ in range(2)
    ]
    alone = SeatFactory(
        programme=programme, membership=MembershipFactory(organisation=hr.organisation)
    )
    event = EventFactory(programme=programme, name_fi="Kerta 1")
    for seat in (*both, alone):
        AttendanceFactory(event=event, seat=seat, was_there=seat != alone)
    task = AssignmentFactory(programme=programme, is_for_pairs=True, name_fi="Tehtävä 1")
    return pair, alone, task


@pytest.mark.django_db
def test_people_presence_and_answers_are_counted(programme, hr, trainer, cohort, standing):
    pair, _alone, task = cohort
    answer = AnswerFactory(assignment=task, seat=None, pair=pair, private_to=hr.organisation)
    SubmissionFactory(answer=answer, pair=pair, seat=None, state="returned")
    SubmissionFactory(answer=answer, pair=pair, seat=None, number=2)
    standing(trainer)

    (found,) = queries.progress_of(programme, at=AT)

    assert (found.contacts, found.sponsors, found.mentors, found.without_pair) == (1, 0, 3, 1)
    assert (found.last_event, found.came, found.expected) == ("Kerta 1", 2, 3)
    assert (found.tasks, found.waiting) == ((Task("Tehtävä 1", 2, 1),), 1)


@pytest.mark.django_db
def test_what_was_given_to_the_own_hr_counts_as_given_but_waits_for_no_trainer(
    programme, hr, trainer, cohort, standing
):
    _pair, alone, task = cohort
    answer = AnswerFactory(assignment=task, seat=alone)
    SubmissionFactory(answer=answer, audience="own", private_to=hr.organisation)
    standing(trainer)

    (found,) = queries.progress_of(programme, at=AT)

    assert (found.tasks, found.waiting) == ((Task("Tehtävä 1", 2, 1),), 0)


@pytest.mark.django_db
def test_an_answer_waits_for_feedback_also_before_it_is_due(programme, hr, cohort, standing):
    _pair, alone, task = cohort
    SubmissionFactory(answer=AnswerFactory(assignment=task, seat=alone))
    standing(hr)

    (found,) = queries.progress_of(programme, at=datetime(2026, 11, 1, tzinfo=UTC))

    assert (found.tasks, found.waiting) == ((), 1)


@pytest.mark.django_db
def test_what_is_not_due_yet_and_not_behind_yet_is_not_counted(programme, hr, cohort, standing):
    standing(hr)

    (found,) = queries.progress_of(programme, at=datetime(2026, 11, 1, tzinfo=UTC))

    assert (found.expected, found.tasks) == (0, ())


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_organisations(
    count, programme, trainer, as_member, django_assert_num_queries
):
    for _ in range(count):
        seat = SeatFactory(programme=programme)
        ParticipationFactory(programme=programme, organisation=seat.organisation)
        task = AssignmentFactory(programme=programme, due_at=datetime(2026, 1, 1, tzinfo=UTC))
        SubmissionFactory(answer=AnswerFactory(assignment=task, seat=seat))
        event = EventFactory(programme=programme, ends_at=datetime(2026, 1, 2, tzinfo=UTC))
        AttendanceFactory(event=event, seat=seat, was_there=False)
    client = as_member(trainer)
    address = reverse("programmes:progress", args=[trainer.organisation.slug, programme.pk])

    with django_assert_num_queries(12):
        page = client.get(address)

    assert page.status_code == 200


@pytest.mark.django_db
def test_only_trainers_and_coordinators_see_it_and_nothing_of_another_programme(
    programme, hr, trainer, as_member
):
    elsewhere = ProgrammeFactory()
    ParticipationFactory(programme=elsewhere, organisation__name_en="CANARY House")
    path = f"/en/o/{{}}/programmes/{programme.pk}/progress/"

    refused = as_member(hr).get(path.format(hr.organisation.slug))
    shown = as_member(trainer).get(path.format(trainer.organisation.slug))

    assert refused.status_code == 403
    assert hr.organisation.name in shown.content.decode()
    assert "CANARY" not in shown.content.decode()


def test_one_organisation_sees_its_own_progress_only(programme, hr, standing, db):
    other = ParticipationFactory(programme=programme)
    standing(hr)

    found = queries.progress_of(programme, at=AT, organisation_id=hr.organisation_id)

    assert [one.organisation_id for one in found] == [hr.organisation_id]
    assert other.organisation_id != hr.organisation_id
    with tenancy.unrestricted(reason="Looking at all."):
        assert len(queries.progress_of(programme, at=AT)) == 2
