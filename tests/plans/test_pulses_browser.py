"""A pulse in a real browser: by thumb, without a script, twice from one device.

Serves issue 5 (plans): colleagues answer in ten seconds, without signing in.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect, sync_playwright

from nuotio.foundation import tenancy
from nuotio.plans.models import Pulse
from tests.journeys.conftest import ARGUMENTS, AXE, NAMES, PATIENCE, PHONE
from tests.plans.factories import PulseFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "box"]),
]
RULES = "['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium, live_server):
    """Open a phone of one's own, with or without scripts."""
    opened = []

    def take(*, scripts: bool = True):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=PHONE,
            has_touch=True,
            is_mobile=True,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context.new_page()

    yield take
    for context in opened:
        context.close()


def counts() -> tuple[int, ...]:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Pulse.objects.get().counts


@pytest.fixture
def address() -> str:
    return f"/en/p/{PulseFactory(closes_on=timezone.localdate() + timedelta(days=7)).code}/"


def test_one_device_answers_once_and_lends_itself_to_a_colleague(phone, address):
    page = phone()
    page.goto(address)
    page.evaluate(AXE.read_text() + "; 0")
    found = page.evaluate(f"axe.run({{runOnly: {RULES}}}).then(r => r.violations.map(v => v.id))")

    page.get_by_text("Quite a lot").tap()
    page.get_by_role("button", name="Send my answer").tap()
    expect(page.get_by_role("heading", name="Your answer is counted")).to_be_visible()
    page.goto(address)
    expect(page.get_by_text("This device has answered already.")).to_be_visible()
    expect(page.get_by_role("button", name="Send my answer")).to_be_hidden()
    page.get_by_role("button", name="Somebody else at the same device").tap()
    page.get_by_text("Not at all").tap()
    page.get_by_role("button", name="Send my answer").tap()
    expect(page.get_by_role("heading", name="Your answer is counted")).to_be_visible()

    assert found == []
    assert counts() == (1, 0, 0, 1, 0)
    assert page.context.cookies() == []
    kept = page.evaluate("Object.entries(localStorage)")
    assert kept == [[f"pulse:{address.split('/')[3]}", "1"]]


def test_a_phone_without_scripts_answers_as_well(phone, address):
    page = phone(scripts=False)
    page.goto(address)

    page.get_by_role("button", name="Send my answer").tap()
    expect(page.get_by_text("Choose one of the five answers.")).to_be_visible()
    page.get_by_text("Very much").tap()
    page.get_by_role("button", name="Send my answer").tap()
    expect(page.get_by_role("heading", name="Your answer is counted")).to_be_visible()

    assert counts() == (0, 0, 0, 0, 1)
