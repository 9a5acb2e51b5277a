"""A respondent in a real browser: by thumb, by keyboard, in Swedish, without a connection.

Serves R31: everyone can say how learning is supported at work, quickly and unseen.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from nuotio.culture.responses import Response, written
from tests.culture.factories import InviteeFactory
from tests.culture.respondent import Respondent, arrived, open_round, survey_of
from tests.factories import MembershipFactory
from tests.journeys.conftest import ARGUMENTS, AXE, DESK, NAMES, PATIENCE, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "box"]),
]
RULES = "['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own; a fault of a script fails the test."""
    opened, faults = [], []

    def visit(*, phone: bool = False, dark: bool = False, **options) -> Page:
        screen = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
        context = chromium.new_context(
            base_url=live_server.url,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            **(screen if phone else {"viewport": DESK}),
            **options,
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(fault))  # noqa: PLW0108 -- a bound method will not do
        return page

    yield visit
    for context in opened:
        context.close()
    assert faults == []


def in_both_themes(page: Page) -> list[str]:
    """Return what axe finds in the light and in the dark theme."""
    page.evaluate(AXE.read_text() + "; 0")
    found = []
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        found += page.evaluate(
            f"axe.run({{runOnly: {RULES}}})"
            ".then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.target)))"
        )
    return found


def _by_thumb(page: Page, codes: list[str]) -> dict[str, int | str]:
    """Answer every statement but the eighth, with the page opened anew in between."""
    answers: dict[str, int | str] = {}
    for number, code in enumerate(codes):
        expect(page.locator(f"#item-{code}")).to_be_visible()
        if number == 12:  # the child wakes up
            page.reload()
        if number == 7:
            page.locator("[data-next]").tap()
            continue
        answers[code] = (number % 5) + 1 if number % 9 else "dk"
        page.locator(f"#item-{code} .point:has(input[value='{answers[code]}'])").tap()
    expect(page.locator("[data-step=words]")).to_be_visible()
    assert in_both_themes(page) == []
    return answers


def test_a_nurse_answers_with_her_thumb_and_loses_nothing_when_the_connection_does(open_page):
    running = open_round()
    codes = [item.code for item in survey_of(running).items]
    nurse = Respondent(open_page(phone=True), running, 0, look=in_both_themes)
    page = nurse.page
    nurse.collect()
    assert "#" not in page.url
    page.locator("[data-state=choose] [data-begin]").tap()
    nurse.state("asking")

    answers = _by_thumb(page, codes)
    page.locator("#words-open_best").fill("Yövuoron jälkeinen kahvi ☕")
    page.locator("[data-next]").tap()
    page.locator("#background-years .point").first.tap()
    assert in_both_themes(page) == []
    page.locator("[data-next]").tap()
    nurse.state("summary")
    assert page.locator(".left-out button").all_inner_texts()[0].startswith("8. ")

    page.context.set_offline(True)
    page.locator("[data-state=summary] [data-send]").tap()
    nurse.state("waiting")
    assert page.locator("[data-state=waiting] .notice p").first.inner_text() == (
        "Tallessa tällä laitteella: lähetetään, kun yhteys palaa."
    )
    assert arrived(running) == []
    page.context.set_offline(False)
    nurse.state("done")

    whole = {code: answers.get(code) for code in codes}
    words = {"open_best": "Yövuoron jälkeinen kahvi ☕"}
    [read] = arrived(running)
    assert read == Response("", whole, {"years": "few"}, words)
    assert nurse.kept() == [f"nuotio.cast.{running.round.public_id}"]


def test_a_librarian_answers_by_keyboard_alone(open_page):
    running = open_round()
    codes = [item.code for item in survey_of(running).items]
    librarian = Respondent(open_page(dark=True), running, 1)
    page, keys = librarian.page, librarian.page.keyboard
    librarian.collect()
    page.locator("[data-state=choose] [data-begin]").press("Enter")

    for number, code in enumerate(codes):
        expect(page.locator(f"#item-{code} input").first).to_be_visible()
        if number == 0:  # arrows choose as browsers do
            keys.press("ArrowDown")
        elif number == 1:
            keys.press("Space")
        else:
            keys.press("0" if number == 2 else str(number % 5 + 1))
        keys.press("Enter")
    expect(page.locator("[data-step=words]")).to_be_focused()
    page.locator("[data-next]").press("Enter")
    page.locator("[data-next]").press("Enter")
    librarian.state("summary")
    page.locator("[data-state=summary] [data-send]").press("Enter")
    librarian.state("done")

    expect(page.locator("[data-state=done] h2")).to_be_focused()
    [read] = arrived(running)
    assert [read.answers[code] for code in codes[:5]] == [2, 1, "dk", 4, 5]
    assert None not in read.answers.values()


def test_everything_on_one_page_in_swedish_after_beginning_in_english(open_page):
    running = open_round()
    codes = [item.code for item in survey_of(running).items]
    clerk = Respondent(open_page(), running, 2, language="/en", look=in_both_themes)
    page = clerk.page
    clerk.collect()
    page.locator("[data-later]").click()
    clerk.state("ready")
    page.locator("[data-state=ready] [data-begin]").click()
    page.locator(f"#item-{codes[0]} .point").nth(4).click()
    expect(page.locator(f"#item-{codes[1]}")).to_be_visible()
    page.locator(".app-header [hreflang=sv]").click()

    expect(page.locator(f"#item-{codes[1]} .point span").first).to_have_text("Helt av annan åsikt")
    page.locator("[data-way=all]").click()
    clerk.state("asking")
    expect(page.locator(f"#item-{codes[0]} input[value='5']")).to_be_checked()
    for code in codes[1:]:
        page.locator(f"#item-{code} .point").nth(2).click()
    assert page.locator("[data-progress] p").inner_text() == "Besvarat 40 av 40, snart klart"
    page.locator("[data-summary]").click()
    clerk.state("summary")
    expect(page.locator("[data-all]")).to_be_visible()
    page.locator("[data-state=summary] [data-send]").click()
    clerk.state("done")

    [read] = arrived(running)
    assert read.answers == {codes[0]: 5} | dict.fromkeys(codes[1:], 3)


def test_the_browser_seals_the_very_bytes_that_the_service_would_write(open_page):
    running = open_round()
    page = open_page()
    Respondent(page, running, 3).collect()

    payload = page.evaluate(
        """async codes => {
            const { payloadOf } = await import("/static/culture/answers.js");
            const kept = {answers: {trust_1: 4, trust_2: "dk"}, words: {open_best: "Ä€\\ud83d\\0"},
                          background: {years: ""}};
            return JSON.stringify({ v: 1, ...payloadOf(kept, codes) });
        }""",
        ["trust_1", "trust_2", "trust_3"],
    )

    answers = {"trust_1": 4, "trust_2": "dk", "trust_3": None}
    assert (
        payload.encode()
        == written(Response("", answers, {}, {"open_best": "Ä€\N{REPLACEMENT CHARACTER}"})).rstrip()
    )


def test_a_ticket_goes_along_to_another_device_and_leaves_the_shared_computer(open_page):
    running = open_round()
    desk = Respondent(open_page(), running, 4)
    desk.collect()
    desk.page.locator("[data-carry] summary").click()
    expect(desk.page.locator("[data-qr] svg")).to_be_visible()
    link = desk.page.locator("#ticket-link").input_value()
    desk.page.locator("[data-away]").click()
    desk.page.locator("[data-away]").click()
    desk.state("sign")
    assert desk.kept() == []

    phone = Respondent(open_page(phone=True), running, 4)
    phone.page.goto(link)

    phone.state("begin")
    assert "#" not in phone.page.url


def test_a_second_persons_link_does_not_take_the_first_ones_ticket(open_page):
    running = open_round()
    first = Respondent(open_page(), running, 5, look=in_both_themes)
    first.collect()

    token = running.token(running.invitees[6])
    first.page.goto("about:blank")
    first.page.goto(f"{running.url('')}#{token}")

    first.state("another")


def test_a_link_whose_ticket_was_collected_elsewhere_says_where_it_is(open_page):
    running = open_round()
    Respondent(open_page(), running, 7).collect()
    again = Respondent(open_page(), running, 7, look=in_both_themes)
    again.page.goto(f"{running.url('')}#{running.token(running.invitees[7])}")

    again.page.locator("[data-collect]").click()

    again.state("given")


def test_answers_are_cleared_from_a_shared_computer_by_pressing_twice(open_page):
    running = open_round()
    person = Respondent(open_page(), running, 8)
    person.collect()
    page = person.page
    page.locator("[data-state=choose] [data-begin]").click()
    page.locator("#item-trust_1 .point").first.click()
    page.locator("[data-clear]").click()
    page.locator("[data-clear]").click()

    person.state("begin")
    page.locator("[data-state=begin] [data-begin]").click()
    assert page.locator("input:checked").count() == 0


def test_without_javascript_the_code_page_is_the_way(open_page):
    running = open_round()
    page = open_page(java_script_enabled=False)
    page.goto(running.url(""))

    page.get_by_role("link", name="Vastaa koodilla").click()

    expect(page.locator("input[name=code]")).to_be_visible()
    assert page.locator("fieldset").count() == 41


def test_a_member_collects_with_the_session_and_goes_on_without_it(open_page, live_server):
    running = open_round()
    member = MembershipFactory(organisation=running.round.organisation)
    InviteeFactory(node=running.nodes[0], membership=member, email="")
    client = Client()
    client.force_login(member.user)
    page = open_page(phone=True)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    slug = running.round.organisation.slug

    page.goto(f"/o/{slug}/culture/rounds/{running.round.pk}/ticket/")
    expect(page.locator("[data-collect]")).to_be_visible()
    assert in_both_themes(page) == []
    page.locator("[data-collect]").tap()

    Respondent(page, running, 0).state("choose")
    page.goto(f"/o/{slug}/culture/rounds/{running.round.pk}/ticket/")
    Respondent(page, running, 0, look=in_both_themes).state("here")
