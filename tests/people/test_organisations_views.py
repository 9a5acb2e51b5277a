import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.people.models import RoleTitle
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    OrganisationKindFactory,
    RoleHoldingFactory,
    RoleTitleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def hr(inside):
    hr = MembershipFactory(hr=True)
    inside(hr)
    return hr


def address(member, name="organisation_settings"):
    return reverse(f"people:{name}", args=[member.organisation.slug])


def settings(member, **changes):
    fields = {
        "version": member.organisation.version,
        "name_fi": "Majakkavirasto",
        "name_sv": "Fyrverket",
        "name_en": "",
        "kind": member.organisation.kind_id,
        "languages": ["fi", "sv"],
        "staff_count": "210",
        "monthly_hours": "153.2",
        "about": "We learn by trying.",
    }
    return {**fields, **changes}


def naming(**changes):
    fields = {"version": 1, "name_fi": "oppimisaktivisti", "name_sv": "", "name_en": "activist"}
    return {**fields, **changes}


def test_hr_saves_the_settings_and_sees_them_again(hr, as_member):
    """Serves R25, R29."""
    client = as_member(hr)

    response = client.post(address(hr), settings(hr), follow=True)

    assert response.redirect_chain == [(address(hr), 302)]
    page = response.content.decode()
    assert "The settings were saved." in page
    assert "We learn by trying." in page
    assert 'value="153.2"' in page


def test_hours_are_written_and_read_with_a_comma_in_finnish(hr, as_member):
    client = as_member(hr)
    with translation.override("fi"):
        url = address(hr)
    client.post(url, settings(hr, monthly_hours="153,2"))

    page = client.get(url).content.decode()

    hr.organisation.refresh_from_db()
    assert str(hr.organisation.monthly_hours) == "153.2"
    assert 'value="153,2"' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name_fi": ""}, "Write the name in Finnish."),
        ({"monthly_hours": "lots"}, "Enter a number of hours between 1 and 250"),
        ({"monthly_hours": "157.25"}, "One decimal is enough."),
        ({"staff_count": "-1"}, "Enter a number, for example 10."),
        ({"languages": []}, "Choose at least one language."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(hr, as_member, changes, words):
    page = as_member(hr).post(address(hr), settings(hr, **changes)).content.decode()

    assert words in page
    assert "We learn by trying." in page
    hr.organisation.refresh_from_db()
    assert hr.organisation.version == 1


def test_the_second_editor_sees_both_texts_and_may_choose_theirs(hr, as_member):
    jari = MembershipFactory(
        organisation=hr.organisation, coordinator=True, user__name="Jari Lehtonen"
    )
    as_member(jari).post(address(hr), settings(hr, about="Jari's text"))
    client = as_member(hr)

    page = client.post(address(hr), settings(hr, about="My text")).content.decode()

    assert "Jari Lehtonen has just changed this. Both texts are kept: choose or merge." in page
    assert "Jari&#39;s text" in page
    assert "My text" in page
    assert 'name="keep-about"' in page
    assert 'name="version" value="2"' in page
    hr.organisation.refresh_from_db()
    assert hr.organisation.about == "Jari's text"

    client.post(
        address(hr),
        settings(hr, version=2, about="My text", staff_count="220", **{"keep-about": "theirs"}),
    )

    hr.organisation.refresh_from_db()
    assert (hr.organisation.about, hr.organisation.staff_count) == ("Jari's text", 220)


def test_the_second_editor_may_merge(hr, as_member):
    client = as_member(hr)
    client.post(address(hr), settings(hr, about="One"))
    hr.organisation.refresh_from_db()

    told = client.post(address(hr), settings(hr, version=1, about="Two")).content.decode()
    client.post(address(hr), settings(hr, version=2, about="One and two", **{"keep-about": "mine"}))

    assert "You have just changed this in another window." in told
    hr.organisation.refresh_from_db()
    assert (hr.organisation.about, hr.organisation.version) == ("One and two", 3)


def test_a_provider_stays_a_provider_and_others_do_not_become_one(as_member):
    provider = MembershipFactory(at_provider=True, coordinator=True)
    hr = MembershipFactory(hr=True)
    kind = OrganisationKindFactory(code="provider")

    as_member(hr).post(address(hr), settings(hr, kind=kind.pk))
    as_member(provider).post(address(provider), settings(provider))

    hr.organisation.refresh_from_db()
    provider.organisation.refresh_from_db()
    assert (hr.organisation.is_provider, hr.organisation.version) == (False, 1)
    assert (provider.organisation.is_provider, provider.organisation.version) == (True, 2)


@pytest.mark.parametrize("name", ["organisation_settings", "role_titles"])
@pytest.mark.parametrize("roles", [{"mentor": True}, {"management": True}, {}])
def test_others_are_refused_with_a_reason(as_member, roles, name):
    actor = MembershipFactory(**roles)
    client = as_member(actor)

    for response in (client.get(address(actor, name)), client.post(address(actor, name), {})):
        assert response.status_code == 403
        assert "by its HR and its coordinators" in response.content.decode()
    actor.organisation.refresh_from_db()
    assert actor.organisation.version == 1


@pytest.mark.parametrize("name", ["organisation_settings", "role_titles"])
def test_a_stranger_finds_nothing(as_member, name):
    theirs = MembershipFactory(hr=True)

    assert as_member(MembershipFactory(hr=True)).get(address(theirs, name)).status_code == 404


def test_titles_are_added_side_by_side(hr, as_member):
    """Serves R10, R11, R17, R18."""
    client = as_member(hr)
    for name in ("oppimisaktivisti", "työkulttuurihakkeri"):
        client.post(address(hr, "role_titles") + "?role=mentor", naming(name_fi=name))

    page = client.get(address(hr, "role_titles")).content.decode()

    assert "oppimisaktivisti" in page
    assert "työkulttuurihakkeri" in page
    assert list(RoleTitle.objects.order_by("pk").values_list("role", "is_default")) == [
        ("mentor", True),
        ("mentor", False),
    ]


def test_a_title_is_changed_and_removed(hr, as_member):
    title = RoleTitleFactory(organisation=hr.organisation)
    client = as_member(hr)
    url = f"{address(hr, 'role_titles')}?title={title.pk}"

    changed = client.post(url, naming(), follow=True).content.decode()
    names = list(RoleTitle.objects.values_list("name_fi", "is_default"))
    removed = client.post(url, {"action": "remove"}, follow=True).content.decode()

    assert "The title was saved." in changed
    assert names == [("oppimisaktivisti", True)]
    assert "The title was removed." in removed
    assert RoleTitle.objects.count() == 0


def test_a_carried_title_is_not_removed_and_the_page_says_why(hr, as_member):
    title = RoleTitleFactory(organisation=hr.organisation)
    RoleHoldingFactory(membership=MembershipFactory(organisation=hr.organisation), title=title)

    page = as_member(hr).post(
        f"{address(hr, 'role_titles')}?title={title.pk}", {"action": "remove"}, follow=True
    )

    assert "Somebody carries this title" in page.content.decode()
    assert RoleTitle.objects.count() == 1


def test_a_taken_title_is_told_next_to_the_field(hr, as_member):
    RoleTitleFactory(organisation=hr.organisation, name_fi="oppimisaktivisti")

    page = as_member(hr).post(address(hr, "role_titles") + "?role=mentor", naming())

    assert "This role already has a title with this name." in page.content.decode()
    assert RoleTitle.objects.count() == 1


def test_two_who_rename_a_title_see_both(hr, as_member):
    title = RoleTitleFactory(organisation=hr.organisation, version=2)

    page = as_member(hr).post(f"{address(hr, 'role_titles')}?title={title.pk}", naming(version=1))

    assert "Both texts are kept" in page.content.decode()
    assert RoleTitle.objects.get().name_fi == "muutosagentti"


@pytest.mark.parametrize("query", ["?title=0", "?title=x", "?role=king"])
def test_what_is_not_there_is_not_found(hr, as_member, query):
    url = address(hr, "role_titles") + query

    assert as_member(hr).get(url).status_code == 404


def test_a_title_of_another_organisation_is_not_found_nor_shown(hr, as_member):
    theirs = RoleTitleFactory(name_fi="heidän nimikkeensä", organisation=OrganisationFactory())
    client = as_member(hr)

    assert "heidän nimikkeensä" not in client.get(address(hr, "role_titles")).content.decode()
    url = f"{address(hr, 'role_titles')}?title={theirs.pk}"
    assert client.get(url).status_code == 404
    assert client.post(url, naming()).status_code == 404


def test_removing_what_was_never_added_is_not_found(hr, as_member):
    url = address(hr, "role_titles") + "?role=mentor"

    assert as_member(hr).post(url, {"action": "remove"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_titles_cost_the_same_for_one_and_three(
    hr, as_member, count, django_assert_num_queries
):
    for n in range(count):
        RoleTitleFactory(organisation=hr.organisation, name_fi=f"nimike {n}", is_default=n == 0)
    client = as_member(hr)

    # of every page: session, user, membership, roles, notices, organisations; then the titles
    with django_assert_num_queries(6):
        page = client.get(address(hr, "role_titles")).content.decode()

    assert page.count("nobody has chosen this title") == count
