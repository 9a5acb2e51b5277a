import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.foundation import tenancy
from nuotio.people.forms.members import FilterForm, role_choices
from nuotio.people.models import Membership
from nuotio.people.queries import members as queries
from nuotio.people.services.role_holdings import LastOfItsKind
from tests.factories import (
    LONG_AGO,
    InvitationFactory,
    MembershipFactory,
    RoleHoldingFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def hr(inside):
    hr = MembershipFactory(hr=True, user__name="Helmi Hakala", job_title="HR specialist")
    inside(hr)
    return hr


def address(member, name="members", *more):
    return reverse(f"people:{name}", args=[member.organisation.slug, *more])


def colleague(hr, name="Aino Aalto", **fields):
    return MembershipFactory(organisation=hr.organisation, user__name=name, **fields)


def names(hr, **filters):
    found = queries.members_of(viewer=hr, filters=queries.Filters(**filters))
    return [one.name for one in found]


def test_the_list_shows_those_who_have_joined_here(hr, as_member):
    """Serves R13."""
    unit = UnitFactory(organisation=hr.organisation, name_fi="Arkisto")
    colleague(hr, unit=unit, mentor=True)
    colleague(hr, "Gone Person", left_at=LONG_AGO)
    MembershipFactory(user__name="Somebody Elsewhere")

    page = as_member(hr).get(address(hr)).content.decode()

    assert "2 people" in page
    assert "Aino Aalto" in page
    assert "nurse · Arkisto" in page
    assert "learning mentor" in page
    assert "Gone Person" not in page
    assert "Somebody Elsewhere" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(hr, as_member, count, django_assert_num_queries):
    for n in range(count):
        unit = UnitFactory(organisation=hr.organisation)
        colleague(hr, f"Colleague {n}", unit=unit, mentor=True)
    client = as_member(hr)

    # of every page: session, user, membership, roles, notices; then the count of people, units,
    # unsent invitations, people, their roles, the organisation's titles
    with django_assert_num_queries(11):
        page = client.get(address(hr)).content.decode()

    assert page.count("Colleague ") == count


@pytest.mark.parametrize("words", ["äijö", "Äijö", "ÄIJÖ", "öström", "PÄÄTOIMINEN", "äijö östr"])
def test_a_search_finds_nordic_letters_in_either_case(hr, words):
    """Serves R13."""
    colleague(hr, "Tuuli Äijö-Öström", job_title="Päätoiminen kouluttaja")
    colleague(hr, "Aino Aalto")

    assert names(hr, words=words) == ["Tuuli Äijö-Öström"]


def test_a_list_is_narrowed_by_mail_unit_and_role(hr):
    unit = UnitFactory(organisation=hr.organisation)
    colleague(hr, "Aino", unit=unit, user__email="aino.here@esimerkki.invalid")
    colleague(hr, "Bertta", mentor=True)
    paused = colleague(hr, "Cecilia")
    RoleHoldingFactory(membership=paused, state="paused")

    assert names(hr) == ["Aino", "Bertta", "Cecilia", "Helmi Hakala"]
    assert names(hr, words="AINO.here@") == ["Aino"]
    assert names(hr, unit=unit.pk) == ["Aino"]
    assert names(hr, role="mentor") == ["Bertta"]
    assert names(hr, words="nobody") == []


def test_filters_that_make_no_sense_narrow_nothing():
    odd = FilterForm({"q": "a\x00", "unit": "²", "role": "king"}).filters()
    too_large = FilterForm({"unit": "9" * 30}).filters()

    assert odd == too_large == queries.Filters("", None, "")


def test_roles_to_narrow_by_are_those_of_the_organisation(hr):
    trainer = MembershipFactory(at_provider=True)

    with tenancy.inside(hr.organisation_id, trainer.organisation_id):
        ours, theirs = role_choices(hr), role_choices(trainer)

    assert [role for role, _ in ours] == ["mentor", "hr", "management", "coordinator"]
    assert [role for role, _ in theirs] == ["coordinator", "trainer"]


def test_a_search_while_typing_answers_with_the_rows_only(hr, as_member):
    rows = as_member(hr).get(address(hr), {"q": "zzz", "page": 7}, headers={"HX-Request": "true"})

    assert "Nobody found" in rows.content.decode()
    assert "<html" not in rows.content.decode()


def test_who_goes_back_to_a_search_gets_the_whole_page(hr, as_member):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    page = as_member(hr).get(address(hr), {"q": "zz"}, headers=headers)

    assert "Nobody found" in page.content.decode()
    assert "<html" in page.content.decode()
    assert "HX-Request" in page["Vary"]


def test_the_list_says_how_many_invitations_wait(hr, as_member):
    InvitationFactory(organisation=hr.organisation)
    InvitationFactory()

    page = as_member(hr).get(address(hr)).content.decode()

    assert "Send one invitation" in page


def test_the_second_page_keeps_what_is_searched(hr, as_member):
    for n in range(51):
        colleague(hr, f"Aino {n:02}")

    page = as_member(hr).get(address(hr), {"q": "Aino", "page": 2}).content.decode()

    assert "Aino 50" in page
    assert "Aino 49" not in page
    assert 'href="?q=Aino&amp;page=1"' in page


def test_hr_saves_unit_job_and_supervisor(hr, as_member):
    """Serves R14."""
    member, unit = colleague(hr), UnitFactory(organisation=hr.organisation)
    form = {"job_title": "archivist", "unit": unit.pk, "supervisor": hr.pk}

    response = as_member(hr).post(address(hr, "member", member.pk), form, follow=True)

    member.refresh_from_db()
    assert "Aino Aalto was saved." in response.content.decode()
    assert (member.job_title, member.unit, member.supervisor) == ("archivist", unit, hr)


def test_what_is_left_empty_is_not_told(hr, as_member):
    unit = UnitFactory(organisation=hr.organisation)
    member = colleague(hr, unit=unit, supervisor=hr)

    as_member(hr).post(address(hr, "member", member.pk), {"job_title": "", "unit": ""})

    member.refresh_from_db()
    assert (member.job_title, member.unit, member.supervisor) == ("", None, None)


@pytest.mark.parametrize("field", ["unit", "supervisor", "herself"])
def test_a_foreign_unit_or_supervisor_is_refused_next_to_the_field(hr, as_member, field):
    member, theirs = colleague(hr), MembershipFactory()
    value = {
        "unit": UnitFactory(organisation=theirs.organisation).pk,
        "supervisor": theirs.pk,
        "herself": member.pk,
    }[field]
    form = {"job_title": "kept as typed", field.replace("herself", "supervisor"): value}

    page = as_member(hr).post(address(hr, "member", member.pk), form)

    member.refresh_from_db()
    assert page.status_code == 200
    assert "kept as typed" in page.content.decode()
    assert (member.job_title, member.unit, member.supervisor) == ("nurse", None, None)


@pytest.mark.parametrize("count", [1, 3])
def test_a_members_page_costs_the_same_for_one_and_three(
    hr, as_member, count, django_assert_num_queries
):
    member = colleague(hr, unit=UnitFactory(organisation=hr.organisation), supervisor=hr)
    for role in ["mentor", "management", "coordinator"][:count]:
        RoleHoldingFactory(membership=member, role=role)
    client = as_member(hr)

    # of every page: session, user, membership, roles, notices; then the member, her roles, the
    # units, who could supervise, the organisation's titles
    with django_assert_num_queries(10):
        response = client.get(address(hr, "member", member.pk))

    assert response.status_code == 200


def test_hr_gives_and_ends_a_role(hr, as_member):
    """Serves R22."""
    member, client = colleague(hr), as_member(hr)
    here = address(hr, "member_roles", member.pk)

    given = client.post(here, {"role": "management", "action": "give"}, follow=True)
    roles_between = list(member.role_holdings.values_list("role", "state"))
    ended = client.post(here, {"role": "management", "action": "end"}, follow=True)

    assert "Aino Aalto has the role now." in given.content.decode()
    assert roles_between == [("management", "active")]
    assert "The role has ended." in ended.content.decode()
    assert list(member.role_holdings.values_list("role", "state")) == [("management", "ended")]


def test_a_role_on_pause_can_be_ended_but_not_given_again(hr, as_member):
    member = colleague(hr)
    RoleHoldingFactory(membership=member, role="management", state="paused")

    page = as_member(hr).get(address(hr, "member", member.pk)).content.decode()

    assert page.count("End the role") == 1
    assert page.count("Give the role") == 2


def test_the_last_hr_keeps_the_role_and_is_told_why(hr, as_member):
    form = {"role": "hr", "action": "end"}

    response = as_member(hr).post(address(hr, "member_roles", hr.pk), form, follow=True)

    assert "Somebody must take care of the people." in response.content.decode()
    assert hr.role_holdings.get().state == "active"


def test_hr_cannot_make_a_mentor_of_anybody(hr, as_member):
    """Serves R22, R23."""
    member = colleague(hr)

    response = as_member(hr).post(
        address(hr, "member_roles", member.pk), {"role": "mentor", "action": "give"}
    )

    assert response.status_code == 403
    assert list(member.role_holdings.all()) == []


def test_whose_membership_ended_finds_nothing_here_and_leads_nothing(hr, client):
    member = colleague(hr)
    unit = UnitFactory(organisation=hr.organisation, lead=member)
    client.force_login(member.user)
    home = reverse("home:organisation", args=[hr.organisation.slug])
    before = client.get(home).status_code
    client.force_login(hr.user)

    said = client.post(address(hr, "member_end", member.pk), follow=True).content.decode()

    client.force_login(member.user)
    unit.refresh_from_db()
    assert "Aino Aalto no longer belongs to the organisation." in said
    assert (before, client.get(home).status_code) == (200, 404)
    assert unit.lead is None


def test_who_is_the_last_to_steer_stays_and_the_page_says_why(hr, as_member, monkeypatch):
    member = colleague(hr)

    def last(*_args, **_kwargs):
        raise LastOfItsKind

    monkeypatch.setattr("nuotio.people.services.members.end_membership", last)
    response = as_member(hr).post(address(hr, "member_end", member.pk), follow=True)

    assert "Somebody must take care of the people." in response.content.decode()


def test_a_foreign_member_is_like_a_missing_one(hr, as_member):
    theirs = MembershipFactory()
    client = as_member(hr)

    answers = [
        client.get(address(hr, "member", theirs.pk)),
        client.get(address(hr, "member", 999_999)),
        client.get(address(hr, "member", 10**30)),
        client.post(address(hr, "member", theirs.pk), {"job_title": "ours"}),
        client.post(address(hr, "member_roles", theirs.pk), {"role": "hr", "action": "give"}),
        client.post(address(hr, "member_end", theirs.pk)),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6
    with tenancy.unrestricted(reason="Looking at what another organisation still has."):
        kept = Membership.objects.get(pk=theirs.pk)
        assert (kept.job_title, kept.left_at) == ("nurse", None)
        assert list(kept.role_holdings.all()) == []


@pytest.mark.parametrize("role", ["employee", "mentor", "management"])
def test_others_are_told_who_sees_the_list(hr, as_member, role):
    """Serves R26."""
    member = colleague(hr, **{role: True})
    client = as_member(member)

    answers = [
        client.get(address(hr)),
        client.get(address(hr, "member", hr.pk)),
        client.post(address(hr, "member", hr.pk), {"job_title": "changed"}),
        client.post(address(hr, "member_end", hr.pk)),
    ]

    hr.refresh_from_db()
    assert [answer.status_code for answer in answers] == [403] * 4
    assert "seen by HR and the coordinators" in answers[0].content.decode()
    assert (hr.job_title, hr.left_at) == ("HR specialist", None)


def test_a_persons_memberships_are_her_open_ones(hr):
    elsewhere = MembershipFactory(user=hr.user)
    MembershipFactory(user=hr.user, left_at=LONG_AGO)

    here = queries.membership_at(hr.organisation.slug, user=hr.user)

    assert here == hr
    assert queries.memberships_of(hr.user_id) == [hr, elsewhere]
    assert here.others == [elsewhere.organisation]
    assert queries.membership_at("nowhere", user=hr.user) is None
