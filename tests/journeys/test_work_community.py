"""What colleagues do beside the mentors: a note on the way home, an idea, an answer to a pulse.

Serves issue 5 (ideas, pulses, reflection), R65, R73 and R134: on a phone, with or without a
connection, signed in or as nobody at all.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.thread.walk import HOME, Walk, fill, follow, press, shown

pytestmark = pytest.mark.browser
NOTE = "Huomasin junassa, että kysymys auttoi enemmän kuin neuvo."
IDEA = "Yhteinen kävely ennen vaikeaa tapausta"
TRIED = "Syytöksetön jälkiarviointi"  # runs in the demo world
COLLEAGUES = 6
RELEASED = ".pulse-mean, .pulse-bars"


@pytest.fixture
def walk(visit, sign_in, findings) -> Walk:
    return Walk(visit, sign_in, findings)


def test_a_note_typed_without_a_network_is_kept_and_sent_when_it_is_back(walk: Walk):
    sanna, hr = walk.enter("sanna.laitinen", phone=True), walk.enter("riikka.koskinen")
    sanna.goto(f"{HOME}reflections/new/")
    walk.look(sanna)
    sanna.context.set_offline(True)
    sanna.locator("[name=words]").press_sequentially(NOTE)
    sanna.locator("[name=where][value=colleague]").check()
    sanna.get_by_role("button", name="Tallenna").click()
    expect(sanna.locator("[data-offline]")).to_be_visible()
    expect(sanna.locator("[name=words]")).to_have_value(NOTE)

    with sanna.expect_navigation():
        sanna.context.set_offline(False)

    sanna.wait_for_url(re.compile(r"/reflections/\d+/$"))
    walk.look(sanna)
    expect(shown(sanna, NOTE)).to_be_visible()
    expect(shown(sanna, "Kollegan kanssa")).to_be_visible()
    assert hr.request.get(sanna.url).status == 404
    sanna.goto(f"{HOME}reflections/")
    walk.look(sanna)
    expect(sanna.locator("main .entry").filter(has_text=NOTE)).to_have_count(1)


def test_an_employee_proposes_an_idea_on_a_phone_and_a_colleague_joins(walk: Walk):
    ville = walk.enter("ville.laine", phone=True)
    minna, mentor = walk.enter("minna.heikkinen", phone=True), walk.enter("joonas.hiltunen")
    ville.goto(f"{HOME}ideas/")
    walk.look(ville)
    follow(ville, "Ehdota ideaa")
    walk.look(ville)
    fill(ville, {"title": IDEA})
    press(ville, "Ehdota ideaa")
    ville.wait_for_url(re.compile(r"/ideas/\d+/$"))
    walk.look(ville)

    minna.goto(ville.url)
    minna.get_by_role("button", name="Olisin mukana").click()

    expect(shown(minna, "Yksi kollega olisi mukana")).to_be_visible()
    mentor.goto(f"{HOME}ideas/")
    follow(mentor, IDEA)
    walk.look(mentor)
    follow(mentor, "Ota kokeiltavaksi")
    walk.look(mentor)


def open_pulse(mentor: Page, walk: Walk) -> str:
    """Ask colleagues one question about a running experiment; return the link to share."""
    mentor.goto(f"{HOME}experiments/")
    walk.look(mentor)
    follow(mentor, TRIED)
    follow(mentor, "Kysy")
    walk.look(mentor)
    press(mentor, "Avaa kysymys")
    mentor.wait_for_url(re.compile(r"/pulses/\d+/$"))
    walk.look(mentor)
    return mentor.locator("#pulse-link").input_value()


def answer(page: Page, link: str, option: int) -> None:
    """Answer without signing in; the browser is given no cookie, and asks nobody twice."""
    page.goto(link)
    page.locator(f"[name=answer][value='{option}']").check(force=True)
    page.get_by_role("button", name="Lähetä vastaukseni").click()
    expect(page.get_by_role("heading", name="Kiitos")).to_be_visible()
    assert page.context.cookies() == []


def test_six_anonymous_colleagues_answer_a_pulse_and_only_what_may_be_told_is(walk: Walk):
    mentor, reader = walk.enter("joonas.hiltunen"), walk.enter("janne.niemi")
    link = open_pulse(mentor, walk)
    pulse = mentor.url
    follow(mentor, "Tulostettava juliste")
    walk.look(mentor)
    colleagues = [walk.visit(phone=True) for _number in range(COLLEAGUES)]
    colleagues[0].goto(link)
    walk.look(colleagues[0])

    for page, option in zip(colleagues[:4], (3, 4, 4, 5), strict=True):
        answer(page, link, option)
    walk.look(colleagues[0])
    for page in (mentor, reader):
        page.goto(pulse)
        expect(shown(page, "Alle viisi ihmistä on vastannut")).to_be_visible()
        expect(page.locator(RELEASED)).to_have_count(0)
    for page in colleagues[4:]:
        answer(page, link, 5)
    for page in (mentor, reader):
        page.reload()
        expect(shown(page, "Vähintään viisi ihmistä on vastannut")).to_be_visible()
        expect(page.locator(RELEASED)).to_have_count(0)

    colleagues[0].goto(link)
    expect(colleagues[0].locator("[data-answered]")).to_be_visible()
    expect(colleagues[0].locator("[data-asked]")).to_be_hidden()
    press(mentor, "Sulje kysymys nyt")
    walk.look(mentor)
    reader.reload()
    for page in (mentor, reader):
        expect(page.locator(".pulse-mean")).to_have_text("Keskiarvo 4,5 / 5")
        expect(page.locator(".pulse-bars")).to_have_count(0)
        expect(shown(page, "6 ihmistä vastasi")).to_be_visible()
    colleagues[1].goto(link)
    expect(colleagues[1].locator("[name=answer]")).to_have_count(0)
    walk.look(colleagues[1])
