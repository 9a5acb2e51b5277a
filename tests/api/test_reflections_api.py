"""Notes and reflections for other programs. Serves issue 5 (reflection), R73 to R77.

That they are the same for every reader as on the page is proved in `tests/plans`.
"""

import pytest
from django.urls import reverse

from tests.factories import MembershipFactory
from tests.plans.factories import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(db):
    return MembershipFactory(mentor=True, user__name="Sanna Koskinen")


def address(member) -> str:
    return reverse("api:reflections", args=[member.organisation.slug])


def test_the_address_is_the_promised_one(mentor):
    slug = mentor.organisation.slug

    assert address(mentor) == f"/api/v1/organisations/{slug}/reflections"


@pytest.mark.parametrize("count", [1, 3])
def test_a_member_gets_her_own_and_what_she_may_read(
    count, mentor, as_member, django_assert_num_queries
):
    colleague = MembershipFactory(organisation=mentor.organisation, mentor=True)
    EntryFactory.create_batch(count, writer=mentor)
    EntryFactory.create_batch(count, writer=colleague, audience="mentors_hr")
    EntryFactory(writer=colleague, words="CANARY")
    EntryFactory(audience="network", words="CANARY")
    client = as_member(mentor)

    with django_assert_num_queries(10):
        response = client.get(address(mentor))

    told = response.json()
    assert (told["count"], told["page"], told["pages"]) == (2 * count, 1, 1)
    assert len(told["entries"]) == 2 * count
    assert "CANARY" not in response.content.decode()


def test_an_entry_is_told_in_the_language_of_the_request(mentor, as_member):
    made = EntryFactory(
        writer=mentor, where="problem", prompt="rp01", words="Minä kysyin.", helped="Aika"
    )
    EntryFactory(writer=mentor, happened_on="2026-01-11")

    told = as_member(mentor).get(address(mentor), headers={"accept-language": "sv"}).json()

    first, second = told["entries"]
    assert first == {
        "id": made.pk,
        "kind": "learning",
        "writer": "Sanna Koskinen",
        "happened_on": "2026-01-12",
        "where": "problem",
        "where_words": first["where_words"],
        "question": "Vad överraskade dig den här veckan?",
        "words": "Minä kysyin.",
        "helped": "Aika",
        "audience": "me",
    }
    assert first["where_words"] != ""
    assert (second["where_words"], second["question"]) == ("", "")


def test_there_are_fifty_on_a_page(mentor, as_member):
    EntryFactory.create_batch(51, writer=mentor)
    client = as_member(mentor)

    pages = [client.get(address(mentor), {"page": page}).json() for page in (1, 2, 9)]

    assert [(one["page"], len(one["entries"])) for one in pages] == [(1, 50), (2, 1), (2, 1)]


def test_signed_out_is_401_and_a_stranger_gets_404(mentor, as_member, client):
    signed_out = client.get(address(mentor)).status_code
    stranger = as_member(MembershipFactory()).get(address(mentor)).status_code

    assert (signed_out, stranger) == (401, 404)


def test_the_description_is_typed(client):
    told = client.get("/api/v1/openapi.json").json()

    path = told["paths"]["/api/v1/organisations/{organisation}/reflections"]
    answer = path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer == {"$ref": "#/components/schemas/Reflections"}
