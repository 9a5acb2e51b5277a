"""What is typed outlives a lost connection and a fault, and is let go when it has arrived."""

import pytest

pytestmark = pytest.mark.browser

PAGE = "/feedback/"
TEXT = "Sivu ei aukea puhelimella, kun olen kotikäynnillä."
FIELD = "main form[data-keep] textarea"
FAULT = (
    "<!doctype html><main data-fault></main>"
    '<script type="module" src="/static/ui/js/page.js"></script>'
)
SEND = "main form[data-keep] button[type=submit]"


def _kept(page):
    return page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('kept:'))")


def test_text_typed_without_a_connection_is_told_of_and_sent_when_it_comes_back(visit):
    """Serves R29: the phone is first, and forms survive a lost connection."""
    page = visit(phone=True)
    page.goto(PAGE)
    page.context.set_offline(True)
    page.fill(FIELD, TEXT)
    page.click(SEND)

    told = page.locator("[data-offline]")
    assert told.inner_text() == "Tallessa tällä laitteella: lähetetään, kun yhteys palaa."
    assert page.input_value(FIELD) == TEXT

    with page.expect_navigation():
        page.context.set_offline(False)

    assert page.locator(".notice.done").count() == 1
    assert _kept(page) == []


def test_text_sent_into_a_fault_is_still_there_afterwards(visit):
    page = visit()
    page.goto(PAGE)
    page.fill(FIELD, TEXT)

    def break_down(route):
        if route.request.method == "POST":
            route.fulfill(status=500, content_type="text/html", body=FAULT)
        else:
            route.continue_()

    page.route(f"**{PAGE}", break_down)
    page.click(SEND)
    page.wait_for_selector("[data-fault]", state="attached")
    page.goto(PAGE)

    assert page.input_value(FIELD) == TEXT


def test_signing_out_leaves_no_text_on_the_device(visit, sign_in):
    page = visit()
    sign_in(page, "sanna.koskinen")
    page.goto(PAGE)
    page.fill(FIELD, TEXT)
    assert _kept(page) == ["kept:/feedback/:feedback"]

    page.goto("/me/")
    page.click('form[action*="/account/logout/"] button')
    page.wait_for_url(lambda url: "/me/" not in url)

    assert _kept(page) == []
