"""Serves issue 2 (pace): objects of a written statement are those that Django itself would make."""

import pytest
from django.db import connection, models

from nuotio.foundation import rows, tenancy
from nuotio.people.models import Membership, Organisation, OrganisationKind, User
from nuotio.people.queries import members
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def values(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_objects_are_read_with_every_value_as_django_reads_it():
    hr = MembershipFactory()
    with tenancy.unrestricted(reason="A test compares what is read."):
        [(member, organisation, kind)] = rows.read(
            members.MINE, [hr.user_id], Membership, Organisation, OrganisationKind
        )
        plain = Membership.objects.select_related("organisation__kind").get(pk=hr.pk)

    assert values(member) == values(plain)
    assert values(organisation) == values(plain.organisation)
    assert values(kind) == values(plain.organisation.kind)
    assert not member._state.adding
    assert member._state.db == connection.alias


def test_a_person_is_read_by_the_id_as_by_anything_else():
    user = MembershipFactory().user

    assert values(User.objects.get(pk=user.pk)) == values(User.objects.get(email=user.email))
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=user.pk + 1_000)
