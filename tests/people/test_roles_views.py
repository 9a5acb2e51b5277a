import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.people.models import RoleHolding
from tests.factories import MembershipFactory, RoleHoldingFactory, RoleTitleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def member(inside):
    member = MembershipFactory()
    inside(member)
    return member


def address(member, name="own_roles"):
    return reverse(f"people:{name}", args=[member.organisation.slug])


def held(member):
    holdings = RoleHolding.objects.filter(membership=member).order_by("pk")
    return list(holdings.values_list("role", "state"))


def test_an_employee_reads_what_it_means_and_becomes_a_mentor(member, as_member):
    """Serves R1, R22, R85."""
    client = as_member(member)
    opened = client.get(address(member)).content.decode()

    response = client.post(address(member), {"action": "take", "role": "mentor"}, follow=True)

    assert "some 15.7\u00a0h a month" in opened
    assert response.redirect_chain == [(address(member, "own_time_share"), 302)]
    assert "You are now a learning mentor." in response.content.decode()
    assert held(member) == [("mentor", "active")]


def test_of_parallel_titles_the_chosen_one_is_taken(member, as_member):
    """Serves R16."""
    RoleTitleFactory(organisation=member.organisation)
    chosen = RoleTitleFactory(
        organisation=member.organisation, name_fi="oppija", name_en="learner", is_default=False
    )
    client = as_member(member)
    opened = client.get(address(member)).content.decode()

    client.post(address(member), {"action": "take", "role": "mentor", "title": chosen.pk})

    assert "change agent" in opened
    assert RoleHolding.objects.get().title == chosen
    assert "Learner" in client.get(address(member)).content.decode()


@pytest.mark.parametrize("whose", ["another role", "elsewhere", "²", "9" * 40, "nonsense"])
def test_a_title_that_is_not_the_roles_own_is_left_out(member, as_member, whose):
    title = {
        "another role": lambda: RoleTitleFactory(organisation=member.organisation, role="hr").pk,
        "elsewhere": lambda: RoleTitleFactory().pk,
    }.get(whose, lambda: whose)()

    as_member(member).post(address(member), {"action": "take", "role": "mentor", "title": title})

    holding = RoleHolding.objects.get()
    assert (holding.role, holding.title) == ("mentor", None)


def test_a_mentor_pauses_comes_back_and_leaves(member, as_member):
    """Serves R22, R23."""
    RoleHoldingFactory(membership=member)
    client, said, states = as_member(member), [], []

    for action in ["pause", "resume", "leave"]:
        form = {"action": action, "role": "mentor"}
        said.append(client.post(address(member), form, follow=True).content.decode())
        states.append(RoleHolding.objects.get().state)

    assert states == ["paused", "active", "ended"]
    assert "Nobody asks you for help until you come back." in said[0]
    assert "on pause" in said[0]
    assert "Welcome back." in said[1]
    assert "You have left the role." in said[2]


@pytest.mark.parametrize("action", ["pause", "leave"])
def test_the_last_hr_is_told_to_find_another_first(member, as_member, action):
    RoleHoldingFactory(membership=member, role="hr")

    response = as_member(member).post(
        address(member), {"action": action, "role": "hr"}, follow=True
    )

    assert "Find another first." in response.content.decode()
    assert held(member) == [("hr", "active")]


def test_nobody_takes_a_role_that_is_given(member, as_member):
    response = as_member(member).post(address(member), {"action": "take", "role": "hr"})

    assert response.status_code == 403
    assert "of their own will" in response.content.decode()
    assert held(member) == []


def test_what_no_button_sends_changes_nothing(member, as_member):
    response = as_member(member).post(address(member), {"action": "rule", "role": "mentor"})

    assert response.status_code == 302
    assert held(member) == []


def test_at_a_provider_there_is_no_mentors_role_to_take(as_member):
    trainer = MembershipFactory(at_provider=True)

    page = as_member(trainer).get(address(trainer)).content.decode()

    assert "You have no roles here beside your own work." in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(
    member, as_member, count, django_assert_num_queries
):
    for role in ["mentor", "management", "hr"][:count]:
        title = RoleTitleFactory(organisation=member.organisation, role=role)
        RoleHoldingFactory(membership=member, role=role, title=title)
    RoleHoldingFactory(role="coordinator")
    client = as_member(member)

    # of every page: session, user, membership, roles, notices; then roles with titles, all titles
    with django_assert_num_queries(7):
        page = client.get(address(member)).content.decode()

    assert page.count("Leave the role") == count
