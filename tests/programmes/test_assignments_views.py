"""Serves R49 and R55: what mentors, trainers and HR see of assignments, and do with them."""

import json

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.foundation.merging import digest
from nuotio.programmes.models import Answer, Seat, Submission
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    EventFactory,
    MembershipFactory,
    PairFactory,
    ParticipationFactory,
    SeatFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
FIELDS = [
    {
        "id": "observations",
        "type": "longtext",
        "required": True,
        "label": {"en": "Observations"},
        "help": {"en": "What happened?"},
    },
    {"id": "plan", "type": "text", "required": False, "label": {"en": "Plan"}, "help": {}},
]
BASE = json.dumps({"observations": digest(""), "plan": digest("")})
FORM = {"answer-observations": "Five", "answer-plan": "", "version": 1, "base": BASE}
AS_JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def assignment(programme):
    return AssignmentFactory(
        programme=programme, name_en="Where people learn", fields=FIELDS, is_for_pairs=True
    )


@pytest.fixture
def partner(programme, mentor):
    partner = MembershipFactory(organisation=mentor.organisation, user__name="Jari Lehtonen")
    SeatFactory(programme=programme, membership=partner)
    pair = PairFactory(programme=programme, organisation=mentor.organisation)
    with tenancy.unrestricted(reason="Arranging a test."):
        Seat.objects.filter(membership__in=[mentor, partner]).update(pair=pair)
    return partner


def at(member, row, name):
    programme = getattr(row, "programme_id", None) or row.pk
    more = [] if programme == row.pk and not hasattr(row, "programme_id") else [row.pk]
    return reverse(f"programmes:{name}", args=[member.organisation.slug, programme, *more])


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


def seat_of(member):
    with tenancy.unrestricted(reason="Arranging a test."):
        return member.seats.get()


def stranger_in(programme, **roles):
    """A member of another organisation in the same programme, with a mentor's seat."""
    other = MembershipFactory(**roles)
    ParticipationFactory(programme=programme, organisation=other.organisation)
    SeatFactory(programme=programme, membership=other)
    return other


def test_a_mentor_is_led_to_start_writing(mentor, assignment, as_member):
    page = as_member(mentor).get(at(mentor, assignment, "assignment")).content.decode()

    assert "Start writing" in page
    assert "Observe." in page
    assert page.count('class="button"') + page.count('class="button "') == 1


def test_a_draft_saved_by_its_button_is_there_again(mentor, assignment, as_member):
    client, page = as_member(mentor), at(mentor, assignment, "assignment_answer")

    led = client.post(page, {**FORM, "action": "draft"})

    assert led["Location"] == page
    assert "Five</textarea>" in client.get(page).content.decode()


def test_a_draft_that_saves_itself_is_told_what_is_stored(mentor, assignment, as_member):
    client = as_member(mentor)

    told = client.post(at(mentor, assignment, "assignment_answer"), FORM, **AS_JSON).json()

    assert told == {
        "version": 2,
        "base": {"observations": digest("Five"), "plan": digest("")},
        "texts": {"observations": "Five", "plan": ""},
        "clashing": [],
        "html": "",
    }


def test_a_text_that_is_too_long_is_told_and_not_cut(mentor, assignment, as_member):
    client, page = as_member(mentor), at(mentor, assignment, "assignment_answer")
    long = {**FORM, "answer-observations": "x" * 20_001}

    told = client.post(page, long, **AS_JSON)

    assert (told.status_code, every(Answer)) == (422, [])
    assert told.json() == {
        "words": "This is longer than fits here. Move a part of it into another field."
    }


def test_an_ended_session_leads_to_sign_in_and_stores_nothing(mentor, assignment, client):
    answer = client.post(at(mentor, assignment, "assignment_answer"), FORM, **AS_JSON)

    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]
    assert every(Answer) == []


def test_the_same_field_of_two_is_shown_side_by_side(mentor, partner, assignment, as_member):
    page = at(mentor, assignment, "assignment_answer")
    as_member(partner).post(page, {**FORM, "answer-observations": "Theirs & more"})

    shown = as_member(mentor).post(page, FORM).content.decode()
    told = as_member(mentor).post(page, FORM, **AS_JSON).json()

    assert "Jari Lehtonen has just changed this." in shown
    assert "Theirs &amp; more</p>" in shown
    assert "Five</textarea>" in shown
    assert told["clashing"] == ["observations"]
    assert "Theirs &amp; more</p>" in told["html"]
    assert every(Answer)[0].content == {"observations": "Theirs & more"}


@pytest.mark.parametrize(("choice", "stored"), [("mine", "Five"), ("theirs", "Theirs")])
def test_the_choice_between_two_texts_is_stored(
    choice, stored, mentor, partner, assignment, as_member
):
    page = at(mentor, assignment, "assignment_answer")
    as_member(partner).post(page, {**FORM, "answer-observations": "Theirs"})
    base = json.dumps({"observations": digest("Theirs"), "plan": digest("")})

    as_member(mentor).post(
        page, {**FORM, "base": base, "version": 2, "keep-answer-observations": choice}
    )

    assert every(Answer)[0].content["observations"] == stored


def test_a_missing_field_is_told_next_to_it_before_giving_in(mentor, assignment, as_member):
    client = as_member(mentor)
    empty = {**FORM, "answer-observations": "", "answer-plan": "Ask", "action": "give"}

    page = client.post(at(mentor, assignment, "assignment_answer"), empty, follow=True)

    shown = page.content.decode()
    assert page.request["QUERY_STRING"] == "check="
    assert shown.count("Write here before you give the answer in.") == 2
    assert 'aria-invalid="true"' in shown
    assert "data-unsaved" not in shown
    assert every(Submission) == []


def test_an_answer_is_read_once_more_and_given_in(mentor, assignment, as_member):
    client = as_member(mentor)
    page = at(mentor, assignment, "assignment_answer")
    read = client.post(page, {**FORM, "action": "give"}, follow=True).content.decode()

    give = at(mentor, assignment, "assignment_give")
    shown = client.post(give, {"audience": "own", "version": 2}, follow=True).content.decode()

    assert "Five</p>" in read
    assert "The answer is given in." in shown
    assert [(one.audience, one.number) for one in every(Submission)] == [("own", 1)]


def test_an_answer_that_changed_after_it_was_read_is_read_again(mentor, assignment, as_member):
    client = as_member(mentor)
    client.post(at(mentor, assignment, "assignment_answer"), FORM)

    give = at(mentor, assignment, "assignment_give")
    shown = client.post(give, {"audience": "own", "version": 1}, follow=True).content.decode()

    assert "The answer has changed meanwhile." in shown
    assert every(Submission) == []


def given_by(member, assignment, **fields):
    answer = AnswerFactory(
        assignment=assignment, seat=seat_of(member), content={"observations": f"By {member.name}"}
    )
    return SubmissionFactory(answer=answer, **fields)


@pytest.mark.parametrize("number", [1, 3])
def test_assignments_are_listed_with_as_many_queries_for_three_as_for_one(
    number, mentor, programme, as_member, django_assert_num_queries
):
    client = as_member(mentor)
    for _one in range(number):
        given_by(mentor, AssignmentFactory(programme=programme))

    with django_assert_num_queries(11):
        page = client.get(at(mentor, programme, "assignments")).content.decode()

    assert page.count('class="title"') == number
    assert page.count("waits for feedback") == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_trainer_sees_what_waits_with_as_many_queries_for_three_as_for_one(
    number, trainer, programme, assignment, as_member, django_assert_num_queries
):
    client = as_member(trainer)
    for _one in range(number):
        given_by(stranger_in(programme), assignment)
    private = stranger_in(programme)
    given_by(private, assignment, audience="own", private_to=private.organisation)

    with django_assert_num_queries(10):
        page = client.get(at(trainer, assignment, "assignment_submissions")).content.decode()

    assert page.count("waits for feedback</span>") == number
    assert page.count("not given in yet") == 1
    assert f"{number} of {number + 1} have given in" in page


def test_what_waits_comes_first_and_who_has_not_given_in_may_need_support(
    hr, mentor, programme, assignment, as_member, settings
):
    late = AssignmentFactory(programme=programme, due_at="2026-01-20T12:00Z")
    quiet = MembershipFactory(organisation=mentor.organisation, user__name="Aino Aalto")
    SeatFactory(programme=programme, membership=quiet)
    given_by(mentor, late)

    page = as_member(hr).get(at(hr, late, "assignment_submissions")).content.decode()

    assert page.index(mentor.name) < page.index("Aino Aalto")
    assert page.count("may need support") == 1


def test_hr_sees_nothing_of_the_answers_of_another_organisation(
    hr, mentor, programme, assignment, as_member
):
    given_by(mentor, assignment)
    other = stranger_in(programme, user__name="Somebody Else")
    given_by(other, assignment)

    page = as_member(hr).get(at(hr, assignment, "assignment_submissions")).content.decode()

    assert mentor.name in page
    assert "Somebody Else" not in page


def test_a_mentor_does_not_see_how_others_stand(mentor, assignment, as_member):
    page = as_member(mentor).get(at(mentor, assignment, "assignment_submissions"))

    assert page.status_code == 403


def test_an_answer_for_the_own_hr_does_not_exist_for_the_trainer(
    trainer, mentor, assignment, as_member
):
    own = given_by(mentor, assignment, audience="own", private_to=mentor.organisation)

    assert as_member(trainer).get(at(trainer, own, "submission")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_submission_is_read_with_its_feedback(
    number, trainer, mentor, assignment, as_member, django_assert_num_queries
):
    given = given_by(mentor, assignment)
    client = as_member(trainer)
    for turn in range(number):
        sent = {"text": f"Words {turn}", "state": "words", "once": f"{turn:032}"}
        client.post(at(trainer, given, "submission"), sent)
    client.get(at(trainer, given, "submission"))  # the message of thanks is told once

    with django_assert_num_queries(11):
        page = client.get(at(trainer, given, "submission")).content.decode()

    assert page.count('class="quote"') == number
    assert f"By {mentor.name}</p>" in page


def test_words_on_an_older_version_are_kept_for_the_newer_one(
    trainer, mentor, assignment, as_member
):
    given = given_by(mentor, assignment)
    SubmissionFactory(answer=given.answer, number=2)
    sent = {"text": "Well listened", "state": "accepted", "once": f"{7:032}"}

    page = as_member(trainer).post(at(trainer, given, "submission"), sent, follow=True)

    assert "There is a newer version. Read it first." in page.content.decode()
    assert "Well listened</textarea>" in page.content.decode()
    assert {one.state for one in every(Submission)} == {"given"}


@pytest.mark.parametrize("number", [1, 3])
def test_what_was_shared_with_everybody_is_read_by_everybody(
    number, mentor, programme, assignment, as_member, django_assert_num_queries
):
    client = as_member(mentor)
    for turn in range(number):
        given = given_by(stranger_in(programme), assignment, audience="programme")
        SubmissionFactory(answer=given.answer, audience="programme", number=2)
        hidden = stranger_in(programme, user__name=f"Hidden {turn}")
        given_by(hidden, assignment, audience="trainers")

    with django_assert_num_queries(11):
        page = client.get(at(mentor, programme, "shared_answers")).content.decode()

    assert page.count('class="title"') == number
    assert "Hidden" not in page


@pytest.mark.parametrize("name", ["assignment", "assignment_answer"])
def test_the_pages_of_a_pair_take_twelve_queries(
    name, mentor, partner, assignment, as_member, django_assert_num_queries
):
    client = as_member(mentor)
    client.post(at(mentor, assignment, "assignment_answer"), FORM, **AS_JSON)

    with django_assert_num_queries(12):
        page = client.get(at(mentor, assignment, name)).content.decode()

    assert "Jari Lehtonen" in page


def test_a_returned_answer_is_read_with_its_feedback_and_gone_on_with(
    mentor, trainer, assignment, as_member
):
    given = given_by(mentor, assignment)
    sent = {"text": "Tell more", "state": "returned", "once": f"{9:032}"}
    as_member(trainer).post(at(trainer, given, "submission"), sent)

    client = as_member(mentor)
    listed = client.get(at(mentor, given.assignment, "assignment")).content.decode()
    read = client.get(at(mentor, given, "submission")).content.decode()

    assert "Go on with the answer" in listed
    assert "Read the feedback" in listed
    assert "Tell more" in read
    assert at(mentor, assignment, "assignment_answer") in read


def test_what_was_written_alone_before_the_pair_is_still_read(
    mentor, partner, assignment, as_member
):
    AnswerFactory(assignment=assignment, seat=seat_of(mentor), content={"plan": "My own plan"})

    page = as_member(mentor).get(at(mentor, assignment, "assignment_answer")).content.decode()
    theirs = as_member(partner).get(at(partner, assignment, "assignment_answer"))

    assert "What you wrote alone, before you had a pair" in page
    assert "My own plan" in page
    assert "My own plan" not in theirs.content.decode()


def test_the_earliest_open_assignment_is_the_one_next_step(mentor, programme, as_member):
    held = EventFactory(programme=programme, ends_at="2026-01-20T12:00Z")
    AssignmentFactory(programme=programme, name_en="The later one", after_event=held)
    AssignmentFactory(
        programme=programme, name_en="The first", after_event=held, due_at="2026-02-01T12:00Z"
    )

    page = as_member(mentor).get(at(mentor, programme, "assignments")).content.decode()

    assert '<h2 id="next-step">The first</h2>' in page


def test_more_than_fifty_places_are_paged(hr, programme, assignment, as_member):
    for number in range(51):
        member = MembershipFactory(organisation=hr.organisation, user__name=f"M{number:02}")
        SeatFactory(programme=programme, membership=member)

    page = as_member(hr).get(at(hr, assignment, "assignment_submissions"), {"page": 2})

    assert "Page 2 of 2" in page.content.decode()
    assert page.content.decode().count('class="title"') == 1


def test_one_who_has_left_is_still_named_on_what_she_gave(hr, mentor, assignment, as_member):
    given_by(mentor, assignment)
    with tenancy.unrestricted(reason="Arranging a test."):
        Seat.objects.filter(membership=mentor).update(left_at="2026-02-01T12:00Z")

    page = as_member(hr).get(at(hr, assignment, "assignment_submissions")).content.decode()

    assert mentor.name in page
