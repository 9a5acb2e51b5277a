"""What HR of the agency does: prepares a survey, announces it, closes it, shares what it found."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.programme.walk import HELSINKI, Walk
from tests.journeys.survey.crowd import CODES, INVITED, UNITS, pasted

NAME = "Oppimiskulttuuri, talvi"
EXPLANATION = "Syksyllä vaihtui asiakasjärjestelmä, ja toimitilat muuttivat lokakuussa."


def prepare(page: Page, walk: Walk) -> int:
    """Go through the seven steps of the wizard; return the number of the round."""
    page.goto("/o/mittaus/culture/rounds/new/")
    page.fill("[name=name_fi]", NAME)
    walk.look(page)
    onward(page, "whom")
    _bring_list(page, walk)
    page.get_by_text("Paperikoodit ihmisille").click()
    page.get_by_label("Hallinto").last.fill(str(CODES))
    walk.look(page)
    onward(page, "when")
    _choose_times(page, walk)
    onward(page, "background")
    _ask_for_years(page, walk)
    onward(page, "units")
    for unit, whole in zip(UNITS, (140, 90, 80, 70, 40), strict=True):
        expect(page.locator(".frozen .node", has_text=unit)).to_contain_text(f"{whole} kutsuttua")
    walk.look(page)
    onward(page, "checklist")
    for point in page.locator("[name^=done-]").all():
        point.check()
    walk.look(page)
    onward(page, "announce")
    return int(re.findall(r"/rounds/(\d+)/", page.url)[0])


def onward(page: Page, step: str) -> None:
    """Press the one button that leads on."""
    page.locator("main .onward button:not(.plain)").click()
    page.wait_for_url(f"**/{step}/")


def _bring_list(page: Page, walk: Walk) -> None:
    """Paste the list with two slips in it, correct them, and see whom it means."""
    page.locator("main a[href$='/people/']").click()
    slips = pasted().replace("hallinto.5@", "hallinto.5(at)")
    slips = slips.replace(
        "hallinto.6@mittaus.invalid\tHallinto", "hallinto.6@mittaus.invalid\tHalinto"
    )
    page.fill("[name=pasted]", slips)
    page.get_by_role("button", name="Lue lista").click()
    expect(page.locator("main .error")).to_have_count(2)
    walk.look(page)
    page.locator("[name^=email-]").first.fill("hallinto.5@mittaus.invalid")
    page.locator("[name^=unit-]").last.fill("Hallinto")
    page.get_by_role("button", name="Tarkista uudelleen").click()
    expect(page.locator("main")).to_contain_text("384 ihmistä")
    walk.look(page)
    page.get_by_role("link", name="Takaisin kutsuttaviin").click()


def _choose_times(page: Page, walk: Walk) -> None:
    opens = datetime.now(HELSINKI).date() + timedelta(days=8)
    page.fill("[name=opens_day]", opens.isoformat())
    page.fill("[name=closes_day]", (opens + timedelta(days=14)).isoformat())
    walk.look(page)


def _ask_for_years(page: Page, walk: Walk) -> None:
    """Take the offered question, with a guess at how many people each class has."""
    page.get_by_role("link", name="Käytä tätä").first.click()
    for number, people in enumerate((70, 140, 210)):
        page.fill(f"[name=class-{number}-people]", str(people))
    walk.look(page)
    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.locator("main")).to_contain_text("Pienin luokka: alle 3 vuotta, noin 70 ihmistä.")
    walk.look(page)


def announce(page: Page, walk: Walk) -> None:
    """Look it over, see it as respondents will, and announce it."""
    expect(page.locator("main dl")).to_contain_text(str(INVITED))
    walk.look(page)
    page.locator("main").get_by_role("link", name="svenska").click()
    walk.look(page)
    page.go_back()
    page.get_by_role("button", name="Julkista kysely").click()
    expect(page.locator(".messages")).to_contain_text("Kutsut ovat matkalla")
    walk.look(page)


def print_codes(page: Page, walk: Walk) -> list[str]:
    """Print the slips; return the codes that stand on them."""
    page.locator("aside a[href$='/codes/']").click()
    walk.look(page)
    page.get_by_role("button", name="Tee koodit").click()
    walk.look(page)
    return page.locator(".slips .code").all_inner_texts()


def close(page: Page, round_page: str, walk: Walk) -> None:
    """Close before the time: asked once more first, then counted, then the results."""
    page.goto(round_page)
    walk.look(page)
    page.get_by_role("link", name="Sulje nyt").click()
    page.get_by_role("button", name="Sulje ja laske").click()
    expect(page.locator("main .error").first).to_be_visible()
    walk.look(page)
    page.locator("[name=sure]").check()
    page.get_by_role("button", name="Sulje ja laske").click()
    expect(page.locator(".messages")).to_contain_text("vastaukset laskettu")
    walk.look(page)
    page.locator("main").get_by_role("link", name="Katso tulokset").click()
    walk.look(page)


def share(page: Page, walk: Walk) -> None:
    """Share the result, which is not possible before other explanations are written."""
    page.get_by_role("link", name="Kirjoita ja jaa").click()
    page.get_by_role("button", name="Jaa kaikille").click()
    expect(page.locator("main .error").first).to_be_visible()
    walk.look(page)
    page.fill("[name=explanations]", EXPLANATION)
    page.get_by_role("button", name="Jaa kaikille").click()
    page.wait_for_url("**/results/")
    walk.look(page)
