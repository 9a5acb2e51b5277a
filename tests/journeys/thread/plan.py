"""Two mentors write a plan for the goal at once; HR answers what it needs."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.thread.walk import HOME, PAIR, WRITER, Walk, choose, fill, follow, press, shown

PLAN = "Perjantain viisi minuuttia"
NEED = "Tarvitsemme vartin tiimin perjantaista."
SAVED, BOTH = "Tallessa", "Muutitte samaa kohtaa. Valitse teksti ylempänä."
SIGNS = {WRITER: "Joka perjantai joku kertoo oivalluksen.", PAIR: "Kolme tiimiä neljästä jatkaa."}


def begin(page: Page, goal: int, walk: Walk) -> str:
    """Begin a plan for the goal with another mentor; return its address."""
    page.goto(f"{HOME}plans/new/?goal={goal}")
    walk.look(page)
    fill(page, {"title": PLAN})
    page.locator("main [name=partner]").select_option(PAIR)
    press(page, "Aloita suunnitelma")
    page.wait_for_url("**/write/")
    return page.url.removesuffix("write/")


def write_at_once(phone: Page, desk: Page, plan: str, walk: Walk) -> None:
    """Two browsers write in different fields, and each finds the other's words."""
    for page in (phone, desk):
        page.goto(f"{plan}write/")
        walk.look(page)
    phone.locator("[name=answer-situation]").press_sequentially("Oivallukset jäävät kertomatta.")
    desk.locator("[name=answer-aim]").press_sequentially("Kerromme viikon oivallukset.")
    phone.locator("[name=answer-risks]").focus()
    desk.locator("[name=answer-sharing]").focus()
    says(phone, SAVED)
    says(desk, SAVED)
    for page in (phone, desk):
        page.reload()
        expect(page.locator("[name=answer-situation]")).to_have_value(
            "Oivallukset jäävät kertomatta."
        )
        expect(page.locator("[name=answer-aim]")).to_have_value("Kerromme viikon oivallukset.")


def write_the_same(phone: Page, desk: Page, walk: Walk) -> None:
    """Two browsers change one field: who is later sees both texts and chooses."""
    field = "[name=answer-signs]"
    phone.context.set_offline(True)
    phone.locator(field).fill(SIGNS[WRITER])
    desk.locator(field).fill(SIGNS[PAIR])
    desk.locator("[name=answer-risks]").focus()
    says(desk, SAVED)
    phone.context.set_offline(False)
    says(phone, BOTH)
    both = phone.locator("[data-clashes]")
    expect(both).to_contain_text(f"{PAIR} muutti tätä juuri.")
    assert both.locator(".kept").all_inner_texts() == [SIGNS[WRITER], SIGNS[PAIR]]
    assert walk.findings(phone) == []
    phone.get_by_role("button", name="Pidä oma tekstini").click()
    says(phone, SAVED)
    desk.reload()
    expect(desk.locator(field)).to_have_value(SIGNS[WRITER])


def finish_and_show(page: Page, plan: str, walk: Walk) -> None:
    """Write the rest, read the plan and show it to HR."""
    page.goto(f"{plan}write/")
    fill(
        page,
        {
            "answer-target": "Valvomon tiimi",
            "answer-support": NEED,
            "answer-hours_a_week": "2",
        },
    )
    page.get_by_role("button", name="Tallenna ja lue suunnitelma").click()
    page.wait_for_url(re.compile(r"/plans/\d+/$"))
    walk.look(page)
    walk.look(page, dark=True)
    press(page, "Näytä HR:lle")
    expect(shown(page, "HR saa tiedon")).to_be_visible()


def compare_versions(page: Page, plan: str, walk: Walk) -> None:
    """See side by side what both wrote in the same field: nothing was lost."""
    page.goto(f"{plan}versions/")
    walk.look(page)
    expect(page.locator("main del").filter(has_text="Kolme tiimiä")).to_have_count(1)
    expect(page.locator("main ins").filter(has_text="Joka perjantai")).to_have_count(1)


def answer_and_agree(hr: Page, plan: str, walk: Walk) -> None:
    """Find the plan in the list, answer what it needs, and agree to it."""
    hr.goto(f"{HOME}plans/")
    walk.look(hr)
    hr.locator(f"main a[href='{plan[plan.index('/o/') :]}']").click()
    walk.look(hr)
    expect(shown(hr, NEED)).to_be_visible()
    follow(hr, "Kirjoita vastaus")
    walk.look(hr)
    choose(hr, "answer", "yes")
    fill(hr, {"words": "Vartti on sovittu esihenkilön kanssa."})
    press(hr, "Lähetä")
    walk.look(hr)
    press(hr, "Merkitse sovituksi")
    expect(shown(hr, "Keskusteltu HR:n kanssa")).to_be_visible()


def start(page: Page, plan: str) -> None:
    """Read HR's answer and start."""
    page.goto(plan)
    expect(shown(page, "Järjestämme sen")).to_be_visible()
    press(page, "Aloita")
    expect(shown(page, "Käynnissä")).to_be_visible()


def says(page: Page, words: str) -> None:
    """Wait until the page says how what was typed is kept."""
    exactly = re.compile(f"^{re.escape(words)}$")
    page.locator("[data-draft-state]").filter(has_text=exactly).wait_for()
