"""What people see and change of their own ways in: passkeys, the app, codes, sessions, history."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from nuotio.audit.models import AuditEntry
from nuotio.people import devices
from nuotio.people.models import SignIn
from nuotio.people.queries import sign_ins as queries
from nuotio.people.queries.invitations import token_for
from nuotio.people.services import sign_ins as services
from tests.factories import PASSWORD, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db

SECURITY = "/en/account/security/"
SIGN_INS = "/en/me/sign-ins/"
APP = "/en/account/app/start/"


@pytest.fixture(autouse=True)
def _own_counts():
    """Give each test its own counts of wrong tries."""
    from django.core.cache import cache

    cache.clear()


def enter(client: Client, user, password: str = PASSWORD):
    return client.post("/en/account/login/", {"login": user.email, "password": password})


def app_code(secret: str, steps: int = 0) -> str:
    return f"{hotp_value(secret, int(time.time()) // 30 + steps):06}"


def take_app(client: Client) -> str:
    """Take the app into use and return its secret."""
    client.get(APP)
    secret = client.session["mfa.totp.secret"]
    client.post(APP, {"code": app_code(secret)})
    return secret


def passkey_of(user, name: str = "My phone") -> Authenticator:
    return Authenticator.objects.create(
        user=user, type="webauthn", data={"name": name, "credential": {}}
    )


def sign_in_row(user, **fields) -> SignIn:
    usual = {"succeeded": True, "method": "code", "device": "Safari, iPhone"}
    return SignIn.objects.create(
        user=user, address="192.0.2.7", **{**usual, "at": timezone.now(), **fields}
    )


def test_the_page_of_ways_in_proposes_a_passkey_first(client, django_assert_num_queries):
    enter(client, UserFactory())

    with django_assert_num_queries(5):
        page = client.get(SECURITY).content.decode()

    assert re.findall(r'class="button"[^>]*>([^<]+)<', page) == ["Add a passkey"]


def test_the_page_of_ways_in_shows_only_ones_own_passkeys(client):
    user, other = UserFactory(), UserFactory()
    passkey_of(user, "My phone")
    passkey_of(other, "Their phone")
    client.force_login(user)

    pages = (
        client.get(SECURITY).content.decode() + client.get("/en/account/passkeys/").content.decode()
    )

    assert "My phone" in pages
    assert "Their phone" not in pages


@pytest.mark.parametrize("doing", ["", "remove/"])
def test_somebody_elses_passkey_is_not_there(client, doing):
    theirs = passkey_of(UserFactory(), "Their phone")
    enter(client, UserFactory())

    page = client.post(f"/en/account/passkeys/{theirs.pk}/{doing}", {"name": "mine"})

    assert page.status_code == 404
    theirs.refresh_from_db()
    assert theirs.data["name"] == "Their phone"


def test_a_passkey_is_renamed_and_removed(client, mailoutbox):
    user = UserFactory()
    passkey = passkey_of(user)
    enter(client, user)

    client.post(f"/en/account/passkeys/{passkey.pk}/", {"name": "The old phone"})
    passkey.refresh_from_db()
    assert passkey.data["name"] == "The old phone"

    client.post(f"/en/account/passkeys/{passkey.pk}/remove/")
    assert not Authenticator.objects.filter(user=user).exists()
    assert mailoutbox[-1].subject == "A passkey was removed in Nuotio"


def test_a_sign_in_just_now_is_proof_enough_and_an_old_one_is_asked_again(client):
    user = UserFactory()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        enter(client, user)
        assert client.get("/en/account/passkeys/add/").status_code == 200

        clock.shift(timedelta(minutes=5, seconds=1))
        asked = client.get("/en/account/passkeys/add/?next=/en/")
        proof = client.post(asked["Location"], {"password": PASSWORD})

    assert asked["Location"].startswith("/en/account/confirm/?next=")
    assert proof["Location"] == "/en/account/passkeys/add/?next=/en/"


def test_who_came_by_invitation_adds_a_passkey_without_proving_more(client):
    invitation = InvitationFactory(sent_at=timezone.now(), times_sent=1)
    answer = {"name": "Kaisa Kontio", "language": "en", "password": PASSWORD}

    joined = client.post(f"/en/invitation/{token_for(invitation)}/", answer)
    passkey = client.get(joined["Location"])

    assert joined["Location"].startswith("/en/account/passkeys/add/")
    assert passkey.status_code == 200
    assert [row.method for row in SignIn.objects.all()] == ["invitation"]


def test_a_passkey_alone_asks_for_no_second_step(client):
    user = UserFactory()
    passkey_of(user)

    page = enter(client, user)

    assert page["Location"] == "/en/"


def test_with_the_app_a_password_alone_does_not_open_the_door(client):
    user = UserFactory()
    enter(client, user)
    secret = take_app(client)
    visitor = Client()

    half = enter(visitor, user)
    assert half["Location"] == "/en/account/login/second-step/"
    assert visitor.get(SECURITY).status_code == 302
    wrong = visitor.post(half["Location"], {"code": "000000"})
    assert "That did not work." in wrong.content.decode()
    right = visitor.post(half["Location"], {"code": app_code(secret, steps=1)})

    assert right["Location"] == "/en/"
    assert list(queries.sign_ins_of(user).values_list("succeeded", "method").order_by("pk")) == [
        (True, "password"),
        (False, "app"),
        (True, "password+app"),
    ]


def test_five_wrong_codes_of_the_app_close_the_second_step(client):
    user = UserFactory()
    enter(client, user)
    secret = take_app(client)
    visitor = Client()
    half = enter(visitor, user)
    for _ in range(5):
        visitor.post(half["Location"], {"code": "000000"})

    page = visitor.post(half["Location"], {"code": app_code(secret, steps=1)})

    assert "That was tried many times" in page.content.decode()
    assert "_auth_user_id" not in visitor.session


def test_a_recovery_code_replaces_the_app_once(client):
    user = UserFactory()
    enter(client, user)
    take_app(client)
    page = client.get("/en/account/recovery-codes/").content.decode()
    code = re.search(r"<code>(\w+)</code>", page)[1]
    assert code in client.get("/en/account/recovery-codes/download/").content.decode()

    for expected in (302, 200):
        visitor = Client()
        half = enter(visitor, user)
        assert visitor.post(half["Location"], {"code": code}).status_code == expected


def test_the_key_of_the_app_stands_in_writing_beside_its_picture(client):
    enter(client, UserFactory())

    page = client.get(APP).content.decode()

    secret = client.session["mfa.totp.secret"]
    assert " ".join(secret[i : i + 4] for i in range(0, 32, 4)) in page
    assert 'src="data:image/svg+xml;base64,' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_takes_the_same_queries_for_one_and_for_three(
    client, django_assert_num_queries, count
):
    user = UserFactory()
    sign_in_row(UserFactory(), device="A stranger's phone")
    enter(client, user)
    for _ in range(count - 1):
        sign_in_row(user)
        enter(Client(), user)

    with django_assert_num_queries(7):
        page = client.get(SIGN_INS).content.decode()

    assert page.count("network address") == count
    assert "stranger" not in page


def test_the_history_is_newest_first_and_in_parts(client):
    user = UserFactory()
    client.force_login(user)
    old = sign_in_row(user, at=timezone.now() - timedelta(days=40), succeeded=False)
    for _ in range(20):
        sign_in_row(user)

    first, second = (client.get(f"{SIGN_INS}?page={n}").content.decode() for n in (1, 2))

    assert "did not come in" not in first
    assert "did not come in" in second
    assert list(queries.sign_ins_of(user))[-1] == old


def test_a_person_signs_the_other_devices_out_and_stays(client):
    user, other = UserFactory(), UserFactory()
    elsewhere, theirs = Client(), Client()
    enter(client, user)
    enter(elsewhere, user)
    enter(theirs, other)

    page = client.post(SIGN_INS, follow=True)

    assert "You are now signed in on this device only." in page.content.decode()
    assert elsewhere.get(SIGN_INS).status_code == 302
    assert theirs.get(SIGN_INS).status_code == 200
    assert UserSession.objects.filter(user=user).count() == 1
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id, entry.subject_id) == (
        "people.end_other_sessions",
        user.pk,
        user.pk,
    )


def test_sessions_of_an_old_password_are_not_shown_as_open(client):
    user = UserFactory()
    enter(client, user)
    user.set_password("another long password")
    user.save()

    assert queries.open_sessions(user, current="", at=timezone.now()) == []


def test_after_ninety_days_a_sign_in_is_forgotten_and_so_are_sessions_that_ran_out(client):
    user = UserFactory()
    enter(client, user)
    now = timezone.now()
    SignIn.objects.all().delete()
    kept = sign_in_row(user, at=now - timedelta(days=89))
    sign_in_row(user, at=now - timedelta(days=91))

    assert services.forget_old_sign_ins(at=now) == 1
    assert list(SignIn.objects.all()) == [kept]
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)

    services.forget_old_sign_ins(at=now + timedelta(days=15))
    assert (Session.objects.count(), UserSession.objects.count()) == (0, 0)


def test_a_notice_of_a_change_is_written_in_the_readers_language(client, mailoutbox):
    user = UserFactory(language="sv", name="Stina")
    enter(client, user)
    new = "three unrelated words"

    client.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
        HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/604.1",
    )

    (mail,) = mailoutbox
    assert mail.subject == "Ditt lösenord i Nuotio byttes"
    assert mail.body.startswith(
        "Hej Stina,\n\nDitt lösenord byttes. Andra enheter loggades ut.\n\n"
    )
    assert "Enhet: Safari, iPhone\nIP-adress: 127.0.0.1\n" in mail.body
    assert "http://127.0.0.1:8000/sv/account/security/" in mail.body


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_activate_totp", "mfa_generate_recovery_codes", "account_change_password",
    "account_reauthenticate", "account_logout", "people:sign_ins", "account_inactive",
    "account_reset_password_done", "account_reset_password_from_key_done"])  # fmt: skip
def test_each_page_is_ours_in_each_language(client, name, language):
    enter(client, UserFactory())
    with translation.override(language):
        address = reverse(name)

    page = client.get(address)

    assert page.status_code == 200
    assert 'class="app-header"' in page.content.decode()


def test_too_many_requests_are_answered_with_our_page(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    for _ in range(2):
        page = client.post("/en/account/login/", {"login": "x@x.invalid", "password": "x"})

    assert page.status_code == 429
    assert "Wait a moment" in page.content.decode()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) CriOS/140 Safari/604.1", "Chrome, iPad"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/19 Safari/605.1", "Safari, Mac"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_told_in_words(agent, words):
    assert devices.in_words(agent) == words


def test_erasing_a_person_leaves_no_trace_of_sign_ins_and_keys(client):
    from nuotio.foundation.personal_data import register

    user, other = UserFactory(), UserFactory()
    for person in (user, other):
        enter(Client(), person)
        passkey_of(person)

    for kind in ("sign_ins", "ways_in"):
        assert len(register[kind].export(user.pk)) == 1
        register[kind].erase(user.pk)

    for model in (SignIn, UserSession, Authenticator):
        assert list(model.objects.values_list("user", flat=True)) == [other.pk]
