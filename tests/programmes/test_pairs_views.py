import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.programmes.models import Pair, Seat
from tests.factories import MembershipFactory, PairFactory, ProfileFactory, SeatFactory, UnitFactory

pytestmark = pytest.mark.django_db


def address(member, name, programme, *more):
    slug = member.organisation.slug
    return reverse(f"programmes:{name}", args=[slug, programme.pk, *more])


@pytest.fixture
def seats(programme, hr):
    """Make mentors with profiles, every one in a unit of her own."""

    def make(count):
        made = []
        for letter in "abcdefg"[:count]:
            unit = UnitFactory(organisation=hr.organisation)
            member = MembershipFactory(
                organisation=hr.organisation,
                mentor=True,
                unit=unit,
                user__name=f"Mentor {letter}",
            )
            ProfileFactory(membership=member)
            made.append(SeatFactory(programme=programme, membership=member, unit=unit.name_fi))
        return made

    return make


def team(*seats):
    return "-".join(str(seat.pk) for seat in seats)


def members():
    with tenancy.unrestricted(reason="Looking at what there is."):
        rows = Pair.objects.filter(ended_at=None).order_by("pk")
        return list(rows.values_list("members", flat=True))


def turned_down():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(Pair.objects.exclude(ended_at=None).values_list("members", flat=True))


def test_without_mentors_hr_is_led_to_the_applications(programme, hr, as_member):
    page = as_member(hr).get(address(hr, "pairs", programme)).content.decode()

    assert "No mentors yet" in page


@pytest.mark.parametrize("count", [2, 6])
def test_hr_sees_suggestions_with_reasons(
    programme, hr, seats, as_member, django_assert_num_queries, count
):
    seats(count)
    SeatFactory(programme=programme, name="Of another house")
    client = as_member(hr)

    with django_assert_num_queries(11):
        page = client.get(address(hr, "pairs", programme)).content.decode()

    assert page.count("from different units") == count // 2
    assert "a shared interest: dialogue" in page
    assert "Of another house" not in page


def test_one_suggestion_is_taken_and_all_of_the_rest(programme, hr, seats, as_member):
    a, b, c, d = seats(4)
    client = as_member(hr)
    accept = address(hr, "pairs_accept", programme)

    one = client.post(accept, {"team": team(a, b)}, follow=True).content.decode()
    rest = client.post(accept, {"team": [team(a, b), team(c, d)]}, follow=True).content.decode()

    assert "1 pair was made." in one
    assert "2 pairs were made." in rest
    assert members() == [[a.pk, b.pk], [c.pk, d.pk]]
    assert "Suggested pairs" not in rest


def test_who_was_slower_hears_who_has_a_pair(programme, hr, seats, as_member):
    a, b, c = seats(3)
    client = as_member(hr)
    accept = address(hr, "pairs_accept", programme)
    client.post(accept, {"team": team(a, b)})

    page = client.post(accept, {"team": team(b, c)}, follow=True).content.decode()

    assert "Somebody was faster: Mentor b already in another pair." in page
    assert members() == [[a.pk, b.pk]]


@pytest.mark.parametrize("sent", ["x-y", "1", "7-8", "", "1-" + "9" * 5000])
def test_what_is_no_suggestion_makes_nothing(programme, hr, seats, as_member, sent):
    seats(2)
    client = as_member(hr)

    for name in ("pairs_accept", "pair_decline"):
        answer = client.post(address(hr, name, programme), {"team": sent})
        assert answer.status_code == 302

    assert members() == []
    assert turned_down() == []


def test_a_suggestion_turned_down_makes_room_for_another(programme, hr, seats, as_member):
    a, b, c, d = seats(4)
    client = as_member(hr)

    page = client.post(
        address(hr, "pair_decline", programme), {"team": team(a, b)}, follow=True
    ).content.decode()

    assert "This pair will not be suggested again." in page
    assert f'value="{team(a, b)}"' not in page
    assert f'value="{team(a, c)}"' in page
    assert turned_down() == [[a.pk, b.pk]]
    assert members() == []
    assert d.pk


def test_two_are_paired_by_hand(programme, hr, seats, as_member):
    a, b, c = seats(3)
    client = as_member(hr)
    page = address(hr, "pairs", programme)

    none = client.post(page, {}).content.decode()
    one = client.post(page, {"seat": [a.pk]}).content.decode()
    made = client.post(page, {"seat": [a.pk, c.pk]}, follow=True).content.decode()

    assert "Choose two mentors." in none
    assert "Choose two mentors, or three." in one
    assert "1 pair was made." in made
    assert members() == [[a.pk, c.pk]]
    assert "Let one pair part, and three can go together." in made
    assert b.name in made


def test_three_of_four_are_too_many_and_a_paired_one_is_no_choice(programme, hr, seats, as_member):
    a, b, c, d = seats(4)
    client = as_member(hr)
    page = address(hr, "pairs", programme)

    three = client.post(page, {"seat": [a.pk, b.pk, c.pk]}).content.decode()
    client.post(page, {"seat": [a.pk, b.pk]})
    taken = client.post(page, {"seat": [b.pk, c.pk]}).content.decode()

    assert "Choose two mentors." in three
    assert "has a pair already, or has left" in taken
    assert members() == [[a.pk, b.pk]]
    assert d.name in taken


def test_a_pair_parts_and_both_are_free(programme, hr, seats, as_member):
    a, b = seats(2)
    client = as_member(hr)
    client.post(address(hr, "pairs_accept", programme), {"team": team(a, b)})
    with tenancy.unrestricted(reason="Looking at what there is."):
        pair = Pair.objects.get()

    dissolve = address(hr, "pair_dissolve", programme, pair.pk)
    page = client.post(dissolve, follow=True).content.decode()

    assert "The pair has parted. What it wrote is kept." in page
    assert "Choose a pair yourself" in page
    assert members() == []
    with tenancy.unrestricted(reason="Looking at what there is."):
        assert list(Seat.objects.exclude(pair=None)) == []


def test_a_pair_of_another_organisation_is_not_found(programme, hr, as_member):
    theirs = PairFactory(programme=programme)

    answer = as_member(hr).post(address(hr, "pair_dissolve", programme, theirs.pk))

    assert answer.status_code == 404
    assert members() == [[]]
