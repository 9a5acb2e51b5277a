import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from nuotio.foundation import tenancy
from nuotio.people.models import Invitation, JoinRequest, Organisation
from tests.factories import (
    JoinRequestFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationKindFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def coordinator():
    return MembershipFactory(at_provider=True, coordinator=True)


def form(**changes):
    fields = {
        "once": str(uuid.uuid4()),
        "organisation_name": "Majakkavirasto",
        "kind": OrganisationKindFactory().pk,
        "staff_count": "210",
        "contact_name": "Kaisa Kontio",
        "contact_email": "kaisa@esimerkki.invalid",
        "language": "sv",
        "message": "We hope to learn together.",
        "website": "",
    }
    return {**fields, **changes}


def founding(**changes):
    fields = {
        "decision": "accept",
        "name_fi": "Majakkavirasto",
        "name_sv": "Fyrverket",
        "name_en": "",
        "slug": "Majakka",
        "kind": OrganisationKindFactory().pk,
        "languages": ["fi", "sv"],
    }
    return {**fields, **changes}


def address(coordinator, asked=None):
    slug = coordinator.organisation.slug
    if asked is None:
        return reverse("people:join_requests", args=[slug])
    return reverse("people:join_request", args=[slug, asked.pk])


def test_anybody_can_open_the_form_and_it_offers_every_kind_but_providers(client):
    """Serves R4, R61."""
    OrganisationKindFactory(name_fi="Valtion virasto", name_en="Government agency")
    OrganisationKindFactory(code="provider", is_provider=True, name_en="Programme provider")

    page = client.get(reverse("people:ask_to_join")).content.decode()

    assert "Government agency" in page
    assert "Programme provider" not in page


def test_asking_leads_to_thanks_that_tell_what_happens_by_when(client):
    """Serves R61."""
    response = client.post(reverse("people:ask_to_join"), form(), follow=True)

    asked = JoinRequest.objects.get()
    assert response.redirect_chain == [(reverse("people:asked_to_join"), 302)]
    page = response.content.decode()
    assert "Majakkavirasto" in page
    assert "kaisa@esimerkki.invalid" in page
    assert f"You will have an answer by {asked.answer_by:%a} {asked.answer_by.day}" in page


def test_a_form_sent_twice_makes_one_request(client):
    sent = form()

    for _ in range(2):
        client.post(reverse("people:ask_to_join"), sent)

    assert JoinRequest.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [{"contact_email": "other@esimerkki.invalid"}, {"organisation_name": "Somebody else"}],
)
def test_the_mark_of_another_request_shows_nothing_of_it(client, other):
    """Nobody is signed in here: who asks, and for which organisation, makes a request hers."""
    theirs = JoinRequestFactory(
        **{"organisation_name": "Majakkavirasto", "contact_email": "kaisa@esimerkki.invalid"}
        | other
    )

    sent = form(once=str(theirs.once))
    page = client.post(reverse("people:ask_to_join"), sent, follow=True).content.decode()

    assert JoinRequest.objects.count() == 2
    assert [word for word in other.values() if word in page] == []
    assert "kaisa@esimerkki.invalid" in page
    assert "Majakkavirasto" in page


def test_thanks_without_a_request_tell_nothing_of_others(client):
    JoinRequestFactory(organisation_name="Somebody else")

    page = client.get(reverse("people:asked_to_join")).content.decode()

    assert "Somebody else" not in page
    assert "five working days" in page


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("organisation_name", "", "Write the name of your organisation."),
        ("kind", "", "Choose the kind that is nearest."),
        ("staff_count", "many", "Enter a number, for example 10."),
        ("staff_count", "0", "Enter a number, for example 10."),
        ("contact_email", "kaisa@", "Write the address in full"),
        ("contact_name", "", "Write your name"),
        ("website", "http://spam.invalid", "One hidden field is there to stop machines."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, field, typed, words):
    page = client.post(reverse("people:ask_to_join"), form(**{field: typed})).content.decode()

    assert words in page
    assert "We hope to learn together." in page
    assert JoinRequest.objects.count() == 0


def test_too_many_from_one_network_are_told_so_and_keep_their_words(client, monkeypatch):
    monkeypatch.setattr("nuotio.people.views.join_requests.AT_MOST", 2)
    for _ in range(2):
        client.post(reverse("people:ask_to_join"), form())

    response = client.post(reverse("people:ask_to_join"), form())

    assert response.status_code == 429
    assert "Try again in an hour" in response.content.decode()
    assert "We hope to learn together." in response.content.decode()
    assert JoinRequest.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    coordinator, as_member, count, django_assert_num_queries
):
    """Serves R2, R7."""
    for n in range(count):
        JoinRequestFactory(organisation_name=f"Asks {n}")
    client = as_member(coordinator)

    # of every page: session, user, membership, roles, notices, organisations; then how many wait,
    # how many there are, one page of them
    with django_assert_num_queries(8):
        page = client.get(address(coordinator)).content.decode()

    assert [f"Asks {n}" in page for n in range(count)] == [True] * count


def test_the_list_is_paged(coordinator, as_member, monkeypatch):
    monkeypatch.setattr("nuotio.people.views.join_requests.PER_PAGE", 2)
    for n in range(3):
        JoinRequestFactory(organisation_name=f"Asks {n}", asked_at=timezone.now())

    page = as_member(coordinator).get(address(coordinator), {"page": 2}).content.decode()

    assert [f"Asks {n}" in page for n in range(3)] == [False, False, True]


def test_an_empty_list_says_where_requests_come_from(coordinator, as_member):
    page = as_member(coordinator).get(address(coordinator)).content.decode()

    assert "No organisation has asked yet" in page
    assert reverse("people:ask_to_join") in page


@pytest.mark.parametrize(
    "roles",
    [{"at_provider": True, "trainer": True}, {"coordinator": True, "hr": True}, {"mentor": True}],
)
def test_others_are_refused_with_a_reason(as_member, roles):
    actor = MembershipFactory(**roles)
    asked = JoinRequestFactory(organisation_name="Hidden")
    client = as_member(actor)

    for response in (
        client.get(address(actor)),
        client.get(address(actor, asked)),
        client.post(address(actor, asked), founding()),
    ):
        assert response.status_code == 403
        assert "Hidden" not in response.content.decode()
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_a_stranger_to_the_provider_gets_nothing(coordinator, as_member):
    asked = JoinRequestFactory()

    response = as_member(MembershipFactory(coordinator=True)).get(address(coordinator, asked))

    assert response.status_code == 404


def test_a_missing_request_is_not_found(coordinator, as_member):
    url = reverse("people:join_request", args=[coordinator.organisation.slug, 999_999])

    assert as_member(coordinator).get(url).status_code == 404


def test_one_request_proposes_names_and_an_address(coordinator, as_member):
    """Serves R60, R61."""
    OrganisationFactory(slug="hameen-virasto")
    asked = JoinRequestFactory(organisation_name="Hämeen virasto", language="sv", message="Hopes.")

    page = as_member(coordinator).get(address(coordinator, asked)).content.decode()

    assert 'value="hameen-virasto-2"' in page
    assert 'value="Hämeen virasto"' in page
    assert "Hopes." in page


def test_accepting_shows_how_far_it_is(coordinator, as_member):
    """Serves R2, R61."""
    asked = JoinRequestFactory(contact_email="kaisa@esimerkki.invalid")

    response = as_member(coordinator).post(address(coordinator, asked), founding(), follow=True)

    made = Organisation.objects.get(slug="majakka")
    page = response.content.decode()
    assert made.name_sv == "Fyrverket"
    assert "Majakkavirasto is accepted" in page
    assert "The invitation was sent to kaisa@esimerkki.invalid" in page
    with tenancy.unrestricted(reason="Looking at what a test has made."):
        assert Invitation.objects.get().organisation == made


def test_after_the_contact_has_joined_the_page_says_so(coordinator, as_member):
    asked = JoinRequestFactory(
        state="accepted",
        organisation=OrganisationFactory(),
        contact_name="Kaisa Kontio",
        answered_at=timezone.now(),
        contact_joined_at=timezone.now(),
    )

    page = as_member(coordinator).get(address(coordinator, asked)).content.decode()

    assert "Kaisa Kontio joined on" in page


def test_accepted_twice_is_told(coordinator, as_member):
    asked = JoinRequestFactory(
        state="accepted", organisation=OrganisationFactory(), answered_at=timezone.now()
    )
    count = Organisation.objects.count()

    response = as_member(coordinator).post(address(coordinator, asked), founding(), follow=True)

    assert "has already been accepted" in response.content.decode()
    assert Organisation.objects.count() == count


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slug": "taken"}, "Another organisation has this address."),
        ({"slug": "ä ö"}, "Use the letters a to z"),
        ({"languages": []}, "Choose at least one language."),
        ({"name_fi": ""}, "Write the name in Finnish."),
    ],
)
def test_a_mistake_in_accepting_keeps_the_request_waiting(coordinator, as_member, changes, words):
    OrganisationFactory(slug="taken")
    asked = JoinRequestFactory()

    page = as_member(coordinator).post(address(coordinator, asked), founding(**changes))

    assert words in page.content.decode()
    assert "Fyrverket" in page.content.decode()
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_declining_sends_the_words(coordinator, as_member):
    asked = JoinRequestFactory(contact_name="Kaisa Kontio")

    response = as_member(coordinator).post(
        address(coordinator, asked),
        {"decision": "decline", "words": "The autumn group is full. Ask again in spring."},
        follow=True,
    )

    page = response.content.decode()
    assert "Your answer was sent to Kaisa Kontio." in page
    assert "Ask again in spring." in page


def test_declining_without_words_asks_for_them(coordinator, as_member):
    asked = JoinRequestFactory()

    page = as_member(coordinator).post(
        address(coordinator, asked), {"decision": "decline", "words": ""}
    )

    assert "Write a few words" in page.content.decode()
    asked.refresh_from_db()
    assert asked.state == "waiting"


@pytest.mark.parametrize(
    ("state", "sent"),
    [("declined", founding), ("accepted", lambda: {"decision": "decline", "words": "No."})],
)
def test_a_late_second_answer_is_told_kindly(coordinator, as_member, state, sent):
    organisation = OrganisationFactory() if state == "accepted" else None
    asked = JoinRequestFactory(
        state=state, organisation=organisation, answered_at=timezone.now(), answer="First."
    )

    response = as_member(coordinator).post(address(coordinator, asked), sent(), follow=True)

    assert "Somebody has already answered this request." in response.content.decode()
    asked.refresh_from_db()
    assert asked.state == state


def test_an_invitation_that_did_not_arrive_is_sent_to_a_corrected_address(coordinator, as_member):
    asked = JoinRequestFactory(contact_email="wrong@esimerkki.invalid")
    client = as_member(coordinator)
    client.post(address(coordinator, asked), founding())

    again = {"decision": "invite", "contact_name": "Kaisa", "contact_email": "kaisa@a.invalid"}
    response = client.post(address(coordinator, asked), again, follow=True)
    missing = client.post(address(coordinator, asked), {**again, "contact_email": "kaisa"})

    assert "The invitation was sent to kaisa@a.invalid." in response.content.decode()
    assert "Write the address in full" in missing.content.decode()
    asked.refresh_from_db()
    assert asked.contact_email == "kaisa@a.invalid"


def test_after_the_contact_is_in_no_invitation_is_sent(coordinator, as_member):
    asked = JoinRequestFactory(
        state="accepted",
        organisation=OrganisationFactory(),
        answered_at=timezone.now(),
        contact_joined_at=timezone.now(),
    )
    again = {"decision": "invite", "contact_name": "Kaisa", "contact_email": "kaisa@a.invalid"}

    response = as_member(coordinator).post(address(coordinator, asked), again, follow=True)

    assert "Somebody has joined already" in response.content.decode()
    with tenancy.unrestricted(reason="Looking at what a test has made."):
        assert list(Invitation.objects.all()) == []


def test_an_answer_without_a_decision_changes_nothing(coordinator, as_member):
    asked = JoinRequestFactory()

    response = as_member(coordinator).post(address(coordinator, asked), {})

    assert response.status_code == 200
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_a_kept_answer_is_shown_again_but_not_sent(coordinator, client):
    asked = JoinRequestFactory()
    url = address(coordinator, asked)
    client.post(url, {"decision": "decline", "words": "Ask again in spring."})
    session = client.session.get("kept_form")
    client.force_login(coordinator.user)
    kept = client.session
    kept["kept_form"] = session
    kept.save()

    page = client.get(url).content.decode()

    assert "Ask again in spring." in page
    assert "What you wrote was kept." in page
    asked.refresh_from_db()
    assert asked.state == "waiting"
