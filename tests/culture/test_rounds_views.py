"""What each person sees of the rounds."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from nuotio.culture.models import DailyCount
from nuotio.culture.services import keys
from nuotio.culture.services import rounds as services
from nuotio.foundation import tenancy
from tests.culture.factories import (
    InviteeFactory,
    ReportFactory,
    ReportingNodeFactory,
    RoundResultFactory,
    SurveyRoundFactory,
    result_content,
)
from tests.culture.round_cases import PASSPHRASE, invitees_of, nodes_of, place, ready_draft
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def here(inside):
    here = place()
    inside(here.hr)
    return here


@pytest.fixture
def desk(here, as_member):
    return as_member(here.hr)


def address(here, name="round", *more):
    return reverse(f"culture:{name}", args=[here.organisation.slug, *more])


def text(page):
    return page.content.decode()


def times(opens, closes):
    now = timezone.now()
    return {"opens_at": now + timedelta(days=opens), "closes_at": now + timedelta(days=closes)}


def announced(here, *, opens=5, closes=20, **more):
    """Return a round that was announced with keys; `opens` may lie behind us."""
    whom = {"group": "everyone", "paper": {str(here.office.pk): 3}}
    draft = ready_draft(here, **{"whom": whom, **times(5, 20), **more})
    passphrase = PASSPHRASE if draft.has_trustee else None
    made = services.announce_round(
        draft, by=here.hr, at=timezone.now() - timedelta(days=9), passphrase=passphrase
    )
    for name, value in times(opens, closes).items():
        setattr(made, name, value)
    with tenancy.inside(here.organisation.pk):
        made.save(update_fields=["opens_at", "closes_at"])
    return made


def counted(survey_round, day, *answers):
    with tenancy.unrestricted(reason="Arranging a test."):
        for node, number in zip(nodes_of(survey_round), answers, strict=True):
            DailyCount.objects.create(
                organisation_id=node.organisation_id,
                round=survey_round,
                node=node,
                day=day,
                answers=number,
            )


def test_the_empty_home_invites_hr_to_begin(here, desk):
    page = text(desk.get(address(here, "home")))

    assert "Begin by asking" in page
    assert address(here, "round_new") in page


def test_hr_sees_all_rounds_and_one_next_step(here, desk):
    for state, name in (("draft", "Luonnos"), ("announced", "Auki"), ("closed", "Vanha")):
        SurveyRoundFactory(
            organisation=here.organisation, state=state, name_fi=name, closed_at=timezone.now()
        )
    SurveyRoundFactory(organisation=here.organisation, state="discarded", name_fi="Hylätty")
    SurveyRoundFactory(name_fi="Vieras")

    page = text(desk.get(address(here, "home")))

    assert all(name in page for name in ("Luonnos", "Auki", "Vanha"))
    assert "Hylätty" not in page
    assert "Vieras" not in page
    assert page.count('<a class="button" href') == 1


def test_the_latest_result_begins_with_what_it_found(here, desk):
    told = {"round__organisation": here.organisation, "round__closed": True}
    RoundResultFactory(**told, content=result_content({"colearning": 3.9, "experimentation": 2.2}))
    RoundResultFactory(content=result_content({"trust": 1.5}))

    page = text(desk.get(address(here, "home")))

    assert page.count("People here learn together. Trying new things needs permission.") == 1


def test_a_result_that_shows_nothing_has_no_finding(here, desk):
    told = {"round__organisation": here.organisation, "round__closed": True}
    refused = {**result_content(), "groups": []}
    RoundResultFactory(**told, round__name_fi="Pieni", content=refused)

    page = text(desk.get(address(here, "home")))

    assert "Pieni" in page
    assert "People here" not in page


def test_a_closed_round_leads_to_its_certificate(here, desk):
    made = SurveyRoundFactory(organisation=here.organisation, closed=True)
    ReportingNodeFactory(round=made, invited=40)

    page = text(desk.get(address(here, "round", made.pk)))

    assert reverse("culture:certificate", args=[made.public_id]) in page
    assert "Answers are counted once a night" not in page
    assert "nothing is counted" not in page


def test_management_sees_the_rounds_and_changes_nothing(here, as_member):
    boss = MembershipFactory(organisation=here.organisation, management=True)
    draft = ready_draft(here, name_fi="Luonnos")

    page = text(as_member(boss).get(address(here, "home")))

    assert "Luonnos" in page
    assert address(here, "round", draft.pk) not in page
    assert as_member(boss).get(address(here, "round", draft.pk)).status_code == 403


@pytest.mark.parametrize(
    ("opens", "words"),
    [
        (5, "Collect your ticket now with one tap"),
        (-5, "Answer on the device where your ticket is."),
    ],
)
def test_an_employee_sees_the_survey_that_she_is_invited_to(here, as_member, opens, words):
    made = SurveyRoundFactory(
        organisation=here.organisation, announced=True, name_fi="Minulle", **times(opens, 20)
    )
    InviteeFactory(node=ReportingNodeFactory(round=made), membership=here.people[0], email="")
    SurveyRoundFactory(organisation=here.organisation, announced=True, name_fi="Muille")

    page = text(as_member(here.people[0]).get(address(here, "home")))

    assert words in page
    assert reverse("culture:ticket", args=[here.organisation.slug, made.pk]) in page
    assert "Muille" not in page


def test_a_survey_whose_time_is_over_asks_nobody_any_more(here, as_member):
    made = SurveyRoundFactory(
        organisation=here.organisation, announced=True, has_trustee=True, **times(-9, -1)
    )
    InviteeFactory(node=ReportingNodeFactory(round=made), membership=here.people[0], email="")

    page = text(as_member(here.people[0]).get(address(here, "home")))

    assert "For you" not in page


def test_an_employee_sees_reports_that_hr_has_shared(here, as_member):
    ours = {"round__organisation": here.organisation, "round__closed": True}
    ReportFactory(**ours, round__name_fi="Jaettu", shared_at=timezone.now())
    ReportFactory(**ours, round__name_fi="Jakamatta")

    page = text(as_member(here.people[0]).get(address(here, "home")))

    assert "Jaettu" in page
    assert "Jakamatta" not in page


def test_nothing_for_me_is_said_kindly(here, as_member):
    page = text(as_member(here.people[0]).get(address(here, "home")))

    assert "No survey is going on for you now." in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_home_costs_the_same_for_one_and_three(here, desk, number, django_assert_num_queries):
    for _ in range(number):
        SurveyRoundFactory(organisation=here.organisation, closed=True)
        made = SurveyRoundFactory(organisation=here.organisation, announced=True, **times(-1, 9))
        InviteeFactory(node=ReportingNodeFactory(round=made), membership=here.hr, email="")

    with django_assert_num_queries(9):
        desk.get(address(here, "home"))


def test_taking_part_is_told_by_day_of_nodes_of_ten_and_never_live(here, desk):
    made = announced(here, opens=-3)
    counted(made, date(2026, 11, 16), 0, 2, 3)
    counted(made, date(2026, 11, 17), 0, 4, 6)
    with tenancy.inside(here.organisation.pk):
        for invited in invitees_of(made)[:4]:
            invited.given = "ticket"
            invited.save()

    page = text(desk.get(address(here, "round", made.pk)))

    assert "By the end of Tue 17 Nov, 10 of 29 had answered: 34%." in page
    assert page.count("<rect x=") == 2
    assert '<th scope="row" class="deeper">Hallinto</th><td class="num">14</td>' in page
    assert "Neuvonta" not in page
    assert "Answers at the end of each day; the same numbers are in the table below" in page


def test_before_the_first_night_nothing_is_counted(here, desk):
    made = announced(here)

    page = text(desk.get(address(here, "round", made.pk)))

    assert "Answers are counted once a night" in page
    assert "People collect their tickets now." in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "discarded"}, "This survey was discarded before it opened."),
        ({"state": "closed"}, "The survey is closed. Thank those who answered"),
        ({"state": "closing"}, "The answers are counted in a moment."),
        (
            {"state": "announced", "has_trustee": True, "trustee": "Tiina"},
            "Tiina types the passphrase, and the answers are counted at once.",
        ),
    ],
)
def test_a_round_that_is_over_says_where_it_is(here, desk, fields, words):
    made = SurveyRoundFactory(
        organisation=here.organisation, **{"closed_at": timezone.now(), **times(-9, -1), **fields}
    )

    assert words in text(desk.get(address(here, "round", made.pk)))


def test_missing_keys_are_told_before_the_end(here, desk, key_folder):
    made = announced(here)
    there = text(desk.get(address(here, "round", made.pk)))
    for file in key_folder.iterdir():
        file.unlink()

    page = text(desk.get(address(here, "round", made.pk)))

    assert "The keys of this survey are missing" not in there
    assert "The keys of this survey are missing" in page


def test_a_draft_that_somebody_has_just_announced_leads_home(here, desk, monkeypatch):
    draft = ready_draft(here)

    def meanwhile(*_args, **_kwargs):
        from nuotio.culture.services.round_drafts import NoDraft

        raise NoDraft

    monkeypatch.setattr("nuotio.culture.services.round_drafts.reach", meanwhile)
    page = desk.post(address(here, "round_units", draft.pk), follow=True)

    assert "Somebody has just announced this survey, or discarded it." in text(page)
    assert keys.can_keep_keys()


def test_a_round_of_few_people_counts_nothing_before_it_closes(here, desk):
    made = SurveyRoundFactory(organisation=here.organisation, announced=True, **times(-1, 9))
    ReportingNodeFactory(round=made, invited=7)
    counted(made, date(2026, 11, 16), 5)

    page = text(desk.get(address(here, "round", made.pk)))

    assert "so nothing is counted before the survey closes" in page
    assert "<rect" not in page
