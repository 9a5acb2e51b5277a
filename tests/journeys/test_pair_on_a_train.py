"""Serves R55: two of a pair write one answer, one of them on a train, and no words are lost."""

import json
import re
import subprocess
import sys

import pytest

from tests.journeys import service as services

pytestmark = pytest.mark.browser
SAVED, KEPT = "Tallessa", "Tallessa tällä laitteella: lähetetään, kun yhteys palaa"
OBSERVATIONS, FOCUS = "[name=answer-observations]", "[name=answer-focus]"


@pytest.fixture
def answer(service):
    """The address of the answer that Sanna and Jari write together."""
    environment = services.surroundings(service.data, int(service.base.rsplit(":", 1)[1]))
    made = subprocess.run(
        [sys.executable, "-m", "tests.journeys.pair"],
        env=environment,
        check=True,
        capture_output=True,
    )
    told = json.loads(made.stdout)
    return f"/o/mittaus/programmes/{told['programme']}/assignments/{told['assignment']}/answer/"


@pytest.fixture
def sanna(visit, sign_in, answer):
    page = visit(phone=True)
    sign_in(page, "sanna.koskinen")
    page.goto(answer)
    return page


@pytest.fixture
def jari(visit, sign_in, answer):
    page = visit()
    sign_in(page, "jari.lehtonen")
    page.goto(answer)
    return page


def says(page, words):
    """Wait until the page says how the draft is kept."""
    exactly = re.compile(f"^{re.escape(words)}$")
    page.locator("[data-draft-state]").filter(has_text=exactly).wait_for()


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length")


def test_what_is_typed_saves_itself_and_is_there_on_another_device(sanna, jari, answer):
    sanna.locator(OBSERVATIONS).press_sequentially("Kahvihuoneessa")
    says(sanna, SAVED)

    jari.goto(answer)

    assert jari.input_value(OBSERVATIONS) == "Kahvihuoneessa"
    assert kept(sanna) == 0


def test_a_pair_writes_on_while_one_of_them_sits_in_a_train(sanna, jari, answer):
    sanna.fill(OBSERVATIONS, "Asemalla")
    says(sanna, SAVED)
    sanna.context.set_offline(True)
    sanna.fill(OBSERVATIONS, "Asemalla ja junassa")
    says(sanna, KEPT)
    assert kept(sanna) == 1

    jari.fill(FOCUS, "Kysyminen")
    says(jari, SAVED)
    sanna.context.set_offline(False)
    says(sanna, SAVED)

    assert sanna.input_value(FOCUS) == "Kysyminen"
    assert kept(sanna) == 0
    jari.goto(answer)
    assert jari.input_value(OBSERVATIONS) == "Asemalla ja junassa"
    assert jari.input_value(FOCUS) == "Kysyminen"


def test_a_tab_closed_without_a_connection_loses_nothing(sanna, jari, answer):
    sanna.context.set_offline(True)
    sanna.fill(OBSERVATIONS, "Tunnelissa")
    says(sanna, KEPT)
    again = sanna.context.new_page()
    sanna.close()
    again.context.set_offline(False)

    again.goto(answer)
    says(again, SAVED)

    assert again.input_value(OBSERVATIONS) == "Tunnelissa"
    jari.goto(answer)
    assert jari.input_value(OBSERVATIONS) == "Tunnelissa"


@pytest.mark.parametrize(
    ("choice", "left"), [("Pidä oma tekstini", "Junassa"), ("Ota tallennettu teksti", "Töissä")]
)
def test_the_same_field_changed_by_both_stands_side_by_side(
    choice, left, sanna, jari, answer, findings
):
    sanna.context.set_offline(True)
    sanna.fill(OBSERVATIONS, "Junassa")
    jari.fill(OBSERVATIONS, "Töissä")
    jari.locator(FOCUS).focus()
    says(jari, SAVED)
    sanna.context.set_offline(False)
    says(sanna, "Muutitte samaa kohtaa. Valitse teksti ylempänä.")

    both = sanna.locator("[data-clashes]")
    assert "Jari Lehtonen muutti tätä juuri." in both.inner_text()
    assert both.locator(".kept").all_inner_texts() == ["Junassa", "Töissä"]
    assert findings(sanna) == []
    sanna.get_by_role("button", name=choice).click()
    says(sanna, SAVED)

    assert both.is_hidden()
    assert kept(sanna) == 0
    jari.goto(answer)
    assert jari.input_value(OBSERVATIONS) == left


def test_an_ended_session_keeps_the_text_and_asks_to_sign_in(sanna, sign_in, answer, findings):
    sanna.context.clear_cookies(name="sessionid")
    sanna.fill(OBSERVATIONS, "Istunto päättyi")
    says(sanna, "Tallessa tällä laitteella: lähetetään, kun olet kirjautunut uudelleen")
    assert findings(sanna) == []

    sign_in(sanna, "sanna.koskinen")
    sanna.goto(answer)
    says(sanna, SAVED)

    assert sanna.input_value(OBSERVATIONS) == "Istunto päättyi"
    assert kept(sanna) == 0


def test_the_answer_is_given_in_by_the_keyboard_with_what_was_typed_last(sanna, findings):
    for field in ("observations", "conversations", "focus", "audience"):
        sanna.fill(f"[name=answer-{field}]", f"Mitä näimme: {field}")
    sanna.get_by_role("button", name="Jatka palauttamiseen").press("Enter")
    sanna.wait_for_url("**/give/")
    assert "Mitä näimme: audience" in sanna.inner_text("main")
    assert findings(sanna) == []

    sanna.get_by_role("button", name="Palauta vastaus").press("Enter")
    sanna.wait_for_url("**/submissions/*/")

    assert "Vastaus on palautettu." in sanna.inner_text("main")
    assert findings(sanna) == []


def test_signing_out_leaves_no_draft_on_the_device(sanna):
    sanna.context.set_offline(True)
    sanna.fill(OBSERVATIONS, "Yhteisellä koneella")
    says(sanna, KEPT)
    sanna.route("**/answer/", lambda route: route.abort())
    sanna.context.set_offline(False)

    sanna.goto("/me/")
    assert kept(sanna) == 1
    sanna.click('form[action*="/account/logout/"] button')
    sanna.wait_for_url(lambda url: "/me/" not in url)

    assert kept(sanna) == 0
