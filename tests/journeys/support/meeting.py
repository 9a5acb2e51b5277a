"""The support itself: a meeting in two calendars, its hours in one tap, and a good end."""

import re
import urllib.request
from datetime import datetime, time

import icalendar
from playwright.sync_api import Page, expect

from tests.journeys.service import Service
from tests.journeys.support.people import HOME
from tests.journeys.thread.walk import HELSINKI, Walk, choose, days_ago, fill, follow, press, shown

TALK, AGREED = "Vuorojen vaihto yhdessä", "Aamuvuoro lukee illan kolme riviä ensin."
STARTS, ENDS = time(13), time(14)
LENGTH = "1 h"


def set_meeting(page: Page, walk: Walk) -> str:
    """Go on from the promise to the support, and set its meeting for tomorrow."""
    page.locator("main .actions a.button").first.click()
    page.wait_for_url(re.compile(r"/support/\d+/$"))
    page.locator("#engagement a").first.click()
    page.wait_for_url(re.compile(r"/support/given/\d+/$"))
    walk.look(page)
    support = page.url
    follow(page, "Sovi tapaaminen")
    walk.look(page)
    fill(
        page,
        {
            "title": TALK,
            "day": days_ago(-1).isoformat(),
            "starts": STARTS.isoformat("minutes"),
            "ends": ENDS.isoformat("minutes"),
            "place": "Kotihoidon taukotila",
        },
    )
    press(page, "Sovi tapaaminen")
    expect(shown(page, TALK)).to_be_visible()
    walk.look(page)
    return support


def mailed_to(service: Service, address: str) -> None:
    """The mail with the meeting for one's calendar has come."""
    assert _begins(service.calendar_to(address, TALK)) == [_tomorrow()]


def in_calendar(page: Page, walk: Walk) -> None:
    """The address that one makes for one's calendar has the meeting."""
    page.goto("/me/")
    follow(page, "Oma kalenteri")
    press(page, "Tee osoite kalenterillesi")
    walk.look(page)
    address = page.get_by_label("Kalenterisi osoite").input_value()
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 -- our own service
        assert _begins(answer.read()) == [_tomorrow()]


def book(page: Page, support: str, walk: Walk) -> None:
    """One tap books the hours of what has begun; it is in one's working time."""
    page.goto(f"{HOME}me/time-share/")
    before = _hours_used(page)
    page.goto(support)
    walk.look(page)
    walk.look(page, dark=True)
    press(page, f"Kirjaa {LENGTH}")
    expect(shown(page, f"Kirjasit {LENGTH}")).to_be_visible()
    page.goto(f"{HOME}me/time-share/")
    walk.look(page)
    assert _hours_used(page) == before + 1


def close(page: Page, support: str, walk: Walk) -> None:
    """End the support, with what was agreed, and let the team be asked now."""
    page.goto(support)
    follow(page, "Päätä tuki")
    walk.look(page)
    fill(page, {"outcome": AGREED})
    choose(page, "opens", "0")
    press(page, "Päätä tuki")
    expect(shown(page, AGREED)).to_be_visible()
    walk.look(page)


def _begins(calendar: bytes | str) -> list[datetime]:
    found = icalendar.Calendar.from_ical(calendar)
    ours = [one for one in found.walk("VEVENT") if TALK in one["SUMMARY"]]
    return [one.decoded("DTSTART").astimezone(HELSINKI) for one in ours]


def _tomorrow() -> datetime:
    return datetime.combine(days_ago(-1), STARTS, tzinfo=HELSINKI)


def _hours_used(page: Page) -> float:
    used = page.locator("main section").filter(has=page.get_by_role("heading", name="Käytetty"))
    told = used.locator("strong.num").first.inner_text()
    return float(told.replace(",", ".").removesuffix("h"))
