"""Serves issue 1 (notifications): opt-out with one click as RFC 8058 asks."""

import pytest
from django.core import signing
from django.test import Client

from nuotio.notifications import links, queries
from nuotio.notifications.models import MailChoice
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def mail_program():
    """A mail program: no cookies, no session, and cross-site protection is on as in production."""
    return Client(enforce_csrf_checks=True)


def address(member, kind="time_share_proposed", language="en") -> str:
    return links.stop_url(member.user_id, kind, language).removeprefix("https://nuotio.example")


def test_looking_changes_nothing(member, mail_program):
    page = mail_program.get(address(member))

    assert page.status_code == 200
    assert "Would you like to stop mails of this kind: A mentor&#39;s working time" in (
        page.content.decode()
    )
    assert MailChoice.objects.count() == 0


def test_a_mail_program_stops_one_kind_with_one_post(member, mail_program):
    page = mail_program.post(address(member), ONE_CLICK)

    assert page.status_code == 200  # and no redirect
    assert page.cookies == {}
    assert queries.choices_of(member.user_id) == {"time_share_proposed": "never"}


def test_a_body_of_parts_works_too(member, mail_program):
    body = (
        '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--'
    )

    page = mail_program.post(address(member), body, content_type="multipart/form-data; boundary=x")

    assert page.status_code == 200
    assert queries.choices_of(member.user_id) == {"time_share_proposed": "never"}


def test_stopping_twice_is_the_same_as_once(member, mail_program):
    pages = [mail_program.post(address(member), ONE_CLICK).status_code for _ in "ab"]

    assert pages == [200, 200]
    assert MailChoice.objects.count() == 1


def test_the_page_says_how_to_undo_it(member, mail_program):
    page = mail_program.post(address(member)).content.decode()

    assert "If you change your mind, sign in and choose again what you get by mail." in page
    assert 'href="/en/me/notifications/"' in page


def test_the_weekly_summary_stops_in_the_readers_language(member, mail_program):
    page = mail_program.post(address(member, "weekly_summary", "fi")).content.decode()

    assert "Et saa enää viikkokoostetta." in page
    assert queries.choices_of(member.user_id) == {"weekly_summary": "never"}


def test_others_keep_their_mails(member, mail_program):
    other = MembershipFactory()

    mail_program.post(address(member), ONE_CLICK)

    assert queries.choices_of(other.user_id) == {}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        signing.dumps([1, "role_given"], salt="of something else"),
        signing.dumps([1], salt=links.STOP_SALT),
    ],
    ids=["nonsense", "another salt", "one part"],
)
def test_a_token_that_is_not_ours_is_not_found(member, client, method, token):
    assert getattr(client, method)(f"/en/notifications/stop/{token}/").status_code == 404
    assert MailChoice.objects.count() == 0


def test_a_changed_token_is_not_found(member, client):
    path = address(member)

    assert client.post(path[:-3] + "xx/").status_code == 404
    assert MailChoice.objects.count() == 0


def test_somebody_who_is_gone_can_still_press(member, client, now):
    path = address(member)
    member.user.erased_at = now
    member.user.save()

    assert client.post(path).status_code == 200
    assert MailChoice.objects.count() == 0


def test_a_kind_of_the_past_can_still_be_stopped(member, client):
    assert client.get(address(member, "of_the_past")).status_code == 200
    assert client.post(address(member, "of_the_past")).status_code == 200
    assert queries.choices_of(member.user_id) == {"of_the_past": "never"}
