"""Serves R84, R93: a team sees whom it asked and what came of it; reasons stay with the mentor."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from nuotio.support.models import SupportInvitation
from nuotio.support.queries import invitations as queries
from nuotio.support.queries import requests as request_queries
from tests.factories import LONG_AGO, MembershipFactory
from tests.support.asking import invitation_of, mentor_of, request_of
from tests.support.factories import SupportInvitationFactory
from tests.support.members import person

REASON = "My own team needs me this month."


@pytest.fixture(autouse=True)
def _a_day(now, monkeypatch):
    """Let every page be read on Wednesday 18 November 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def wish(aino):
    return request_of(aino, last_day=date(2099, 12, 31))


@pytest.fixture
def sanna(ours):
    return mentor_of(ours)


def address(name, row):
    return reverse(f"support:{name}", args=[row.organisation.slug, row.pk])


def read(client, url):
    return client.get(url, follow=True).content.decode()


def kept(row):
    return type(row).objects.get(pk=row.pk)


def test_the_team_asks_a_mentor_by_name(as_member, aino, wish, sanna):
    client = as_member(aino)
    page = read(client, address("request_invite", wish))
    assert "You can ask 3 mentors more at the same time." in page
    assert f'<option value="{sanna.pk}">Sanna Koskinen, 10\N{NO-BREAK SPACE}h left' in page

    sent = client.post(
        address("request_invite", wish),
        {"once": uuid4(), "mentor": sanna.pk, "message": "We know you."},
        follow=True,
    )

    made = SupportInvitation.objects.get()
    assert (made.mentor_id, made.way, made.message) == (sanna.pk, "asked", "We know you.")
    assert "Sanna Koskinen is asked and has until" in sent.content.decode()


def test_a_coordinator_asks_for_the_team(as_member, tiina, wish, sanna):
    as_member(tiina).post(address("request_invite", wish), {"mentor": sanna.pk})

    made = SupportInvitation.objects.get()
    assert (made.way, made.invited_by_id) == ("coordinated", tiina.pk)


def test_asked_with_two_taps_she_is_asked_once_and_said_so_twice(as_member, aino, wish, sanna):
    client, sent = as_member(aino), {"once": uuid4(), "mentor": sanna.pk}

    pages = [client.post(address("request_invite", wish), sent, follow=True) for _ in range(2)]

    assert SupportInvitation.objects.count() == 1
    assert ["is asked and has until" in page.content.decode() for page in pages] == [True, True]


def test_only_mentors_who_can_be_asked_stand_in_the_list(as_member, aino, wish, sanna, ours):
    mentor_of(ours, "Has three hours", hours=3)
    person(ours, "Without hours", mentor=True)
    mentor_of(MembershipFactory().organisation, "Elsewhere")
    asked = mentor_of(ours, "Asked already")
    invitation_of(wish, asked)

    page = read(as_member(aino), address("request_invite", wish))

    assert "Sanna Koskinen" in page
    for name in ("Has three hours", "Without hours", "Elsewhere", "Asked already"):
        assert name not in page


@pytest.mark.parametrize("sent", [{}, {"mentor": "987654"}, {"mentor": "\x00"}])
def test_who_is_no_mentor_here_is_not_asked_and_the_words_stay(as_member, aino, wish, sanna, sent):
    page = as_member(aino).post(
        address("request_invite", wish), {**sent, "message": "We know you."}
    )

    assert page.status_code == 200
    assert "Choose a mentor." in page.content.decode()
    assert "We know you." in page.content.decode()
    assert SupportInvitation.objects.count() == 0


def test_where_enough_are_asked_it_is_said_why(as_member, aino, wish, ours):
    for number in range(3):
        invitation_of(wish, mentor_of(ours, f"Mentor {number}"))
    fourth = mentor_of(ours, "Fourth")

    page = read(as_member(aino), address("request_invite", wish))
    sent = as_member(aino).post(address("request_invite", wish), {"mentor": fourth.pk})

    assert "so nobody prepares in vain" in page
    assert (sent.status_code, SupportInvitation.objects.count()) == (200, 3)


def test_where_nobody_has_time_it_is_said_what_would_help(as_member, aino, wish):
    page = read(as_member(aino), address("request_invite", wish))

    assert "No mentor has enough time left then" in page


def test_for_a_request_with_its_mentor_nobody_is_asked(as_member, aino, sanna):
    wish = request_of(aino, matched=True)

    sent = as_member(aino).post(address("request_invite", wish), {"mentor": sanna.pk}, follow=True)

    assert "The team has a learning mentor already." in sent.content.decode()
    assert SupportInvitation.objects.count() == 0


@pytest.mark.parametrize("name", ["request_invite", "request_take"])
def test_what_one_may_not_read_is_not_there(as_member, wish, ours, aino, name):
    outside = person(ours, "Outside")
    draft = request_of(aino, draft=True)

    for row in (wish, draft):
        assert as_member(outside).get(address(name, row)).status_code == 404


def part_of(client, wish):
    return read(client, address("request", wish))


def test_the_team_reads_who_was_asked_and_never_why_one_cannot(
    as_member, aino, kirsi, wish, sanna, ours
):
    invitation_of(wish, sanna, declined=True, reason=REASON)
    invitation_of(wish, mentor_of(ours, "Jari Lehto"))

    team, hr = part_of(as_member(aino), wish), part_of(as_member(kirsi), wish)

    for page in (team, hr):
        assert "Sanna Koskinen" in page
        assert "Jari Lehto" in page
        assert "Cannot this time" in page
    assert (REASON in team, REASON in hr) == (False, True)


def test_hr_who_asks_for_her_own_team_does_not_read_the_reason(as_member, kirsi, sanna):
    wish = request_of(kirsi)
    invitation_of(wish, sanna, declined=True, reason=REASON)

    assert REASON not in part_of(as_member(kirsi), wish)


def test_other_mentors_read_only_that_somebody_has_it(as_member, aino, sanna, ours):
    wish = request_of(aino, matched=True)
    invitation_of(wish, sanna, accepted=True)
    jari = mentor_of(ours, "Jari Lehto")

    page = part_of(as_member(jari), wish)

    assert "Somebody supports this team already." in page
    assert "Sanna Koskinen" not in page


def test_a_mentor_who_is_asked_reads_of_no_other_mentor(as_member, wish, sanna, ours):
    invitation_of(wish, sanna)
    invitation_of(wish, mentor_of(ours, "Jari Lehto"), declined=True, reason=REASON)

    page = part_of(as_member(sanna), wish)

    assert ("Jari Lehto" in page, REASON in page) == (False, False)


def test_the_question_is_taken_back(as_member, aino, wish, sanna):
    asked = invitation_of(wish, sanna)

    sent = as_member(aino).post(address("invitation_withdraw", asked), follow=True)

    assert "The mentor need not answer any more." in sent.content.decode()
    assert kept(asked).state == "withdrawn"


def test_an_answer_that_came_first_stands(as_member, aino, wish, sanna):
    asked = invitation_of(wish, sanna, declined=True)

    sent = as_member(aino).post(address("invitation_withdraw", asked), follow=True)

    assert "answered or taken back meanwhile" in sent.content.decode()
    assert kept(asked).state == "declined"


def test_the_team_agrees_to_another_time(as_member, aino, wish, sanna):
    asked = invitation_of(
        wish, sanna, suggested=True, suggested_from=date(2027, 2, 1), suggestion="Mornings."
    )
    client = as_member(aino)
    page = part_of(client, wish)
    assert "week 5, 1 Feb to 5 Feb" in page
    assert "Mornings." in page
    assert "Agree to the time by Tue 24 Nov." in page

    sent = client.post(address("invitation_follow", asked), follow=True)

    assert "The time is agreed, and Sanna Koskinen supports you." in sent.content.decode()
    assert (kept(wish).state, kept(asked).state) == ("matched", "accepted")


def test_a_time_for_which_her_hours_are_gone_is_told(as_member, aino, wish, ours):
    mentor = mentor_of(ours, hours=3)
    asked = invitation_of(wish, mentor, suggested=True, suggested_from=date(2027, 2, 1))

    sent = as_member(aino).post(address("invitation_follow", asked), follow=True)

    assert "Sanna Koskinen has 3\N{NO-BREAK SPACE}h left in February 2027." in (
        sent.content.decode()
    )
    assert (kept(wish).state, kept(wish).weeks) == ("open", [])


@pytest.mark.parametrize("name", ["invitation_withdraw", "invitation_follow"])
def test_who_has_nothing_to_do_with_a_request_changes_nothing(as_member, wish, sanna, ours, name):
    asked = invitation_of(wish, sanna, suggested=True)

    assert as_member(person(ours, "Outside")).post(address(name, asked)).status_code == 403
    assert as_member(sanna).post(address(name, asked)).status_code == 403
    assert kept(asked).state == "suggested"


def test_a_mentor_sees_what_waits_for_her_answer_due_first(aino, sanna, ours):
    told = [{"answer_by": date(2026, 12, day)} for day in (3, 1, 2)]
    rows = [invitation_of(request_of(aino), sanna, **one) for one in told]
    for more in ({"accepted": True}, {"declined": True}, {"suggested": True}):
        invitation_of(request_of(aino), sanna, **more)
    invitation_of(request_of(aino), sanna, state="withdrawn", ended_at=LONG_AGO)
    invitation_of(request_of(aino), mentor_of(ours, "Jari Lehto"))
    SupportInvitationFactory()

    assert list(queries.waiting_for(sanna)) == [rows[1], rows[2], rows[0]]


def many_asked(wish, number):
    for one in range(number):
        mentor = mentor_of(wish.organisation, f"Mentor {one}")
        invitation_of(wish, mentor, declined=True, reason=REASON)


@pytest.mark.parametrize("number", [1, 3])
def test_the_part_of_the_page_takes_no_query_of_its_own(
    aino, wish, number, now, django_assert_num_queries
):
    many_asked(wish, number)
    found = request_queries.request_at(wish.pk, viewer=aino)

    with django_assert_num_queries(0):
        shown = queries.part(found, viewer=aino, at=now)["asking"]

    assert (len(shown.rows), shown.places_left, shown.may_invite) == (number, 3, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_to_ask_takes_as_many_queries_for_three_mentors_as_for_one(
    as_member, aino, wish, number, django_assert_num_queries
):
    for one in range(number):
        mentor_of(wish.organisation, f"Mentor {one}")
    client = as_member(aino)

    with django_assert_num_queries(10):
        page = client.get(address("request_invite", wish)).content.decode()

    assert page.count("h left in") == number
