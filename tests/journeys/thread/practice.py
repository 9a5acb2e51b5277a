"""What worked leaves the experiment: a card, read through, opened, given to the network."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.thread.experiment import LEARNED
from tests.journeys.thread.walk import Walk, fill, follow, press, shown

CARD = "Viisi minuuttia oivalluksille"


def write_card(page: Page, experiment: str, walk: Walk) -> str:
    """Write the card that begins from the experiment's own words; return its address."""
    page.goto(experiment)
    follow(page, "Kirjoita kortti")
    walk.look(page)
    expect(page.locator("[name=changed]")).to_have_value(re.compile(re.escape(LEARNED)))
    fill(
        page,
        {
            "name": CARD,
            "works_with": "Vuorotyötä tekeville tiimeille.",
            "watch_out": "Kiireisenä päivänä se siirtyy, ei jää pois.",
        },
    )
    page.locator("[name=outcome][value=worked]").check()
    press(page, "Tallenna ja pyydä lukijaa")
    page.wait_for_url(re.compile(r"/practices/\d+/$"))
    walk.look(page)
    expect(page.get_by_role("button", name="Se on valmis")).to_have_count(0)
    return page.url


def read_through(page: Page, card: str) -> None:
    """The other mentor of the pair reads it through."""
    page.goto(card)
    press(page, "Se on valmis")


def open_it(page: Page, card: str) -> None:
    """Its writer opens it to the organisation."""
    page.goto(card)
    press(page, "Avaa käytäntö")


def give_to_network(hr: Page, card: str, walk: Walk) -> None:
    """HR looks at what others will read, and gives it."""
    hr.goto(card)
    walk.look(hr)
    follow(hr, "Katso ensin")
    walk.look(hr)
    hr.locator("[name=is_agreed]").check()
    press(hr, "Anna käytäntö verkostolle")


def read_elsewhere(stranger: Page, walk: Walk) -> None:
    """Somebody of another organisation finds and reads it, and gets no further."""
    stranger.goto("/network/practices/")
    walk.look(stranger)
    follow(stranger, CARD)
    walk.look(stranger)
    expect(shown(stranger, "Tietoturvakeskus Majakka")).to_be_visible()
    expect(shown(stranger, "Vuorotyötä tekeville")).to_be_visible()
