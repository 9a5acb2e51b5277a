"""Take the pictures in docs/pictures: each start page of the demo world, as its user sees it."""

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.journeys import service as services
from tests.journeys.conftest import ARGUMENTS, NAMES

PICTURES = Path(__file__).resolve().parent.parent / "docs/pictures"
DESK: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 844}
UNDER_WAY = "majakka"  # an organisation of the demo whose programme is under way
START_PAGES = {
    "mentor": ("sanna.koskinen", "/o/mittaus/"),
    "hr": ("kirsi.heinonen", "/o/mittaus/"),
    "management": ("markku.ojala", "/o/mittaus/"),
    "coordinator": ("johanna.makela", "/o/valmennus/"),
    "trainer": ("timo.saarinen", "/o/valmennus/"),
}


def take(browser: Browser, running: services.Service) -> list[str]:
    """Take every picture; return their names."""
    shots = [("visitor", "", "/", False), ("visitor-phone", "", "/", True)]
    pages = {**START_PAGES, "employee": (_an_employee(running), "/o/jarviseutu/")}
    pages |= {**_of_programmes(running), **_of_surveys(running), **_of_support(running)}
    for name, (who, path) in pages.items():
        shots += [(name, who, path, False), (f"{name}-phone", who, path, True)]
    for name, who, path, is_phone in shots:
        context = browser.new_context(
            base_url=running.base,
            viewport=PHONE if is_phone else DESK,
            color_scheme="dark" if is_phone else "light",
            locale="fi-FI",
        )
        page = context.new_page()
        if who:
            page.goto("/account/login/")
            page.fill("input[name=login]", f"{who}@esimerkki.invalid")
            page.fill("input[name=password]", running.password)
            page.locator("main form:has(input[name=password]) button").first.click()
            page.wait_for_url(lambda url: "/account/" not in url)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(PICTURES / f"{name}.png"))
        context.close()
    return [name for name, *_rest in shots]


def _an_employee(running: services.Service) -> str:
    """Return somebody of the wellbeing services who holds no role but her own work."""
    told = json.loads((running.data / "demo.json").read_text())
    found = next(
        person
        for person in reversed(told["people"])
        if person["organisation"] == "jarviseutu" and person["roles"] == ["employee"]
    )
    return str(found["email"].split("@")[0])


def _of_programmes(running: services.Service) -> dict[str, tuple[str, str]]:
    """Return pages of the programme that is under way: who opens which address."""
    told = json.loads((running.data / "demo.json").read_text())
    mentor = next(
        person["email"].split("@")[0]
        for person in told["people"]
        if person["organisation"] == UNDER_WAY and "mentor" in person["roles"]
    )
    with sqlite3.connect(running.data / "nuotio.sqlite3") as rows:
        programme, event = rows.execute(
            "SELECT programme_id, id FROM programmes_event WHERE code = 'coaching_3'"
            " AND starts_at > CURRENT_TIMESTAMP ORDER BY starts_at LIMIT 1"
        ).fetchone()
        (task,) = rows.execute(
            "SELECT id FROM programmes_assignment WHERE programme_id = ? AND code = 'assignment_2'",
            (programme,),
        ).fetchone()
    own, run = f"/o/{UNDER_WAY}/programmes/{programme}/", f"/o/valmennus/programmes/{programme}/"
    return {
        "mentor-in-a-programme": (mentor, f"/o/{UNDER_WAY}/"),
        "programme": (mentor, own),
        "event": (mentor, f"{own}events/{event}/"),
        "assignment": (mentor, f"{own}assignments/{task}/"),
        "huoneentaulu": (mentor, f"{own}huoneentaulu/"),
        "progress": ("johanna.makela", f"{run}progress/"),
    }


def _of_surveys(running: services.Service) -> dict[str, tuple[str, str]]:
    """Return the agency's newest result, goals and golden thread, and the survey that is open."""
    with sqlite3.connect(running.data / "nuotio.sqlite3") as rows:
        (result,) = rows.execute(
            "SELECT r.id FROM culture_surveyround r JOIN people_organisation o"
            " ON o.id = r.organisation_id WHERE o.slug = 'mittaus'"
            " AND r.instrument_code = 'learning_culture' ORDER BY r.closed_at DESC LIMIT 1"
        ).fetchone()
        (going_on,) = rows.execute(
            "SELECT public_id FROM culture_surveyround WHERE state = 'announced'"
        ).fetchone()
    return {
        "results": ("kirsi.heinonen", f"/o/mittaus/culture/rounds/{result}/results/"),
        "goals": ("markku.ojala", "/o/mittaus/goals/"),
        "thread": ("kirsi.heinonen", "/o/mittaus/thread/"),
        "survey": ("", f"/survey/{UUID(going_on)}/"),
    }


def _of_support(running: services.Service) -> dict[str, tuple[str, str]]:
    """Return a request that waits for a mentor, as its team sees it, and the figures."""
    told = json.loads((running.data / "demo.json").read_text())
    hr = next(
        person["email"].split("@")[0]
        for person in told["people"]
        if person["organisation"] == "jarviseutu" and "hr" in person["roles"]
    )
    with sqlite3.connect(running.data / "nuotio.sqlite3") as rows:
        request, asker = rows.execute(
            "SELECT r.id, u.email FROM support_supportrequest r"
            " JOIN people_membership m ON m.id = r.asked_by_id"
            " JOIN people_user u ON u.id = m.user_id"
            " JOIN people_organisation o ON o.id = r.organisation_id"
            " WHERE o.slug = 'jarviseutu' AND r.state = 'open' ORDER BY r.id LIMIT 1"
        ).fetchone()
    return {
        "request": (asker.split("@")[0], f"/o/jarviseutu/support/{request}/"),
        "support-figures": (hr, "/o/jarviseutu/support/figures/"),
    }


def main() -> int:
    """Start the demo world, take the pictures, end it."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        sys.stderr.write("Chromium is needed to take pictures.\n")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        running = services.start(Path(folder))
        try:
            browser = player.chromium.launch(executable_path=path, args=ARGUMENTS)
            taken = take(browser, running)
            browser.close()
        finally:
            services.stop(running)
    sys.stdout.write(f"{len(taken)} pictures in docs/pictures\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
