"""From a request on the public page to a mentor in the directory, as people walk it.

Serves R22, R59, R60, R61, R85 and R86: an organisation comes in, HR brings its people, a nurse
volunteers on her phone, agrees on her time with her supervisor, and can leave again.
"""

import json
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.service import Service
from tests.people.rosters.forty import forty_people

pytestmark = pytest.mark.browser

PASSWORD = "kolme iloista kettua"
HR = "henna.rautala@esimerkki.invalid"
NURSE = "aino.kesala@esimerkki.invalid"
LEAD = "outi.kesala@esimerkki.invalid"


def _ask_to_join(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Tuo organisaatiosi mukaan").click()
    page.fill("#id_organisation_name", "Lintukorven hyvinvointialue")
    page.select_option("#id_kind", label="Hyvinvointialue tai -yhtymä")
    page.fill("#id_contact_name", "Henna Rautala")
    page.fill("#id_contact_email", HR)
    page.fill("#id_message", "Haluamme ensimmäiset mentorit kotihoitoon.")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/join/thanks/")


def _accept_organisation(page: Page) -> None:
    page.goto("/o/valmennus/join-requests/")
    page.get_by_role("link", name="Lintukorven hyvinvointialue").click()
    page.fill("#id_slug", "lintukorpi")
    page.locator("button[value=accept]").click()
    expect(page.locator("main")).to_contain_text(HR)


def _join(page: Page, link: str) -> None:
    """Open the link of the mail and make an account; a passkey may come later."""
    page.goto(link)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Liity").click()
    page.wait_for_url("**/passkeys/add/**")


def _import_roster(page: Page, path: str) -> None:
    page.goto("/o/lintukorpi/people/import/")
    page.set_input_files("input[type=file]", path)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/people/import/*/")


def _give_a_finger_reader(page: Page) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_an_organisation_comes_in_and_a_nurse_becomes_a_mentor(
    service: Service,
    visit: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    findings: Callable[[Page], list[str]],
    tmp_path,
):
    visitor = visit()
    _ask_to_join(visitor)
    assert findings(visitor) == []

    coordinator = visit()
    sign_in(coordinator, "johanna.makela")
    _accept_organisation(coordinator)

    hr = visit()
    _join(hr, service.link_to(HR, "/invitation/"))
    hr.goto("/o/lintukorpi/")
    expect(hr.locator(".next-step")).to_contain_text("Tuo henkilöstönne mukaan")
    forty_people(tmp_path / "henkilot.xlsx")
    _import_roster(hr, str(tmp_path / "henkilot.xlsx"))
    assert findings(hr) == []
    wrong = hr.locator("[data-refused]")
    expect(wrong).to_have_count(2)
    for number in range(2):
        row = wrong.nth(number)
        address = row.locator("input[name$=email]")
        address.fill(address.input_value().replace(" ", "").replace("(at)", "@"))
        row.locator("input[name$=roles]").fill("")
    hr.locator("button[value=check]").click()
    expect(hr.locator("[data-refused]")).to_have_count(0)
    hr.locator("button[value=import]").click()
    hr.wait_for_url("**/invitations/")
    hr.locator(".next-step button").click()
    expect(hr.locator(".messages")).to_contain_text("40")

    nurse = visit(phone=True)
    _give_a_finger_reader(nurse)
    _join(nurse, service.link_to(NURSE, "/invitation/"))
    nurse.get_by_role("button", name="Lisää").click()
    nurse.wait_for_url("**/o/lintukorpi/**")
    nurse.goto("/o/lintukorpi/me/roles/")
    assert findings(nurse) == []
    nurse.locator("button[value=take]").click()
    nurse.wait_for_url("**/me/time-share/")

    lead = visit()
    _join(lead, service.link_to(LEAD, "/invitation/"))

    hours = nurse.locator("#id_hours_a_month")
    hours.fill("kymmenkunta")
    nurse.fill("#id_starts_on", "2027-01-01")
    if nurse.locator("#id_supervisor").count():
        nurse.select_option("#id_supervisor", label="Outi Kesälä")
    nurse.locator("main form.form button[type=submit]").click()
    expect(nurse.locator("#id_hours_a_month")).to_have_value("kymmenkunta")
    expect(nurse.locator("#id_hours_a_month-error")).to_contain_text("esimerkiksi 10")
    nurse.locator("#id_hours_a_month").fill("15,7")
    nurse.locator("main form.form button[type=submit]").click()
    expect(nurse.locator(".messages")).to_be_visible()

    lead.goto(service.link_to(LEAD, "/time-shares/"))
    lead.locator("button[value=agree]").click()
    lead.wait_for_url("**/time-shares/")

    hr.goto("/o/lintukorpi/mentors/?q=aino")
    hr.get_by_role("link", name="Aino Kesälä").click()
    expect(hr.locator("main")).to_contain_text("15,7")

    nurse.goto("/me/")
    with nurse.expect_download() as download:
        nurse.locator('form[action$="/me/data/"] button').click()
    with zipfile.ZipFile(download.value.path()) as package:
        told = json.loads(package.read("account.json"))
    assert [row["email"] for row in told["rows"]] == [NURSE]

    nurse.goto("/o/lintukorpi/me/roles/")
    nurse.locator("button[value=leave]").click()
    expect(nurse.locator(".messages")).to_contain_text("Kiitos")
    hr.goto("/o/lintukorpi/mentors/")
    expect(hr.locator("main")).not_to_contain_text("Aino Kesälä")
