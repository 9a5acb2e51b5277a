"""Ends, bookings and answers at the same moment: each ends in one state, counted exactly.

Serves issue 6, "How it must behave": R84, R85, R87. Parallel for real, on both databases.
"""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from nuotio.foundation import tenancy
from nuotio.people.models import TimeBooking
from nuotio.support.models import (
    Engagement,
    FollowUp,
    FollowUpCount,
    Meeting,
    MeetingTime,
    Thanks,
)
from nuotio.support.services import engagement_hours, engagements, follow_ups, meetings, notes
from nuotio.support.services.engagements import Closing
from nuotio.support.services.meetings import MeetingDraft
from tests.factories import MembershipFactory, OrganisationFactory
from tests.people.test_races import at_once, seen
from tests.support.giving import meeting, support
from tests.support.parallel import _parallel

pytestmark = pytest.mark.usefixtures("_parallel")
__all__ = ["_parallel"]
CLOSING = Closing("We go on.", date(2026, 12, 30), "fi")
ANSWERS = {"followup_1": 5, "followup_2": 4, "followup_3": 1}


@pytest.fixture
def ours(_parallel):
    return OrganisationFactory()


@pytest.fixture
def aino(ours):
    return MembershipFactory(organisation=ours)


@pytest.fixture
def pair(ours):
    return [MembershipFactory(organisation=ours, mentor=True) for _ in range(2)]


def test_of_two_who_end_a_support_one_does(ours, aino, pair, now):
    engagement = support(aino, *pair)

    refused = at_once(
        ours.pk,
        *(
            lambda by=by: engagements.close_engagement(engagement, CLOSING, by=by, at=now)
            for by in pair
        ),
    )

    assert refused == ["", "AlreadyEnded"]
    assert len(seen(Engagement, closed_at=now)) == len(seen(FollowUp)) == 1
    assert len(seen(FollowUpCount)) == 15


def test_a_hundred_taps_book_a_meeting_once(ours, aino, pair, now):
    held = meeting(support(aino, *pair), at=now, days=-1)
    tap = [lambda: engagement_hours.book_meeting(held, by=pair[0], at=now)] * 20

    refused = [name for _ in range(5) for name in at_once(ours.pk, *tap)]

    assert refused == [""] * 100
    assert [one.minutes for one in seen(MeetingTime)] == [120]
    assert [one.minutes for one in seen(TimeBooking)] == [120]


def test_one_form_sent_many_times_at_once_makes_one_of_each(ours, aino, pair, now):
    engagement, by, once = support(aino, *pair), pair[0], uuid4()
    starts_at = now + timedelta(days=1)
    draft = MeetingDraft("First talk", starts_at, starts_at + timedelta(hours=1))
    told = {"by": by, "at": now, "once": once}
    calls = [
        lambda: meetings.set_meeting(engagement, draft, **told),
        lambda: engagement_hours.add_time(engagement, day=now.date(), minutes=30, **told),
        lambda: notes.write_note(engagement, "We talked.", "team", **told),
        lambda: notes.give_thanks(engagement, "Thank you.", by=aino, at=now),
    ]

    assert at_once(ours.pk, *calls * 4) == [""] * 16

    assert [len(seen(one)) for one in (Meeting, MeetingTime, Thanks)] == [1, 1, 1]


def test_two_bookings_at_once_never_make_a_day_longer_than_it_is(ours, aino, pair, now):
    """Of two supports, so that only the mentor's own lock stands between them."""
    day, by = now.date() - timedelta(days=1), pair[0]
    both = [support(aino, by), support(aino, by)]

    def book(engagement):
        engagement_hours.add_time(engagement, day=day, minutes=800, by=by, at=now, once=uuid4())

    refused = at_once(ours.pk, *(lambda one=one: book(one) for one in both))

    assert refused == ["", "TooMuch"]
    assert [one.minutes for one in seen(TimeBooking)] == [800]


def test_answers_at_once_are_counted_exactly(ours, aino, pair, now):
    engagement = support(aino, *pair, closed=True)
    with tenancy.inside(ours.pk):
        asked = follow_ups.plan_follow_up(engagement, opens_on=now.date(), language="fi", at=now)

    refused = at_once(ours.pk, *[lambda: follow_ups.answer(asked, ANSWERS, at=now)] * 20)

    assert refused == [""] * 20
    assert {(one.item, one.option): one.times for one in seen(FollowUpCount, times__gt=0)} == {
        ("followup_1", 5): 20,
        ("followup_2", 4): 20,
        ("followup_3", 1): 20,
    }


def test_an_answer_and_the_closing_at_once_leave_nothing_of_four(ours, aino, pair, now):
    """Either the fifth comes in time and all five count, or nothing is left of any."""
    engagement = support(aino, *pair, closed=True)
    with tenancy.inside(ours.pk):
        asked = follow_ups.plan_follow_up(engagement, opens_on=now.date(), language="fi", at=now)
        for _ in range(4):
            follow_ups.answer(asked, ANSWERS, at=now)
    later = now + timedelta(days=15)

    refused = at_once(
        ours.pk,
        lambda: follow_ups.answer(asked, ANSWERS, at=now),
        lambda: follow_ups.close_due(at=later),
    )

    total = sum(one.times for one in seen(FollowUpCount))
    assert (refused, total) in [(["", ""], 15), (["", "NotOpen"], 0)]
