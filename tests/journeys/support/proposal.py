"""The coordinator's joint proposal: looked at, changed in one place by hand, sent."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.support.people import SUPPORT
from tests.journeys.thread.walk import Walk, press


def make(page: Page, walk: Walk) -> None:
    """Let mentors be found for everybody who waits."""
    page.goto(f"{SUPPORT}proposals/")
    walk.look(page)
    press(page, "Tee yhteinen ehdotus")
    page.wait_for_url(re.compile(r"/proposals/\d+/$"))
    expect(_requests(page)).not_to_have_count(0)
    walk.look(page)
    walk.look(page, dark=True)


def change_by_hand(page: Page, walk: Walk) -> str:
    """Choose another mentor for the first request; the page says what it costs before."""
    first = _requests(page).first
    first.locator("a[hx-get]").first.click()
    choice = first.locator("select[name=mentor]")
    now, names = choice.input_value(), choice.locator("option")
    options = names.evaluate_all("all => all.map((one) => [one.value, one.text])")
    value, told = next((v, t) for v, t in reversed(options) if v.isdigit() and v != now)
    choice.select_option(value)
    cost = first.locator("form.cost")
    expect(cost).to_contain_text(re.compile(r"\d+"))
    walk.look(page)
    with page.expect_navigation():
        cost.get_by_role("button").click()
    mentor = str(told).partition(":")[0]
    changed = page.locator("ul.matches .place").filter(has_text="Valittu käsin")
    expect(changed).to_contain_text(mentor)
    walk.look(page)
    return mentor


def send(page: Page, walk: Walk) -> None:
    """Send it: the mentors are asked."""
    with page.expect_navigation():
        page.locator("main form[action$='/send/'] button").click()
    expect(page.locator("main").get_by_role("heading", name="Keneltä kysyttiin")).to_be_visible()
    walk.look(page)


def _requests(page: Page) -> Locator:
    return page.locator("ul.matches > li")
