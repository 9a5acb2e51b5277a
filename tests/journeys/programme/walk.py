"""How the people of a programme find their way in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page

HELSINKI = ZoneInfo("Europe/Helsinki")
NAME = "Oppimismentorit yli virastorajojen"
COACHING = {number: f"Valmennuskerta {number}" for number in (1, 2, 3)}
MEETING = {number: f"Mentorien ja HR:n tapaaminen {number}" for number in (1, 2, 3)}
TASK = "Välitehtävä 1"


def _eight_weeks_ago() -> date:
    today = datetime.now(HELSINKI).date()
    return today - timedelta(days=today.weekday() - 2, weeks=8)


@dataclass
class Walk:
    """A browser for each person, and a look at each new page on the way.

    The programme begins on a Wednesday that lets its first coaching session lie behind and the
    second one ahead.
    """

    visit: Callable[..., Page]
    sign_in: Callable[[Page, str], None]
    findings: Callable[[Page], list[str]]
    starts_on: date = field(default_factory=_eight_weeks_ago)

    def in_week(self, week: int) -> date:
        """Return the day of the programme's week."""
        return self.starts_on + timedelta(weeks=week)

    def day_before(self, week: int) -> date:
        """Return the day before the programme's week, when assignments are due."""
        return self.in_week(week) - timedelta(days=1)

    def enter(self, who: str, *, phone: bool = False) -> Page:
        """Sign a demo person in, on a desk or on a phone."""
        page = self.visit(phone=phone)
        self.sign_in(page, who)
        return page

    def look(self, page: Page) -> None:
        """Find nothing wrong on the page, and nothing wider than its screen."""
        page.wait_for_load_state()
        assert self.findings(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def open_programme(page: Page, slug: str) -> None:
    """Go to the programme from the list of one's organisation."""
    page.goto(f"/o/{slug}/programmes/")
    page.get_by_role("link", name=NAME).click()
    page.wait_for_url(re.compile(r"/programmes/\d+/$"))


def row(page: Page, name: str) -> Locator:
    """Return the row of an event or an assignment in a list."""
    return page.locator("main ul.rows > li").filter(has_text=name)


def written(day: date) -> str:
    """Return a day as pages write it in a list."""
    return f"{('ma', 'ti', 'ke', 'to', 'pe', 'la', 'su')[day.weekday()]} {day.day}.{day.month}."
