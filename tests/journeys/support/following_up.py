"""What came of it: the team answers by a link, and reads it once it has closed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.thread.walk import Walk, fill, follow, shown

ENOUGH = 5
STATEMENTS = 3
THANKS = "Kiitos! Vuoro alkaa nyt paljon rauhallisemmin."


def find_link(page: Page, support: str, walk: Walk) -> str:
    """Who asked finds the link for the team; return its path."""
    page.goto(support)
    walk.look(page)
    walk.look(page, dark=True)
    expect(shown(page, "Välitä linkki tiimillesi")).to_be_visible()
    address = page.locator("#follow-up-link").input_value()
    return address[address.rindex("/f/") :]


def team_answers(visit: Callable[..., Page], path: str, walk: Walk) -> None:
    """Five colleagues answer on their phones, without signing in."""
    for number in range(ENOUGH):
        page = visit(phone=True)
        page.goto(path)
        walk.look(page, dark=number == 1)
        for statement in page.locator("fieldset.statement").all():
            statement.locator(".point").nth(3).click()
        page.locator("main form button[type=submit]").click()
        expect(page.locator("h1")).to_have_text("Kiitos. Vastauksesi on laskettu mukaan.")
        walk.look(page)
        assert page.context.cookies() == []


def sees_enough_so_far(page: Page, support: str) -> None:
    """Until it closes, all that is shown is that there will be something to read."""
    page.goto(support)
    expect(shown(page, "Vähintään viisi on vastannut.")).to_be_visible()
    expect(page.locator("dl.statements")).to_have_count(0)


def read_results(page: Page, support: str, walk: Walk) -> None:
    """Once it has closed, few answers are a mean and no more."""
    page.goto(support)
    expect(page.locator("dl.statements > div")).to_have_count(STATEMENTS)
    for one in page.locator("dl.statements strong").all():
        expect(one).to_contain_text("4,0")
    expect(shown(page, f"{ENOUGH} ihmistä")).to_be_visible()
    walk.look(page)


def thank(page: Page, support: str, walk: Walk) -> None:
    """Thank the mentor."""
    page.goto(support)
    follow(page, "Kiitä")
    walk.look(page)
    fill(page, {"words": THANKS})
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    expect(shown(page, THANKS)).to_be_visible()
