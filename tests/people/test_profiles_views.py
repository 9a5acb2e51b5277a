import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.people.models import Profile
from tests.factories import MembershipFactory, ProfileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def member(inside):
    member = MembershipFactory(job_title="nurse")
    inside(member)
    return member


def address(member, name="own_profile", *more):
    return reverse(f"people:{name}", args=[member.organisation.slug, *more])


def form(**changes):
    return {
        "job_title": "archivist",
        "strengths": "listening, facilitation",
        "interests": "dialogue",
        "languages": ["fi", "sv"],
        "other_languages": "viittomakieli",
        "training": "",
        "about": "I ask.",
        "version": 1,
        **changes,
    }


def test_a_person_writes_her_profile_and_is_told_who_sees_it(member, as_member):
    """Serves R14, R26."""
    client = as_member(member)
    opened = client.get(address(member)).content.decode()

    response = client.post(address(member), form(), follow=True)

    member.refresh_from_db()
    profile = Profile.objects.get()
    assert "Only you can see this." in opened
    assert "Your profile was saved." in response.content.decode()
    assert 'value="listening, facilitation"' in response.content.decode()
    assert profile.strengths == ["listening", "facilitation"]
    assert profile.languages == ["fi", "sv", "viittomakieli"]
    assert member.job_title == "archivist"


def test_a_mentor_is_told_that_everybody_sees_it(as_member):
    """Serves R26."""
    mentor = MembershipFactory(mentor=True)

    page = as_member(mentor).get(address(mentor)).content.decode()

    assert "as long as you are a learning mentor" in page


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("interests", "Next, tell what you would like to learn together"),
        ("strengths", "Next, tell what you are good at."),
        ("languages", "Next, tell in which languages you help."),
    ],
)
def test_the_next_part_to_write_is_named(member, as_member, missing, words):
    ProfileFactory(membership=member, **{missing: []})

    assert words in as_member(member).get(address(member)).content.decode()


def test_a_form_sent_twice_is_one_profile(member, as_member):
    client = as_member(member)

    client.post(address(member), form())
    again = client.post(address(member), form())

    assert again.status_code == 302
    assert Profile.objects.get().version == 2


def test_what_is_wrong_is_told_and_what_was_typed_is_kept(member, as_member):
    page = as_member(member).post(address(member), form(strengths="x" * 61)).content.decode()

    assert "Use short words, and commas between them." in page
    assert "x" * 61 in page
    assert Profile.objects.count() == 0


def test_two_windows_of_one_person_are_shown_beside_each_other(member, as_member):
    ProfileFactory(membership=member, about="Written in the other window.", version=2)

    page = as_member(member).post(address(member), form(about="Written here.")).content.decode()

    assert "Written in the other window." in page
    assert "Written here." in page
    assert Profile.objects.get().about == "Written in the other window."


def test_what_a_signed_out_person_wrote_is_kept(member, client):
    client.post(address(member), form(about="Written before signing in."))
    client.force_login(member.user)

    page = client.get(address(member)).content.decode()

    assert Profile.objects.count() == 0
    assert "What you wrote was kept." in page
    assert "Written before signing in." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_words(
    member, as_member, count, django_assert_num_queries
):
    ProfileFactory(membership=member, strengths=[f"word {n}" for n in range(count)])
    ProfileFactory()
    client = as_member(member)

    # of every page: session, user, membership, roles, notices; then the profile
    with django_assert_num_queries(6):
        page = client.get(address(member)).content.decode()

    assert page.count("word ") == count
