"""What the coordinator of the service and its trainer do."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.programme.walk import COACHING, NAME, TASK, Walk, open_programme, row, written

INVITED = ("Mittausvirasto", "Palvelukeskus Kaari", "Rekisterikeskus Vaaka")
FEEDBACK = "Kysymys kollegalle on hyvä alku. Rajatkaa kohderyhmä yhteen tiimiin."


def make_programme(page: Page, walk: Walk) -> None:
    """Five choices: the programme is there, and its dates follow from the first day."""
    page.goto("/o/valmennus/programmes/")
    page.get_by_role("link", name="Tee ohjelma").first.click()
    walk.look(page)
    page.get_by_label("Ohjelman nimi").fill(NAME)
    page.get_by_label("Ensimmäinen HR-päivä").fill(walk.starts_on.isoformat())
    for name in (*INVITED, "Timo Saarinen"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Tee ohjelma").click()
    page.wait_for_url(re.compile(r"/programmes/\d+/$"))
    expect(row(page, COACHING[2])).to_contain_text(written(walk.in_week(11)))
    walk.look(page)


def adapt_session(page: Page, walk: Walk) -> None:
    """Give the second session a place and a first line of its own in the agenda."""
    page.get_by_role("link", name=COACHING[2]).click()
    walk.look(page)
    page.get_by_role("link", name="Aika, paikka ja kulku").click()
    walk.look(page)
    page.get_by_label("Paikka").fill("Hakaniemen koulutustila")
    page.get_by_label("Mitä teette, rivi 1").fill("Kävelemme rannassa pareittain")
    page.get_by_role("button", name="Tallenna").click()
    expect(page.locator("main")).to_contain_text("Kävelemme rannassa pareittain")
    expect(page.locator("main")).to_contain_text("Hakaniemen koulutustila")


def move_later_dates(page: Page, walk: Walk) -> None:
    """Move the second session and all after it by two weeks: seen first, moved by one press."""
    page.get_by_role("link", name="Siirrä päivää, myös myöhempiä").click()
    page.get_by_label("Uusi päivä").fill(walk.in_week(13).isoformat())
    page.get_by_label("Tämä ja kaikki myöhemmät").check()
    page.get_by_role("button", name="Näytä, mikä siirtyy").click()
    moves = page.locator(".moves")
    expect(moves).to_contain_text(written(walk.in_week(13)))
    expect(moves).not_to_contain_text(COACHING[1])
    expect(moves).not_to_contain_text(TASK)
    walk.look(page)
    page.get_by_role("button", name=re.compile("^Siirrä (päivät|silti)$")).click()
    expect(page.locator(".messages")).to_contain_text("siirtyi")

    open_programme(page, "valmennus")
    expect(row(page, COACHING[2])).to_contain_text(written(walk.in_week(13)))
    expect(row(page, COACHING[3])).to_contain_text(written(walk.in_week(19)))
    expect(row(page, "Välitehtävä 2")).to_contain_text(written(walk.day_before(18)))
    expect(row(page, TASK)).to_contain_text(written(walk.day_before(10)))
    page.get_by_text("Pidetyt tapahtumat").click()
    expect(row(page, COACHING[1])).to_contain_text(written(walk.in_week(7)))


def give_feedback(page: Page, walk: Walk) -> None:
    """Read what the pair has written, and answer in a few words."""
    open_programme(page, "valmennus")
    page.get_by_role("link", name=re.compile(f"^{TASK}")).click()
    walk.look(page)
    page.get_by_role("link", name="Lue vastaukset").click()
    walk.look(page)
    page.get_by_role("link", name="Tiina Heikkinen").click()
    expect(page.locator("main")).to_contain_text("Junassa kirjoitettu")
    page.locator("[name=text]").fill(FEEDBACK)
    page.get_by_label("Hyväksytty").check()
    walk.look(page)
    page.get_by_role("button", name="Lähetä palaute").click()
    expect(page.locator(".said")).to_contain_text(FEEDBACK)


def see_how_it_goes(page: Page, walk: Walk) -> None:
    """See all organisations at a glance, and who may need support: in words, no score."""
    open_programme(page, "valmennus")
    page.get_by_role("link", name="Miten etenee").click()
    walk.look(page)
    mittaus = page.get_by_role("row").filter(has_text="Mittausvirasto")
    assert mittaus.get_by_role("cell").all_inner_texts()[:2] == ["mukana", "4"]
    expect(row(page, "Palvelukeskus Kaari")).to_contain_text("Mentoreita ei ole vielä.")
    expect(row(page, "Rekisterikeskus Vaaka")).to_contain_text("Mentoreita ei ole vielä.")
    expect(row(page, "Mittausvirasto")).to_contain_text("HR:n välitehtävä")
    expect(row(page, "Mittausvirasto")).not_to_contain_text("Mentoreita ei ole vielä.")
