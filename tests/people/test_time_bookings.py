"""Serves R85, R86, R87: hours used stand beside hours agreed, and nobody learns what for."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from nuotio.people.models import TimeBooking
from nuotio.people.queries import time_bookings as queries
from nuotio.people.queries.time_bookings import UsedMonth
from nuotio.people.rules import mentors as rules
from nuotio.people.services import time_bookings as services
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    OrganisationFactory,
    TimeBookingFactory,
    TimeShareFactory,
)

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 13)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def ours(inside):
    organisation = OrganisationFactory()
    inside(organisation)
    return organisation


@pytest.fixture
def sanna(ours):
    return MembershipFactory(organisation=ours, mentor=True, user__name="Sanna Koskinen")


@pytest.fixture
def bertel(ours):
    return MembershipFactory(organisation=ours, user__name="Bertel Berg")


def agreed(mentor, supervisor, hours="10", **told):
    return TimeShareFactory(
        mentor=mentor, supervisor=supervisor, state="agreed", hours_a_month=Decimal(hours), **told
    )


def booked(mentor, minutes, day=None):
    return TimeBookingFactory(mentor=mentor, minutes=minutes, day=day or timezone.localdate())


def stored():
    return list(TimeBooking.objects.order_by("pk").values_list("day", "minutes", "source"))


def test_the_same_thing_booked_again_is_changed_and_not_doubled(sanna, now):
    origin = uuid4()
    told = {"source": "support", "origin": origin, "at": now}

    services.book_time(sanna, day=FRIDAY, minutes=30, **told)
    services.book_time(sanna, day=FRIDAY, minutes=45, **told)

    assert stored() == [(FRIDAY, 45, "support")]


def test_a_booking_is_taken_back_once_and_others_stay(sanna, now):
    origin = uuid4()
    services.book_time(sanna, day=FRIDAY, minutes=30, source="support", origin=origin, at=now)
    booked(sanna, 20, FRIDAY)

    services.unbook(origin)
    services.unbook(origin)

    assert [minutes for _day, minutes, _source in stored()] == [20]


def test_minutes_are_summed_by_month_from_a_day_on(sanna):
    for day, minutes in (
        (date(2026, 9, 30), 500),
        (date(2026, 10, 1), 30),
        (date(2026, 10, 31), 15),
        (date(2026, 11, 1), 60),
    ):
        booked(sanna, minutes, day)
    booked(MembershipFactory(organisation=sanna.organisation, mentor=True), 77, FRIDAY)

    told = queries.minutes_by_month(sanna, since=date(2026, 10, 1))

    assert told == {date(2026, 10, 1): 45, date(2026, 11, 1): 60}


def test_minutes_used_count_both_days_and_leave_out_who_used_none(sanna, bertel):
    other = MembershipFactory(organisation=sanna.organisation, mentor=True)
    for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)):
        booked(sanna, 20, day)
    booked(other, 15, FRIDAY)

    told = queries.minutes_used([sanna, bertel], since=date(2026, 11, 1), until=date(2026, 11, 30))

    assert told == {sanna.pk: 40}


def test_a_years_turn_is_crossed(sanna):
    booked(sanna, 90, date(2026, 11, 30))

    months = queries.months_of(sanna, day=date(2027, 1, 20), agreed=Decimal(10))

    assert [(one.month, one.minutes, one.agreed) for one in months] == [
        (date(2027, 1, 1), 0, Decimal(10)),
        (date(2026, 12, 1), 0, None),
        (date(2026, 11, 1), 90, None),
        (date(2026, 10, 1), 0, None),
    ]


def test_december_ends_with_the_year(sanna):
    booked(sanna, 60, date(2026, 12, 31))
    booked(sanna, 30, date(2027, 1, 1))

    told = queries.hours_of([sanna], day=date(2026, 12, 3))

    assert [(one.mentor, one.used) for one in told] == [(sanna, UsedMonth(date(2026, 12, 1), 60))]


@pytest.mark.parametrize(
    ("minutes", "hours", "percent", "is_over"),
    [
        (599, None, 0, False),
        (300, Decimal(10), 50, False),
        (600, Decimal(10), 100, False),
        (601, Decimal(10), Decimal(601) / 6, True),
    ],
)
def test_over_is_what_is_more_than_agreed(minutes, hours, percent, is_over):
    used = UsedMonth(FRIDAY, minutes, hours)

    assert used.is_over is is_over
    assert round(used.percent, 6) == round(Decimal(percent), 6)


def test_she_her_supervisor_hr_and_the_coordinators_see_used_hours_and_nobody_else(sanna, bertel):
    hers = {"organisation": sanna.organisation}
    may = [sanna, bertel, *(MembershipFactory(**hers, **{r: True}) for r in ("hr", "coordinator"))]
    may_not = [
        MembershipFactory(**hers),
        MembershipFactory(**hers, mentor=True),
        MembershipFactory(**hers, management=True),
        MembershipFactory(**hers, hr=True, left_at=LONG_AGO),
        MembershipFactory(hr=True),
    ]

    assert [rules.can_see_used_hours(one, sanna, bertel.pk) for one in may] == [True] * 4
    assert [rules.can_see_used_hours(one, sanna, bertel.pk) for one in may_not] == [False] * 5
    assert rules.can_see_used_hours(bertel, sanna, None) is False


def test_who_may_not_see_gets_no_months(sanna, bertel):
    agreed(sanna, bertel)

    seen = queries.months_for(bertel, sanna, supervisor_id=bertel.pk, day=FRIDAY)
    unseen = queries.months_for(bertel, sanna, supervisor_id=None, day=FRIDAY)

    assert (seen[0].agreed, unseen) == (Decimal(10), [])


def test_months_without_an_agreement_say_so(sanna):
    told = queries.months_for(sanna, sanna, supervisor_id=None, day=FRIDAY)

    assert told[0] == UsedMonth(date(2026, 11, 1), 0)


def at(name, member, *args):
    return reverse(f"people:{name}", args=[member.organisation.slug, *args])


def test_a_mentor_sees_what_she_used_of_what_is_agreed(sanna, bertel, as_member):
    agreed(sanna, bertel)
    booked(sanna, 270)

    page = as_member(sanna).get(at("own_time_share", sanna)).content.decode()

    assert "4.5\u00a0h</strong>" in page
    assert "used of 10\u00a0h" in page
    assert "gives way" not in page
    assert "Your supervisor, HR and the coordinators see these hours, never what for." in page


def test_over_the_agreed_hours_is_a_matter_for_two_and_no_blame(sanna, bertel, as_member):
    share = agreed(sanna, bertel)
    booked(sanna, 700)

    hers = as_member(sanna).get(at("own_time_share", sanna)).content.decode()
    his = as_member(bertel).get(at("time_share", bertel, share.pk)).content.decode()

    assert "Talk with your supervisor about what gives way" in hers
    assert "talk over together what gives way" in his


def test_the_supervisor_sees_hours_on_his_list_and_by_month(sanna, bertel, as_member):
    share = agreed(sanna, bertel)
    booked(sanna, 90)
    client = as_member(bertel)

    listed = client.get(at("time_shares", bertel)).content.decode()
    opened = client.get(at("time_share", bertel, share.pk)).content.decode()

    for page in (listed, opened):
        assert "1.5\u00a0h</strong>" in page
        assert "used of 10\u00a0h" in page
    assert "You see hours, never what they were used for." in opened


@pytest.mark.parametrize("state", ["proposed", "returned", "ended"])
def test_who_was_only_asked_or_agreed_once_sees_no_used_hours(sanna, bertel, as_member, state):
    share = TimeShareFactory(mentor=sanna, supervisor=bertel, state=state)
    booked(sanna, 90)
    client = as_member(bertel)

    pages = client.get(at("time_shares", bertel)), client.get(at("time_share", bertel, share.pk))

    assert ["1.5\u00a0h" in page.content.decode() for page in pages] == [False, False]


def test_hr_reads_hours_by_name_and_never_by_amount(ours, bertel, sanna, as_member):
    anna = MembershipFactory(organisation=ours, mentor=True, user__name="Anna Aho")
    MembershipFactory(mentor=True, user__name="CANARY Mentor")
    agreed(sanna, bertel)
    booked(sanna, 700)
    booked(anna, 15)
    kirsi = MembershipFactory(organisation=ours, hr=True)

    page = as_member(kirsi).get(at("mentor_hours", kirsi)).content.decode()

    assert page.index("Anna Aho") < page.index("Sanna Koskinen")
    assert "used; no hours are agreed on yet" in page
    assert "More than agreed: the mentor and the supervisor talk over what gives way." in page
    assert "CANARY" not in page
    assert "You see hours, never what they were used for." in page


def test_without_mentors_hr_reads_what_will_be_there(ours, as_member):
    kirsi = MembershipFactory(organisation=ours, hr=True)

    page = as_member(kirsi).get(at("mentor_hours", kirsi)).content.decode()

    assert "No mentors yet" in page


@pytest.mark.parametrize("role", ["mentor", "management", "employee"])
def test_the_list_of_hours_is_for_hr_alone(ours, as_member, role):
    member = MembershipFactory(organisation=ours, **({} if role == "employee" else {role: True}))

    answer = as_member(member).get(at("mentor_hours", member))

    assert answer.status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_hours_costs_the_same_for_one_and_three(
    ours, bertel, as_member, count, django_assert_num_queries
):
    for number in range(count):
        one = MembershipFactory(organisation=ours, mentor=True, user__name=f"Mentor no {number}")
        agreed(one, bertel)
        booked(one, 60)
    client = as_member(MembershipFactory(organisation=ours, hr=True))

    # of every page: session, user, membership, roles, notices; then the count, the mentors with
    # their roles, what is agreed and what is used
    with django_assert_num_queries(10):
        page = client.get(at("mentor_hours", bertel)).content.decode()

    assert page.count("Mentor no ") == count


def test_the_moment_of_booking_is_kept(sanna):
    at_noon = datetime(2026, 11, 13, 12, 0, tzinfo=UTC)

    made = services.book_time(
        sanna, day=FRIDAY, minutes=30, source="support", origin=uuid4(), at=at_noon
    )

    assert (made.mentor, made.organisation_id, made.booked_at) == (
        sanna,
        sanna.organisation_id,
        at_noon,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_hours_used_on_the_supervisors_list_cost_the_same_for_one_and_three(
    ours, bertel, as_member, count, django_assert_num_queries
):
    for _ in range(count):
        one = MembershipFactory(organisation=ours, mentor=True)
        agreed(one, bertel)
        booked(one, 60)
    client = as_member(bertel)

    # of every page: session, user, membership, roles, notices; then the count and the shares, what
    # is agreed and what is used
    with django_assert_num_queries(9):
        page = client.get(at("time_shares", bertel)).content.decode()

    assert page.count("used of 10") == count
