"""Passkeys in a real browser, with an authenticator that Chromium plays."""

import os
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect, sync_playwright

from nuotio.people.models import SignIn
from tests.factories import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")


@pytest.fixture
def phone(monkeypatch) -> Iterator[Page]:
    """A phone-sized page whose device has a finger reader."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        page = browser.new_page(viewport={"width": 390, "height": 800})
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        page.set_default_timeout(10_000)
        yield page
        browser.close()


@pytest.fixture
def service(live_server) -> str:
    """The service under a name: passkeys do not belong to numbers."""
    assert "//localhost:" in live_server.url
    return live_server.url


def sign_in(page: Page, service: str, email: str, then: str) -> None:
    page.goto(f"{service}/en/account/login/?next={then}")
    page.get_by_label("Work e-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_added_on_a_phone_and_opens_the_door_next_time(phone, service):
    user = UserFactory()
    sign_in(phone, service, user.email, then="/en/account/passkeys/add/?next=/en/account/security/")
    phone.get_by_role("button", name="Add a passkey").click()
    expect(phone.get_by_text("The passkey is ready.")).to_be_visible()
    phone.goto(f"{service}/en/account/logout/")
    phone.locator("main").get_by_role("button", name="Sign out").click()

    phone.goto(f"{service}/en/account/login/?next=/en/me/sign-ins/")
    phone.get_by_role("button", name="Sign in with a passkey").click()

    expect(phone.get_by_role("heading", name="Sign-ins and devices")).to_be_visible()
    expect(phone.get_by_text("Chrome, Linux, with a passkey")).to_be_visible()
    assert Authenticator.objects.get(user=user).wrap().name == "Chrome, Linux"
    assert SignIn.objects.filter(user=user, succeeded=True).latest("at").method == "passkey"


def test_a_passkey_of_a_deactivated_person_does_not_open_the_door(phone, service):
    user = UserFactory()
    sign_in(phone, service, user.email, then="/en/account/passkeys/add/?next=/en/account/security/")
    phone.get_by_role("button", name="Add a passkey").click()
    expect(phone.get_by_text("The passkey is ready.")).to_be_visible()
    user.is_active = False
    user.save()

    phone.goto(f"{service}/en/account/login/")
    phone.get_by_role("button", name="Sign in with a passkey").click()

    expect(phone.get_by_role("heading", name="Your account is not in use")).to_be_visible()
    phone.goto(f"{service}/en/me/sign-ins/")
    expect(phone.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_who_does_not_want_a_passkey_now_goes_on(phone, service):
    user = UserFactory()
    sign_in(phone, service, user.email, then="/en/account/passkeys/add/?next=/en/me/sign-ins/")

    phone.get_by_role("link", name="Not now").click()

    expect(phone.get_by_role("heading", name="Sign-ins and devices")).to_be_visible()


def test_a_device_that_says_no_is_answered_in_words(phone, service):
    user = UserFactory()
    sign_in(phone, service, user.email, then="/en/account/passkeys/add/")
    phone.evaluate(
        "() => { navigator.credentials.create = () => Promise.reject(new Error('said no')) }"
    )

    phone.get_by_role("button", name="Add a passkey").click()

    expect(phone.get_by_text("Nothing came of it.")).to_be_visible()
    expect(phone.get_by_role("button", name="Add a passkey")).to_be_enabled()


def test_under_a_number_the_page_leads_to_its_name(phone, service):
    user = UserFactory()
    numbered = service.replace("localhost", "127.0.0.1")
    sign_in(phone, numbered, user.email, then="/en/account/passkeys/add/")

    link = phone.get_by_role("link", name="Open this page by its name")

    expect(link).to_have_attribute("href", f"{service}/en/account/passkeys/add/")
