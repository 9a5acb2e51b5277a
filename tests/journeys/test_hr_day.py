"""Serves R38 and R39: an HR day as a live room, with twelve browsers, ends in two signed goals."""

import json
import re
import subprocess
import sys

import pytest

from tests.journeys import service as services

pytestmark = pytest.mark.browser
NAMES = (
    *("Aino", "Bertil", "Cecilia", "Daavid", "Eeva", "Fredrik"),
    *("Greta", "Heikki", "Iiris", "Jari", "Kaisa", "Lauri"),
)
PRACTICES = (
    ("trust", "Kerromme palaverissa yhden epävarmuuden"),
    ("colearning", "Teemme parityötä"),
)
REASONS = (("experimentation", "Lupaa kysytään liian ylhäältä"), ("", "Kiire"))
GOALS = (
    ("Kokeilemme pieniä asioita ilman lupaa", "finding:experimentation"),
    ("Kirjaamme yhden oivalluksen viikossa", "finding:recognition"),
)


@pytest.fixture
def day(service):
    """The address of an HR day that goes on now."""
    environment = services.surroundings(service.data, int(service.base.rsplit(":", 1)[1]))
    made = subprocess.run(
        [sys.executable, "-m", "tests.journeys.hr_day"],
        env=environment,
        check=True,
        capture_output=True,
    )
    told = json.loads(made.stdout)
    return f"/o/mittaus/programmes/{told['programme']}/events/{told['event']}/"


@pytest.fixture
def look(findings):
    """Look with axe at a page in both themes."""

    def at(page):
        wrong = []
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            wrong += findings(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append("wider than the screen")
        assert wrong == [], page.url

    return at


def at_step(page, step):
    page.locator(f'[data-step="{step}"]').wait_for()


def press(hr, action, number=0):
    """Press one of the leader's buttons: the ember or the first quiet one of its kind."""
    hr.locator(f"#presses form:has(input[value={action}]) button:not(.plain)").nth(number).click()
    hr.wait_for_load_state()


def say(page, text, dimension=None):
    if dimension is not None:
        page.select_option("[name=dimension]", dimension)
    page.fill("[name=text]", text)
    page.get_by_role("button", name="Lähetä", exact=True).press("Enter")


def shows(page, text):
    page.locator("#seen .said-line", has_text=text).first.wait_for()


def decide(hr, day, title, ground):
    hr.goto(f"{day}live/goal/")
    hr.fill("[name=title]", title)
    hr.select_option("[name=ground]", ground)
    hr.fill("[name=sign]", "Perjantaisin kuulee, mitä kokeiltiin.")
    hr.fill("[name=decided_by]", "Johtoryhmä ja HR")
    hr.fill("[name=time_share]", "10")
    hr.locator("main form button[type=submit]").first.click()
    hr.wait_for_url("**/live/")


@pytest.fixture
def hr(visit, sign_in, day, look):
    """HR with the room open before her."""
    page = visit()
    sign_in(page, "kirsi.heinonen")
    page.goto(day)
    page.get_by_role("link", name="Avaa yhteinen tila").click()
    page.locator("summary", has_text="Ajat, pisteet").click()
    look(page)
    page.get_by_role("button", name="Avaa tila").click()
    at_step(page, "gathering")
    look(page)
    return page


@pytest.fixture
def present(visit, hr, look):
    """Twelve people with their devices, phones and laptops, who have come in by the code."""
    code = hr.locator(".wall-code").first.text_content().replace(" ", "")
    pages = [visit(phone=number % 3 != 0, dark=number % 2 == 1) for number in range(len(NAMES))]
    for number, (page, name) in enumerate(zip(pages, NAMES, strict=True)):
        page.goto("/live/" if number == 0 else f"/live/{code}/")
        if number == 0:
            look(page)
            page.fill("[name=code]", code.lower())
            page.get_by_role("button", name="Jatka").click()
            look(page)
        page.fill("[name=name]", name)
        page.get_by_role("button", name="Tule mukaan").click()
        at_step(page, "gathering")
    return pages


@pytest.fixture
def wall(visit, present):
    page = visit()
    page.goto(f"{present[0].url}stage/")
    return page


def all_at(step, *pages):
    for page in pages:
        at_step(page, step)


def test_twelve_browsers_go_through_the_day_and_end_in_two_signed_goals(
    day, hr, present, wall, look, visit, sign_in
):
    everybody = [*present, wall]
    wall.locator(".here li").nth(11).wait_for()
    look(wall)
    press(hr, "go")
    all_at("results", *everybody)
    assert wall.inner_text("h1") == "Teillä opitaan yhdessä. Kokeilemiseen kaivataan lupaa."
    for page in (present[0], wall, hr):
        look(page)

    _surprises(hr, present, wall, look)
    _practices_and_reasons(hr, present, wall, look)
    _priorities(hr, present, wall, look)
    _decisions(hr, present, wall, look, day)
    management = visit(phone=True)
    sign_in(management, "markku.ojala")
    _signatures(hr, management, look, day)

    record = management.inner_text("main")
    assert [title in record for title, _ground in GOALS] == [True, True]
    assert ("Kesken jäänyt ajatus" in record, "Kiire" in record) == (True, False)
    management.goto("/o/mittaus/goals/")
    told = management.inner_text("main")
    assert [title in told for title, _ground in GOALS] == [True, True]
    assert "Päätetty" in told


def _practices_and_reasons(hr, present, wall, look):
    """Some tell a practice, some a reason; HR takes one off the screens before it is shown."""
    aino, _bertil, *others = present
    press(hr, "go")
    all_at("practices", *present, wall)
    for page, (dimension, text) in zip(others, PRACTICES, strict=False):
        say(page, text, dimension)
    shows(aino, PRACTICES[1][1])
    shows(wall, PRACTICES[0][1])
    look(aino)
    press(hr, "go")
    all_at("reasons", *present, wall)
    for page, (dimension, text) in zip(others, REASONS, strict=False):
        say(page, text, dimension)
    hr.locator("#seen", has_text="2 ajatusta on kirjoitettu").wait_for()
    hr.get_by_text("Lue ne läpi").click()
    hr.get_by_role("button", name=re.compile("piilota.*Kiire")).click()
    hr.locator(".hidden-note").wait_for(state="attached")
    press(hr, "show")
    shows(aino, REASONS[0][1])
    assert "Kiire" not in wall.inner_text("#seen")


def _decisions(hr, present, wall, look, day):
    """HR writes two goals down; everybody reads them as they come; the room closes."""
    press(hr, "go")
    all_at("decisions", *present, wall)
    hr.get_by_role("link", name="Kirjaa tavoite").click()
    look(hr)
    for title, ground in GOALS:
        decide(hr, day, title, ground)
    for page in (*present, wall):
        page.locator(".live-goal").nth(1).wait_for()
    look(present[0])
    look(wall)
    press(hr, "close")
    all_at("closed", *present, wall)


def _signatures(hr, management, look, day):
    """HR signs, then management: two people."""
    hr.wait_for_url("**/record/")
    look(hr)
    hr.get_by_role("button", name="Allekirjoita HR:n puolesta").click()
    hr.get_by_text("Olet allekirjoittanut").wait_for()
    management.goto(f"{day}live/record/")
    look(management)
    management.get_by_role("button", name="Allekirjoita johdon puolesta").click()
    management.get_by_text("HR ja johto ovat allekirjoittaneet.").wait_for()


def _surprises(hr, present, wall, look):
    """Everybody writes; one loses her connection in mid-typing, one reloads the page."""
    aino, bertil, *others = present
    press(hr, "go")
    all_at("surprises", *present, wall)
    aino.locator("[name=text]").press_sequentially("Kesken jäänyt")
    aino.context.set_offline(True)
    bertil.fill("[name=text]", "Kirjoitin ennen latausta")
    bertil.reload()
    assert bertil.input_value("[name=text]") == "Kirjoitin ennen latausta"
    bertil.get_by_role("button", name="Lähetä", exact=True).click()
    for page, name in zip(others, NAMES[2:], strict=True):
        say(page, f"{name} yllättyi")
    aino.locator("[name=text]").press_sequentially(" ajatus")
    aino.get_by_role("button", name="Lähetä", exact=True).click()
    assert "Kesken jäänyt ajatus" in aino.inner_text("[data-waiting]")
    hr.locator("#seen", has_text="11 ajatusta on kirjoitettu").wait_for()
    assert "yllättyi" not in wall.inner_text("#seen")

    aino.context.set_offline(False)
    hr.locator("#seen", has_text="12 ajatusta on kirjoitettu").wait_for()
    shows(aino, "Kesken jäänyt ajatus")
    assert aino.locator("[data-waiting] li").count() == 0
    look(aino)
    press(hr, "show")
    shows(bertil, "Lauri yllättyi")
    shows(wall, "Kirjoitin ennen latausta")
    look(hr)
    look(wall)


def _priorities(hr, present, wall, look):
    """Everybody places a dot by the keyboard; one takes hers back; the counts wait to be shown."""
    press(hr, "go")
    all_at("priorities", *present, wall)
    for page in present:
        page.locator("#more-8").press("Enter")
    for page in present:
        page.locator("#more-8[value='2']").wait_for()
    present[0].locator("#less-8").press("Enter")
    present[0].locator("#more-8[value='1']").wait_for()
    assert present[0].evaluate("document.activeElement.id") == "less-8"
    present[0].locator("#more-7").press("Enter")
    wall.get_by_text("Pisteitä on antanut 12/12.").wait_for()
    look(present[0])
    press(hr, "show")
    wall.locator(".ranking li").nth(1).wait_for()

    assert "11 pistettä, 11 ihmiseltä" in wall.locator(".ranking li").first.inner_text()
    look(wall)
