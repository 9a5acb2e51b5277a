import pytest
from django.db import IntegrityError, connection, transaction

from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Unit
from tests.factories import MembershipFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: list(rows.all()),
        lambda rows: rows.exists(),
        lambda rows: rows.count(),
        lambda rows: rows.exclude(pk=0).exists(),
        lambda rows: rows.select_related("parent").exists(),
        lambda rows: rows.update(name_fi="x"),
        lambda rows: rows.none(),
    ],
)
def test_nothing_answers_while_no_organisation_is_open(ask):
    UnitFactory()

    with pytest.raises(tenancy.TenancyClosedError):
        ask(Unit.objects)


def test_inside_shows_exactly_the_open_organisations():
    one, two, _three = (UnitFactory() for _ in range(3))

    with tenancy.inside(one.organisation_id, two.organisation_id):
        assert set(Unit.objects.all()) == {one, two}
    with tenancy.inside():
        assert set(Unit.objects.all()) == set()


def test_a_scope_inside_a_scope_gives_the_outer_one_back():
    one, two = UnitFactory(), UnitFactory()

    with tenancy.inside(one.organisation_id):
        with tenancy.inside(two.organisation_id):
            assert list(Unit.objects.all()) == [two]
        assert list(Unit.objects.all()) == [one]


def test_unrestricted_wants_a_reason():
    with pytest.raises(ValueError, match="Say why"), tenancy.unrestricted(reason=""):
        pass


def test_a_row_of_a_closed_organisation_is_not_saved():
    ours, theirs = UnitFactory(), UnitFactory()

    with (
        tenancy.inside(ours.organisation_id),
        pytest.raises(tenancy.ForeignOrganisationError),
    ):
        theirs.save()


def test_a_key_never_leads_to_another_organisation():
    ours, theirs = MembershipFactory(), UnitFactory()

    with (
        tenancy.unrestricted(reason="Trying to mix two organisations."),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        Membership.objects.filter(pk=ours.pk).update(unit=theirs)
        connection.check_constraints()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
