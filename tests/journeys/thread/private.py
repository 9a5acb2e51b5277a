"""A reflection for the pair only: the pair reads it, and nobody else finds a word of it."""

import io
import re
import zipfile
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.journeys.thread.walk import HOME, Walk, choose, fill, follow, number_in, press, shown

CANARY = "Kanarialintu42"
WORDS = f"{CANARY}: pelkäsin, ettei kukaan sano mitään."
API = "/api/v1/organisations/majakka/"


def reflect_for_the_pair(page: Page, experiment: str, walk: Walk) -> str:
    """Answer a question about the experiment, for the pair alone; return the entry's address."""
    page.goto(experiment)
    follow(page, "Pohdi kokeilua")
    walk.look(page)
    fill(page, {"words": WORDS})
    choose(page, "audience", "pair")
    press(page, "Tallenna")
    page.wait_for_url(re.compile(r"/reflections/\d+/$"))
    expect(shown(page, WORDS)).to_be_visible()
    walk.look(page)
    return page.url


def pair_reads_it(page: Page, entry: str, walk: Walk) -> None:
    """The pair finds it in the list, on its page, in the spreadsheet and in the API."""
    page.goto(f"{HOME}reflections/?whose=others")
    walk.look(page)
    expect(shown(page, WORDS)).to_be_visible()
    page.goto(entry)
    expect(shown(page, WORDS)).to_be_visible()
    assert CANARY in taken_along(page)
    assert CANARY in page.request.get(f"{API}reflections").text()


def nobody_else_finds_it(reader: Page, entry: str, addresses: Sequence[str]) -> None:
    """Ask for the entry, each page, the spreadsheet and the API as somebody else."""
    assert reader.request.get(entry).status == 404
    for address in (*addresses, *_linked_from(reader, addresses)):
        answer = reader.request.get(address)
        assert (address, answer.status, CANARY in answer.text()) == (address, 200, False)
    assert CANARY not in taken_along(reader)
    for name in ("reflections", "thread"):
        answer = reader.request.get(f"{API}{name}")
        assert (answer.status, CANARY in answer.text()) == (200, False)


def pages_that_could_tell(plan: str, experiment: str, goal: str) -> list[str]:
    """Return the pages on which a careless line would show a reflection."""
    lists = ("", "plans/", "experiments/", "reflections/", "reflections/?whose=others")
    threads = ("thread/", "thread/?view=list")
    rows = {"plans": plan, "experiments": experiment, "goals": goal}
    return [
        *(f"{HOME}{one}" for one in (*lists, *threads, "notifications/", "practices/")),
        *(plan, f"{plan}versions/", experiment, goal),
        *(f"{HOME}thread/{kind}/{number_in(one)}/" for kind, one in rows.items()),
    ]


def taken_along(page: Page) -> str:
    """Return all the text in the spreadsheet of reflections, every file of it unpacked."""
    answer = page.request.get(f"{HOME}reflections/export.xlsx")
    assert answer.status == 200
    with zipfile.ZipFile(io.BytesIO(answer.body())) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def _linked_from(reader: Page, addresses: Sequence[str]) -> list[str]:
    """Return the reflections that lists on these pages lead to."""
    found: set[str] = set()
    for address in addresses:
        told = reader.request.get(address).text()
        found.update(re.findall(rf'href="({HOME}reflections/\d+/)"', told))
    return sorted(found)
