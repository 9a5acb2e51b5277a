import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.foundation import tenancy
from nuotio.people.models import Unit
from tests.factories import MembershipFactory, UnitFactory

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


def address(member, name="units", *more):
    return reverse(f"people:{name}", args=[member.organisation.slug, *more])


def form(**changes):
    fields = {
        "version": 1,
        "name_fi": "Asiakaspalvelu",
        "name_sv": "",
        "name_en": "Customer service",
        "parent": "",
        "lead": "",
        "staff_count": "80",
    }
    return {**fields, **changes}


def unit_in(member, **fields):
    return UnitFactory(organisation=member.organisation, **fields)


@pytest.mark.parametrize("told", ["9" * 5000, "²"])
def test_a_parent_that_is_no_unit_is_not_chosen(told, hr, as_member):
    answer = as_member(hr).get(address(hr, "unit_add"), {"parent": told})

    assert answer.status_code == 200


def test_everybody_sees_the_tree_with_leads_and_people(hr, as_member):
    """Serves R2, R13."""
    lead = MembershipFactory(organisation=hr.organisation, user__name="Päivi Laine")
    top = unit_in(hr, name_fi="Palvelut", lead=lead, staff_count=80)
    below = unit_in(hr, name_fi="Neuvonta", parent=top)
    member = MembershipFactory(organisation=hr.organisation, unit=below)
    UnitFactory(name_fi="Toisen talon yksikkö")

    page = as_member(member).get(address(hr)).content.decode()

    assert "Lead: Päivi Laine" in page
    assert "1 of 80 have joined" in page
    assert page.index("Palvelut") < page.index("Neuvonta")
    assert "Toisen talon yksikkö" not in page
    assert address(hr, "unit_add") not in page


@pytest.mark.parametrize(
    ("roles", "words"), [({"hr": True}, "Add the first unit"), ({}, "HR adds the units")]
)
def test_an_empty_tree_says_what_will_be_here(as_member, roles, words):
    member = MembershipFactory(**roles)

    assert words in as_member(member).get(address(member)).content.decode()


def test_what_the_organisation_says_of_mentoring_stands_beside_the_tree(hr, as_member):
    hr.organisation.about = "We learn by trying."
    hr.organisation.save()
    member = MembershipFactory(organisation=hr.organisation)

    assert "We learn by trying." in as_member(member).get(address(hr)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_costs_the_same_for_one_and_three(hr, as_member, count, django_assert_num_queries):
    parent = None
    for n in range(count):
        lead = MembershipFactory(organisation=hr.organisation)
        parent = unit_in(hr, name_fi=f"Yksikkö {n}", parent=parent, lead=lead)
    client = as_member(hr)

    # of every page: session, user, membership, roles, notices, organisations; then the tree
    with django_assert_num_queries(6):
        page = client.get(address(hr)).content.decode()

    assert page.count("Lead: ") == count


@pytest.mark.parametrize("count", [1, 3])
def test_one_unit_costs_the_same_for_one_and_three(hr, as_member, count, django_assert_num_queries):
    units = [
        unit_in(hr, lead=MembershipFactory(organisation=hr.organisation)) for _ in range(count)
    ]
    client = as_member(hr)

    # of every page: session, user, membership, roles, notices, organisations; then the tree and
    # who could lead
    with django_assert_num_queries(7):
        response = client.get(address(hr, "unit", units[0].pk))

    assert response.status_code == 200


def test_hr_adds_a_unit_with_a_lead_under_another(hr, as_member):
    """Serves R2."""
    top, lead = unit_in(hr), MembershipFactory(organisation=hr.organisation)
    client = as_member(hr)
    opened = client.get(address(hr, "unit_add") + f"?parent={top.pk}").content.decode()

    response = client.post(address(hr, "unit_add"), form(parent=top.pk, lead=lead.pk), follow=True)

    made = Unit.objects.get(name_fi="Asiakaspalvelu")
    assert f'<option value="{top.pk}" selected>' in opened
    assert "Customer service was added." in response.content.decode()
    assert (made.parent, made.lead, made.staff_count) == (top, lead, 80)


@pytest.mark.parametrize("name", ["unit_add", "unit"])
def test_a_taken_name_is_told_and_what_was_typed_is_kept(hr, as_member, name):
    unit_in(hr, name_fi="Asiakaspalvelu")
    more = [unit_in(hr, name_fi="Hallinto").pk] if name == "unit" else []

    page = as_member(hr).post(address(hr, name, *more), form()).content.decode()

    assert "A unit with this name is already there." in page
    assert "Customer service" in page
    assert Unit.objects.filter(name_fi="Asiakaspalvelu").count() == 1


def test_a_unit_is_renamed_moved_and_given_a_lead(hr, as_member):
    top, unit = unit_in(hr), unit_in(hr)

    response = as_member(hr).post(
        address(hr, "unit", unit.pk), form(parent=top.pk, lead=hr.pk), follow=True
    )

    unit.refresh_from_db()
    assert "Customer service was saved." in response.content.decode()
    assert (unit.name_fi, unit.parent, unit.lead) == ("Asiakaspalvelu", top, hr)


def test_a_unit_cannot_be_put_under_its_own_branch(hr, as_member):
    unit = unit_in(hr, name_fi="Ylin")
    child = unit_in(hr, name_fi="Alempi", parent=unit)
    client = as_member(hr)

    opened = client.get(address(hr, "unit", unit.pk)).content.decode()
    client.post(address(hr, "unit", unit.pk), form(parent=child.pk))

    assert f'<option value="{child.pk}"' not in opened
    unit.refresh_from_db()
    assert (unit.name_fi, unit.parent) == ("Ylin", None)


def test_two_who_edit_a_unit_see_both_texts(hr, as_member):
    unit = unit_in(hr, name_fi="Hallinto", version=2)

    page = as_member(hr).post(address(hr, "unit", unit.pk), form(version=1)).content.decode()

    assert "Both texts are kept" in page
    assert "Hallinto" in page
    assert 'value="Asiakaspalvelu"' in page
    unit.refresh_from_db()
    assert unit.name_fi == "Hallinto"


def test_an_empty_unit_is_removed(hr, as_member):
    unit = unit_in(hr, name_fi="Hallinto")

    response = as_member(hr).post(address(hr, "unit", unit.pk), {"action": "remove"}, follow=True)

    assert "Hallinto was removed." in response.content.decode()
    assert Unit.objects.count() == 0


def test_a_unit_with_people_in_it_stays_and_the_page_says_why(hr, as_member):
    unit = unit_in(hr)
    MembershipFactory(organisation=hr.organisation, unit=unit)

    response = as_member(hr).post(address(hr, "unit", unit.pk), {"action": "remove"}, follow=True)

    assert "still has people or units in it" in response.content.decode()
    assert Unit.objects.count() == 1


def test_members_may_look_at_a_unit_but_not_change_it(hr, as_member):
    unit = unit_in(hr, name_fi="Hallinto")
    client = as_member(MembershipFactory(organisation=hr.organisation, mentor=True))

    looked = client.get(address(hr, "unit", unit.pk))
    refused = [
        client.post(address(hr, "unit", unit.pk), form()),
        client.post(address(hr, "unit", unit.pk), {"action": "remove"}),
        client.get(address(hr, "unit_add")),
        client.post(address(hr, "unit_add"), form()),
    ]

    assert looked.status_code == 200
    assert "Save the unit" not in looked.content.decode()
    assert [response.status_code for response in refused] == [403] * 4
    assert "HR and the coordinators of the organisation" in refused[0].content.decode()
    assert list(Unit.objects.values_list("name_fi", "version")) == [("Hallinto", 1)]


def test_a_foreign_unit_is_like_a_missing_one(hr, as_member):
    theirs = UnitFactory(name_fi="Heidän")
    client = as_member(hr)

    foreign = client.get(address(hr, "unit", theirs.pk))
    missing = client.get(address(hr, "unit", 999_999))
    posted = client.post(address(hr, "unit", theirs.pk), form())

    assert [foreign.status_code, missing.status_code, posted.status_code] == [404] * 3
    with tenancy.unrestricted(reason="Looking at what another organisation still has."):
        assert Unit.objects.get(pk=theirs.pk).name_fi == "Heidän"


def test_a_foreign_parent_or_lead_is_refused_next_to_the_field(hr, as_member):
    theirs, stranger = UnitFactory(), MembershipFactory()

    page = as_member(hr).post(address(hr, "unit_add"), form(parent=theirs.pk, lead=stranger.pk))

    assert page.status_code == 200
    assert not Unit.objects.filter(name_fi="Asiakaspalvelu").exists()


def test_a_foreign_parent_in_the_address_is_ignored(hr, as_member):
    theirs = UnitFactory(name_fi="Heidän")

    page = as_member(hr).get(address(hr, "unit_add") + f"?parent={theirs.pk}")

    assert page.status_code == 200
    assert "Heidän" not in page.content.decode()
