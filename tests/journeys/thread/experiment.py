"""The pair tries something small: a need, a value before and after, a decision with its reason."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.thread.walk import Walk, choose, days_ago, fill, follow, press, shown

TRIED, MEASURED = "Perjantain oivallus ääneen", "Oivallukset, jotka toinen tiimi otti käyttöön"
CAME, LEARNED = "Kaksitoista oivallusta neljässä viikossa.", "Lyhyt ja säännöllinen voittaa pitkän."
SEEN = "Kaksi jäi puhumaan vielä tunniksi."
WHY = "Pienin merkki onnistumisesta ylittyi."


def plan_it(page: Page, plan: str, walk: Walk) -> str:
    """Plan an experiment with its need; return its address."""
    page.goto(plan)
    follow(page, "Suunnittele kokeilu")
    walk.look(page)
    page.locator("details.later > summary").click()
    fill(
        page,
        {
            "title": TRIED,
            "need": "Vuorot eivät kuule toistensa oivalluksista.",
            "action": "Joka perjantai kolme kertoo yhden oivalluksen.",
            "ends_on": days_ago(-7).isoformat(),
            "seen_by": "Laskemme oivallukset, jotka joku otti käyttöön.",
            "success": "4",
        },
    )
    press(page, "Tallenna kokeilu")
    page.wait_for_url(re.compile(r"/experiments/\d+/$"))
    walk.look(page)
    return page.url


def measure_before(page: Page, walk: Walk) -> None:
    """Write the value before down, while everybody remembers it."""
    follow(page, "Lisää mittari")
    walk.look(page)
    choose(page, "wanted", "up")
    fill(
        page,
        {
            "name": MEASURED,
            "unit": "kertaa viikossa",
            "target": "4",
            "before": "1,5",
            "before_on": days_ago(21).isoformat(),
            "people": "14",
            "source": "Tiimin vihko",
        },
    )
    press(page, "Tallenna mittari")
    expect(page.locator(".measure")).to_contain_text("Lähtötaso: 1,5")


def start(page: Page, walk: Walk) -> None:
    """Start it on the day when it really began."""
    follow(page, "Aloita kokeilu")
    walk.look(page)
    fill(page, {"on": days_ago(20).isoformat()})
    press(page, "Aloita kokeilu")
    expect(shown(page, "Käynnissä")).to_be_visible()


def note(page: Page, experiment: str, walk: Walk) -> None:
    """The other mentor of the pair notes what was seen, on a phone."""
    page.goto(experiment)
    walk.look(page)
    follow(page, "Kirjoita rivi")
    walk.look(page)
    fill(page, {"words": SEEN})
    press(page, "Tallenna havainto")
    expect(page.locator("ul.notes")).to_contain_text(SEEN)


def measure_after(page: Page, experiment: str, walk: Walk) -> None:
    """Write the value after down; the page says how far it carries."""
    page.goto(experiment)
    page.locator(".measure").get_by_role("link").click()
    walk.look(page)
    fill(page, {"after": "4,5", "after_on": days_ago(0).isoformat()})
    press(page, "Tallenna mittari")
    expect(page.locator(".measure")).to_contain_text("1,5")
    expect(page.locator(".measure")).to_contain_text("4,5")
    expect(page.locator(".measure")).to_contain_text("14 ihmistä")


def decide(page: Page, walk: Walk) -> None:
    """Keep it, and say why."""
    follow(page, "Päättäkää jo nyt")
    walk.look(page)
    fill(page, {"happened": CAME, "learned": LEARNED, "reason": WHY})
    choose(page, "decision", "keep")
    press(page, "Tallenna päätös")
    expect(page.locator("aside")).to_contain_text(WHY)
    walk.look(page)
    walk.look(page, dark=True)
