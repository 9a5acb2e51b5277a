from datetime import timedelta

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.programmes.models import Application, Seat
from tests.factories import (
    ApplicationFactory,
    EventFactory,
    MembershipFactory,
    TimeShareFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(hr):
    return MembershipFactory(organisation=hr.organisation, user__name="Aino Aalto")


@pytest.fixture
def waiting(programme, colleague):
    return ApplicationFactory(
        programme=programme, membership=colleague, motivation="I like to ask."
    )


def address(member, name, programme, *more):
    slug = member.organisation.slug
    return reverse(f"programmes:{name}", args=[slug, programme.pk, *more])


def the_application():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Application.objects.get()


def has_place(member):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Seat.objects.filter(membership=member, left_at=None).exists()


def test_the_call_tells_what_it_is_and_when_without_asking_for_rank(
    programme, colleague, as_member
):
    EventFactory(programme=programme, name_en="Coaching session 1")
    EventFactory(programme=programme, name_en="A briefing", kind="info")
    EventFactory(programme=programme, name_en="Called off", cancelled_at=programme.made_at)

    page = as_member(colleague).get(address(colleague, "call", programme)).content.decode()

    assert "Become a learning mentor" in page
    assert "Coaching session 1" in page
    assert "A briefing" not in page
    assert "Called off" not in page
    assert "about 10 per cent, agreed with your supervisor" in page
    assert "You can leave at any time" in page
    assert address(colleague, "apply", programme) in page


def test_a_member_applies_corrects_and_takes_back(programme, colleague, as_member):
    """Serves R54."""
    client = as_member(colleague)
    form = address(colleague, "apply", programme)

    sent = client.post(form, {"motivation": "I like to ask."}, follow=True).content.decode()
    opened = client.get(form).content.decode()
    client.post(form, {"motivation": "I like to listen.", "hopes": "Time."})
    corrected = the_application().motivation
    client.post(address(colleague, "apply_withdraw", programme))

    assert "Your application is on its way to HR." in sent
    assert "waits for HR" in sent
    assert "I like to ask." in opened
    assert 'name="title"' not in opened
    assert corrected == "I like to listen."
    assert the_application().state == "withdrawn"


def test_an_application_without_words_is_asked_for_them(programme, colleague, as_member):
    client = as_member(colleague)

    page = client.post(address(colleague, "apply", programme), {"hopes": "Time to learn."})

    assert "Write a few words about why you would like to come along." in page.content.decode()
    assert "Time to learn." in page.content.decode()
    with tenancy.unrestricted(reason="Looking at what there is."):
        assert Application.objects.count() == 0


def test_an_application_is_kept_when_the_session_has_ended(programme, colleague, client):
    form = address(colleague, "apply", programme)

    client.post(form, {"motivation": "Written on a train."})
    client.force_login(colleague.user)
    session = client.session
    page = client.get(form).content.decode()

    assert session is not None
    assert "Written on a train." in page


def test_who_has_a_place_is_shown_the_way_to_it(programme, mentor, as_member):
    client = as_member(mentor)

    page = client.get(address(mentor, "apply", programme), follow=True).content.decode()

    assert "You have a place in this programme" in page
    assert address(mentor, "my_place", programme) in page


def test_the_applicant_reads_hr_who_would_like_to_talk(programme, waiting, colleague, as_member):
    waiting.answer = "Shall we have a coffee?"
    with tenancy.unrestricted(reason="Arranging a test."):
        waiting.save()

    page = as_member(colleague).get(address(colleague, "call", programme)).content.decode()

    assert "wants to talk" in page
    assert "Shall we have a coffee?" in page


def test_after_not_this_time_the_words_are_there_and_no_form(
    programme, waiting, colleague, as_member
):
    waiting.state, waiting.answer = "declined", "Next spring gladly."
    with tenancy.unrestricted(reason="Arranging a test."):
        waiting.save()
    client = as_member(colleague)

    page = client.get(address(colleague, "apply", programme), follow=True).content.decode()

    assert "Next spring gladly." in page
    assert "not this time" in page
    assert f'href="{address(colleague, "apply", programme)}"' not in page


def test_a_programme_that_has_ended_calls_nobody(programme, colleague, as_member, now):
    programme.ended_at = now
    with tenancy.unrestricted(reason="Arranging a test."):
        programme.save()

    page = as_member(colleague).get(address(colleague, "call", programme)).content.decode()

    assert "This programme has ended." in page


@pytest.mark.parametrize("count", [1, 3])
def test_hr_lists_applications_with_the_same_queries(
    programme, hr, as_member, django_assert_num_queries, count
):
    unit = UnitFactory(organisation=hr.organisation, name_en="North")
    for letter in "abc"[:count]:
        member = MembershipFactory(
            organisation=hr.organisation, unit=unit, user__name=f"Applicant {letter}"
        )
        ApplicationFactory(programme=programme, membership=member)
    ApplicationFactory(programme=programme, membership__user__name="Of another house")
    client = as_member(hr)

    with django_assert_num_queries(10):
        page = client.get(address(hr, "applications", programme)).content.decode()

    assert page.count("Applicant ") == count
    assert "North" in page
    assert "Of another house" not in page


def test_without_applications_hr_is_led_to_the_call(programme, hr, as_member):
    page = as_member(hr).get(address(hr, "applications", programme)).content.decode()

    assert "No applications yet" in page


def test_hr_reads_and_takes_along_and_working_time_hinders_nothing(
    programme, hr, waiting, colleague, as_member, django_assert_num_queries
):
    client = as_member(hr)
    one = address(hr, "application", programme, waiting.pk)

    with django_assert_num_queries(10):
        opened = client.get(one).content.decode()
    page = client.post(one, {"answer": "accept"}, follow=True).content.decode()

    assert "I like to ask." in opened
    assert "Working time is not agreed on yet" in opened
    assert "Aino Aalto is along, and hears of it." in page
    assert has_place(colleague)


def test_agreed_working_time_is_told(programme, hr, as_member):
    member = MembershipFactory(organisation=hr.organisation, mentor=True)
    TimeShareFactory(mentor=member, state="agreed")
    own = ApplicationFactory(programme=programme, membership=member)

    page = as_member(hr).get(address(hr, "application", programme, own.pk)).content.decode()

    assert "15.7" in page
    assert "Working time is not agreed on yet" not in page


@pytest.mark.parametrize(
    ("answer", "said", "state"),
    [
        ("talk", "The application goes on waiting.", "waiting"),
        ("decline", "Your answer is on its way to Aino Aalto.", "declined"),
    ],
)
def test_hr_answers_in_words(programme, hr, waiting, as_member, answer, said, state):
    client = as_member(hr)
    one = address(hr, "application", programme, waiting.pk)

    wordless = client.post(one, {"answer": answer, "words": " "}).content.decode()
    unchanged = the_application().answer
    page = client.post(one, {"answer": answer, "words": "Thank you!"}, follow=True)

    assert "Write a few kind words." in wordless
    assert unchanged == ""
    assert said in page.content.decode()
    assert (the_application().state, the_application().answer) == (state, "Thank you!")


def test_an_answer_that_is_none_changes_nothing(programme, hr, waiting, as_member):
    one = address(hr, "application", programme, waiting.pk)

    page = as_member(hr).post(one, {"answer": "shout"})

    assert page.status_code == 200
    assert the_application().state == "waiting"


def test_what_somebody_else_answered_meanwhile_is_said(programme, hr, waiting, as_member):
    client = as_member(hr)
    one = address(hr, "application", programme, waiting.pk)
    client.post(one, {"answer": "decline", "words": "Thank you!"})

    page = client.post(one, {"answer": "accept"}, follow=True).content.decode()

    assert "answered, or taken back, meanwhile" in page
    assert the_application().state == "declined"


def test_the_own_application_is_answered_by_another(programme, hr, as_member):
    coordinator = MembershipFactory(organisation=hr.organisation, coordinator=True)
    own = ApplicationFactory(programme=programme, membership=coordinator)
    client = as_member(coordinator)
    one = address(coordinator, "application", programme, own.pk)

    page = client.get(one).content.decode()
    refused = client.post(one, {"answer": "accept"})

    assert "This is your own application." in page
    assert refused.status_code == 403
    assert the_application().state == "waiting"


def test_withdrawing_what_was_answered_or_never_written_is_harmless(
    programme, hr, colleague, as_member, now
):
    client = as_member(colleague)
    nothing = client.post(address(colleague, "apply_withdraw", programme))
    ApplicationFactory(
        programme=programme,
        membership=colleague,
        state="accepted",
        answered_at=now - timedelta(days=1),
    )

    page = client.post(address(colleague, "apply_withdraw", programme), follow=True)

    assert nothing.status_code == 302
    assert "HR has just answered your application." in page.content.decode()
    assert the_application().state == "accepted"
