import pytest

from nuotio.foundation import tenancy
from nuotio.people.models import Unit
from nuotio.people.queries import units
from tests.factories import LONG_AGO, MembershipFactory, OrganisationFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(inside):
    organisation = OrganisationFactory()
    inside(organisation)
    return organisation


def test_the_named_supervisor_comes_before_the_lead_of_the_unit(organisation):
    """Serves R86."""
    boss, lead = MembershipFactory.create_batch(2, organisation=organisation)
    unit = UnitFactory(organisation=organisation, lead=lead)
    member = MembershipFactory(organisation=organisation, unit=unit, supervisor=boss)

    assert units.supervisor_of(member) == boss


def test_without_a_named_supervisor_the_lead_of_the_unit_supervises(organisation):
    """Serves R86."""
    lead = MembershipFactory(organisation=organisation)
    unit = UnitFactory(organisation=organisation, lead=lead)
    member = MembershipFactory(organisation=organisation, unit=unit)

    assert units.supervisor_of(member) == lead


def test_the_lead_of_a_unit_is_supervised_from_the_unit_above(organisation):
    """Serves R86."""
    director = MembershipFactory(organisation=organisation)
    top = UnitFactory(organisation=organisation, lead=director)
    middle = UnitFactory(organisation=organisation, parent=top)
    lead = MembershipFactory(organisation=organisation)
    unit = UnitFactory(organisation=organisation, parent=middle, lead=lead)
    lead.unit = unit
    lead.save()

    assert units.supervisor_of(lead) == director


@pytest.mark.parametrize("who", ["the supervisor", "the lead"])
def test_somebody_who_has_left_supervises_nobody(organisation, who):
    director = MembershipFactory(organisation=organisation)
    gone = MembershipFactory(organisation=organisation, left_at=LONG_AGO)
    top = UnitFactory(organisation=organisation, lead=director)
    unit = UnitFactory(
        organisation=organisation, parent=top, lead=gone if who == "the lead" else None
    )
    member = MembershipFactory(
        organisation=organisation,
        unit=unit,
        supervisor=gone if who == "the supervisor" else None,
    )

    assert units.supervisor_of(member) == director


def test_nobody_is_ever_her_own_supervisor(organisation):
    member = MembershipFactory(organisation=organisation)
    member.unit = UnitFactory(organisation=organisation, lead=member)
    member.supervisor = member
    member.save()

    assert units.supervisor_of(member) is None


def test_without_a_unit_and_a_named_supervisor_there_is_none(organisation):
    assert units.supervisor_of(MembershipFactory(organisation=organisation)) is None


def test_a_loop_in_the_tree_does_not_hang_the_search(organisation):
    one = UnitFactory(organisation=organisation)
    two = UnitFactory(organisation=organisation, parent=one)
    Unit.objects.filter(pk=one.pk).update(parent=two)
    member = MembershipFactory(organisation=organisation, unit=two)

    assert units.supervisor_of(member) is None


@pytest.mark.parametrize("height", [1, 6])
def test_the_height_of_the_tree_costs_no_queries(organisation, height, django_assert_num_queries):
    director = MembershipFactory(organisation=organisation)
    unit = UnitFactory(organisation=organisation, lead=director)
    for _ in range(height):
        unit = UnitFactory(organisation=organisation, parent=unit)
    member = MembershipFactory(organisation=organisation, unit=unit)

    with django_assert_num_queries(2):
        found = units.supervisor_of(member)

    assert found is not None
    assert found.name == director.name


def test_the_lead_of_another_organisation_is_never_found(organisation):
    member = MembershipFactory(
        organisation=organisation, unit=UnitFactory(organisation=organisation)
    )
    theirs = MembershipFactory()
    UnitFactory(organisation=theirs.organisation, lead=theirs)

    with tenancy.unrestricted(reason="The widest scope that code could stand in."):
        assert units.supervisor_of(member) is None
