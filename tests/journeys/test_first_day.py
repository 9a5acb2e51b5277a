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
from tests.people.rosters.forty import BROKEN_EMAIL, UNKNOWN_ROLE, forty_people

pytestmark = pytest.mark.browser

PASSWORD = "kolme iloista kettua"
HR = "henna.rautala@esimerkki.invalid"
LEAD = "aino.lehtonen@esimerkki.invalid"
NURSE = "helmi.lehtonen@esimerkki.invalid"
HOME = "/o/lintukorpi/"
FINGER_READER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_an_organisation_comes_in_and_a_nurse_becomes_a_mentor(
    service: Service,
    visit: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    findings: Callable[[Page], list[str]],
    tmp_path,
):
    visitor, coordinator, hr, lead = visit(), visit(), visit(), visit()
    nurse = visit(phone=True)

    _ask_to_join(visitor)
    sign_in(coordinator, "johanna.makela")
    _accept_organisation(coordinator)
    _join(hr, service.link_to(HR, "/invitation/"))
    _import_forty(hr, str(forty_people(tmp_path / "henkilot.xlsx")), findings)
    _send_invitations(hr)
    _join(lead, service.link_to(LEAD, "/invitation/"))
    _join_with_passkey(nurse, service.link_to(NURSE, "/invitation/"))
    _become_mentor(nurse, findings)
    _propose_hours(nurse)
    _agree(lead, service.link_to(LEAD, f"{HOME}notifications/"))
    _find_in_directory(hr)
    _take_own_data(nurse)
    _leave_role(nurse)

    hr.goto(f"{HOME}mentors/")
    expect(hr.locator("main")).not_to_contain_text("Helmi Lehtonen")


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
    page.wait_for_url("**/join-requests/**")


def _join(page: Page, link: str) -> None:
    """Open the link of the mail and make an account; the passkey may wait."""
    page.goto(link)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Liity").click()
    page.wait_for_url("**/passkeys/add/**")


def _join_with_passkey(page: Page, link: str) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER_READER})
    _join(page, link)
    page.get_by_role("button", name="pääsyavain").click()
    page.wait_for_url(HOME)


def _import_forty(page: Page, path: str, findings: Callable[[Page], list[str]]) -> None:
    page.goto(HOME)
    page.locator(".next-step a").click()
    page.set_input_files("input[type=file]", path)
    page.locator("main form:has(input[type=file]) button[type=submit]").click()
    page.wait_for_url("**/people/import/*/")
    expect(page.locator("section[aria-labelledby^=row-]")).to_have_count(2)
    assert findings(page) == []
    page.fill(f"[name=row-{BROKEN_EMAIL}-email]", "aino.sarkela@esimerkki.invalid")
    page.fill(f"[name=row-{UNKNOWN_ROLE}-role]", "")
    page.locator("button[value=check]").click()
    expect(page.locator("section[aria-labelledby^=row-]")).to_have_count(0)
    page.locator("button[value=import]").click()
    page.wait_for_url("**/invitations/")


def _send_invitations(page: Page) -> None:
    page.locator(".next-step button").click()
    expect(page.locator(".messages")).to_contain_text("40")


def _become_mentor(page: Page, findings: Callable[[Page], list[str]]) -> None:
    page.goto(f"{HOME}me/roles/")
    assert findings(page) == []
    page.locator("button[value=take]").click()
    page.wait_for_url("**/me/time-share/")


def _propose_hours(page: Page) -> None:
    """First in words, which is answered next to the field and kept; then in figures."""
    page.fill("#id_hours_a_month", "kymmenkunta")
    page.fill("#id_starts_on", "2027-01-01")
    page.locator("main form.form button[type=submit]").click()
    expect(page.locator("#id_hours_a_month")).to_have_value("kymmenkunta")
    expect(page.locator("#id_hours_a_month-error")).to_contain_text("esimerkiksi 10")
    page.fill("#id_hours_a_month", "15,7")
    page.locator("main form.form button[type=submit]").click()
    expect(page.locator(".messages .done")).to_be_visible()


def _agree(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.locator("main")).to_contain_text("15,7")
    page.locator("button[value=agree]").click()
    page.wait_for_url("**/time-shares/")


def _find_in_directory(page: Page) -> None:
    page.goto(f"{HOME}mentors/?q=HELMI")
    page.get_by_role("link", name="Helmi Lehtonen").click()
    expect(page.locator("aside")).to_contain_text("15,7")


def _take_own_data(page: Page) -> None:
    page.goto("/me/")
    with page.expect_download() as download:
        page.locator('form[action$="/me/data/"] button').click()
    with zipfile.ZipFile(download.value.path()) as package:
        told = json.loads(package.read("account.json"))
    assert [row["email"] for row in told["rows"]] == [NURSE]


def _leave_role(page: Page) -> None:
    page.goto(f"{HOME}me/roles/")
    page.locator("button[value=leave]").click()
    expect(page.locator(".messages")).to_contain_text("Kiitos")
