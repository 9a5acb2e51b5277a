"""Two mentors on their phones: one cannot and says why in private, the other says yes."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.service import Service
from tests.journeys.support.people import Mentor
from tests.journeys.thread.walk import Walk, fill, follow, press, shown

REASON = "Omassa perheessä on nyt raskasta, enkä jaksa enempää."


def from_mail(service: Service, mentor: Mentor, walk: Walk) -> Page:
    """Open the question from the mail that told of it."""
    page = walk.enter(mentor.who, phone=True)
    page.goto(service.link_to(mentor.email, "/notifications/", "Tukeasi pyydetään"))
    expect(page.locator("h1")).to_have_text("Voisitko auttaa?")
    walk.look(page)
    walk.look(page, dark=True)
    return page


def decline(page: Page, walk: Walk) -> None:
    """Say that it cannot be this time, with a reason that stays between few."""
    follow(page, "Ei tällä kertaa")
    walk.look(page)
    fill(page, {"reason": REASON})
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    expect(shown(page, REASON)).to_be_visible()
    walk.look(page)


def accept(page: Page, walk: Walk) -> None:
    """Read what it takes and what is left after it, and promise it."""
    step = page.locator(".next-step")
    expect(step).to_contain_text("Tähän menee 2 h työajastasi")
    for month in step.locator("label").all():
        expect(month).to_have_text(re.compile(r"20\d\d.*\d\sh"))
    press(page, "Lupaudu")
    walk.look(page)


def team_reads_no_reason(page: Page, request: str) -> None:
    """The page of the team keeps the reason to itself."""
    assert REASON not in page.request.get(request).text()


def hr_reads_reason(page: Page, request: str, walk: Walk) -> None:
    """HR finds it beside the answer."""
    page.goto(request)
    walk.look(page)
    walk.look(page, dark=True)
    expect(page.locator("#invitations")).to_contain_text(REASON)
