import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.people.forms.directory import WantedForm
from nuotio.people.models import Membership
from nuotio.people.queries import directory as queries
from nuotio.people.rules import mentors as rules
from nuotio.people.services import members, profiles
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    ProfileFactory,
    RoleHoldingFactory,
    RoleTitleFactory,
    TimeShareFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def viewer(inside):
    viewer = MembershipFactory(user__name="Vilma Viewer")
    inside(viewer)
    return viewer


def address(member, name="mentors", *more):
    return reverse(f"people:{name}", args=[member.organisation.slug, *more])


def mentor_at(viewer, name="Maija Mäkelä", **fields):
    fields = {"mentor": True, **fields}
    return MembershipFactory(organisation=viewer.organisation, user__name=name, **fields)


def found(viewer, *words, **wanted):
    rows = queries.mentors(viewer=viewer, wanted=queries.Wanted(" ".join(words), **wanted))
    return [one.name for one in rows]


def test_everybody_finds_the_mentors_of_the_own_organisation(viewer, as_member):
    """Serves R13, R14."""
    unit = UnitFactory(organisation=viewer.organisation, name_fi="Arkisto")
    mentor = mentor_at(viewer, unit=unit, job_title="palkka-asiantuntija")
    ProfileFactory(membership=mentor, strengths=["one", "two", "three", "four"])
    mentor_at(viewer, "Pia Paused", mentor=False)
    RoleHoldingFactory(membership=Membership.objects.get(user__name="Pia Paused"), state="paused")
    mentor_at(viewer, "Former Mentor", mentor=False)
    RoleHoldingFactory(membership=Membership.objects.get(user__name="Former Mentor"), state="ended")
    mentor_at(viewer, "Gone Mentor", left_at=LONG_AGO)
    mentor_at(viewer, "Helmi Hr", mentor=False, hr=True)
    MembershipFactory(mentor=True, user__name="Mentor Elsewhere")

    page = as_member(viewer).get(address(viewer)).content.decode()

    assert "2 mentors" in page
    assert "learning mentor · palkka-asiantuntija · Arkisto" in page
    assert "three" in page
    assert "four" not in page
    assert "Pia Paused" in page
    assert "on pause" in page
    assert "Vilma Viewer" not in page.split('id="mentors"')[1]
    for name in ("Former Mentor", "Gone Mentor", "Helmi Hr", "Mentor Elsewhere"):
        assert name not in page


def test_a_mentor_has_the_title_that_she_chose(viewer, as_member):
    """Serves R16."""
    title = RoleTitleFactory(organisation=viewer.organisation, is_default=False)
    mentor = mentor_at(viewer, mentor=False)
    RoleHoldingFactory(membership=mentor, title=title)

    assert "change agent · nurse" in as_member(viewer).get(address(viewer)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    viewer, as_member, count, django_assert_num_queries
):
    title = RoleTitleFactory(organisation=viewer.organisation)
    for n in range(count):
        mentor = mentor_at(viewer, f"Mentor no {n}", mentor=False)
        mentor.unit = UnitFactory(organisation=viewer.organisation)
        mentor.save()
        RoleHoldingFactory(membership=mentor, title=title)
        if n != 1:
            ProfileFactory(membership=mentor)
    MembershipFactory(mentor=True, user__name="Mentor no where")
    client = as_member(viewer)

    # of every page: session, user, membership, roles, notices; then units, count, mentors, their
    # roles and titles, the organisation's titles
    with django_assert_num_queries(11):
        page = client.get(address(viewer)).content.decode()

    assert page.count("Mentor no ") == count


@pytest.mark.parametrize("form", ["äänenkäyttö", "ÄÄNENKÄYTTÖ", "Äänenkäyttö"])
@pytest.mark.parametrize("where", ["interests", "strengths", "training"])
def test_a_search_finds_words_of_a_profile_in_any_case(viewer, now, where, form):
    """Serves R13."""
    mentor = mentor_at(viewer)
    mentor_at(viewer, "Another Mentor")
    fields = {key: [] for key in ("interests", "strengths", "languages", "training")}
    told = {"job_title": "nurse", "about": "", **fields, where: ["Hyvä Äänenkäyttö"]}
    profiles.write_profile(profiles.ProfileWords(**told), by=mentor, version=1, at=now)

    assert found(viewer, form) == ["Maija Mäkelä"]


@pytest.mark.parametrize("word", ["äijö", "ÄIJÖ", "öström", "Östr", "PÄÄTOIMINEN"])
def test_a_search_finds_name_and_job_in_either_case_without_a_profile(viewer, word):
    """Serves R13, R15."""
    mentor_at(viewer, "Tuuli Äijö-Öström", job_title="Päätoiminen kouluttaja")
    mentor_at(viewer, "Aino Aalto")

    assert found(viewer, word) == ["Tuuli Äijö-Öström"]


def test_every_word_of_a_search_must_be_found(viewer):
    mentor = mentor_at(viewer)
    ProfileFactory(membership=mentor, found_by="dialogue")

    assert found(viewer, "mäkelä", "nurse", "dialogue") == ["Maija Mäkelä"]
    assert found(viewer, "mäkelä", "carpentry") == []


def test_a_search_goes_by_the_job_of_today(viewer, now):
    """Serves R14: HR, too, may write what somebody's work is."""
    hr, mentor = mentor_at(viewer, "Helmi", hr=True), mentor_at(viewer)
    words = profiles.ProfileWords("nurse", "", ["dialogue"], [], [], [])
    profiles.write_profile(words, by=mentor, version=1, at=now)

    members.edit_member(mentor, members.MemberDetails(None, "archivist", None), by=hr)

    assert found(viewer, "archivist") == ["Maija Mäkelä"]
    assert "Maija Mäkelä" not in found(viewer, "nurse")


def test_mentors_are_narrowed_by_unit_and_language(viewer):
    unit = UnitFactory(organisation=viewer.organisation)
    one, two = mentor_at(viewer, "One", unit=unit), mentor_at(viewer, "Two")
    ProfileFactory(membership=one, languages=["fi"])
    ProfileFactory(membership=two, languages=["sv", "viittomakieli"])
    mentor_at(viewer, "Without Profile")

    assert found(viewer, unit=unit.pk) == ["One"]
    assert found(viewer, language="sv") == ["Two"]
    assert found(viewer, language="fi") == ["One"]
    assert found(viewer, unit=unit.pk, language="sv") == []


def test_what_makes_no_sense_narrows_nothing():
    odd = WantedForm({"q": "a\x00", "unit": "²", "language": "xx"}).wanted()

    assert odd == queries.Wanted()


@pytest.mark.parametrize(
    "query", ["?unit=²", "?q=a%00", f"?unit={'9' * 30}", "?language=xx&page=x"]
)
def test_nothing_in_the_address_breaks_the_page(viewer, as_member, query):
    assert as_member(viewer).get(address(viewer) + query).status_code == 200


def test_a_search_while_typing_answers_with_the_rows_only(viewer, as_member):
    rows = as_member(viewer).get(address(viewer), {"q": "zz"}, headers={"HX-Request": "true"})

    assert "Nobody found" in rows.content.decode()
    assert "<html" not in rows.content.decode()


def test_who_goes_back_to_a_search_gets_the_whole_page(viewer, as_member):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    page = as_member(viewer).get(address(viewer), {"q": "zz"}, headers=headers)

    assert "Nobody found" in page.content.decode()
    assert "<html" in page.content.decode()
    assert "HX-Request" in page["Vary"]


@pytest.mark.parametrize(("is_mentor", "leads_to"), [(True, "own_profile"), (False, "own_roles")])
def test_an_empty_list_says_what_to_do(viewer, as_member, is_mentor, leads_to, monkeypatch):
    """Serves R22."""
    actor = mentor_at(viewer) if is_mentor else viewer
    nobody = Membership.objects.none()
    monkeypatch.setattr(queries, "mentors", lambda **_kwargs: nobody)

    page = as_member(actor).get(address(viewer)).content.decode()

    assert "No mentors yet" in page
    assert address(viewer, leads_to) in page.split('id="mentors"')[1]


def test_the_second_page_keeps_what_is_searched(viewer, as_member):
    for n in range(31):
        mentor_at(viewer, f"Mentor {n:02}")

    page = as_member(viewer).get(address(viewer), {"q": "mentor", "page": "2"}).content.decode()

    assert "Mentor 30" in page
    assert "Mentor 29" not in page
    assert 'href="?q=mentor&amp;page=1"' in page


def test_a_mentor_shows_herself_in_her_own_words(viewer, as_member):
    """Serves R13, R14."""
    mentor = mentor_at(viewer)
    ProfileFactory(membership=mentor, about="I ask.", languages=["sv", "viittomakieli"])

    page = as_member(viewer).get(address(viewer, "mentor", mentor.pk)).content.decode()

    assert "I ask." in page
    assert "facilitation" in page
    assert "Coaching for learning mentors 2026" in page
    assert "viittomakieli" in page
    assert f"mailto:{mentor.user.email}" in page


def test_a_mentor_without_a_profile_can_be_written_to(viewer, as_member):
    mentor = mentor_at(viewer)

    page = as_member(viewer).get(address(viewer, "mentor", mentor.pk)).content.decode()

    assert "You can still write." in page
    assert "not told" in page


def test_a_mentor_on_pause_is_not_asked(viewer, as_member):
    """Serves R22."""
    mentor = mentor_at(viewer, mentor=False)
    RoleHoldingFactory(membership=mentor, state="paused")

    page = as_member(viewer).get(address(viewer, "mentor", mentor.pk)).content.decode()

    assert "Maija is on pause and takes no new requests." in page
    assert "mailto:" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_one_mentor_costs_the_same_for_one_and_three(
    viewer, as_member, count, django_assert_num_queries
):
    for n in range(count):
        mentor = mentor_at(
            viewer, f"Mentor {n}", unit=UnitFactory(organisation=viewer.organisation)
        )
        ProfileFactory(membership=mentor)
    client = as_member(viewer)

    # of every page: session, user, membership, roles, notices; then the mentor, her roles, agreed
    # hours, the organisation's titles
    with django_assert_num_queries(9):
        response = client.get(address(viewer, "mentor", mentor.pk))

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("who", "sees"), [("herself", True), ("hr", True), ("boss", True), ("a colleague", False)]
)
def test_agreed_hours_are_shown_to_whom_they_concern(viewer, as_member, who, sees):
    """Serves R26, R86."""
    mentor = mentor_at(viewer)
    boss = MembershipFactory(organisation=viewer.organisation)
    TimeShareFactory(mentor=mentor, supervisor=boss, state="agreed")
    actors = {"herself": mentor, "boss": boss, "a colleague": viewer}
    actor = actors.get(who) or MembershipFactory(organisation=viewer.organisation, hr=True)

    page = as_member(actor).get(address(viewer, "mentor", mentor.pk)).content.decode()

    assert ("Agreed working time" in page) is sees


@pytest.mark.parametrize("who", ["no mentor", "a former mentor", "one who left", "a stranger"])
def test_a_profile_is_hidden_while_the_person_is_no_mentor(viewer, as_member, who):
    """Serves R22, R26."""
    fields = {
        "no mentor": {"mentor": False},
        "a former mentor": {"mentor": False},
        "one who left": {"left_at": LONG_AGO},
    }
    hidden = (
        MembershipFactory(mentor=True) if who == "a stranger" else mentor_at(viewer, **fields[who])
    )
    if who == "a former mentor":
        RoleHoldingFactory(membership=hidden, state="ended")
    ProfileFactory(membership=hidden)

    response = as_member(viewer).get(address(viewer, "mentor", hidden.pk))

    assert response.status_code == 404


def test_mentors_are_seen_in_the_own_organisation(viewer):
    """Serves R13."""
    gone = MembershipFactory(organisation=viewer.organisation, left_at=LONG_AGO)

    assert rules.can_see_mentors(viewer, viewer.organisation_id)
    assert not rules.can_see_mentors(MembershipFactory(), viewer.organisation_id)
    assert not rules.can_see_mentors(gone, viewer.organisation_id)
