"""How the people of one organisation find their way along the golden thread."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page

HOME = "/o/majakka/"
HELSINKI = ZoneInfo("Europe/Helsinki")
WRITER, PAIR = "Joonas Hiltunen", "Timo Pitkänen"


def days_ago(number: int) -> date:
    """Return the day that was so many days ago where the organisation is."""
    return datetime.now(HELSINKI).date() - timedelta(days=number)


@dataclass
class Walk:
    """A browser for each person, and a look at each page when it is first met in a state."""

    visit: Callable[..., Page]
    sign_in: Callable[[Page, str], None]
    findings: Callable[[Page], list[str]]
    looked_at: set[str] = field(default_factory=set)

    def enter(self, who: str, *, phone: bool = False) -> Page:
        """Sign a demo person in, on a desk or on a phone."""
        page = self.visit(phone=phone)
        self.sign_in(page, who)
        return page

    def look(self, page: Page, *, dark: bool = False) -> None:
        """Find nothing wrong on a page in this state, and nothing wider than its screen."""
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
        state = page.locator("h1, main h2").all_inner_texts()
        kind = f"{re.sub('[0-9]+', '#', page.url)} {state} {dark}"
        if kind in self.looked_at:
            return
        self.looked_at.add(kind)
        if dark:
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert self.findings(page) == [], page.url
        page.emulate_media(color_scheme="light")


def press(page: Page, name: str) -> None:
    """Press a button of the page's main part by its name, and wait for what it leads to."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow the first link of the page's main part with this name."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name, exact=True).first.click()


def fill(page: Page, texts: dict[str, str]) -> None:
    """Fill fields of the page by their names."""
    for name, text in texts.items():
        page.locator(f"main [name='{name}']").fill(text)


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of the answers of a question."""
    page.locator(f"main [name='{name}'][value='{value}']").check()


def shown(page: Page, words: str) -> Locator:
    """Return the place of the page's main part that says the words."""
    return page.locator("main").get_by_text(words).first


def number_in(address: str) -> int:
    """Return the last number of an address: the row that it names."""
    return int(re.findall(r"/([0-9]+)/", address)[-1])
