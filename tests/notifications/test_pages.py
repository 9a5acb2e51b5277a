"""Serves issue 1 (notifications): the inbox and the choices, as people see them."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.foundation import tenancy
from nuotio.notifications import queries
from nuotio.notifications.models import MailChoice, Notification
from tests.factories import MembershipFactory, NotificationFactory

pytestmark = pytest.mark.django_db


def chosen_on(page) -> dict[str, str]:
    """Return what is ticked on the page, question by question."""
    found = re.findall(r'name="(\w+)" value="(\w+)" id="\w+" checked', page.content.decode())
    return dict(found)


def is_unread(notice: Notification) -> bool:
    with tenancy.inside(notice.organisation_id):
        return Notification.objects.get(pk=notice.pk).is_unread


@pytest.fixture
def sanna():
    return MembershipFactory(user__name="Sanna Koskinen")


@pytest.fixture
def inbox(sanna):
    return f"/en/o/{sanna.organisation.slug}/notifications/"


@pytest.mark.parametrize("amount", [1, 3])
def test_the_inbox_costs_the_same_for_one_and_for_three(
    sanna, inbox, as_member, amount, django_assert_num_queries
):
    for _ in range(amount):
        about = MembershipFactory(organisation=sanna.organisation)
        NotificationFactory(recipient=sanna, kind="invitation_accepted", about=about)
    client = as_member(sanna)

    with django_assert_num_queries(7):
        page = client.get(inbox)

    assert page.content.decode().count("has joined</a>") == amount


def test_the_inbox_shows_nothing_of_others(sanna, inbox, as_member):
    NotificationFactory(recipient=sanna)
    asked = {"organisation": "Leaky Agency"}
    elsewhere = MembershipFactory(user=sanna.user)
    colleague = MembershipFactory(organisation=sanna.organisation)
    for reader in (elsewhere, colleague):
        NotificationFactory(recipient=reader, kind="organisation_asked", params=asked)

    page = as_member(sanna).get(inbox).content.decode()

    assert "An invitation did not arrive" in page
    assert "Leaky Agency" not in page


def test_what_people_wrote_is_escaped(sanna, inbox, as_member):
    asked = {"organisation": "<script>alert(1)</script>"}
    NotificationFactory(recipient=sanna, kind="organisation_asked", params=asked)

    page = as_member(sanna).get(inbox).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; asks to join" in page


def test_unread_and_read_of_one_day_stand_apart(sanna, inbox, as_member, now):
    NotificationFactory(recipient=sanna, created_at=now)
    NotificationFactory(recipient=sanna, created_at=now, read_at=now)

    page = as_member(sanna).get(inbox).content.decode()

    assert re.findall(r'18 November 2026</h2>|class="tag run">New<', page) == [
        "18 November 2026</h2>",
        'class="tag run">New<',
        "18 November 2026</h2>",
    ]
    assert "Mark all as read" in page


def test_fifty_notices_are_a_page(sanna, inbox, as_member):
    NotificationFactory.create_batch(51, recipient=sanna)
    client = as_member(sanna)

    pages = [client.get(f"{inbox}?page={number}").content.decode() for number in (1, 2)]

    assert [page.count("An invitation did not arrive</a>") for page in pages] == [50, 1]


def test_an_empty_inbox_says_what_will_be_here(sanna, inbox, as_member):
    page = as_member(sanna).get(inbox).content.decode()

    assert "No notices yet" in page


def test_opening_a_notice_marks_it_and_leads_on_in_the_readers_language(sanna, inbox, as_member):
    notice = NotificationFactory(recipient=sanna, path="/me/notifications/")

    answer = as_member(sanna).get(f"{inbox}{notice.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, "/en/me/notifications/")
    assert is_unread(notice) is False


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_a_notice_never_leads_out_of_the_house(sanna, inbox, as_member, path):
    notice = NotificationFactory(recipient=sanna, path=path)

    assert as_member(sanna).get(f"{inbox}{notice.pk}/")["Location"] == "/en/"


def test_a_notice_of_another_is_like_a_missing_one(sanna, inbox, as_member):
    client = as_member(sanna)
    colleagues = NotificationFactory(recipient__organisation=sanna.organisation)
    foreign = NotificationFactory(recipient=MembershipFactory(user=sanna.user))

    answers = [client.get(f"{inbox}{pk}/") for pk in (colleagues.pk, foreign.pk, 987654)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert [is_unread(notice) for notice in (colleagues, foreign)] == [True, True]


def test_looking_ahead_does_not_mark(sanna, inbox, as_member):
    notice = NotificationFactory(recipient=sanna)

    assert as_member(sanna).head(f"{inbox}{notice.pk}/").status_code == 405

    assert is_unread(notice) is True


def test_mark_all_as_read_is_a_post(sanna, inbox, as_member):
    notice = NotificationFactory(recipient=sanna)
    client = as_member(sanna)

    assert client.get(f"{inbox}read/").status_code == 405
    assert client.post(f"{inbox}read/")["Location"] == inbox

    assert is_unread(notice) is False


def test_a_stranger_finds_no_inbox(inbox, as_member):
    assert as_member(MembershipFactory()).get(inbox).status_code == 404


def test_signed_out_people_are_asked_to_sign_in(client, inbox):
    for path in (inbox, "/en/me/notifications/"):
        assert client.get(path).status_code == 302


def test_choices_begin_with_the_defaults(sanna, as_member):
    page = as_member(sanna).get("/en/me/notifications/")

    assert chosen_on(page) == {
        "weekly_summary": "digest",
        "time_share_proposed": "at_once",
        "role_given": "at_once",
        "application_answered": "at_once",
        "survey_invited": "at_once",
        "survey_reminder": "at_once",
        "result_shared": "digest",
        "goal_decided": "digest",
        "idea_answered": "digest",
        "support_meeting": "at_once",
        "support_meeting_for_calendar": "at_once",
        "support_closed": "digest",
        "support_follow_up": "at_once",
        "support_follow_up_waits": "at_once",
        "support_answered": "at_once",
        "support_matched": "at_once",
        "support_reopened": "at_once",
        "support_request_declined": "at_once",
    }


def test_choices_are_kept(sanna, as_member):
    chosen = {
        "weekly_summary": "never",
        "time_share_proposed": "digest",
        "role_given": "at_once",
        "application_answered": "at_once",
        "survey_invited": "at_once",
        "survey_reminder": "at_once",
        "result_shared": "digest",
        "goal_decided": "digest",
        "idea_answered": "digest",
        "support_meeting": "at_once",
        "support_meeting_for_calendar": "at_once",
        "support_closed": "digest",
        "support_follow_up": "at_once",
        "support_follow_up_waits": "at_once",
        "support_answered": "at_once",
        "support_matched": "at_once",
        "support_reopened": "at_once",
        "support_request_declined": "at_once",
    }
    client = as_member(sanna)

    answers = [client.post("/en/me/notifications/", chosen) for _ in "ab"]

    assert [answer["Location"] for answer in answers] == ["/en/me/notifications/"] * 2
    assert queries.choices_of(sanna.user_id) == chosen
    assert chosen_on(client.get("/en/me/notifications/")) == chosen


def test_a_choice_that_is_none_is_said_beside_the_question(sanna, as_member):
    rest = {
        "time_share_proposed": "never",
        "role_given": "at_once",
        "application_answered": "digest",
        "survey_invited": "at_once",
        "survey_reminder": "at_once",
        "result_shared": "digest",
        "goal_decided": "digest",
        "idea_answered": "digest",
        "support_meeting": "at_once",
        "support_meeting_for_calendar": "at_once",
        "support_closed": "digest",
        "support_follow_up": "at_once",
        "support_follow_up_waits": "at_once",
        "support_answered": "at_once",
        "support_matched": "at_once",
        "support_reopened": "at_once",
        "support_request_declined": "at_once",
    }
    sent = {"weekly_summary": "at_once", **rest}

    page = as_member(sanna).post("/en/me/notifications/", sent)

    assert page.status_code == 200
    assert "Weekly summary: Select a valid choice." in page.content.decode()
    assert chosen_on(page) == rest
    assert MailChoice.objects.count() == 0


def test_choices_made_after_the_session_ended_are_kept_for_the_sign_in(sanna, client):
    sent = {"weekly_summary": "never", "time_share_proposed": "never", "role_given": "never"}
    client.post("/en/me/notifications/", sent)
    kept = dict(client.session)
    client.force_login(sanna.user)
    session = client.session
    session.update({"kept_form": kept["kept_form"]})
    session.save()

    page = client.get("/en/me/notifications/")

    assert chosen_on(page) == sent
    assert "Your choices are still here" in page.content.decode()


@pytest.mark.parametrize(
    ("language", "title"),
    [("fi", "Ilmoitukset"), ("sv", "Meddelanden"), ("en", "Notices")],
)
def test_the_inbox_speaks_the_language_of_its_address(sanna, as_member, language, title):
    with translation.override(language):
        path = reverse("notifications:inbox", args=[sanna.organisation.slug])

    assert f"<h1>{title}</h1>" in as_member(sanna).get(path).content.decode()
