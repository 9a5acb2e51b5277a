"""Serves R53 and R56: sixty of eight organisations sit in groups where nobody meets twice."""

import json
import subprocess
import sys
from itertools import combinations

import pytest
from playwright.sync_api import expect

from tests.journeys import service as services

pytestmark = pytest.mark.browser


@pytest.fixture
def sixty(service) -> str:
    """The address of a programme with sixty mentors of eight organisations in it."""
    environment = services.surroundings(service.data, int(service.base.rsplit(":", 1)[1]))
    made = subprocess.run(
        [sys.executable, "-m", "tests.journeys.programme.sixty"],
        env=environment,
        check=True,
        capture_output=True,
    )
    return f"/o/valmennus/programmes/{json.loads(made.stdout)['programme']}/"


def test_sixty_people_of_eight_organisations_never_meet_twice(sixty, visit, sign_in, findings):
    trainer = visit()
    sign_in(trainer, "timo.saarinen")
    trainer.goto(f"{sixty}groups/")
    assert findings(trainer) == []

    trainer.get_by_role("button", name="Tee ryhmät").click()

    expect(trainer.locator(".messages")).to_be_visible()
    expect(trainer.locator("main")).to_contain_text("Kukaan ei tapaa samaa ihmistä kahdesti.")
    assert findings(trainer) == []
    met = [pair for session in _groups_of_all_sessions(trainer) for pair in session]
    assert len(met) == len(set(met))
    assert findings(trainer) == []


def _groups_of_all_sessions(page) -> list[list[frozenset[str]]]:
    """Read who sits with whom in each of the three sessions."""
    links = page.get_by_role("link", name="Kaikki ryhmät")
    expect(links).to_have_count(3)
    found = []
    for address in [link.get_attribute("href") for link in links.all()]:
        page.goto(address)
        groups = [
            group.locator("li").all_inner_texts()
            for group in page.locator(".tables > section").all()
        ]
        assert sum(map(len, groups)) == 60
        found.append([frozenset(two) for group in groups for two in combinations(group, 2)])
    return found
