"""The door: by password, by code from the mail; who is kept out, and what nobody can find out."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from nuotio.people.models import SignIn
from tests.factories import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

LOGIN = "/en/account/login/"
CODE = "/en/account/login/code/"
FIVE_WRONG = "A wrong password has been tried five times"
NO_MATCH = "The e-mail and the password do not match."


@pytest.fixture(autouse=True)
def _own_counts(settings):
    """Give each test its own counts of wrong tries."""
    from django.core.cache import cache

    cache.clear()


def enter(client: Client, email: str, password: str = PASSWORD, **headers):
    return client.post(LOGIN, {"login": email, "password": password}, **headers)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_in(mail) -> str:
    return re.search(r"^\d{4}-\d{4}$", mail.body, re.MULTILINE)[0]


def without_tokens(page) -> str:
    return re.sub(r'value="\w{64}"|<input type="hidden"[^>]*>', "", page.content.decode())


def test_a_person_comes_in_with_e_mail_and_password_however_it_is_written(client):
    user = UserFactory(email="kaisa@esimerkki.invalid")

    page = enter(client, " Kaisa@Esimerkki.INVALID ")

    assert (page.status_code, page["Location"]) == (302, "/en/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_new_session_begins_at_sign_in_so_that_nobody_can_prepare_one(client):
    user = UserFactory()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before

    enter(client, user.email)

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize(("language", "start"), [("fi", "/"), ("sv", "/sv/"), ("en", "/en/")])
def test_after_sign_in_the_start_page_is_in_the_persons_own_language(client, language, start):
    user = UserFactory(language=language)

    page = enter(client, user.email)

    assert page["Location"] == start


def test_after_sign_in_the_asked_page_is_in_the_persons_own_language(client):
    user = UserFactory(language="sv")

    page = client.post(
        f"{LOGIN}?next=/me/sign-ins/?page=2", {"login": user.email, "password": PASSWORD}
    )

    assert page["Location"] == "/sv/me/sign-ins/?page=2"


def test_sign_in_leads_to_no_other_service(client):
    user = UserFactory()

    page = client.post(
        f"{LOGIN}?next=https://elsewhere.invalid/", {"login": user.email, "password": PASSWORD}
    )

    assert page["Location"] == "/en/"


@pytest.mark.parametrize("active", [True, False, None], ids=["known", "deactivated", "unknown"])
def test_the_door_does_not_tell_who_is_known(client, active):
    if active is not None:
        UserFactory(email="kaisa@esimerkki.invalid", is_active=active)

    page = enter(client, "kaisa@esimerkki.invalid", "a wrong password")

    assert page.status_code == 200
    assert NO_MATCH in page.content.decode()


def test_neither_code_nor_reset_tells_who_is_known(client, mailoutbox):
    UserFactory(email="known@esimerkki.invalid")
    pages = {}
    for email in ("known@esimerkki.invalid", "nobody@esimerkki.invalid"):
        visitor = Client()
        asked = visitor.post(CODE, {"email": email}, follow=True)
        reset = visitor.post("/en/account/password/reset/", {"email": email}, follow=True)
        pages[email] = [
            (page.redirect_chain, without_tokens(page).replace(email, "*"))
            for page in (asked, reset)
        ]

    assert pages["known@esimerkki.invalid"] == pages["nobody@esimerkki.invalid"]
    assert [mail.to for mail in mailoutbox] == [
        ["known@esimerkki.invalid"],
        ["known@esimerkki.invalid"],
        ["nobody@esimerkki.invalid"],
        ["nobody@esimerkki.invalid"],
    ]


def test_the_sixth_password_in_half_an_hour_is_refused_even_when_right(client):
    """Serves the row "wrong passwords" of the faults."""
    user = UserFactory()
    for number in range(5):
        page = enter(client, user.email, f"wrong {number}", REMOTE_ADDR=f"10.0.0.{number}")
        assert NO_MATCH in page.content.decode()

    page = enter(client, user.email, REMOTE_ADDR="10.0.0.99")

    assert FIVE_WRONG in page.content.decode()
    assert not is_signed_in(client)


def test_the_count_is_by_account_whatever_address_and_spelling_is_used(client, settings):
    settings.ALLOWED_HOSTS = ["one.invalid", "two.invalid"]
    user = UserFactory(email="kaisa@esimerkki.invalid")
    for number in range(5):
        host = ("one.invalid", "two.invalid")[number % 2]
        enter(client, ("KAISA@esimerkki.invalid", user.email)[number % 2], "wrong", HTTP_HOST=host)

    page = enter(client, user.email, HTTP_HOST="two.invalid")

    assert FIVE_WRONG in page.content.decode()


def test_right_passwords_between_do_not_clear_the_count(client):
    user = UserFactory()
    for _ in range(4):
        enter(client, user.email, "wrong")
    enter(Client(), user.email)
    enter(client, user.email, "wrong")

    page = enter(client, user.email)

    assert FIVE_WRONG in page.content.decode()


def test_half_an_hour_later_the_password_works_again(client):
    user = UserFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            enter(client, user.email, "wrong")
        clock.shift(timedelta(minutes=30, seconds=1))
        enter(client, user.email)

    assert is_signed_in(client)


def test_who_tried_five_times_still_comes_in_by_code(client, mailoutbox):
    user = UserFactory()
    for _ in range(6):
        enter(client, user.email, "wrong")

    client.post(CODE, {"email": user.email})
    client.post(f"{CODE}confirm/", {"code": code_in(mailoutbox[0])})

    assert is_signed_in(client)


def test_wrong_passwords_inside_count_together_with_those_at_the_door(client):
    user = UserFactory()
    client.force_login(user)
    for _ in range(3):
        client.post("/en/account/confirm/", {"password": "wrong"})
    for _ in range(2):
        client.post("/en/account/password/change/", {"oldpassword": "wrong"})

    page = enter(Client(), user.email)

    assert FIVE_WRONG in page.content.decode()


def test_a_code_works_three_tries_and_fifteen_minutes(client, mailoutbox):
    user = UserFactory()
    client.post(CODE, {"email": user.email})
    code = code_in(mailoutbox[0])
    for _ in range(3):
        client.post(f"{CODE}confirm/", {"code": "0000-0000"})
    client.post(f"{CODE}confirm/", {"code": code})
    assert not is_signed_in(client)

    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(CODE, {"email": user.email})
        clock.shift(timedelta(minutes=15, seconds=1))
        client.post(f"{CODE}confirm/", {"code": code_in(mailoutbox[1])})

    assert not is_signed_in(client)


def test_a_deactivated_person_comes_in_no_way(client, mailoutbox):
    user = UserFactory(is_active=False)

    by_password = enter(client, user.email)
    client.post(CODE, {"email": user.email})
    client.post("/en/account/password/reset/", {"email": user.email})

    assert by_password["Location"] == "/en/account/inactive/"
    assert not is_signed_in(client)
    assert {mail.subject for mail in mailoutbox} == {"Signing in to Nuotio with this address"}


def test_an_open_session_ends_when_the_person_is_deactivated(client):
    user = UserFactory()
    client.force_login(user)
    user.is_active = False
    user.save()

    page = client.get("/en/me/sign-ins/")

    assert page["Location"] == "/en/account/login/?next=/en/me/sign-ins/"


def test_a_new_password_signs_the_other_devices_out(client):
    user = UserFactory()
    elsewhere = Client()
    for visitor in (client, elsewhere):
        enter(visitor, user.email)
    new = "three unrelated words"

    page = client.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert page["Location"] == "/en/account/security/"
    assert client.get("/en/me/sign-ins/").status_code == 200
    assert elsewhere.get("/en/me/sign-ins/").status_code == 302


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client, mailoutbox):
    user = UserFactory(language="sv")
    client.post("/en/account/password/reset/", {"email": user.email}, HTTP_HOST="localhost")
    link = re.search(r"http://127.0.0.1:8000(/sv/\S+)", mailoutbox[0].body)[1]
    new = "three unrelated words"

    form = client.get(link)
    page = client.post(form["Location"], {"password1": new, "password2": new})

    assert page["Location"] == "/sv/"
    assert is_signed_in(client)
    again = Client().get(link)
    assert again.status_code == 200
    user.refresh_from_db()
    assert user.check_password(new)


def test_nobody_signs_up_without_an_invitation(client):
    page = client.post("/en/account/signup/", {"email": "new@esimerkki.invalid"})

    assert page.status_code == 200
    assert "/en/join/" in page.content.decode()


def test_the_library_keeps_no_second_copy_of_addresses(client, mailoutbox):
    from allauth.account.models import EmailAddress

    user = UserFactory()
    client.post("/en/account/password/reset/", {"email": user.email})
    client.post(CODE, {"email": user.email})
    enter(client, user.email)

    assert EmailAddress.objects.count() == 0


@pytest.mark.parametrize(
    "closed",
    ["email/", "confirm-email/", "confirm-email/key/", "sessions/", "3rdparty/", "2fa/", ""],
)
def test_what_the_library_offers_and_we_do_not_is_not_there(client, closed):
    client.force_login(UserFactory())

    assert client.get(f"/en/account/{closed}").status_code == 404


def test_a_text_sent_after_the_session_ran_out_is_kept_once(client):
    """Serves "an expired session keeps the text"."""
    member = MembershipFactory(hr=True, user__language="sv")
    address = f"/en/o/{member.organisation.slug}/settings/"
    sent = client.post(address, {"about": "We learn on Thursdays."})
    assert sent["Location"] == f"/en/account/login/?next={address}"
    assert "What you wrote is kept" in client.get(sent["Location"]).content.decode()

    entered = client.post(sent["Location"], {"login": member.user.email, "password": PASSWORD})
    assert entered["Location"] == address
    first, second = (client.get(address).content.decode() for _ in range(2))

    assert "We learn on Thursdays." in first
    assert "What you wrote was kept." in first
    assert "We learn on Thursdays." not in second


@pytest.mark.parametrize("secret", ["oldpassword", "password1", "code", "credential"])
def test_secrets_sent_after_the_session_ran_out_are_not_kept(client, secret):
    client.post("/en/account/password/change/", {secret: "my secret", "about": "a text"})

    assert client.session["kept_form"]["fields"] == "about=a+text"


def test_every_try_is_kept_with_its_way_and_device(client):
    user = UserFactory()
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    enter(client, user.email, "wrong", HTTP_USER_AGENT=agent)
    enter(client, user.email, HTTP_USER_AGENT=agent)

    assert list(
        SignIn.objects.order_by("pk").values_list(
            "user", "succeeded", "method", "address", "device"
        )
    ) == [
        (user.pk, False, "password", "127.0.0.1", "Firefox, Windows"),
        (user.pk, True, "password", "127.0.0.1", "Firefox, Windows"),
    ]


def test_a_try_on_nobody_leaves_no_trace(client):
    enter(client, "nobody@esimerkki.invalid")

    assert SignIn.objects.count() == 0
