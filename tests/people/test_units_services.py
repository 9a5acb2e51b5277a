import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.foundation import versions
from nuotio.people.models import Unit
from nuotio.people.queries import units as queries
from nuotio.people.services import units as services
from tests.factories import LONG_AGO, MembershipFactory, OrganisationFactory, UnitFactory

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


def details(name_fi="Asiakaspalvelu", **changes):
    fields = {"name_sv": "Kundtjänst", "name_en": "", "parent": None, "lead": None}
    return services.UnitDetails(name_fi=name_fi, **{**fields, "staff_count": 80, **changes})


def unit_in(hr, **fields):
    return UnitFactory(organisation=hr.organisation, **fields)


def test_a_unit_is_added_with_its_lead_under_another(hr):
    """Serves R2."""
    top, lead = unit_in(hr), MembershipFactory(organisation=hr.organisation)

    made = services.add_unit(hr.organisation, by=hr, details=details(parent=top, lead=lead))

    made.refresh_from_db()
    assert (made.name_fi, made.parent, made.lead, made.staff_count) == (
        "Asiakaspalvelu",
        top,
        lead,
        80,
    )
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("people.edit_units", hr.user_id)
    ]


def test_the_same_form_sent_twice_adds_one_unit(hr):
    first = services.add_unit(hr.organisation, by=hr, details=details())

    again = services.add_unit(hr.organisation, by=hr, details=details())

    assert again == first
    assert Unit.objects.count() == 1


@pytest.mark.parametrize("at", ["the top", "a parent"])
def test_a_taken_name_is_told_in_the_same_place_only(hr, at):
    parent = unit_in(hr) if at == "a parent" else None
    unit_in(hr, name_fi="Asiakaspalvelu", parent=parent)

    with pytest.raises(services.UnitNameTaken):
        services.add_unit(hr.organisation, by=hr, details=details(parent=parent))
    elsewhere = services.add_unit(hr.organisation, by=hr, details=details(parent=unit_in(hr)))

    assert elsewhere.name_fi == "Asiakaspalvelu"


def test_a_unit_is_renamed_and_moved(hr):
    old, new = unit_in(hr), unit_in(hr)
    unit = unit_in(hr, parent=old)

    services.edit_unit(unit, by=hr, details=details(parent=new), version=1)

    unit.refresh_from_db()
    assert (unit.name_fi, unit.parent, unit.version) == ("Asiakaspalvelu", new, 2)


@pytest.mark.parametrize("under", ["itself", "its child", "its grandchild"])
def test_a_unit_never_moves_under_itself(hr, under):
    unit = unit_in(hr)
    child = unit_in(hr, parent=unit)
    grandchild = unit_in(hr, parent=child)
    parent = {"itself": unit, "its child": child, "its grandchild": grandchild}[under]

    with pytest.raises(services.UnitUnderItself):
        services.edit_unit(unit, by=hr, details=details(parent=parent), version=1)

    unit.refresh_from_db()
    assert (unit.parent, unit.version) == (None, 1)


def test_a_unit_is_not_renamed_to_the_name_of_its_sibling(hr):
    unit_in(hr, name_fi="Asiakaspalvelu")
    unit = unit_in(hr, name_fi="Hallinto")

    with pytest.raises(services.UnitNameTaken):
        services.edit_unit(unit, by=hr, details=details(), version=1)

    unit.refresh_from_db()
    assert unit.name_fi == "Hallinto"


def test_the_second_of_two_editors_is_told(hr):
    unit = unit_in(hr, name_fi="Hallinto", version=2)

    with pytest.raises(versions.EditedMeanwhile):
        services.edit_unit(unit, by=hr, details=details(), version=1)

    unit.refresh_from_db()
    assert (unit.name_fi, unit.version) == ("Hallinto", 2)


def test_an_empty_unit_is_removed_and_who_left_keeps_no_unit(hr):
    unit = unit_in(hr)
    gone = MembershipFactory(organisation=hr.organisation, unit=unit, left_at=LONG_AGO)

    services.remove_unit(unit, by=hr)

    assert Unit.objects.count() == 0
    gone.refresh_from_db()
    assert gone.unit is None
    assert list(AuditEntry.objects.values_list("action", "target_id")) == [
        ("people.edit_units", AuditEntry.objects.get().target_id)
    ]


@pytest.mark.parametrize("what", ["a person", "a unit"])
def test_a_unit_with_something_in_it_stays(hr, what):
    unit = unit_in(hr)
    if what == "a person":
        MembershipFactory(organisation=hr.organisation, unit=unit)
    else:
        unit_in(hr, parent=unit)

    with pytest.raises(services.UnitNotEmpty):
        services.remove_unit(unit, by=hr)

    assert Unit.objects.filter(pk=unit.pk).exists()


@pytest.mark.parametrize("who", ["mentor", "management", "employee", "hr elsewhere"])
def test_others_do_not_change_units(inside, who):
    organisation = OrganisationFactory()
    inside(organisation)
    actor = (
        MembershipFactory(hr=True)
        if who == "hr elsewhere"
        else MembershipFactory(organisation=organisation, **{who: True})
    )
    unit = UnitFactory(organisation=organisation, name_fi="Hallinto")

    with pytest.raises(PermissionDenied, match="HR and the coordinators"):
        services.add_unit(organisation, by=actor, details=details())
    with pytest.raises(PermissionDenied, match="HR and the coordinators"):
        services.edit_unit(unit, by=actor, details=details(), version=1)
    with pytest.raises(PermissionDenied, match="HR and the coordinators"):
        services.remove_unit(unit, by=actor)

    assert list(Unit.objects.values_list("name_fi", "version")) == [("Hallinto", 1)]


def test_the_tree_has_branches_by_name_with_leads_and_people(hr):
    lead = MembershipFactory(organisation=hr.organisation)
    top_b, top_a = unit_in(hr, name_fi="b"), unit_in(hr, name_fi="A", lead=lead)
    under = unit_in(hr, name_fi="c", parent=top_a)
    for unit in (top_a, under, under):
        MembershipFactory(organisation=hr.organisation, unit=unit)
    MembershipFactory(organisation=hr.organisation, unit=under, left_at=LONG_AGO)
    UnitFactory(name_fi="someone else's")

    with translation.override("fi"):
        tree = queries.tree(viewer=hr)

    assert [(b.unit, b.depth, b.people) for b in queries.walk(tree)] == [
        (top_a, 0, 1),
        (under, 1, 2),
        (top_b, 0, 0),
    ]
    assert (tree[0].lead, tree[0].people_below, tree[1].lead) == (lead, 3, None)
    assert [branch.is_empty for branch in queries.walk(tree)] == [False, False, True]
    assert [b.unit for b in queries.path_to(under.pk, tree)] == [top_a, under]
    assert queries.path_to(0, tree) == ()


def test_a_lead_who_left_is_no_lead(hr):
    gone = MembershipFactory(organisation=hr.organisation, left_at=LONG_AGO)
    unit_in(hr, lead=gone)

    assert [branch.lead for branch in queries.tree(viewer=hr)] == [None]


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_costs_one_query(hr, count, django_assert_num_queries):
    parent = None
    for _ in range(count):
        lead = MembershipFactory(organisation=hr.organisation)
        parent = unit_in(hr, parent=parent, lead=lead)

    with django_assert_num_queries(1):
        names = [b.lead.name for b in queries.walk(queries.tree(viewer=hr)) if b.lead]

    assert len(names) == count


def test_everybody_who_belongs_can_lead_a_unit(hr):
    hr.user.name = "Öhman"
    hr.user.save()
    anna = MembershipFactory(organisation=hr.organisation, user__name="Anna")
    unnamed = MembershipFactory(
        organisation=hr.organisation, user__name="", user__email="a@esimerkki.invalid"
    )
    MembershipFactory(organisation=hr.organisation, left_at=LONG_AGO)
    MembershipFactory()

    assert queries.possible_leads(viewer=hr) == [
        (unnamed.pk, "a@esimerkki.invalid"),
        (anna.pk, "Anna"),
        (hr.pk, "Öhman"),
    ]
