"""The team's side: asks on a phone, sees three who would suit and why, and asks two of them."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.support.people import HOME, Mentor
from tests.journeys.thread.walk import Walk, fill, follow, press, shown

WISH = "Iltavuoron ja aamuvuoron tieto ei kohtaa. Haluaisimme sopia yhteisestä tavasta."
TEAM = 8


def ask(page: Page, walk: Walk) -> str:
    """From the start page to a sent request; what is absurd is answered, and nothing is lost."""
    page.goto(HOME)
    walk.look(page)
    follow(page, "Pyydä oppimismentori tiimisi avuksi")
    walk.look(page)
    workshop = page.locator("main").get_by_label("Työpaja", exact=True)
    fill(page, {"wish": WISH, "people": "kymmenkunta"})
    workshop.check()
    press(page, "Lähetä pyyntö")
    expect(shown(page, "Kirjoita luku, esimerkiksi 10.")).to_be_visible()
    expect(page.locator("[name=wish]")).to_have_value(WISH)
    expect(page.locator("[name=people]")).to_have_value("kymmenkunta")
    expect(workshop).to_be_checked()
    walk.look(page)
    fill(page, {"people": str(TEAM)})
    press(page, "Lähetä pyyntö")
    page.wait_for_url(re.compile(r"/support/\d+/$"))
    expect(shown(page, WISH)).to_be_visible()
    return page.url


def see_suggestions(page: Page, walk: Walk) -> list[str]:
    """Three mentors, each with reasons in words and her hours; return their names."""
    cards = page.locator("#suggestions article.suggestion")
    expect(cards).to_have_count(3)
    for card in cards.all():
        expect(card.locator("ul.reasons > li").first).to_have_text(re.compile(r"\w{3}"))
        expect(card.locator(".hours")).to_have_text(re.compile(r"\d\sh jäljellä"))
    walk.look(page)
    walk.look(page, dark=True)
    return cards.locator("h3").all_inner_texts()


def ask_mentor(page: Page, mentor: Mentor) -> None:
    """Ask one of those who are suggested, with one press."""
    card = page.locator("#suggestions article.suggestion").filter(has_text=mentor.name)
    with page.expect_navigation():
        card.get_by_role("button").click()
    asked = page.locator("#invitations li").filter(has_text=mentor.name)
    expect(asked).to_contain_text("Odottaa vastausta")


def read_answers(page: Page, request: str, walk: Walk, *, yes: Mentor, no: Mentor) -> None:
    """Read who comes and who cannot."""
    page.goto(request)
    answers = page.locator("#invitations li")
    expect(answers.filter(has_text=yes.name).locator(".tag")).to_have_class(re.compile("done"))
    expect(answers.filter(has_text=no.name)).to_be_visible()
    expect(page.locator(".next-step")).to_contain_text(yes.name)
    walk.look(page)
