"""Serves R26: the ledger tells who did what, and everyone reads what was done with her data."""

import pytest

from nuotio.audit import queries, services
from nuotio.audit.models import AuditEntry
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_tells_who_did_what_to_what_and_where():
    member = MembershipFactory()

    services.record("people.edit_member", member, actor_id=7, subject_id=member.user_id)

    entry = AuditEntry.objects.get()
    assert (entry.action, entry.target, entry.target_id) == (
        *("people.edit_member", "people.Membership"),
        member.pk,
    )
    assert (entry.actor_id, entry.subject_id) == (7, member.user_id)
    assert entry.organisation_id == member.organisation_id
    assert str(entry) == f"people.edit_member people.Membership:{member.pk}"


def test_an_entry_on_an_organisation_belongs_to_it():
    organisation = OrganisationFactory()

    entry = services.record("people.edit_settings", organisation, actor_id=None)

    assert (entry.organisation_id, entry.actor_id) == (organisation.pk, None)


def test_an_entry_on_a_person_belongs_to_no_organisation():
    entry = services.record("privacy.erase_person", UserFactory(), actor_id=1)

    assert entry.organisation_id is None


def test_everyone_reads_what_was_done_with_her_own_data_the_newest_first():
    sanna, jari = MembershipFactory(), MembershipFactory()
    first = services.record("one", sanna, actor_id=1, subject_id=sanna.user_id)
    second = services.record("two", sanna, actor_id=1, subject_id=sanna.user_id)
    services.record("three", jari, actor_id=sanna.user_id, subject_id=jari.user_id)

    assert list(queries.entries_about(sanna.user_id)) == [second, first]


def test_the_last_one_who_changed_a_row_is_known():
    one, other = MembershipFactory(), MembershipFactory()
    services.record("edit", one, actor_id=1)
    services.record("edit", one, actor_id=2)
    services.record("edit", other, actor_id=3)

    assert queries.last_actor_id(one) == 2
    assert queries.last_actor_id(UserFactory()) is None


def test_the_ledger_never_stands_in_the_way_of_a_row_that_goes():
    keys = [field.name for field in AuditEntry._meta.get_fields() if field.is_relation]

    assert keys == []
