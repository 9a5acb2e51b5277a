"""What a mentor does, on her phone, and with her pair."""

import re
import urllib.request
from datetime import datetime, time

import icalendar
from playwright.sync_api import Page, expect

from tests.journeys.programme.coordinator import FEEDBACK
from tests.journeys.programme.walk import (
    COACHING,
    HELSINKI,
    TASK,
    Walk,
    open_programme,
    written,
)

SAVED = "Tallessa"
KEPT = "Tallessa tällä laitteella: lähetetään, kun yhteys palaa"
OBSERVATIONS, FOCUS = "[name=answer-observations]", "[name=answer-focus]"


def apply_as_mentor(page: Page, walk: Walk) -> None:
    """Read the call and tell why one would like to come along."""
    open_programme(page, "mittaus")
    page.get_by_role("link", name="Lue lisää").click()
    walk.look(page)
    page.get_by_role("link", name="Hae mukaan").click()
    walk.look(page)
    page.get_by_label("Miksi haluaisit oppimismentoriksi?").fill("Haluan oppia kysymään.")
    page.get_by_role("button", name="Lähetä hakemus").click()
    page.wait_for_url("**/call/")
    walk.look(page)


def see_own_place(page: Page, walk: Walk) -> None:
    """See one's pair and the dates that concern oneself."""
    open_programme(page, "mittaus")
    page.get_by_role("link", name="Oma paikka").click()
    walk.look(page)
    expect(page.get_by_role("region", name="Oma pari")).to_contain_text("Eero Ojala")
    dates = page.locator("ol.timeline > li")
    expect(dates.filter(has_text=COACHING[2])).to_contain_text(written(walk.in_week(13)))


def fetch_calendar(page: Page, walk: Walk) -> None:
    """Make a private address; who asks it hears when the moved session begins."""
    page.goto("/me/")
    page.get_by_role("link", name="Oma kalenteri").click()
    page.get_by_role("button", name="Tee osoite kalenterillesi").click()
    walk.look(page)
    address = page.get_by_label("Kalenterisi osoite").input_value()
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 -- our own service
        calendar = icalendar.Calendar.from_ical(answer.read())
    ours = [one for one in calendar.walk("VEVENT") if COACHING[2] in one["SUMMARY"]]
    assert [one.decoded("DTSTART").astimezone(HELSINKI) for one in ours] == [
        datetime.combine(walk.in_week(13), time(9), tzinfo=HELSINKI)
    ]


def write_together(page: Page, pair: Page, walk: Walk) -> None:
    """Write one answer with one's pair, on a train without a connection."""
    open_programme(page, "mittaus")
    page.get_by_role("link", name=re.compile(f"^{TASK}")).click()
    walk.look(page)
    page.get_by_role("link", name="Aloita kirjoittaminen").click()
    page.wait_for_url("**/answer/")
    pair.goto(page.url)
    page.locator(OBSERVATIONS).fill("Asemalla kirjoitettu")
    says(page, SAVED)
    walk.look(page)
    page.context.set_offline(True)
    page.locator(OBSERVATIONS).fill("Junassa kirjoitettu")
    says(page, KEPT)
    pair.locator(FOCUS).fill("Kysyminen")
    says(pair, SAVED)
    page.context.set_offline(False)
    says(page, SAVED)
    expect(page.locator(FOCUS)).to_have_value("Kysyminen")
    pair.reload()
    expect(pair.locator(OBSERVATIONS)).to_have_value("Junassa kirjoitettu")


def give_in(page: Page, walk: Walk) -> None:
    """Finish what is missing, read it once more, and give it to the trainers."""
    page.locator("[name=answer-conversations]").fill("Kolme keskustelua kahvilla")
    page.locator("[name=answer-audience]").fill("Oma tiimi")
    page.get_by_role("button", name="Jatka palauttamiseen").click()
    page.wait_for_url("**/give/")
    walk.look(page)
    page.get_by_label(re.compile("almentaj")).check()
    page.get_by_role("button", name="Palauta vastaus").click()
    page.wait_for_url("**/submissions/*/")
    walk.look(page)


def read_feedback(page: Page, walk: Walk) -> None:
    """Find the trainer's words from one's notices."""
    page.goto("/o/mittaus/notifications/")
    page.get_by_role("link", name=TASK).first.click()
    expect(page.locator(".said")).to_contain_text(FEEDBACK)
    walk.look(page)


def says(page: Page, words: str) -> None:
    """Wait until the page says how the draft is kept."""
    exactly = re.compile(f"^{re.escape(words)}$")
    page.locator("[data-draft-state]").filter(has_text=exactly).wait_for()
