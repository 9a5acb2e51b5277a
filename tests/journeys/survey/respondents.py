"""Four people with browsers of their own: by thumb, on one page, by keyboard, on paper."""

from playwright.sync_api import Page, expect

from tests.journeys.programme.walk import Walk
from tests.journeys.survey.crowd import Letter

STATEMENTS = 40
DONE = {"fi": "Kiitos. Vastauksesi ovat uurnassa.", "sv": "Tack. Dina svar ligger i urnan."}


def see(page: Page, state: str, walk: Walk) -> None:
    """Wait until this state is in view, and look at it."""
    expect(page.locator(f'[data-state="{state}"]')).to_be_visible()
    walk.look(page)


def collect_as_member(page: Page, walk: Walk) -> None:
    """The start page leads there in one tap; a second one collects."""
    page.goto("/o/mittaus/")
    walk.look(page)
    page.get_by_role("link", name="Hae vastauslippu").first.click()
    see(page, "collect", walk)
    page.locator("[data-collect]").click()
    see(page, "ready", walk)


def collect_by_letter(page: Page, letter: Letter, walk: Walk) -> None:
    """The link in the letter opens the survey in the reader's language."""
    page.goto(f"{letter.page}#{letter.token}")
    see(page, "collect", walk)
    page.locator("[data-collect]").click()
    see(page, "ready", walk)
    assert "#" not in page.url


def begin(earlier: Page, path: str, walk: Walk) -> Page:
    """Come back on another day: the same browser, a new tab."""
    page = earlier.context.new_page()
    page.goto(path)
    see(page, "begin", walk)
    page.locator("[data-state=begin] [data-begin]").click()
    see(page, "asking", walk)
    return page


def answer_by_thumb(earlier: Page, path: str, walk: Walk) -> None:
    """One statement at a time."""
    page = begin(earlier, path, walk)
    for number in range(STATEMENTS):
        shown = page.locator("fieldset.statement[data-item]:visible")
        expect(shown).to_have_attribute("data-number", str(number + 1))
        shown.locator(".point").nth(3).click()
    expect(page.locator("[data-step=words]")).to_be_visible()
    walk.look(page)
    page.locator("#words-open_best").fill("Iltavuoron kahvi")
    _past_words(page, walk)
    _send(page, walk)


def answer_by_keyboard(earlier: Page, path: str, walk: Walk) -> None:
    """A digit answers and Enter goes on."""
    page = begin(earlier, path, walk)
    for number in range(STATEMENTS):
        shown = page.locator("fieldset.statement[data-item]:visible")
        expect(shown).to_have_attribute("data-number", str(number + 1))
        page.keyboard.press("4")
        page.keyboard.press("Enter")
    expect(page.locator("[data-step=words]")).to_be_focused()
    _past_words(page, walk)
    _send(page, walk)


def answer_on_one_page(earlier: Page, path: str, walk: Walk) -> None:
    """All statements on one page, two of them left out."""
    page = begin(earlier, path, walk)
    page.locator("[data-way=all]").click()
    for statement in page.locator("fieldset.statement[data-item]").all()[2:]:
        statement.locator(".point").nth(2).click()
    walk.look(page)
    page.locator("[data-summary]").click()
    _send(page, walk)


def _past_words(page: Page, walk: Walk) -> None:
    page.locator("[data-next]").click()
    page.locator("#background-years .point").nth(1).click()
    walk.look(page)
    page.locator("[data-next]").click()


def _send(page: Page, walk: Walk) -> None:
    see(page, "summary", walk)
    page.locator("[data-state=summary] [data-send]").click()
    see(page, "done", walk)


def answer_by_code(page: Page, path: str, code: str) -> None:
    """No JavaScript: one plain form, with a slip of the pen in the code first.

    axe cannot look at a page without JavaScript; tests/culture looks at this one with it.
    """
    page.goto(path)
    page.get_by_role("link", name="Vastaa koodilla").click()
    page.fill("[name=code]", code[:-1])
    for statement in page.locator("fieldset.statement[data-item]").all():
        statement.locator("input").nth(1).check()
    page.get_by_role("button", name="Lähetä").click()
    expect(page.locator("main .error").first).to_be_visible()
    page.fill("[name=code]", code.lower())
    page.get_by_role("button", name="Lähetä").click()
    expect(page.locator("h1")).to_have_text("Kiitos. Vastauksesi ovat uurnassa.")
