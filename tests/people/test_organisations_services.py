from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.foundation import versions
from nuotio.people.queries import editors
from nuotio.people.queries import organisations as queries
from nuotio.people.services import organisations as services
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


def settings(**changes):
    fields = {
        "name_fi": "Majakkavirasto",
        "name_sv": "Fyrverket",
        "name_en": "Lighthouse Agency",
        "kind": OrganisationKindFactory(),
        "languages": ["fi"],
        "staff_count": 210,
        "monthly_hours": Decimal("153.2"),
        "about": "We learn by trying.",
    }
    return services.Settings(**{**fields, **changes})


@pytest.fixture
def hr(inside):
    hr = MembershipFactory(hr=True)
    inside(hr)
    return hr


def test_hr_keeps_the_settings(hr):
    """Serves R4, R25."""
    services.edit_organisation(hr.organisation, by=hr, settings=settings(), version=1)

    hr.organisation.refresh_from_db()
    assert hr.organisation.name_sv == "Fyrverket"
    assert hr.organisation.monthly_hours == Decimal("153.2")
    assert hr.organisation.version == 2
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("people.edit_organisation", hr.user_id)
    ]


@pytest.mark.parametrize("role", ["mentor", "management", "trainer", "coordinator elsewhere"])
def test_others_do_not_change_the_settings(inside, role):
    organisation = OrganisationFactory()
    actor = (
        MembershipFactory(coordinator=True)
        if role == "coordinator elsewhere"
        else MembershipFactory(organisation=organisation, **{role: True})
    )
    inside(organisation)

    with pytest.raises(PermissionDenied, match="HR and its coordinators"):
        services.edit_organisation(organisation, by=actor, settings=settings(), version=1)

    organisation.refresh_from_db()
    assert (organisation.name_fi == "Majakkavirasto", organisation.version) == (False, 1)


def test_the_second_of_two_editors_is_told_and_changes_nothing(hr):
    other = MembershipFactory(organisation=hr.organisation, coordinator=True)
    services.edit_organisation(hr.organisation, by=other, settings=settings(), version=1)

    with pytest.raises(versions.EditedMeanwhile) as told:
        services.edit_organisation(
            hr.organisation, by=hr, settings=settings(about="Mine"), version=1
        )

    assert told.value.theirs.about == "We learn by trying."
    hr.organisation.refresh_from_db()
    assert (hr.organisation.about, hr.organisation.version) == ("We learn by trying.", 2)
    assert editors.last_editor(hr.organisation) == other.user


def test_nobody_is_the_last_editor_of_what_nobody_edited():
    assert editors.last_editor(OrganisationFactory()) is None


def test_an_organisation_does_not_make_itself_a_provider(hr):
    provider = OrganisationKindFactory(code="provider", is_provider=True)

    with pytest.raises(services.KindNotAllowed):
        services.edit_organisation(
            hr.organisation, by=hr, settings=settings(kind=provider), version=1
        )

    hr.organisation.refresh_from_db()
    assert hr.organisation.is_provider is False


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Mittausvirasto", "mittausvirasto"),
        ("Hämeen ELY-keskus", "hameen-ely-keskus"),
        ("Åbo & Öst", "abo-ost"),
        ("!!!", "organisation"),
        ("a" * 80, "a" * 50),
    ],
)
def test_an_address_is_proposed_from_the_name(name, slug):
    assert queries.free_slug(name) == slug


def test_a_taken_address_gets_a_number():
    OrganisationFactory(slug="majakka")
    OrganisationFactory(slug="majakka-2")

    assert queries.free_slug("Majakka") == "majakka-3"
    assert not queries.is_slug_free("majakka")
    assert queries.is_slug_free("majakka-3")


def test_a_long_taken_address_stays_short_enough():
    OrganisationFactory(slug="a" * 50)

    assert queries.free_slug("a" * 80) == "a" * 46 + "-2"


def test_a_role_without_an_own_title_has_the_standard_word(hr):
    with translation.override("en"):
        assert queries.role_name("mentor", hr.organisation) == "learning mentor"


def test_a_role_has_the_title_that_the_organisation_gave_it(hr):
    """Serves R6, R11."""
    RoleTitleFactory(organisation=hr.organisation)
    RoleTitleFactory(role="mentor")

    with translation.override("sv"):
        assert queries.role_name("mentor", hr.organisation) == "förändringsagent"
    assert queries.role_name("mentor", hr.organisation, language="fi") == "muutosagentti"
    assert queries.role_name("mentor", hr.organisation, language="en") == "change agent"
    assert queries.role_name("hr", hr.organisation, language="en") == "HR"


def test_one_of_parallel_titles_belongs_to_the_holding(hr):
    """Serves R10, R17, R18."""
    RoleTitleFactory(organisation=hr.organisation, name_fi="oppimisaktivisti", name_en="")
    hacker = RoleTitleFactory(
        organisation=hr.organisation, name_fi="työkulttuurihakkeri", is_default=False
    )
    plain = RoleHoldingFactory(membership=MembershipFactory(organisation=hr.organisation))
    special = RoleHoldingFactory(
        membership=MembershipFactory(organisation=hr.organisation), title=hacker
    )

    assert queries.role_name(plain, hr.organisation, language="fi") == "oppimisaktivisti"
    assert queries.role_name(plain, hr.organisation, language="en") == "oppimisaktivisti"
    assert queries.role_name(special, hr.organisation, language="fi") == "työkulttuurihakkeri"


@pytest.mark.parametrize("count", [1, 3])
def test_many_names_cost_one_query(hr, count, django_assert_num_queries):
    RoleTitleFactory(organisation=hr.organisation)

    with django_assert_num_queries(1):
        for _ in range(count):
            queries.role_name("mentor", hr.organisation)


@pytest.mark.parametrize("count", [1, 3])
def test_titles_of_several_organisations_come_with_one_query(db, count, django_assert_num_queries):
    organisations = OrganisationFactory.create_batch(count)
    for organisation in organisations:
        RoleTitleFactory(organisation=organisation, name_fi=f"{organisation.slug}-mentori")

    with django_assert_num_queries(1):
        queries.prefetch_titles(organisations)
        names = [queries.role_name("mentor", o, language="fi") for o in organisations]

    assert names == [f"{organisation.slug}-mentori" for organisation in organisations]


def test_kinds_to_choose_from_leave_providers_out():
    OrganisationKindFactory(code="provider", is_provider=True)
    OrganisationKindFactory(code="library", position=1)
    OrganisationKindFactory(code="ministry", position=0)

    assert [kind.code for kind in queries.kinds()] == ["ministry", "library"]
    assert [kind.code for kind in queries.kinds(provider=True)] == ["provider"]
