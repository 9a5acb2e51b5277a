"""Serves R85 to R87: hours left are counted from shares, bookings, promises and days away."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from nuotio.people.models import RoleHolding
from nuotio.people.services import time_bookings
from nuotio.support.queries import hours
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    OrganisationFactory,
    RoleHoldingFactory,
    TimeBookingFactory,
    TimeShareFactory,
)
from tests.support.factories import (
    AbsenceFactory,
    EngagementFactory,
    MeetingTimeFactory,
    SupportInvitationFactory,
)

DAY = date(2026, 11, 18)
SEP, OCT, NOV, DEC = (date(2026, month, 1) for month in (9, 10, 11, 12))


def agreed(mentor, hours_a_month="16", **told):
    told = {"state": "agreed", "starts_on": date(2026, 1, 1), "answered_at": LONG_AGO, **told}
    return TimeShareFactory(mentor=mentor, hours_a_month=Decimal(hours_a_month), **told)


def promise(mentor, minutes=240, month=NOV, **told):
    told = told or {"accepted": True}
    return SupportInvitationFactory(
        mentor=mentor,
        request__organisation=mentor.organisation,
        minutes=minutes,
        month=month,
        **told,
    )


def month_of(mentor, first=NOV):
    return next(one for one in hours.budget_of(mentor, day=DAY).months if one.first == first)


def test_a_mentor_with_an_agreed_share_has_its_hours(sanna):
    agreed(sanna)

    found = hours.budget_of(sanna, day=DAY)

    assert found.is_agreed
    assert [month.first for month in found.months][:3] == [SEP, OCT, NOV]
    assert [month.first for month in found.ahead][-1] == date(2027, 4, 1)
    assert {month.agreed for month in found.months} == {960}


@pytest.mark.parametrize("state", [None, "proposed", "returned", "ended"])
def test_a_mentor_without_an_agreed_share_has_no_hours(sanna, state):
    if state:
        agreed(sanna, state=state)

    found = hours.budget_of(sanna, day=DAY)

    assert not found.is_agreed
    assert [found.free(number) for number in range(8)] == [0] * 8


def test_before_her_share_began_nothing_is_owed(sanna):
    agreed(sanna, starts_on=DEC)
    TimeBookingFactory(mentor=sanna, day=date(2026, 10, 5), minutes=900)
    TimeBookingFactory(mentor=sanna, day=date(2026, 11, 5), minutes=60)

    found = hours.budget_of(sanna, day=DAY)

    assert (month_of(sanna).agreed, found.free(2)) == (60, 0)
    assert found.free(3) == 960


def test_new_hours_from_next_month_on_leave_the_old_ones_until_then(sanna):
    agreed(sanna, "10", state="ended")
    agreed(sanna, "16", starts_on=DEC)

    assert [month_of(sanna, first).agreed for first in (OCT, NOV, DEC)] == [600, 600, 960]


def test_what_was_agreed_in_an_earlier_time_as_mentor_is_over(sanna, now):
    agreed(sanna, "10", state="ended")
    sanna.role_holdings.update(state=RoleHolding.State.ENDED)
    RoleHoldingFactory(membership=sanna, since=now)
    agreed(sanna, "16", starts_on=DEC, proposed_at=now, answered_at=now)

    assert [month_of(sanna, first).agreed for first in (NOV, DEC)] == [0, 960]


def test_time_of_every_source_is_used_once(sanna):
    agreed(sanna)
    for source in ("support", "engagement", "programme"):
        TimeBookingFactory(mentor=sanna, day=date(2026, 11, 5), minutes=60, source=source)
    TimeBookingFactory(mentor=sanna, day=date(2026, 11, 30), minutes=30)
    TimeBookingFactory(mentor=sanna, day=date(2026, 8, 31), minutes=30)
    TimeBookingFactory(day=date(2026, 11, 5), minutes=30)

    assert [month_of(sanna, first).used for first in (SEP, OCT, NOV, DEC)] == [0, 0, 210, 0]


def test_a_promise_holds_time_until_it_is_booked(sanna, now):
    agreed(sanna)
    given = promise(sanna)
    engagement = EngagementFactory(request=given.request)
    before = month_of(sanna)
    time = MeetingTimeFactory(engagement=engagement, mentor=sanna, minutes=90, day=DAY)
    time_bookings.book_time(
        sanna, day=DAY, minutes=90, source="engagement", origin=time.once, at=now
    )

    after = month_of(sanna)

    assert (before.used, before.promised, before.taken) == (0, 240, 240)
    assert (after.used, after.promised, after.taken) == (90, 150, 240)


def test_what_is_booked_over_the_promise_is_used_and_owed_no_more(sanna, now):
    agreed(sanna)
    given = promise(sanna, minutes=60)
    engagement = EngagementFactory(request=given.request)
    for minutes in (45, 45):
        time = MeetingTimeFactory(engagement=engagement, mentor=sanna, minutes=minutes, day=DAY)
        time_bookings.book_time(
            sanna, day=DAY, minutes=minutes, source="engagement", origin=time.once, at=now
        )

    assert (month_of(sanna).used, month_of(sanna).promised) == (90, 0)


def test_what_was_booked_before_she_stepped_back_leaves_a_renewed_promise_whole(sanna, now):
    agreed(sanna)
    given = promise(sanna, state="left", ended_at=now)
    engagement = EngagementFactory(request=given.request)
    MeetingTimeFactory(engagement=engagement, mentor=sanna, minutes=90, day=DAY)
    promise(sanna, request=given.request, accepted=True, answered_at=now)
    renewed = month_of(sanna).promised

    MeetingTimeFactory(engagement=engagement, mentor=sanna, minutes=30, day=DAY, at=now)

    assert (renewed, month_of(sanna).promised) == (240, 210)


def test_what_another_mentor_booked_for_the_same_team_leaves_her_promise(sanna, jari):
    agreed(sanna)
    given = promise(sanna)
    engagement = EngagementFactory(request=given.request, by=[jari])
    MeetingTimeFactory(engagement=engagement, mentor=jari, minutes=90, day=DAY)

    assert month_of(sanna).promised == 240


def test_a_promise_of_a_past_month_takes_from_this_one(sanna):
    agreed(sanna)
    promise(sanna, month=SEP)
    promise(sanna, month=DEC, minutes=60)
    promise(sanna, month=OCT, minutes=30, state="invited")

    found = [month_of(sanna, first) for first in (SEP, OCT, NOV, DEC)]

    assert [month.promised for month in found] == [0, 0, 240, 60]
    assert [month.asked for month in found] == [0, 0, 30, 0]


def test_what_was_ended_declined_or_lapsed_holds_nothing(sanna):
    agreed(sanna)
    promise(sanna, accepted=True, ended_at=LONG_AGO)
    promise(sanna, state="invited", ended_at=LONG_AGO)
    for state in ("declined", "withdrawn", "lapsed"):
        promise(sanna, state=state)

    assert (month_of(sanna).promised, month_of(sanna).asked) == (0, 0)


def test_what_she_is_asked_for_is_no_promise(sanna):
    agreed(sanna)
    promise(sanna, state="invited")
    promise(sanna, suggested=True)

    found = hours.budget_of(sanna, day=DAY)

    assert (month_of(sanna).promised, month_of(sanna).asked) == (0, 480)
    assert (found.free(2), found.free(2, with_asked=True)) == (960, 480)


def test_days_away_make_her_month_smaller(sanna, jari):
    for one in (sanna, jari):
        agreed(one)
    AbsenceFactory(mentor=sanna, first_day=date(2026, 10, 28), last_day=date(2026, 11, 6))
    AbsenceFactory(mentor=sanna, first_day=date(2026, 8, 1), last_day=date(2026, 8, 31))

    assert [month_of(sanna, first).agreed for first in (OCT, NOV, DEC)] == [829, 731, 960]
    assert month_of(jari).agreed == 960
    assert hours.budget_of(sanna, day=DAY).away == ((date(2026, 10, 28), date(2026, 11, 6)),)


def test_a_pause_leaves_the_hours_and_what_was_promised(sanna):
    agreed(sanna)
    promise(sanna)
    sanna.role_holdings.update(state=RoleHolding.State.PAUSED)

    assert (month_of(sanna).agreed, month_of(sanna).promised) == (960, 240)


@pytest.mark.parametrize("count", [1, 12])
def test_the_number_of_queries_is_the_same_for_any_number_of_mentors(
    ours, count, django_assert_num_queries
):
    mentors = [MembershipFactory(organisation=ours, mentor=True) for _ in range(count)]
    for one in mentors:
        agreed(one)
        promise(one)
        AbsenceFactory(mentor=one)
        TimeBookingFactory(mentor=one, origin=uuid4())

    with django_assert_num_queries(2):
        told = hours.budgets(mentors, day=DAY)

    assert len(told) == count


def test_nobody_gives_nothing(ours):
    assert hours.budgets([], day=DAY) == {}


def test_hours_of_another_organisation_never_count(sanna):
    agreed(sanna)
    stranger = MembershipFactory(organisation=OrganisationFactory(), mentor=True)
    agreed(stranger, "100")
    promise(stranger)
    TimeBookingFactory(mentor=stranger, day=DAY)

    told = hours.budgets([sanna], day=DAY)

    assert list(told) == [sanna.pk]
    assert [month.taken for month in told[sanna.pk].months] == [0] * 8
