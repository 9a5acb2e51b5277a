import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from nuotio.foundation import versions
from nuotio.people.models import RoleTitle
from nuotio.people.queries import role_titles as queries
from nuotio.people.services import role_titles as services
from tests.factories import MembershipFactory, RoleHoldingFactory, RoleTitleFactory

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


def naming(name_fi="oppimisaktivisti", **changes):
    fields = {"name_sv": "läraktivist", "name_en": "learning activist", "is_default": False}
    return services.Naming(name_fi=name_fi, **{**fields, **changes})


def titles(hr):
    found = RoleTitle.objects.filter(organisation=hr.organisation).order_by("pk")
    return list(found.values_list("name_fi", "is_default"))


def test_the_first_title_becomes_the_usual_one_and_parallel_ones_follow(hr):
    """Serves R10, R11, R17, R18."""
    services.add_role_title(hr.organisation, by=hr, role="mentor", naming=naming())
    services.add_role_title(
        hr.organisation, by=hr, role="mentor", naming=naming("työkulttuurihakkeri")
    )

    assert titles(hr) == [("oppimisaktivisti", True), ("työkulttuurihakkeri", False)]


def test_a_new_usual_title_takes_the_place_of_the_old(hr):
    services.add_role_title(hr.organisation, by=hr, role="mentor", naming=naming())
    services.add_role_title(
        hr.organisation, by=hr, role="mentor", naming=naming("keugentti", is_default=True)
    )

    assert titles(hr) == [("oppimisaktivisti", False), ("keugentti", True)]


def test_the_same_title_sent_twice_is_one(hr):
    first = services.add_role_title(hr.organisation, by=hr, role="mentor", naming=naming())

    again = services.add_role_title(hr.organisation, by=hr, role="mentor", naming=naming())

    assert again == first
    assert titles(hr) == [("oppimisaktivisti", True)]


def test_a_taken_name_with_other_translations_is_told(hr):
    services.add_role_title(hr.organisation, by=hr, role="mentor", naming=naming())

    with pytest.raises(services.TitleTaken):
        services.add_role_title(
            hr.organisation, by=hr, role="mentor", naming=naming(name_en="activist")
        )

    assert titles(hr) == [("oppimisaktivisti", True)]


def test_two_roles_may_have_the_same_title(hr):
    for role in ("mentor", "coordinator"):
        services.add_role_title(hr.organisation, by=hr, role=role, naming=naming())

    assert titles(hr) == [("oppimisaktivisti", True), ("oppimisaktivisti", True)]


def test_a_title_is_renamed_in_three_languages(hr):
    title = RoleTitleFactory(organisation=hr.organisation)

    services.rename_role_title(title, by=hr, naming=naming(), version=1)

    title.refresh_from_db()
    assert (title.name_fi, title.name_sv) == ("oppimisaktivisti", "läraktivist")
    assert (title.is_default, title.version) == (True, 2)


def test_renaming_can_make_a_title_the_usual_one(hr):
    RoleTitleFactory(organisation=hr.organisation)
    other = RoleTitleFactory(organisation=hr.organisation, name_fi="x", is_default=False)

    services.rename_role_title(other, by=hr, naming=naming(is_default=True), version=1)

    assert titles(hr) == [("muutosagentti", False), ("oppimisaktivisti", True)]


def test_a_title_is_not_renamed_to_a_taken_name(hr):
    RoleTitleFactory(organisation=hr.organisation)
    other = RoleTitleFactory(organisation=hr.organisation, name_fi="x", is_default=False)

    with pytest.raises(services.TitleTaken):
        services.rename_role_title(other, by=hr, naming=naming("muutosagentti"), version=1)

    assert titles(hr) == [("muutosagentti", True), ("x", False)]


def test_the_second_of_two_who_rename_is_told(hr):
    title = RoleTitleFactory(organisation=hr.organisation, version=2)

    with pytest.raises(versions.EditedMeanwhile):
        services.rename_role_title(title, by=hr, naming=naming(), version=1)

    assert titles(hr) == [("muutosagentti", True)]


def test_an_unused_title_is_removed_and_the_oldest_left_becomes_the_usual_one(hr):
    usual = RoleTitleFactory(organisation=hr.organisation)
    for name in ("x", "y"):
        RoleTitleFactory(organisation=hr.organisation, name_fi=name, is_default=False)

    services.remove_role_title(usual, by=hr)

    assert titles(hr) == [("x", True), ("y", False)]


def test_the_last_title_can_be_removed(hr):
    services.remove_role_title(RoleTitleFactory(organisation=hr.organisation), by=hr)

    assert titles(hr) == []


def test_removing_another_title_leaves_the_usual_one(hr):
    RoleTitleFactory(organisation=hr.organisation)
    other = RoleTitleFactory(organisation=hr.organisation, name_fi="x", is_default=False)

    services.remove_role_title(other, by=hr)

    assert titles(hr) == [("muutosagentti", True)]


@pytest.mark.parametrize(("state", "left"), [("active", 1), ("paused", 1), ("ended", 0)])
def test_a_title_that_somebody_carries_stays(hr, state, left):
    title = RoleTitleFactory(organisation=hr.organisation)
    RoleHoldingFactory(
        membership=MembershipFactory(organisation=hr.organisation), title=title, state=state
    )

    if left:
        with pytest.raises(services.TitleInUse):
            services.remove_role_title(title, by=hr)
    else:
        services.remove_role_title(title, by=hr)

    assert len(titles(hr)) == left


@pytest.mark.parametrize("roles", [{"mentor": True}, {"management": True}, {}])
def test_others_do_not_name_roles(inside, roles):
    actor = MembershipFactory(**roles)
    inside(actor)
    title = RoleTitleFactory(organisation=actor.organisation)

    with pytest.raises(PermissionDenied, match="own names for roles"):
        services.add_role_title(actor.organisation, by=actor, role="mentor", naming=naming())
    with pytest.raises(PermissionDenied, match="own names for roles"):
        services.rename_role_title(title, by=actor, naming=naming(), version=1)
    with pytest.raises(PermissionDenied, match="own names for roles"):
        services.remove_role_title(title, by=actor)

    assert titles(actor) == [("muutosagentti", True)]


def test_the_page_lists_every_role_with_mentors_first_and_counts_who_carries_a_title(hr):
    title = RoleTitleFactory(organisation=hr.organisation)
    for state in ("active", "paused", "ended"):
        RoleHoldingFactory(
            membership=MembershipFactory(organisation=hr.organisation), title=title, state=state
        )
    RoleTitleFactory(role="mentor", name_fi="vieras")

    found = queries.named_roles(viewer=hr)

    assert [named.role for named in found] == [
        "mentor",
        "hr",
        "management",
        "coordinator",
        "employee",
    ]
    assert [(t.name_fi, t.in_use) for t in found[0].titles] == [("muutosagentti", 2)]


def test_a_provider_names_its_trainers_too(inside):
    coordinator = MembershipFactory(at_provider=True, coordinator=True)
    inside(coordinator)

    assert "trainer" in [named.role for named in queries.named_roles(viewer=coordinator)]


def test_a_title_of_another_organisation_is_not_found(hr):
    ours, theirs = RoleTitleFactory(organisation=hr.organisation), RoleTitleFactory()

    assert queries.title_at(ours.pk, viewer=hr) == ours
    assert queries.title_at(theirs.pk, viewer=hr) is None
