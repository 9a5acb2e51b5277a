import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.journeys import service as services

AXE = Path(__file__).parent.parent / "vendor/axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A colour in the middle of its change has no contrast to judge.
# What moves for ever, or is hidden and never moves, is not waited for.
SETTLED = """
    Promise.race([
      Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0))),
      new Promise((enough) => setTimeout(enough, 1500)),
    ]).then(() => 0)
"""
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 15_000  # milliseconds, for a machine that does much else
DESK: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[services.Service]:
    running = services.start(tmp_path_factory.mktemp("service"))
    yield running
    services.stop(running)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, service: services.Service) -> Iterator[Callable[..., Page]]:
    """Open a browser of one's own: `visit()` on a desk, `visit(phone=True)` on a phone."""
    opened: list[BrowserContext] = []

    def open_page(*, phone: bool = False, dark: bool = False) -> Page:
        context = chromium.new_context(
            base_url=service.base,
            viewport=PHONE if phone else DESK,
            color_scheme="dark" if dark else "light",
            locale="fi-FI",
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def sign_in(service: services.Service) -> Callable[[Page, str], None]:
    """Sign a demo person in by the name in the address."""

    def enter(page: Page, who: str) -> None:
        page.goto("/account/login/")
        page.fill("input[name=login]", f"{who}@esimerkki.invalid")
        page.fill("input[name=password]", service.password)
        page.locator("main form:has(input[name=password]) button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/account/" not in url)

    return enter


@pytest.fixture
def findings() -> Callable[[Page], list[str]]:
    """Return what axe finds on the page, one line a finding."""

    def look(page: Page) -> list[str]:
        page.evaluate(SETTLED)
        page.evaluate(
            AXE.read_text() + "; 0"
        )  # through the inspector: the page itself allows no script
        found = page.evaluate(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            ".then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.target)))"
        )
        return [str(one) for one in found]

    return look
