"""Serves R31: the pages of a respondent know what comes next, and ask nobody who looks."""

from uuid import uuid4

import pytest
import time_machine

from tests.culture.ballot_world import BEFORE, OPEN
from tests.culture.factories import (
    InviteeFactory,
    ReportingNodeFactory,
    RoundResultFactory,
    SurveyRoundFactory,
)
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey_round():
    return SurveyRoundFactory(announced=True, name_fi="Kevään kysely", name_en="Spring survey")


def page_of(client, survey_round, *, at=OPEN, what="", language="/en"):
    with time_machine.travel(at, tick=False):
        return client.get(f"{language}/survey/{survey_round.public_id}/{what}")


@pytest.mark.parametrize("what", ["", "code/"])
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_no_session_is_read_and_no_cookie_set(client, survey_round, what, is_signed_in):
    if is_signed_in:
        client.force_login(MembershipFactory().user)

    response = page_of(client, survey_round, what=what)

    assert response.status_code == 200
    assert response.wsgi_request.session.accessed is False
    assert "Cookie" not in response.get("Vary", "")
    assert response.cookies == {}


def test_the_page_asks_for_the_ticket_before_the_opening_and_shows_no_question(
    client, survey_round
):
    content = page_of(client, survey_round, at=BEFORE).content.decode()

    assert 'data-phase="before"' in content
    assert "Opens on Mon 16 Nov at 8:00, closes on Mon 30 Nov at 20:00" in content
    assert 'data-state="collect" hidden' in content
    assert "<fieldset" not in content


def test_an_open_survey_asks_every_statement_with_nothing_chosen(client, survey_round):
    content = page_of(client, survey_round).content.decode()

    assert content.count("<fieldset") == 40
    assert content.count('type="radio"') == 240
    assert " checked" not in content
    assert content.index('name="item-trust_1"') < content.index('name="item-reflection_1"')


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", "Täysin samaa mieltä"),
        ("/sv", "Helt av samma åsikt"),
        ("/en", "Strongly agree"),
    ],
)
def test_the_survey_speaks_three_languages(client, survey_round, language, words):
    content = page_of(client, survey_round, language=language).content.decode()

    assert content.count(f"<span>{words}</span>") == 40


def test_one_page_costs_one_query_however_much_is_asked(
    client, survey_round, django_assert_num_queries
):
    with django_assert_num_queries(1):
        page_of(client, survey_round)


def test_without_javascript_the_way_to_the_printed_code_stands_there(client, survey_round):
    content = page_of(client, survey_round).content.decode()

    assert "This page needs JavaScript" in content
    assert f'href="/en/survey/{survey_round.public_id}/code/"' in content


def test_a_closed_survey_thanks_and_leads_to_its_certificate(client):
    survey_round = SurveyRoundFactory(closed=True)
    RoundResultFactory(round=survey_round)

    content = page_of(client, survey_round).content.decode()

    assert "The survey has closed. Thank you." in content
    assert f"/en/survey/{survey_round.public_id}/certificate/" in content
    assert "<fieldset" not in content


def test_a_survey_that_is_being_counted_says_so(client):
    survey_round = SurveyRoundFactory(announced=True, state="closing")

    assert "The answers are being counted." in page_of(client, survey_round).content.decode()


def test_a_survey_that_was_called_off_says_so(client):
    survey_round = SurveyRoundFactory(announced=True, state="discarded")

    assert "This survey was called off" in page_of(client, survey_round).content.decode()


def test_a_draft_is_not_found_and_neither_is_a_made_up_address(client):
    draft = SurveyRoundFactory()
    made_up = SurveyRoundFactory.build(public_id=uuid4(), organisation=None)

    answers = [
        page_of(client, one, what=what).status_code
        for one in (draft, made_up)
        for what in ("", "code/")
    ]

    assert answers == [404, 404, 404, 404]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", "Kukaan ei voi jälkikäteen selvittää, kuka vastasi mitä."),
        ("/sv", "Ingen kan i efterhand ta reda på vem som svarade vad."),
        ("/en", "Afterwards nobody can find out who answered what."),
    ],
)
def test_who_can_learn_what_is_told_to_everyone(client, language, words):
    response = client.get(f"{language}/survey/who-can-learn-what/")

    assert response.status_code == 200
    assert words in response.content.decode()
    assert response.wsgi_request.session.accessed is False


# --- the member's own page


@pytest.fixture
def invitee(survey_round):
    member = MembershipFactory(organisation=survey_round.organisation)
    node = ReportingNodeFactory(round=survey_round)
    return InviteeFactory(node=node, membership=member, email="")


def ticket_page(client, invitee, *, at=BEFORE, member=None):
    client.force_login((member or invitee.membership).user)
    slug = invitee.organisation.slug
    with time_machine.travel(at, tick=False):
        return client.get(f"/en/o/{slug}/culture/rounds/{invitee.round_id}/ticket/")


def test_an_invited_member_collects_with_her_session(client, invitee):
    content = ticket_page(client, invitee).content.decode()

    assert f"/culture/rounds/{invitee.round_id}/ticket/sign" in content
    assert f'data-survey-url="/en/survey/{invitee.round.public_id}/"' in content
    assert "data-csrf=" in content
    assert "data-is-given" not in content


def test_who_has_collected_is_told_where_the_ticket_is(client, survey_round):
    member = MembershipFactory(organisation=survey_round.organisation)
    given = InviteeFactory(
        node=ReportingNodeFactory(round=survey_round), membership=member, email="", given="ticket"
    )

    assert "data-is-given" in ticket_page(client, given).content.decode()


def test_who_asked_for_a_code_is_led_to_it(client, survey_round):
    member = MembershipFactory(organisation=survey_round.organisation)
    given = InviteeFactory(
        node=ReportingNodeFactory(round=survey_round), membership=member, email="", given="code"
    )

    content = ticket_page(client, given).content.decode()

    assert "You have a printed code" in content
    assert "culture/ticket.js" not in content


def test_after_the_end_there_is_nothing_to_collect(client, survey_round):
    survey_round = SurveyRoundFactory(announced=True, state="closing")
    member = MembershipFactory(organisation=survey_round.organisation)
    late = InviteeFactory(
        node=ReportingNodeFactory(round=survey_round), membership=member, email=""
    )

    content = ticket_page(client, late).content.decode()

    assert "The answers are being counted." in content
    assert "data-collect" not in content


def test_a_member_who_is_not_invited_is_told_the_rule(client, invitee):
    other = MembershipFactory(organisation=invitee.organisation)

    response = ticket_page(client, invitee, member=other)

    assert response.status_code == 403
    assert (
        "Each person who is invited collects one ticket for herself." in response.content.decode()
    )


def test_a_draft_has_no_ticket_page(client):
    draft = SurveyRoundFactory()
    member = MembershipFactory(organisation=draft.organisation)
    early = InviteeFactory(node=ReportingNodeFactory(round=draft), membership=member, email="")

    assert ticket_page(client, early).status_code == 404
