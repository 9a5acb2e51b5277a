"""The whole line from goal to practice: on the page, in the report, in the tables."""

import io
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.journeys.survey.results import text_of
from tests.journeys.thread.experiment import TRIED
from tests.journeys.thread.goal import GOAL
from tests.journeys.thread.practice import CARD
from tests.journeys.thread.private import CANARY
from tests.journeys.thread.walk import HOME, Walk
from tests.ui.structure import structure

PICTURES = ("Kultainen lanka", "katkos")


def see_whole_line(hr: Page, goal: int, walk: Walk) -> None:
    """See every knot tied, from the finding to the practice, and none of them broken."""
    hr.goto(f"{HOME}thread/goals/{goal}/")
    walk.look(hr)
    knots = hr.locator("ol.thread > li")
    expect(knots).to_have_count(6)
    expect(hr.locator("ol.thread > li.gap")).to_have_count(0)
    told = ("Kokeileminen", GOAL, "Joonas", TRIED, "4,5", CARD)
    for number, words in enumerate(told):
        expect(knots.nth(number)).to_contain_text(words)
    hr.goto(f"{HOME}thread/goals/{goal}/?view=list")
    walk.look(hr)
    expect(hr.locator("table.thread-table tbody tr")).to_have_count(1)
    expect(hr.locator("table.thread-table tbody tr")).to_contain_text(CARD)
    hr.goto(f"{HOME}thread/")
    expect(hr.locator("article.thread-line").filter(has_text=GOAL)).to_contain_text(CARD)


def see_it_small_and_dark(phone: Page, walk: Walk) -> None:
    """The same on a phone at night, in three languages."""
    for language in ("/sv", "/en", ""):
        phone.goto(f"{language}{HOME}thread/")
        expect(phone.locator("article.thread-line").filter(has_text=GOAL)).to_contain_text(CARD)
        walk.look(phone)
    walk.look(phone, dark=True)


def fetch_report(hr: Page) -> None:
    """Fetch the report: tagged, titled, in its language, with words for each picture."""
    with hr.expect_download() as fetching:
        hr.get_by_role("link", name="Raportti (PDF)").click()
    made = Path(fetching.value.path()).read_bytes()
    found = structure(made)
    assert (found.is_tagged, found.standard, found.shows_title) == (True, "1", True)
    assert (found.language, found.headers_scoped) == ("fi-FI", True)
    assert found.title == "Kultainen lanka: Tietoturvakeskus Majakka"
    assert {"Title", "H1", "H2", "L", "LI", "Figure"} <= set(found.kinds)
    assert found.alternatives != []
    assert all(found.alternatives)
    words = text_of(made)
    assert (GOAL in words, CARD in words, CANARY in words) == (True, True, False)


def fetch_tables(hr: Page) -> None:
    """Fetch the tables: they open, and hold the line."""
    with hr.expect_download() as fetching:
        hr.get_by_role("link", name="Taulukot (Excel)").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(fetching.value.path()).read_bytes()))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    told = " ".join(cells)
    assert (GOAL in told, TRIED in told, CARD in told, CANARY in told) == (True, True, True, False)
