"""Serves R1, R3, R8 and R9: every role has a start page, which is read in a few queries."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.notifications.models import Notification
from tests.culture.factories import InviteeFactory, RoundResultFactory, SurveyRoundFactory
from tests.factories import (
    InvitationFactory,
    JoinRequestFactory,
    MembershipFactory,
    NotificationFactory,
    OrganisationFactory,
    ProfileFactory,
    TimeShareFactory,
    UnitFactory,
    UserFactory,
)
from tests.goals.factories import GoalFactory
from tests.plans.factories import ExperimentFactory, IdeaFactory, PlanFactory, PracticeFactory

pytestmark = pytest.mark.django_db


def address(member) -> str:
    return reverse("home:organisation", args=[member.organisation.slug])


def fill(viewer, count: int) -> None:
    """Give the viewer's organisation so many rows of everything that a start page looks at."""
    organisation = viewer.organisation
    UnitFactory.create_batch(count, organisation=organisation)
    for _ in range(count):
        mentor = MembershipFactory(organisation=organisation, mentor=True)
        TimeShareFactory(mentor=mentor, supervisor=viewer)
    InvitationFactory.create_batch(count, organisation=organisation)
    JoinRequestFactory.create_batch(count)
    NotificationFactory.create_batch(count, recipient=viewer)
    for _ in range(count):
        survey = SurveyRoundFactory(organisation=organisation, announced=True)
        InviteeFactory(node__round=survey, membership=viewer, email="")
        SurveyRoundFactory(organisation=organisation)
        RoundResultFactory(round__organisation=organisation)
        GoalFactory(organisation=organisation)
        plan = PlanFactory(organisation=organisation, by=[viewer], active=True)
        ExperimentFactory(plan=plan, running=True)
        PracticeFactory(experiment__plan=plan, released=True)
        IdeaFactory(organisation=organisation)


WHO = {
    "employee": ({}, 10),
    "mentor": ({"mentor": True}, 11),
    "hr": ({"hr": True}, 10),
    "management": ({"management": True}, 10),
    "coordinator": ({"coordinator": True}, 10),
    "provider's coordinator": ({"at_provider": True, "coordinator": True}, 10),
    "provider's trainer": ({"at_provider": True, "trainer": True}, 10),
}


@pytest.mark.parametrize(
    ("roles", "queries", "count"),
    [
        pytest.param(roles, queries, count, id=f"{who}-{count}")
        for who, (roles, queries) in WHO.items()
        for count in ((1, 3, 300) if who in ("hr", "mentor") else (1, 3))
    ],
)
def test_a_start_page_costs_the_same_for_any_number_of_rows(
    roles, queries, count, as_member, django_assert_num_queries
):
    viewer = MembershipFactory(**roles)
    if roles.get("mentor"):
        ProfileFactory(membership=viewer)
        TimeShareFactory(mentor=viewer)
    fill(viewer, count)
    client = as_member(viewer)

    with django_assert_num_queries(queries):
        page = client.get(address(viewer))

    assert page.status_code == 200


def canaries() -> None:
    """Fill another organisation with words that must not be seen elsewhere."""
    theirs = OrganisationFactory(name_en="CANARY House", name_fi="CANARY House")
    boss = MembershipFactory(organisation=theirs, user__name="CANARY Boss", hr=True)
    mentor = MembershipFactory(organisation=theirs, user__name="CANARY Mentor", mentor=True)
    ProfileFactory(membership=mentor)
    TimeShareFactory(mentor=mentor, supervisor=boss, state="agreed")
    UnitFactory(organisation=theirs, name_en="CANARY Unit")
    InvitationFactory(organisation=theirs, name="CANARY Invited")
    NotificationFactory(recipient=boss, about=mentor, kind="invitation_accepted")
    survey = SurveyRoundFactory(organisation=theirs, announced=True, name_fi="CANARY Survey")
    InviteeFactory(node__round=survey, membership=boss, email="")
    SurveyRoundFactory(organisation=theirs)
    RoundResultFactory(round__organisation=theirs)
    GoalFactory(organisation=theirs, title="CANARY Goal")
    GoalFactory(organisation=theirs, state="decided")
    plan = PlanFactory(organisation=theirs, by=[mentor], shown=True, title="CANARY Plan")
    ExperimentFactory(plan=plan, running=True, title="CANARY Experiment")
    PracticeFactory(experiment__plan=plan, name="CANARY Practice")
    IdeaFactory(organisation=theirs, title="CANARY Idea")


@pytest.mark.parametrize("roles", [who[0] for who in WHO.values()], ids=WHO.keys())
def test_nothing_of_another_organisation_is_on_it_or_counted(roles, as_member):
    viewer = MembershipFactory(**roles)
    client = as_member(viewer)
    before = client.get(address(viewer)).content.decode()

    canaries()

    after = client.get(address(viewer)).content.decode()
    assert "CANARY" not in after
    assert after.count("<dd>1</dd>") == before.count("<dd>1</dd>")


def test_the_figures_count_those_who_are_here_now(as_member, now):
    hr = MembershipFactory(hr=True)
    here = hr.organisation
    agreed, _waits = (MembershipFactory(organisation=here, mentor=True) for _ in range(2))
    TimeShareFactory(mentor=agreed, supervisor=None, state="agreed")
    gone = MembershipFactory(organisation=here, mentor=True, left_at=now)
    TimeShareFactory(mentor=gone, supervisor=None, state="agreed")
    InvitationFactory(organisation=here, sent_at=now)
    InvitationFactory(organisation=here, sent_at=now, accepted_at=now)
    InvitationFactory(organisation=here, sent_at=now, withdrawn_at=now)

    page = as_member(hr).get(address(hr)).content.decode()

    for term, figure in (
        ("Learning mentors", 2),
        ("Working time agreed", 1),
        ("People who have joined", 3),
        ("Invited, no answer yet", 1),
    ):
        assert f"<dt>{term}</dt><dd>{figure}</dd>" in page


def test_a_mentor_sees_her_hours_with_whom_they_were_agreed(as_member, now):
    share = TimeShareFactory(state="agreed", answered_at=now, supervisor__user__name="Heikki Pomo")

    page = as_member(share.mentor).get(address(share.mentor)).content.decode()

    assert "Agreed with Heikki Pomo 18 Nov 2026" in page
    assert "15.7\N{NO-BREAK SPACE}h" in page


def test_agreed_hours_are_shown_before_a_newer_proposal(as_member, now):
    agreed = TimeShareFactory(state="agreed", answered_at=now, hours_a_month="12.5")
    TimeShareFactory(mentor=agreed.mentor, supervisor=None, proposed_at=now)

    page = as_member(agreed.mentor).get(address(agreed.mentor)).content.decode()

    assert "12.5\N{NO-BREAK SPACE}h" in page
    assert "Your working time as a mentor is agreed." in page


def test_mentors_of_ones_own_unit_come_first_and_never_oneself(as_member):
    viewer = MembershipFactory(mentor=True, user__name="Viewer Self")
    here = viewer.organisation
    unit = UnitFactory(organisation=here)
    with tenancy.inside(here.pk):
        viewer.unit = unit
        viewer.save()
    for name, place in (
        ("Aada Far", None),
        ("Bea Far", None),
        ("Cia Far", None),
        ("Zoe Near", unit),
    ):
        MembershipFactory(organisation=here, mentor=True, user__name=name, unit=place)

    page = as_member(viewer).get(address(viewer)).content.decode()

    assert [page.find(name) > 0 for name in ("Zoe Near", "Aada Far", "Bea Far", "Cia Far")] == [
        *(True, True, True),
        False,
    ]
    assert page.index("Zoe Near") < page.index("Aada Far")
    assert page.count("Viewer Self") == 1  # in the corner


def test_a_trainer_who_has_told_of_herself_is_not_asked_again(as_member):
    trainer = MembershipFactory(at_provider=True, trainer=True)
    ProfileFactory(membership=trainer)

    page = as_member(trainer).get(address(trainer)).content.decode()

    assert "Tell your colleagues how you can help" not in page


def test_a_notice_opens_from_the_start_page_and_is_read_then(as_member, now):
    viewer = MembershipFactory(hr=True)
    notice = NotificationFactory(recipient=viewer, created_at=now)
    NotificationFactory(recipient=viewer, created_at=now - timedelta(days=1), read_at=now)
    client = as_member(viewer)
    link = reverse("notifications:open", args=[viewer.organisation.slug, notice.pk])
    page = client.get(address(viewer)).content.decode()
    assert f'href="{link}"' in page
    assert page.count(">New<") == 1

    client.get(link)

    with tenancy.inside(viewer.organisation_id):
        assert Notification.objects.filter(read_at__isnull=True).count() == 0


def test_visitors_see_the_front_page(client):
    page = client.get("/en/").content.decode()

    assert "Work teaches when we sit down around it together." in page
    assert reverse("people:ask_to_join") in page


def test_a_person_of_one_organisation_goes_straight_there(as_member):
    member = MembershipFactory()
    MembershipFactory(user=member.user, left_at=member.joined_at)

    assert as_member(member).get("/en/").url == address(member)


def test_a_person_of_two_organisations_chooses(as_member):
    one = MembershipFactory(organisation__name_en="First Agency")
    two = MembershipFactory(user=one.user, organisation__name_en="Second Library")
    OrganisationFactory(name_en="CANARY House")

    page = as_member(one).get("/en/").content.decode()

    assert "Which organisation today?" in page
    for member in (one, two):
        assert f'href="{address(member)}"' in page
    assert "CANARY" not in page


def test_the_switcher_leads_to_the_other_organisation(as_member):
    one = MembershipFactory(organisation__name_en="First Agency")
    two = MembershipFactory(user=one.user, organisation__name_en="Second Library")

    page = as_member(one).get(address(one)).content.decode()

    assert f'<a href="{address(two)}">Second Library</a>' in page


def test_a_person_of_no_organisation_is_told_how_to_come_in(client):
    client.force_login(UserFactory())

    page = client.get("/en/").content.decode()

    assert "You do not belong to an organisation yet" in page
    assert reverse("people:ask_to_join") in page


@pytest.mark.parametrize("slug", ["side-b", "never-was"])
def test_a_stranger_learns_nothing_of_an_organisation(as_member, slug):
    OrganisationFactory(slug="side-b", name_en="CANARY House")

    answer = as_member(MembershipFactory()).get(reverse("home:organisation", args=[slug]))

    assert answer.status_code == 404
    assert "CANARY" not in answer.content.decode()
