from datetime import UTC, datetime

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.programmes.models import Seat
from tests.factories import (
    AssignmentFactory,
    EventFactory,
    MembershipFactory,
    PairFactory,
    SeatFactory,
    TimeShareFactory,
)

pytestmark = pytest.mark.django_db


def address(member, name, programme, *more):
    slug = member.organisation.slug
    return reverse(f"programmes:{name}", args=[slug, programme.pk, *more])


def open_seats(**fields):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(Seat.objects.filter(left_at=None, **fields).order_by("pk"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_mentor_sees_her_pair_and_her_dates_in_order(
    programme, hr, mentor, as_member, django_assert_num_queries, count
):
    pair = PairFactory(programme=programme, organisation=hr.organisation)
    with tenancy.unrestricted(reason="Arranging a test."):
        Seat.objects.filter(membership=mentor).update(pair=pair)
    partner = MembershipFactory(organisation=hr.organisation, user__name="Pirkko Pari")
    SeatFactory(programme=programme, membership=partner, unit="South", pair=pair)
    for number in range(count):
        EventFactory(programme=programme, name_en=f"Ahead {number}")
    EventFactory(
        programme=programme,
        name_en="Behind",
        starts_at=datetime(2020, 1, 1, 8, tzinfo=UTC),
        ends_at=datetime(2020, 1, 1, 9, tzinfo=UTC),
    )
    EventFactory(programme=programme, name_en="For HR", roles=["hr"])
    AssignmentFactory(programme=programme, name_en="First assignment")
    client = as_member(mentor)

    with django_assert_num_queries(12):
        page = client.get(address(mentor, "my_place", programme)).content.decode()

    assert "Pirkko Pari" in page
    assert "South" in page
    assert page.index("Behind") < page.index("Ahead 0") < page.index("Due: First assignment")
    assert page.count('aria-current="step"') == 1
    assert page.count("Ahead ") == count
    assert "For HR" not in page
    assert "Propose your hours" in page


def test_who_waits_for_a_pair_and_has_agreed_hours_is_told_so(programme, mentor, as_member):
    TimeShareFactory(mentor=mentor, state="agreed")

    page = as_member(mentor).get(address(mentor, "my_place", programme)).content.decode()

    assert "HR finds you a pair" in page
    assert "The days are being agreed on." in page
    assert "Propose your hours" not in page


def test_who_has_no_place_is_led_to_the_programme(programme, hr, as_member):
    member = MembershipFactory(organisation=hr.organisation)

    answer = as_member(member).get(address(member, "my_place", programme))

    assert answer.url == address(member, "programme", programme)


def test_a_mentor_leaves_without_a_reason(programme, mentor, as_member):
    client = as_member(mentor)
    leave = address(mentor, "seat_leave", programme)

    asked = client.get(leave).content.decode()
    page = client.post(leave, follow=True).content.decode()

    assert "you need not say why" in asked
    assert "Thank you so far." in page
    assert open_seats(membership=mentor) == []


@pytest.mark.parametrize("count", [1, 3])
def test_hr_chooses_from_the_own_mentors_who_have_no_place(
    programme, hr, mentor, as_member, django_assert_num_queries, count
):
    for letter in "abc"[:count]:
        MembershipFactory(organisation=hr.organisation, mentor=True, user__name=f"Willing {letter}")
    MembershipFactory(organisation=hr.organisation, user__name="No mentor")
    MembershipFactory(mentor=True, user__name="Of another house")
    client = as_member(hr)

    with django_assert_num_queries(10):
        page = client.get(address(hr, "seat_add", programme)).content.decode()

    assert page.count("Willing ") == count
    assert mentor.name not in page
    assert "No mentor" not in page
    assert "Of another house" not in page


def test_those_whom_hr_chose_get_their_places(programme, hr, as_member):
    two = [MembershipFactory(organisation=hr.organisation, mentor=True) for _ in range(2)]
    client = as_member(hr)
    add = address(hr, "seat_add", programme)

    empty = client.post(add, {}).content.decode()
    page = client.post(add, {"member": [one.pk for one in two]}, follow=True).content.decode()

    assert "Choose at least one mentor." in empty
    assert "2 mentors have a place now, and hear of it." in page
    assert len(open_seats(role="mentor")) == 2


def test_a_search_narrows_and_says_when_nobody_is_found(programme, hr, as_member):
    MembershipFactory(organisation=hr.organisation, mentor=True, user__name="Aino Aalto")
    client = as_member(hr)
    add = address(hr, "seat_add", programme)

    found = client.get(add, {"q": "aino"}).content.decode()
    nobody = client.get(add, {"q": "zzz"}).content.decode()

    assert "Aino Aalto" in found
    assert "Nobody found" in nobody


def test_when_all_are_along_the_page_says_so(programme, hr, mentor, as_member):
    page = as_member(hr).get(address(hr, "seat_add", programme)).content.decode()

    assert "All mentors are along" in page


def test_hr_ends_a_place_after_being_asked(programme, hr, mentor, as_member):
    client = as_member(hr)
    seat = open_seats(membership=mentor)[0]
    end = address(hr, "seat_end", programme, seat.pk)

    asked = client.get(end).content.decode()
    page = client.post(end, follow=True).content.decode()

    assert "Talk with the person before you do this." in asked
    assert f"The place of {mentor.name} has ended." in page
    assert open_seats(membership=mentor) == []


def test_a_place_of_another_organisation_is_not_found(programme, hr, as_member):
    theirs = SeatFactory(programme=programme)

    answer = as_member(hr).post(address(hr, "seat_end", programme, theirs.pk))

    assert answer.status_code == 404
    assert open_seats(pk=theirs.pk) == [theirs]
