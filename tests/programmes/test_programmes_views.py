"""Serves R48, R53, R59 and R60: the pages on which a programme is made, answered and left."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.programmes.models import Event, Participation, Programme, Seat
from nuotio.programmes.services import programmes as services
from tests.factories import (
    AssignmentFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProgrammeFactory,
    ProgrammeTemplateFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db


def address(member, name="programme", programme=None) -> str:
    args = [member.organisation.slug, *([programme.pk] if programme else [])]
    return reverse(f"programmes:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


def filled(*organisations, **changes):
    return {
        "name": "Spring 2027",
        "template": "learning-mentor-programme",
        "starts_on": "2027-01-12",
        "organisations": [one.pk for one in organisations],
        **changes,
    }


def test_a_coordinator_makes_a_programme_in_one_form(coordinator, as_member):
    trainer = MembershipFactory(organisation=coordinator.organisation, trainer=True)
    organisations = OrganisationFactory.create_batch(3)
    client = as_member(coordinator)

    answer = client.post(
        address(coordinator, "programme_new"), filled(*organisations, trainers=[trainer.pk])
    )

    (made,) = every(Programme)
    assert answer["Location"] == address(coordinator, programme=made)
    assert [one.organisation for one in every(Participation)] == organisations
    page = text(client.get(answer["Location"]))
    assert "Coaching session 2: From plan to experiment" in page
    assert "Assignment 1: Where do people learn here?" in page


def test_an_own_template_is_used(coordinator, as_member):
    own = ProgrammeTemplateFactory(organisation=coordinator.organisation, name_fi="Kevyt")
    ProgrammeTemplateFactory(name_fi="CANARY")
    client = as_member(coordinator)

    form = text(client.get(address(coordinator, "programme_new")))
    client.post(
        address(coordinator, "programme_new"), filled(OrganisationFactory(), template=str(own.pk))
    )

    assert "Kevyt" in form
    assert "CANARY" not in form
    assert every(Programme)[0].source == "own"
    assert every(Event) == []


WRONG = {
    "no name": ({"name": " "}, "Give the programme a name."),
    "no day": ({"starts_on": ""}, "Choose the day."),
    "no real day": ({"starts_on": "32.1.2027"}, "Write the day, for example 1.12.2026."),
    "nobody invited": ({"organisations": []}, "Choose at least one organisation."),
}


@pytest.mark.parametrize(("changes", "words"), WRONG.values(), ids=WRONG.keys())
def test_what_is_missing_is_said_and_nothing_typed_is_lost(changes, words, coordinator, as_member):
    told = filled(OrganisationFactory(), **changes)

    page = text(as_member(coordinator).post(address(coordinator, "programme_new"), told))

    assert words in page
    assert told["name"].strip() in page
    assert every(Programme) == []


def test_a_name_that_is_taken_is_said_at_the_field(coordinator, programme, as_member):
    told = filled(OrganisationFactory(), name=programme.name)

    page = text(as_member(coordinator).post(address(coordinator, "programme_new"), told))

    assert "You have a programme with this name. Choose another name." in page
    assert every(Programme) == [programme]


@pytest.mark.parametrize("role", ["trainer", "hr"])
def test_others_make_no_programmes(role, as_member):
    member = MembershipFactory(at_provider=role == "trainer", **{role: True})

    answer = as_member(member).get(address(member, "programme_new"))

    assert answer.status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(count, as_member, django_assert_num_queries):
    hr = MembershipFactory(hr=True)
    for _ in range(count):
        ParticipationFactory(organisation=hr.organisation)
    ParticipationFactory(programme__name="CANARY")
    client = as_member(hr)

    with django_assert_num_queries(8):
        page = text(client.get(address(hr, "programmes")))

    assert page.count("First HR day") == count
    assert "CANARY" not in page


def test_without_programmes_the_list_says_what_will_come(coordinator, as_member):
    hr = MembershipFactory(hr=True)

    assert "When your organisation is invited" in text(as_member(hr).get(address(hr, "programmes")))
    assert "All dates follow by themselves" in text(
        as_member(coordinator).get(address(coordinator, "programmes"))
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_programme_costs_the_same_for_any_number(
    count, programme, hr, as_member, django_assert_num_queries
):
    for _ in range(count):
        seat = SeatFactory(programme=programme)
        ParticipationFactory(programme=programme, organisation=seat.organisation)
        EventFactory(programme=programme)
        AssignmentFactory(programme=programme)
    client = as_member(hr)

    with django_assert_num_queries(12):
        page = client.get(address(hr, programme=programme))

    assert page.status_code == 200


def test_only_hr_finds_the_way_to_promised_support_on_it(coordinator, hr, programme, as_member):
    as_coordinator = text(as_member(coordinator).get(address(coordinator, programme=programme)))
    as_hr = text(as_member(hr).get(address(hr, programme=programme)))

    assert "/support/" not in as_coordinator
    assert f'<a href="{address(hr, "supports", programme=programme)}">Promised support</a>' in as_hr


def test_own_meetings_of_another_organisation_are_not_on_it(programme, hr, trainer, as_member):
    mine = EventFactory(programme=programme, private_to=hr.organisation, name_en="Our meeting")
    EventFactory(programme=programme, private_to=OrganisationFactory(), name_en="CANARY")

    for_hr = text(as_member(hr).get(address(hr, programme=programme)))
    for_trainer = text(as_member(trainer).get(address(trainer, programme=programme)))

    assert mine.name in for_hr
    assert "CANARY" not in for_hr + for_trainer
    assert mine.name not in for_trainer


@pytest.fixture
def invited(programme):
    hr = MembershipFactory(hr=True)
    ParticipationFactory(programme=programme, organisation=hr.organisation, state="invited")
    EventFactory(
        programme=programme,
        name_en="The first session",
        starts_at=datetime(2027, 1, 12, 7, tzinfo=UTC),
    )
    return hr


def test_hr_reads_the_dates_and_accepts(invited, programme, as_member):
    client = as_member(invited)
    boss = MembershipFactory(organisation=invited.organisation, management=True)

    page = text(client.get(address(invited, "programme_answer", programme)))
    client.post(
        address(invited, "programme_answer", programme),
        {"contacts": [invited.pk], "sponsor": boss.pk},
    )

    assert "The first session" in page
    assert every(Participation)[0].state == "accepted"
    assert [(seat.role, seat.name) for seat in every(Seat)] == [
        ("hr", invited.name),
        ("sponsor", boss.name),
    ]


def test_a_contact_person_is_asked_for(invited, programme, as_member):
    page = text(
        as_member(invited).post(
            address(invited, "programme_answer", programme), {"message": "We are glad."}
        )
    )

    assert "Choose at least one person." in page
    assert "We are glad." in page
    assert every(Participation)[0].state == "invited"


def test_hr_declines_with_words_and_the_programme_is_gone(invited, programme, as_member):
    client = as_member(invited)

    client.post(
        address(invited, "programme_answer", programme),
        {"action": "decline", "message": "Next year."},
    )

    assert [(one.state, one.message) for one in every(Participation)] == [
        ("declined", "Next year.")
    ]
    assert client.get(address(invited, programme=programme)).status_code == 404


def test_an_answered_invitation_is_not_answered_again(hr, programme, as_member):
    answer = as_member(hr).get(address(hr, "programme_answer", programme))

    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["programme_answer", "programme_leave"])
def test_a_form_that_is_sent_twice_is_taken_kindly(name, invited, programme, as_member):
    client = as_member(invited)
    told = {"action": "accept", "contacts": [invited.pk]}
    client.post(address(invited, "programme_answer", programme), told)
    first = client.post(address(invited, name, programme), told)
    before = every(Participation), every(Seat), every(Event)

    again = client.post(address(invited, name, programme), told)

    assert (first.status_code, again.status_code) == (302, 302)
    assert (every(Participation), every(Seat), every(Event)) == before


def test_an_answer_that_comes_after_a_colleagues_is_told_so(
    invited, programme, as_member, monkeypatch
):
    def late(*_args, **_kwargs):
        raise services.NotWaiting

    monkeypatch.setattr(services, "decline_programme", late)

    page = as_member(invited).post(
        address(invited, "programme_answer", programme), {"action": "decline"}, follow=True
    )

    assert "A colleague has just answered for your organisation." in text(page)


def test_who_presses_leave_twice_has_left_once(mentor, programme, as_member):
    client = as_member(mentor)
    answers = [client.post(address(mentor, "seat_leave", programme)) for _ in "12"]

    assert [one.status_code for one in answers] == [302, 302]
    assert [one.is_open for one in every(Seat) if one.membership_id == mentor.pk] == [False]


def test_an_organisation_that_declined_is_asked_again(coordinator, programme, as_member):
    asked = ParticipationFactory(programme=programme, state="declined").organisation

    as_member(coordinator).post(
        address(coordinator, "programme_organisations", programme), {"organisation": asked.pk}
    )

    assert [one.state for one in every(Participation)] == ["invited"]


def test_hr_takes_the_organisation_out(hr, mentor, programme, as_member):
    client = as_member(hr)

    client.post(address(hr, "programme_leave", programme), {"message": "A reform."})

    assert [(one.state, one.message) for one in every(Participation)] == [("left", "A reform.")]
    assert [seat.is_open for seat in every(Seat)] == [False, False]


def test_a_coordinator_invites_one_more(coordinator, programme, hr, as_member):
    one_more = OrganisationFactory(name_en="One More")
    client = as_member(coordinator)

    page = text(client.get(address(coordinator, "programme_organisations", programme)))
    client.post(
        address(coordinator, "programme_organisations", programme), {"organisation": one_more.pk}
    )

    assert "One More" in page
    assert {one.organisation for one in every(Participation)} == {hr.organisation, one_more}


def test_a_former_member_is_shown_without_a_name(coordinator, programme, hr, as_member):
    SeatFactory(programme=programme, membership__organisation=hr.organisation, name="")

    page = text(
        as_member(coordinator).get(address(coordinator, "programme_organisations", programme))
    )

    assert "A former member" in page


def test_a_programme_that_concerns_nobody_here_is_not_there(hr, as_member):
    other = ProgrammeFactory()

    assert as_member(hr).get(address(hr, programme=other)).status_code == 404
