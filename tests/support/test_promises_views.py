"""Serves R84, R85, R87: a mentor answers on her phone, and sees her hours before she promises."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from nuotio.support import clock
from nuotio.support.models import SupportInvitation, SupportRequest
from nuotio.support.weeks import coming
from nuotio.ui import filters
from tests.factories import LONG_AGO, UnitFactory
from tests.support.asking import invitation_of, led_by, mentor_of, request_of
from tests.support.factories import ConflictFactory, ReadinessFactory
from tests.support.members import person

REASON = "My own team needs me this month."
THANKS = "Thank you. Your promise is noted, and the team is told."


@pytest.fixture(autouse=True)
def today(now, monkeypatch):
    """Let every page be read on Wednesday 18 November 2026."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    return timezone.localdate(now)


@pytest.fixture
def wish(aino, today):
    return request_of(aino, first_day=today, last_day=today, team="Home care, team 5")


@pytest.fixture
def sanna(ours):
    return mentor_of(ours)


@pytest.fixture
def asked(wish, sanna, today):
    month = today.replace(day=1)
    return invitation_of(wish, sanna, month=month, answer_by=today, message="We know you.")


def address(name, row):
    return reverse(f"support:{name}", args=[row.organisation.slug, row.pk])


def read(client, name, row):
    return client.get(address(name, row), follow=True).content.decode()


def sent(client, name, row, **data):
    return client.post(address(name, row), data, follow=True).content.decode()


def kept(row):
    return type(row).objects.get(pk=row.pk)


def test_the_page_tells_the_wish_the_hours_and_three_answers(as_member, asked, sanna, today):
    page = read(as_member(sanna), "invitation", asked)

    month = today.strftime("%B %Y")
    assert "Home care, team 5 asks for your support." in page
    assert "We need help in agreeing on common rules." in page
    assert "We know you." in page
    assert f"These 4\N{NO-BREAK SPACE}h are taken from {month}." in page
    assert "6\N{NO-BREAK SPACE}h are left after that." in page
    for answer in ("Accept", "Suggest another time", "Not this time"):
        assert answer in page


def test_why_she_was_asked_is_told(as_member, aino, sanna, today):
    unit = UnitFactory(organisation=aino.organisation)
    for one in (aino, sanna):
        one.unit = unit
        one.save()
    asked = invitation_of(request_of(aino, unit=unit, first_day=today, last_day=today), sanna)

    page = read(as_member(sanna), "invitation", asked)

    assert "Why you were asked" in page
    assert "Same work community" in page


def test_a_mentor_accepts_with_one_tap(as_member, wish, asked, sanna):
    page = sent(as_member(sanna), "invitation_accept", asked, version=1)

    assert THANKS in page
    assert "You support this team" in page
    assert "Set the first meeting" in page
    assert (kept(wish).state, kept(asked).state) == ("matched", "accepted")


def test_accepted_with_two_taps_it_is_accepted_once(as_member, asked, sanna):
    client = as_member(sanna)

    pages = [sent(client, "invitation_accept", asked, version=1) for _ in range(2)]

    assert [THANKS in page for page in pages] == [True, True]
    assert SupportInvitation.objects.count() == 1


def test_where_more_than_one_month_has_room_she_chooses(as_member, aino, sanna, today):
    later = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    asked = invitation_of(request_of(aino, first_day=today, last_day=later), sanna)
    client = as_member(sanna)
    page = read(client, "invitation", asked)
    assert "From which month is your time taken?" in page
    assert page.count(": 6\N{NO-BREAK SPACE}h left after this") == 2

    sent(client, "invitation_accept", asked, version=1, month=later.isoformat())

    assert (kept(asked).state, kept(asked).month) == ("accepted", later)


@pytest.mark.parametrize("month", ["", "soon", "\x00", "9999-99-99"])
def test_what_is_no_month_stands_for_the_first_with_room(as_member, asked, sanna, today, month):
    sent(as_member(sanna), "invitation_accept", asked, version="x", month=month)

    assert (kept(asked).state, kept(asked).month) == ("accepted", today.replace(day=1))


def test_a_request_that_changed_is_shown_again(as_member, wish, asked, sanna):
    SupportRequest.objects.filter(pk=wish.pk).update(version=2, wish="Two afternoons, please.")

    page = sent(as_member(sanna), "invitation_accept", asked, version=1)

    assert "The team has changed its request meanwhile." in page
    assert "Two afternoons, please." in page
    assert kept(asked).state == "invited"


def test_without_hours_it_is_told_and_another_time_is_the_next_step(as_member, wish, ours, today):
    mentor = mentor_of(ours, "Jari Lehto", hours=3)
    asked = invitation_of(wish, mentor)
    client = as_member(mentor)

    page = read(client, "invitation", asked)
    told = f"You have 3\N{NO-BREAK SPACE}h left in {today.strftime('%B %Y')}."
    assert told in page
    assert address("invitation_accept", asked) not in page
    assert "Suggest another time" in page

    assert told in sent(client, "invitation_accept", asked, version=1)
    assert kept(asked).state == "invited"


def test_the_own_line_is_told_before_she_answers(as_member, wish, asked, sanna, aino):
    led_by(sanna, aino)

    page = read(as_member(sanna), "invitation", asked)

    assert "A learning mentor does not support people of the own reporting line" in page
    assert address("invitation_accept", asked) not in page
    assert address("invitation_suggest", asked) not in page


def test_what_is_hers_to_judge_is_told_as_a_caution(as_member, asked, sanna, aino):
    ReadinessFactory(mentor=sanna, languages=["sv"])
    ConflictFactory(mentor=sanna, unit=None, person=aino)

    page = read(as_member(sanna), "invitation", asked)

    assert "Before you accept" in page
    assert "The language is not among those that you have named." in page
    assert "You have said that you would rather not support these people." in page
    assert address("invitation_accept", asked) in page


def test_a_no_needs_no_reason(as_member, wish, asked, sanna):
    client = as_member(sanna)
    form = read(client, "invitation_decline", asked)
    assert "You, HR and the coordinators read it; the team never does." in form

    page = sent(client, "invitation_decline", asked)

    assert "Thank you for answering. Somebody else is asked next." in page
    assert "You answered: not this time" in page
    assert (kept(asked).state, kept(asked).reason, kept(wish).state) == ("declined", "", "open")


def test_her_reason_stands_on_her_own_page_with_who_reads_it(as_member, asked, sanna):
    page = sent(as_member(sanna), "invitation_decline", asked, reason=REASON)

    assert REASON in page
    assert "You, HR and the coordinators read this. The team does not." in page


@pytest.mark.parametrize(
    ("reason", "told"),
    [("ä" * 501, "at most 500 characters"), ("a\x00b", "Null characters are not allowed.")],
)
def test_an_absurd_reason_gets_a_clear_answer_and_is_not_lost(
    as_member, asked, sanna, reason, told
):
    page = sent(as_member(sanna), "invitation_decline", asked, reason=reason)

    assert told in page
    assert kept(asked).state == "invited"


def test_an_answer_of_emoji_alone_is_an_answer(as_member, asked, sanna):
    sent(as_member(sanna), "invitation_decline", asked, reason="🙈")

    assert (kept(asked).state, kept(asked).reason) == ("declined", "🙈")


def test_another_week_is_suggested(as_member, asked, sanna, today):
    monday = coming(today)[2]

    page = sent(
        as_member(sanna),
        "invitation_suggest",
        asked,
        week=monday.isoformat(),
        words="Tuesday morning.",
    )

    assert "The team reads your suggestion and answers it." in page
    assert f"You suggested week {monday.isocalendar().week}," in page
    row = kept(asked)
    last = filters.date(clock.open_until(row.answer_by), "weekday")
    assert f"The team can agree to it until {last}." in page
    assert (row.state, row.suggested_from, row.suggestion) == (
        "suggested",
        monday,
        "Tuesday morning.",
    )


@pytest.mark.parametrize("week", ["", "1999-01-04", "9999-12-27", "soon", "\x00"])
def test_a_week_that_is_none_gets_a_clear_answer_and_the_words_stay(as_member, asked, sanna, week):
    page = sent(as_member(sanna), "invitation_suggest", asked, week=week, words="Tuesday morning.")

    assert "Choose a week." in page
    assert "Tuesday morning." in page
    assert kept(asked).state == "invited"


@pytest.mark.parametrize("name", ["invitation_decline", "invitation_suggest"])
def test_what_nobody_waits_for_any_more_is_said_kindly(as_member, asked, sanna, today, name):
    SupportInvitation.objects.filter(pk=asked.pk).update(state="withdrawn", ended_at=LONG_AGO)

    page = sent(as_member(sanna), name, asked, week=coming(today)[1].isoformat())

    assert "This has been answered or taken back meanwhile." in page
    assert "You need not answer any more" in page
    assert kept(asked).state == "withdrawn"


def test_a_request_that_still_waits_can_be_taken_after_the_day(as_member, asked, sanna):
    SupportInvitation.objects.filter(pk=asked.pk).update(state="lapsed", ended_at=LONG_AGO)

    page = read(as_member(sanna), "invitation", asked)

    assert "The day to answer has passed" in page
    assert address("request_take", asked.request) in page


def test_a_mentor_steps_back_after_reading_what_follows(as_member, wish, asked, sanna):
    client = as_member(sanna)
    sent(client, "invitation_accept", asked, version=1)
    page = read(client, "invitation_step_back", asked)
    assert "Your promised working time is free again. What you have booked stays." in page

    page = sent(client, "invitation_step_back", asked)

    assert "You have stepped back" in page
    assert (kept(wish).state, kept(asked).state) == ("open", "left")


def test_there_is_nothing_to_step_back_from_before_a_promise(as_member, asked, sanna):
    page = read(as_member(sanna), "invitation_step_back", asked)

    assert "Could you help?" in page
    assert "What you have booked stays." not in page


def test_a_request_is_taken_from_the_board(as_member, wish, sanna):
    client = as_member(sanna)
    page = read(client, "request_take", wish)
    assert "Nobody has asked you: you offer your support to Home care, team 5." in page
    assert "6\N{NO-BREAK SPACE}h are left after that." in page

    page = sent(client, "request_take", wish, once=uuid4(), version=1)

    assert THANKS in page
    made = SupportInvitation.objects.get()
    assert (made.way, made.state, made.mentor_id) == ("taken", "accepted", sanna.pk)


def test_who_was_asked_is_led_to_her_invitation(as_member, wish, asked, sanna):
    assert "Could you help?" in read(as_member(sanna), "request_take", wish)


def test_what_somebody_else_has_taken_is_said_kindly(as_member, aino, sanna):
    wish = request_of(aino, matched=True)

    page = sent(as_member(sanna), "request_take", wish, once=uuid4())

    assert "The team has a learning mentor already." in page
    assert SupportInvitation.objects.count() == 0


def test_without_hours_nothing_is_taken(as_member, wish, ours):
    mentor = mentor_of(ours, "Jari Lehto", hours=3)
    client = as_member(mentor)

    pages = [
        read(client, "request_take", wish),
        sent(client, "request_take", wish, once=uuid4(), version=1),
    ]

    assert ["You have 3\N{NO-BREAK SPACE}h left in" in page for page in pages] == [True, True]
    assert (SupportInvitation.objects.count(), kept(wish).state) == (0, "open")


ALL = (
    "invitation",
    "invitation_accept",
    "invitation_decline",
    "invitation_suggest",
    "invitation_step_back",
)


@pytest.mark.parametrize("name", ALL)
def test_an_invitation_is_opened_by_its_mentor_alone(as_member, asked, ours, kirsi, aino, name):
    for somebody in (aino, kirsi, mentor_of(ours, "Jari Lehto"), person(ours, "Outside")):
        way = "post" if name == "invitation_accept" else "get"

        answer = getattr(as_member(somebody), way)(address(name, asked))

        assert answer.status_code == 403
        assert "answered by the mentor who was asked" in answer.content.decode()
    assert kept(asked).state == "invited"


@pytest.mark.parametrize("number", [1, 3])
def test_an_invitation_takes_ten_queries(
    as_member, asked, sanna, ours, number, django_assert_num_queries
):
    for one in range(number):
        invitation_of(asked.request, mentor_of(ours, f"Mentor {one}"), declined=True)
    client = as_member(sanna)

    with django_assert_num_queries(10):
        assert client.get(address("invitation", asked)).status_code == 200


def test_taking_a_request_takes_twelve_queries_at_most(
    as_member, wish, sanna, django_assert_max_num_queries
):
    client = as_member(sanna)

    with django_assert_max_num_queries(12):
        assert client.get(address("request_take", wish)).status_code == 200
