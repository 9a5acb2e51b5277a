"""Serves R48, R49: mentors go through the programme in pairs."""

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.foundation import tenancy
from nuotio.programmes.events import PairMade
from nuotio.programmes.models import Pair, Seat
from nuotio.programmes.queries import mentors as queries
from nuotio.programmes.services import pairs as services
from nuotio.programmes.services import seats as seat_services
from tests.factories import MembershipFactory, PairFactory, ProfileFactory, SeatFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(programme, hr):
    """Five mentors of the organisation without a pair."""
    return [
        SeatFactory(
            programme=programme,
            membership=MembershipFactory(
                organisation=hr.organisation, mentor=True, user__name=f"Mentor {letter}"
            ),
        )
        for letter in "abcde"
    ]


def keys(seats):
    return [seat.pk for seat in seats]


def pairs():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(Pair.objects.order_by("pk").values_list("members", "ended_at"))


def pair_of(seat):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Seat.objects.get(pk=seat.pk).pair_id


def test_two_are_paired_once_and_hear_of_it(standing, hr, five, announced, now):
    entered, team = standing(hr), keys(five[:2])

    first = services.make_pair(entered, team, at=now)
    again = services.make_pair(entered, team[::-1], at=now)

    assert first == again
    assert pairs() == [(team, None)]
    assert [pair_of(seat) for seat in five] == [first.pk, first.pk, None, None, None]
    assert announced == [PairMade(entered.programme.pk, first.pk)]


def test_three_go_together_where_the_number_is_odd(standing, hr, five, now):
    services.make_pair(standing(hr), keys(five[:3]), at=now)

    assert pairs() == [(keys(five[:3]), None)]


@pytest.mark.parametrize("size", [0, 1, 4])
def test_neither_one_nor_four_are_a_pair(standing, hr, five, now, size):
    with pytest.raises(services.WrongSize):
        services.make_pair(standing(hr), keys(five[:size]), at=now)
    assert pairs() == []


def test_three_of_an_even_number_would_leave_one_alone(standing, hr, five, now):
    entered = standing(hr)
    seat_services.end_seat(entered, five[4], at=now)

    with pytest.raises(services.WrongSize):
        services.make_pair(entered, keys(five[:3]), at=now)
    assert pairs() == []


def test_who_has_a_pair_is_named_and_nothing_changes(standing, hr, five, now):
    entered = standing(hr)
    first = services.make_pair(entered, keys(five[:2]), at=now)

    with pytest.raises(services.AlreadyPaired) as told:
        services.make_pair(entered, keys(five[1:3]), at=now)

    assert told.value.names == ["Mentor b"]
    assert pair_of(five[1]) == first.pk
    assert pair_of(five[2]) is None


def test_of_several_those_are_made_that_are_still_free(standing, hr, five, now):
    entered = standing(hr)
    first = services.make_pair(entered, keys(five[:2]), at=now)

    made = services.make_pairs(entered, [keys(five[1:3]), keys(five[3:])], at=now)

    assert [one.members for one in made.pairs] == [keys(five[3:])]
    assert made.taken == ["Mentor b"]
    assert pair_of(five[0]) == first.pk


def test_a_mentor_of_another_organisation_or_a_contact_is_not_paired(
    standing, programme, hr, five, now
):
    theirs = SeatFactory(programme=programme, membership__mentor=True)
    entered = standing(hr)

    for other in (theirs.pk, entered.seat.pk, 999_999):
        with pytest.raises(services.NotHere):
            services.make_pair(entered, [five[0].pk, other], at=now)
        with pytest.raises(services.NotHere):
            services.turn_down(entered, [five[0].pk, other], at=now)
    assert pairs() == []


def test_mentors_do_not_pair_each_other(standing, mentor, five, now):
    entered = standing(mentor)

    with pytest.raises(PermissionDenied):
        services.make_pair(entered, keys(five[:2]), at=now)
    with pytest.raises(PermissionDenied):
        services.turn_down(entered, keys(five[:2]), at=now)
    assert pairs() == []


def test_a_pair_parts_once_and_is_not_suggested_again(standing, hr, five, now):
    entered = standing(hr)
    pair = services.make_pair(entered, keys(five[:2]), at=now)

    services.dissolve_pair(entered, pair, at=now)
    services.dissolve_pair(entered, pair, at=now)

    assert pairs() == [(keys(five[:2]), now)]
    assert [pair_of(seat) for seat in five[:2]] == [None, None]
    assert queries.apart(entered) == [keys(five[:2])]


def test_a_pair_of_another_organisation_is_not_parted(standing, programme, hr, now):
    theirs = PairFactory(programme=programme)

    with pytest.raises(PermissionDenied):
        services.dissolve_pair(standing(hr), theirs, at=now)
    assert pairs() == [([], None)]


def test_a_suggestion_that_was_turned_down_is_remembered_once(standing, hr, five, announced, now):
    entered = standing(hr)

    services.turn_down(entered, keys(five[:2]), at=now)
    services.turn_down(entered, keys(five[:2]), at=now)

    assert pairs() == [(keys(five[:2]), now)]
    assert queries.apart(entered) == [keys(five[:2])]
    assert announced == []


def test_turning_one_down_is_no_suggestion(standing, hr, five, now):
    with pytest.raises(services.NotHere):
        services.turn_down(standing(hr), keys(five[:1]), at=now)
    assert pairs() == []


def test_who_was_left_behind_in_a_pair_is_free_for_another(standing, hr, five, now):
    entered = standing(hr)
    services.make_pair(entered, keys(five[:2]), at=now)
    seat_services.end_seat(entered, five[0], at=now)
    here = queries.mentors_here(entered)
    free = queries.without_pair(here)

    second = services.make_pair(entered, keys(five[1:3]), at=now)

    assert [seat.pk for seat in free] == keys(five[1:])
    assert queries.pairs_among(here) == []
    assert pairs() == [(keys(five[:2]), now), (keys(five[1:3]), None)]
    assert pair_of(five[1]) == second.pk


def test_suggestions_know_the_profiles_of_the_own_organisation(standing, hr, five):
    standing(hr)
    member = five[0].membership
    unit = UnitFactory(organisation=hr.organisation, name_fi="Pohjoinen")
    member.unit = unit
    member.save()
    ProfileFactory(membership=member)
    five[1].unit = "Copied"
    five[1].save()

    known = queries.profiles_of(five[:2])

    assert (known[0].unit, known[0].languages, known[0].interests, known[0].strengths) == (
        "Pohjoinen",
        frozenset({"fi", "sv"}),
        ("dialogue",),
        ("facilitation",),
    )
    assert (known[1].unit, known[1].languages) == ("Copied", frozenset())
