"""Serves R49 in mails: what was given in waits for feedback, and feedback reaches its writers."""

import pytest

from nuotio.programmes import events
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    FeedbackOnSubmissionFactory,
    MembershipFactory,
    OrganisationFactory,
    PairFactory,
    SeatFactory,
    SubmissionFactory,
)
from tests.programmes.told import mailed, paths, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return OrganisationFactory(slug="virasto", name_fi="Virasto", name_en="Agency")


@pytest.fixture
def seated(programme):
    def seat(organisation, name, role="mentor", **more):
        membership = MembershipFactory(
            organisation=organisation,
            user__name=name,
            user__email=f"{name.lower()}@esimerkki.invalid",
        )
        return SeatFactory(programme=programme, membership=membership, role=role, **more)

    return seat


@pytest.fixture
def people(agency, provider, seated):
    """HR and two mentors of the agency, a trainer, and HR and a mentor of another organisation."""
    pair = PairFactory(programme=seated(agency, "Hanna", "hr").programme, organisation=agency)
    other = OrganisationFactory()
    seated(other, "Vieras HR".replace(" ", ""), "hr")
    seated(other, "Vieras")
    seated(provider, "Tiina", "trainer")
    return {
        "sanna": seated(agency, "Sanna", pair=pair),
        "jari": seated(agency, "Jari", pair=pair),
        "pair": pair,
    }


@pytest.fixture
def assignment(programme):
    return AssignmentFactory(programme=programme, name_en="Assignment 1")


def given(assignment, people, *, by_pair=False, **more):
    writer = {"seat": None, "pair": people["pair"]} if by_pair else {"seat": people["sanna"]}
    answer = AnswerFactory(
        **{"assignment": assignment, "private_to": people["sanna"].organisation, **writer}
    )
    return SubmissionFactory(answer=answer, pair=people["pair"] if by_pair else None, **more)


def ring_given(ring, submission):
    ring(events.SubmissionGiven(submission.programme_id, submission.organisation_id, submission.pk))


@pytest.mark.parametrize("audience", ["trainers", "programme"])
def test_trainers_and_the_own_hr_hear_what_waits_for_them(audience, assignment, people, ring):
    submission = given(assignment, people, audience=audience)

    ring_given(ring, submission)

    assert told() == [
        ("Hanna", "Sanna has given in: Assignment 1"),
        ("Tiina", "Agency: Assignment 1 has been given in"),
    ]
    assert mailed() == []  # both find it in their weekly summary


def test_what_is_for_the_own_hr_only_is_told_to_no_trainer(assignment, people, agency, ring):
    submission = given(assignment, people, audience="own", private_to=agency)

    ring_given(ring, submission)

    assert told() == [("Hanna", "Sanna has given in: Assignment 1")]


def test_hr_who_wrote_it_herself_is_not_told(assignment, agency, seated, people, ring):
    kirsi = seated(agency, "Kirsi", "hr")

    ring_given(ring, given(assignment, {**people, "sanna": kirsi}))

    assert told() == [
        ("Hanna", "Kirsi has given in: Assignment 1"),
        ("Tiina", "Agency: Assignment 1 has been given in"),
    ]


def test_a_revised_answer_is_told_again(assignment, people, ring):
    first = given(assignment, people)
    second = SubmissionFactory(answer=first.answer, number=2)

    for one in (first, second):
        ring_given(ring, one)

    assert [name for name, _ in told()] == ["Hanna", "Hanna", "Tiina", "Tiina"]


@pytest.mark.parametrize(("by_pair", "names"), [(False, ["Sanna"]), (True, ["Jari", "Sanna"])])
def test_feedback_is_told_to_who_wrote_the_answer(by_pair, names, assignment, people, ring):
    submission = given(assignment, people, by_pair=by_pair)
    feedback = FeedbackOnSubmissionFactory(submission=submission)

    ring(events.FeedbackGiven(submission.programme_id, submission.organisation_id, feedback.pk))

    assert told() == [(name, "You have feedback: Assignment 1") for name in names]
    assert [to for to, _ in mailed()] == [f"{name.lower()}@esimerkki.invalid" for name in names]
    assert {path.split("/")[2] for path in paths()} == {"virasto"}
