"""Serves R54, R72: being a mentor is voluntary, and a place is left without penalty."""

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.foundation import tenancy
from nuotio.people.events import RoleLeft
from nuotio.people.models import RoleHolding
from nuotio.people.services import members, role_holdings
from nuotio.programmes.events import SeatLeft, SeatTaken
from nuotio.programmes.handlers import leaving
from nuotio.programmes.models import Answer, Pair, Seat
from nuotio.programmes.services import seats as services
from tests.factories import (
    AnswerFactory,
    MembershipFactory,
    PairFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db


def every(model, **fields):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.filter(**fields).order_by("pk"))


def seat_of(member):
    return every(Seat, membership=member)[-1]


@pytest.fixture
def pair(programme, hr):
    return PairFactory(programme=programme, organisation=hr.organisation)


@pytest.fixture
def paired(programme, hr, pair):
    """Two mentors of one pair."""
    return [
        SeatFactory(
            programme=programme,
            membership=MembershipFactory(organisation=hr.organisation, mentor=True),
            pair=pair,
        )
        for _ in range(2)
    ]


def test_hr_brings_a_mentor_along_once(standing, hr, announced, now):
    entered = standing(hr)
    member = MembershipFactory(organisation=hr.organisation, mentor=True)

    first = services.seat_mentor(entered, member, at=now)
    again = services.seat_mentor(entered, member, at=now)

    assert first == again
    assert (first.role, first.name) == ("mentor", member.name)
    assert announced == [SeatTaken(entered.programme.pk, first.pk)]


def test_only_who_is_a_mentor_already_is_brought_along(standing, hr, now):
    entered = standing(hr)
    member = MembershipFactory(organisation=hr.organisation)

    with pytest.raises(services.NotAMentor):
        services.seat_mentor(entered, member, at=now)
    assert every(Seat, membership=member) == []


def test_a_mentor_brings_nobody_along(standing, mentor, now):
    member = MembershipFactory(organisation=mentor.organisation, mentor=True)

    with pytest.raises(PermissionDenied):
        services.seat_mentor(standing(mentor), member, at=now)
    assert every(Seat, membership=member) == []


def test_a_mentor_leaves_and_the_pair_and_what_was_written_stay(
    standing, paired, pair, announced, now
):
    gone, stays = paired
    AnswerFactory(seat=gone, programme=gone.programme, assignment__programme=gone.programme)

    services.leave_seat(standing(gone.membership), at=now)

    assert (seat_of(gone.membership).left_at, seat_of(gone.membership).pair) == (now, None)
    assert seat_of(stays.membership).pair == pair
    assert every(Pair)[0].ended_at is None
    assert [one.seat for one in every(Answer)] == [gone]
    assert announced == [SeatLeft(gone.programme_id, gone.pk)]


def test_a_pair_that_both_have_left_ends(standing, paired, now):
    for seat in paired:
        services.leave_seat(standing(seat.membership), at=now)

    assert every(Pair)[0].ended_at == now


def test_who_has_no_place_leaves_nothing(standing, hr, now):
    member = MembershipFactory(organisation=hr.organisation)

    with pytest.raises(PermissionDenied):
        services.leave_seat(standing(member), at=now)
    assert every(Seat, left_at__isnull=False) == []


def test_hr_ends_a_place_once(standing, hr, mentor, announced, now):
    entered, seat = standing(hr), seat_of(mentor)

    services.end_seat(entered, seat, at=now)
    services.end_seat(entered, seat, at=now)

    assert seat_of(mentor).left_at == now
    assert announced == [SeatLeft(seat.programme_id, seat.pk)]


def test_hr_does_not_end_a_place_of_another_organisation(standing, programme, hr, now):
    theirs = SeatFactory(programme=programme)

    with pytest.raises(PermissionDenied):
        services.end_seat(standing(hr), theirs, at=now)
    assert seat_of(theirs.membership).left_at is None


def test_leaving_the_role_ends_the_places_that_it_kept(
    mentor, inside, now, django_capture_on_commit_callbacks
):
    inside(mentor)

    with django_capture_on_commit_callbacks(execute=True):
        role_holdings.leave_role("mentor", by=mentor, at=now)

    assert seat_of(mentor).left_at is not None


def test_leaving_the_organisation_ends_every_place(
    hr, mentor, inside, now, django_capture_on_commit_callbacks
):
    inside(hr)

    with django_capture_on_commit_callbacks(execute=True):
        members.end_membership(mentor, by=hr, at=now)

    assert seat_of(mentor).left_at is not None
    assert seat_of(hr).left_at is None


def test_a_place_stays_while_another_role_keeps_it(inside, hr):
    inside(hr)
    RoleHolding.objects.filter(membership=hr).delete()
    RoleHolding.objects.create(
        organisation=hr.organisation,
        membership=hr,
        role="coordinator",
        since=hr.joined_at,
        changed_at=hr.joined_at,
    )

    leaving.end_places(RoleLeft(hr.organisation_id, hr.pk, "hr"))

    assert seat_of(hr).left_at is None


def test_who_is_not_found_any_more_leaves_nothing_open(hr):
    leaving.end_places(RoleLeft(hr.organisation_id, 999_999, "mentor"))

    assert seat_of(hr).left_at is None
