"""HR proposes a goal, and it is decided by two signatures."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.thread.walk import HOME, Walk, fill, press, shown

GOAL = "Jokainen viikko päättyy viiden minuutin yhteiseen oivallukseen"


def propose_and_sign(hr: Page, walk: Walk) -> str:
    """Propose a goal that rests on a finding of the survey; sign it; return its address."""
    hr.goto(f"{HOME}goals/new/")
    walk.look(hr)
    fill(hr, {"title": GOAL, "sign": "Perjantaisin kuulee, mitä opittiin.", "time_share": "10"})
    hr.locator("main [name=ground]").select_option(index=2)
    press(hr, "Ehdota tavoitetta")
    hr.wait_for_url(re.compile(r"/goals/\d+/$"))
    press(hr, "Allekirjoita HR:n puolesta")
    expect(shown(hr, "Olet allekirjoittanut")).to_be_visible()
    return hr.url


def sign_for_management(management: Page, goal: str, walk: Walk) -> None:
    """Sign the goal as the second person: it is decided."""
    management.goto(goal)
    walk.look(management)
    press(management, "Allekirjoita johdon puolesta")
    expect(shown(management, "Päätetty")).to_be_visible()
