"""Serves R84, R85, R87: a team agrees to the time that a mentor suggests; all promises follow."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.support.events import RequestMatched, TimeAgreed
from nuotio.support.queries import hours
from nuotio.support.services import answers
from nuotio.support.words import refusals
from tests.support.asking import DEC, NOV, TODAY, invitation_of, mentor_of, request_of, take
from tests.support.factories import EngagementFactory, MeetingTimeFactory
from tests.support.giving import kept


@pytest.fixture
def suggested(wish, mentor):
    monday = date(2026, 12, 7)
    return invitation_of(wish, mentor, suggested=True, suggested_from=monday)


@pytest.mark.parametrize("who", ["aino", "kirsi"])
def test_the_team_agrees_to_the_time(wish, suggested, mentor, now, announced, request, who):
    by = request.getfixturevalue(who)

    for _ in range(2):
        answers.agree_to_time(suggested, by=by, at=now)

    found, promise = kept(wish), kept(suggested)
    assert (found.weeks, found.version) == (["2026-12-07"], 2)
    assert (found.first_day, found.last_day) == (date(2026, 12, 7), date(2026, 12, 13))
    assert (found.state, promise.state, promise.month) == ("matched", "accepted", DEC)
    assert announced == [
        TimeAgreed(wish.organisation_id, suggested.pk, by.pk),
        RequestMatched(wish.organisation_id, wish.pk, by.pk),
    ]


def test_where_her_hours_are_gone_the_request_stays_as_it_was(wish, suggested, mentor, aino, now):
    invitation_of(request_of(aino), mentor, accepted=True, minutes=450, month=DEC)

    with pytest.raises(refusals.AlreadyFull) as refused:
        answers.agree_to_time(suggested, by=aino, at=now)

    assert refused.value.said.startswith(
        "This needs 4\N{NO-BREAK SPACE}h. Sanna Koskinen has 2.5\N{NO-BREAK SPACE}h left"
    )
    found = kept(wish)
    assert (found.weeks, found.version, found.last_day) == ([], 1, date(2026, 12, 31))
    assert (found.state, kept(suggested).state) == ("open", "suggested")


@pytest.fixture
def first_promise(wish, ours):
    """Another mentor has promised her November to a request that needs two."""
    wish.mentors_needed = 2
    wish.save()
    return invitation_of(wish, mentor_of(ours, "Jari Lehto"), accepted=True, minutes=240)


def test_the_first_mentors_promise_follows_the_time_that_is_agreed(
    wish, suggested, first_promise, aino, now
):
    answers.agree_to_time(suggested, by=aino, at=now)

    assert (kept(first_promise).month, kept(suggested).month) == (DEC, DEC)
    budget = hours.budget_of(first_promise.mentor, day=TODAY)
    assert [(one.first, one.promised) for one in budget.ahead[:2]] == [(NOV, 0), (DEC, 240)]


def test_a_promise_moves_only_what_is_not_booked_yet(wish, suggested, first_promise, aino, now):
    engagement = EngagementFactory(request=wish)
    MeetingTimeFactory(engagement=engagement, mentor=first_promise.mentor, minutes=60)
    invitation_of(
        request_of(aino), first_promise.mentor, accepted=True, minutes=10 * 60 - 180, month=DEC
    )

    answers.agree_to_time(suggested, by=aino, at=now)

    assert kept(first_promise).month == DEC


def test_where_the_first_mentor_has_no_room_then_nothing_is_agreed(
    wish, suggested, first_promise, aino, now
):
    invitation_of(request_of(aino), first_promise.mentor, accepted=True, minutes=400, month=DEC)

    with pytest.raises(refusals.AlreadyFull) as refused:
        answers.agree_to_time(suggested, by=aino, at=now)

    assert "Jari Lehto has" in refused.value.said
    assert (kept(first_promise).month, kept(suggested).state) == (NOV, "suggested")
    assert kept(wish).weeks == []


def test_nobody_else_agrees_to_a_time(wish, suggested, mentor, now):
    with pytest.raises(PermissionDenied):
        answers.agree_to_time(suggested, by=mentor, at=now)

    assert (kept(wish).state, kept(suggested).state) == ("open", "suggested")


def test_there_is_no_time_to_agree_to_where_none_was_suggested(wish, asked, aino, now):
    with pytest.raises(refusals.NotWaiting):
        answers.agree_to_time(asked, by=aino, at=now)

    assert (kept(wish).weeks, kept(asked).state) == ([], "invited")


def test_too_late_to_agree_once_another_has_promised(wish, suggested, ours, aino, now):
    take(wish, by=mentor_of(ours), at=now)

    with pytest.raises(refusals.NotOpen):
        answers.agree_to_time(suggested, by=aino, at=now)

    assert kept(suggested).state == "withdrawn"
