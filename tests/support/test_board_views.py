"""Serves R84, R85: the board on a phone: what waits, what fits, and one button."""

import re

import pytest

from tests.factories import MembershipFactory, UnitFactory
from tests.support.factories import (
    ConflictFactory,
    ReadinessFactory,
    SupportInvitationFactory,
    SupportRequestFactory,
)
from tests.support.members import person
from tests.support.mentor_pages import agreed, at, read

HELPS = "I could help"


def waits(ours, **told):
    told = {"minutes": 60, "team": "Ward team 5", **told}
    return SupportRequestFactory(organisation=ours, **told)


def teams_in(page) -> list[str]:
    return re.findall(r'class="request-name"><a href="[^"]+">([^<]+)</a>', page)


def test_a_card_says_what_is_asked_and_how_it_fits(ours, sanna, as_member):
    agreed(sanna)
    ReadinessFactory(mentor=sanna, kinds=["workshop"], languages=["fi"])
    ward = UnitFactory(organisation=ours, name_en="Ward 5")
    one = waits(ours, unit=ward, wish="Help us. " + "x" * 400, mode="onsite", place="Mikkeli")

    page = read(as_member(sanna), "board", sanna)

    for words in ("Ward team 5", "Ward 5", "Help us.", "A workshop · 1\xa0h", "On site, Mikkeli"):
        assert words in page
    assert "x" * 250 not in page
    assert "You gladly give such support" in page
    assert at("request_take", sanna, one.pk) in page
    assert "16\xa0h left" in page


def test_her_own_conflict_is_told_to_her_and_she_may_still_help(ours, sanna, jari, as_member):
    agreed(sanna)
    one = waits(ours)
    ConflictFactory(mentor=sanna, unit=None, person=one.asked_by)

    hers, his = (read(as_member(who), "board", who) for who in (sanna, jari))

    assert "You have said that you would rather not support here" in hers
    assert HELPS in hers
    assert "rather not" not in his


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(4800, "You have too few hours left at that time"), (60, "You gladly give such support")],
)
def test_the_button_is_there_only_where_she_could(ours, sanna, as_member, minutes, words):
    agreed(sanna)
    ReadinessFactory(mentor=sanna, kinds=["workshop"])
    waits(ours, minutes=minutes)

    page = read(as_member(sanna), "board", sanna)

    assert words in page
    assert (HELPS in page) is (minutes == 60)


def test_without_agreed_time_the_board_says_what_comes_first(ours, sanna, as_member):
    waits(ours)

    page = read(as_member(sanna), "board", sanna)

    assert "Agree on hours with your supervisor first" in page
    assert HELPS not in page


def test_where_she_is_asked_or_has_promised_it_is_said(ours, sanna, as_member):
    agreed(sanna)
    asked = SupportInvitationFactory(request=waits(ours), mentor=sanna)
    SupportInvitationFactory(request=waits(ours, mentors_needed=2), mentor=sanna, accepted=True)

    page = read(as_member(sanna), "board", sanna)

    assert at("invitation", sanna, asked.pk) in page
    assert "You have promised" in page
    assert "You have been asked already" not in page
    assert HELPS not in page


def test_hr_and_coordinators_see_it_without_the_button(ours, kirsi, tiina, as_member):
    waits(ours)

    for one in (kirsi, tiina):
        page = read(as_member(one), "board", one)
        assert teams_in(page) == ["Ward team 5"]
        assert HELPS not in page
        assert "Only what fits what I give" not in page


def test_others_have_no_board(aino, markku, as_member):
    assert [as_member(one).get(at("board", one)).status_code for one in (aino, markku)] == [
        403,
        403,
    ]


def test_what_she_may_not_read_is_never_there(ours, sanna, aino, as_member):
    waits(ours, readers="invited", team="Closed circle")
    waits(ours, draft=True, team="Still a draft")
    waits(ours, matched=True, team="Has a mentor")
    waits(ours, asked_by=sanna, team="Her own")
    SupportRequestFactory(readers="organisation", team="Foreign team")
    SupportInvitationFactory(
        request=waits(ours, readers="invited", team="She is asked"), mentor=sanna
    )

    assert teams_in(read(as_member(sanna), "board", sanna)) == ["She is asked"]


@pytest.mark.parametrize(
    ("query", "teams"),
    [
        ("", ["Lean", "Talk"]),
        ("?kind=lean", ["Lean"]),
        ("?language=sv", ["Lean"]),
        ("?mode=remote", ["Talk"]),
        ("?fits=on", ["Talk"]),
        ("?kind=values", []),
        ("?kind=nonsense&language=xx&mode=&unit=999999", ["Lean", "Talk"]),
        ("?unit=%00&page=99", ["Lean", "Talk"]),
    ],
)
def test_the_board_is_narrowed_by_what_stands_in_the_address(ours, sanna, as_member, query, teams):
    agreed(sanna)
    ReadinessFactory(mentor=sanna, languages=["fi"], kinds=[])
    waits(ours, team="Lean", kinds=["lean"], language="sv")
    waits(ours, team="Talk", kinds=["discussion"], mode="either")

    page = read(as_member(sanna), "board", sanna, query=query)

    assert sorted(teams_in(page)) == teams
    assert ("Nothing like this waits now" in page) is (teams == [])


def test_a_unit_that_asks_can_be_chosen(ours, sanna, as_member):
    ward, other = (UnitFactory(organisation=ours, name_en=name) for name in ("Ward 5", "Ward 6"))
    waits(ours, unit=ward, team="Five")
    waits(ours, unit=other, team="Six")

    page = read(as_member(sanna), "board", sanna, query=f"?unit={ward.pk}")

    assert teams_in(page) == ["Five"]
    assert f'<option value="{ward.pk}" selected>Ward 5</option>' in page


def test_an_empty_board_helps_each_in_her_own_way(sanna, kirsi, as_member):
    hers, of_hr = (read(as_member(one), "board", one) for one in (sanna, kirsi))

    assert "Say what you gladly give" in hers
    assert "the request stands here until it has a mentor" in of_hr


def test_the_board_is_paged_by_fifty(ours, kirsi, as_member):
    for number in range(51):
        waits(ours, team=f"Team {number:02}")
    client = as_member(kirsi)

    first, second = (read(client, "board", kirsi, query=f"?kind=&page={n}") for n in (1, 2))

    assert (len(teams_in(first)), teams_in(second)) == (50, ["Team 50"])


@pytest.mark.parametrize("count", [1, 7])
def test_the_board_takes_ten_queries_for_any_number(
    ours, sanna, as_member, count, django_assert_num_queries
):
    agreed(sanna)
    for _ in range(count):
        agreed(MembershipFactory(organisation=ours, mentor=True))
        waits(ours, unit=UnitFactory(organisation=ours))
        SupportInvitationFactory(request=waits(ours), mentor=person(ours, "M", mentor=True))
    client = as_member(sanna)
    read(client, "board", sanna)

    with django_assert_num_queries(10):
        read(client, "board", sanna)
