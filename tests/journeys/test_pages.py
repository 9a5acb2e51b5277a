"""Every page in both themes and three languages: nothing for axe to find, nothing cut off."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PUBLIC = (
    "/",
    "/join/",
    "/privacy/",
    "/privacy/who-sees-what/",
    "/accessibility/",
    "/feedback/",
    "/ui/",
    "/account/login/",
    "/account/login/code/",
    "/account/password/reset/",
    "/account/signup/",
    "/nothing-here/",
)
OF = {
    "sanna.koskinen": (
        "/o/mittaus/",
        "/o/mittaus/mentors/",
        "/o/mittaus/me/profile/",
        "/o/mittaus/me/time-share/",
        "/o/mittaus/me/roles/",
        "/o/mittaus/units/",
        "/o/mittaus/notifications/",
        "/me/",
        "/me/notifications/",
        "/me/sign-ins/",
        "/account/security/",
        "/account/passkeys/",
        "/o/mittaus/people/",
    ),
    "kirsi.heinonen": (
        "/o/mittaus/",
        "/o/mittaus/people/",
        "/o/mittaus/people/invite/",
        "/o/mittaus/people/import/",
        "/o/mittaus/invitations/",
        "/o/mittaus/settings/",
        "/o/mittaus/settings/titles/",
        "/o/mittaus/units/add/",
    ),
    "markku.ojala": ("/o/mittaus/",),
    "johanna.makela": ("/o/valmennus/", "/o/valmennus/join-requests/", "/o/valmennus/feedback/"),
    "timo.saarinen": ("/o/valmennus/",),
}
LANGUAGES = ("", "/sv", "/en")
DEEPEST = 3  # links from the list of programmes to the pages of one event


def _look_at(page: Page, address: str, findings: Callable[[Page], list[str]]) -> list[str]:
    """Return what is wrong on the page: axe's findings, and anything wider than the screen."""
    page.goto(address)
    wrong = [f"{address}: {one}" for one in findings(page)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append(f"{address}: wider than the screen")
    return wrong


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("who", ["", *OF])
def test_every_page_is_accessible(who, dark, visit, sign_in, findings):
    page = visit(dark=dark)
    if who:
        sign_in(page, who)
    wrong = []
    for language in LANGUAGES:
        for address in OF.get(who, PUBLIC):
            page.set_viewport_size({"width": 320, "height": 640})
            wrong += _look_at(page, f"{language}{address}", findings)
            page.set_viewport_size({"width": 1280, "height": 900})
            wrong += _look_at(page, f"{language}{address}", findings)
    assert wrong == []


# Each page of a programme in three ways that between them try every language, theme and width.
WAYS = (("", True, 320), ("/sv", False, 1280), ("/en", False, 320))
STEERING = {
    "elina.koivisto": "/o/majakka/programmes/",
    "johanna.makela": "/o/valmennus/programmes/",
}


def _kinds_of_pages(page: Page, start: str) -> list[str]:
    """Follow links two steps deep below the address; return one address of each kind of page."""
    found: dict[str, str] = {}
    waiting = [(start, 0)]
    while waiting:
        address, depth = waiting.pop(0)
        kind = re.sub(r"\d+", "#", address)
        if kind in found:
            continue
        found[kind] = address
        page.goto(address)
        links = page.locator(f"main a[href^='{start}']").evaluate_all(
            "links => links.map((link) => link.pathname)"
        )
        pages = [link for link in links if link.endswith("/")]  # the rest are files
        waiting += [(link, depth + 1) for link in pages if depth < DEEPEST]
    return list(found.values())


@pytest.mark.parametrize("who", STEERING)
def test_every_page_of_a_programme_is_accessible(who, visit, sign_in, findings):
    wrong, pages = [], []
    for language, dark, width in WAYS:
        page = visit(dark=dark)
        sign_in(page, who)
        pages = pages or _kinds_of_pages(page, STEERING[who])
        page.set_viewport_size({"width": width, "height": 900})
        for address in pages:
            wrong += _look_at(page, f"{language}{address}", findings)
    assert len(pages) > 10
    assert wrong == []


# The pages of plans, experiments, reflections and practices: `#` is the first such row on the page
# that SHOWN_ON names.
SHOWN_ON = {
    "/o/majakka/plans/#/": "/o/majakka/plans/",
    "/o/majakka/experiments/#/": "/o/majakka/experiments/?stage=running",
    "/o/majakka/pulses/#/": "/o/majakka/experiments/#/",
    "/o/majakka/ideas/#/": "/o/majakka/ideas/",
    "/o/mittaus/reflections/#/": "/o/mittaus/reflections/",
    "/o/mittaus/practices/#/": "/o/mittaus/practices/",
    "/network/practices/#/": "/network/practices/",
    "/o/mittaus/thread/goals/#/": "/o/mittaus/thread/",
}
FROM_GOAL_TO_PRACTICE = {
    "joonas.hiltunen": (
        "/o/majakka/plans/",
        "/o/majakka/plans/#/",
        "/o/majakka/plans/#/write/",
        "/o/majakka/plans/#/versions/",
        "/o/majakka/experiments/",
        "/o/majakka/experiments/#/",
        "/o/majakka/pulses/#/",
        "/o/majakka/ideas/",
        "/o/majakka/ideas/#/",
        "/o/majakka/support-given/",
    ),
    "sanna.koskinen": (
        "/o/mittaus/reflections/",
        "/o/mittaus/reflections/#/",
        "/o/mittaus/reflections/new/",
        "/o/mittaus/reflections/new/?kind=reflection",
        "/o/mittaus/reflections/myself/",
        "/network/reflections/",
        "/network/practices/",
        "/network/practices/#/",
    ),
    "kirsi.heinonen": (
        "/o/mittaus/practices/",
        "/o/mittaus/practices/#/",
        "/o/mittaus/thread/",
        "/o/mittaus/thread/?view=list",
        "/o/mittaus/thread/goals/#/",
    ),
    "johanna.makela": ("/o/valmennus/thread/organisations/",),
}


def _named(page: Page, address: str, known: dict[str, str]) -> str:
    """Return the address with the number of a row that the person finds on her way."""
    for kind, where in SHOWN_ON.items():
        if not address.startswith(kind):
            continue
        if kind not in known:
            page.goto(_named(page, where, known))
            links = page.locator("main a").evaluate_all("all => all.map((one) => one.pathname)")
            pattern = kind.replace("#", "[0-9]+")
            known[kind] = next(link for link in links if re.fullmatch(pattern, link))
        return known[kind] + address[len(kind) :]
    return address


@pytest.mark.parametrize("who", FROM_GOAL_TO_PRACTICE)
def test_every_page_from_goal_to_practice_is_accessible(who, visit, sign_in, findings):
    known: dict[str, str] = {}
    wrong = []
    page = visit()
    sign_in(page, who)
    for language, dark, width in WAYS[:2]:  # their journeys look at them in Finnish and light
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_viewport_size({"width": width, "height": 900})
        for address in FROM_GOAL_TO_PRACTICE[who]:
            wrong += _look_at(page, f"{language}{_named(page, address, known)}", findings)
    assert wrong == []


# Who asked, who gives, who was asked and who coordinates: each sees other pages of support.
SUPPORT = "/o/jarviseutu/support/"
SUPPORTING = (
    "teemu.savolainen",
    "maria.turunen",
    "paivi.rantanen",
    "ulla.pitkanen",
    "tuomas.laine",
)


@pytest.mark.parametrize("who", SUPPORTING)
def test_every_page_of_support_is_accessible(who, visit, sign_in, findings):
    page = visit()
    sign_in(page, who)
    pages = _kinds_of_pages(page, SUPPORT) + _kinds_of_pages(page, f"{SUPPORT}given/")
    wrong = []
    for language, dark, width in WAYS[:2]:  # their journey looks at them in Finnish and light
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_viewport_size({"width": width, "height": 900})
        for address in pages:
            wrong += _look_at(page, f"{language}{address}", findings)
    assert len(pages) > 5
    assert wrong == []


def test_a_keyboard_is_enough_to_sign_in_and_take_the_next_step(visit, service):
    page = visit()
    page.goto("/account/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("input[name=login]").focus()
    page.keyboard.type("sanna.koskinen@esimerkki.invalid")
    page.keyboard.press("Tab")
    page.keyboard.type(service.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/o/mittaus/")
    for _press in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.next-step') !== null"):
            break
    leads_to = page.evaluate("document.activeElement.pathname")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{leads_to}")
