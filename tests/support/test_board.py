"""Serves R84, R85, R89, R90: the board shows what a mentor may take, and what fits her."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from nuotio.support.fitting import CAUTIONS, Fitting, Obstacle, Reason
from nuotio.support.queries import board as queries
from nuotio.support.queries.board import Wanted
from nuotio.support.rules import mentors as rules
from nuotio.support.rules import requests as request_rules
from nuotio.support.words import own_reasons
from tests.factories import MembershipFactory, UnitFactory
from tests.support.factories import (
    ReadinessFactory,
    SupportInvitationFactory,
    SupportRequestFactory,
)
from tests.support.members import person
from tests.support.mentor_pages import agreed

STATES = ("draft", "open", "matched", "under_way", "done", "declined", "withdrawn")
DAY = date(2026, 1, 12)


@pytest.fixture
def viewers(ours, aino, sanna, jari, kirsi, markku, tiina):
    """Everybody who looks: Aino asks, Jari is asked."""
    both = person(ours, "Both Roles", mentor=True, hr=True)
    return [aino, sanna, jari, kirsi, markku, tiina, both]


@pytest.fixture
def asked_for(ours, aino, sanna, jari):
    """One of each state and audience, by Aino and by the mentor Sanna; Jari is asked by Aino."""
    rows = []
    for state, readers, asker in product(
        STATES, ("invited", "mentors", "organisation"), (aino, sanna)
    ):
        told = {"closing_words": "No hours."} if state == "declined" else {}
        told |= {"asked_at": None, "answer_by": None} if state == "draft" else {}
        rows.append(
            SupportRequestFactory(
                organisation=ours, state=state, readers=readers, asked_by=asker, **told
            )
        )
    for one in rows:
        if one.asked_by_id == aino.pk:
            SupportInvitationFactory(request=one, mentor=jari, declined=True)
    SupportRequestFactory(readers="organisation")
    return rows


def on_it(viewer) -> set[int]:
    return set(queries.open_requests(viewer).values_list("pk", flat=True))


def test_the_board_shows_exactly_what_the_rules_allow(viewers, asked_for):
    def is_for(viewer, one) -> bool:
        if viewer.has_role("mentor"):
            return bool(rules.can_take(viewer, one))
        is_hers = request_rules.is_asker(viewer, one)
        may_see = rules.can_see_board(viewer) and request_rules.can_see_request(viewer, one)
        return bool(may_see) and one.state == "open" and not is_hers

    decided = {one.name: {row.pk for row in asked_for if is_for(one, row)} for one in viewers}

    assert {one.name: on_it(one) for one in viewers} == decided
    assert {name: len(seen) for name, seen in decided.items()} == {
        "Aino Salo": 0,
        "Sanna Koskinen": 2,
        "Jari Lehto": 5,
        "Kirsi Laine": 6,
        "Markku Rinne": 0,
        "Tiina Ahonen": 6,
        "Both Roles": 6,
    }


def test_what_was_promised_an_answer_first_is_first(ours, sanna):
    days = (14, 12, 13)
    made = [SupportRequestFactory(organisation=ours, answer_by=date(2026, 1, day)) for day in days]

    found = [one.request for one in queries.board(sanna, day=DAY).cards]

    assert found == [made[1], made[2], made[0]]


def test_each_card_says_how_it_fits_the_viewer(ours, sanna, jari):
    agreed(sanna, starts_on=date(2025, 1, 1))
    ReadinessFactory(mentor=sanna, languages=["fi"], kinds=["workshop"])
    fine = SupportRequestFactory(organisation=ours, minutes=120)
    swedish = SupportRequestFactory(organisation=ours, minutes=120, language="sv")
    long = SupportRequestFactory(organisation=ours, minutes=4800)

    cards = {one.request: one for one in queries.board(sanna, day=DAY).cards}

    assert {one: (card.suits, card.may_take) for one, card in cards.items()} == {
        fine: (True, True),
        swedish: (False, True),
        long: (False, False),
    }
    assert queries.board(sanna, day=DAY).budget.is_agreed
    assert not queries.board(jari, day=DAY).budget.is_agreed
    assert [one.may_take for one in queries.board(jari, day=DAY).cards] == [False] * 3


def test_hr_sees_the_board_without_fitting(ours, kirsi):
    SupportRequestFactory(organisation=ours)

    found = queries.board(kirsi, day=DAY)

    assert (found.budget, [one.fitting for one in found.cards]) == (None, [None])
    assert not found.cards[0].may_take
    assert not found.cards[0].suits


def test_a_mentor_sees_where_she_is_asked_or_has_promised(ours, sanna):
    agreed(sanna)
    asked, promised, over, free = (
        SupportRequestFactory(organisation=ours, mentors_needed=2, minutes=60) for _ in range(4)
    )
    invited = SupportInvitationFactory(request=asked, mentor=sanna)
    SupportInvitationFactory(request=promised, mentor=sanna, accepted=True)
    SupportInvitationFactory(request=over, mentor=sanna, declined=True)

    cards = {one.request: one for one in queries.board(sanna, day=DAY).cards}

    assert cards[asked].invitation == invited.pk
    assert [cards[one].is_promised for one in (asked, promised, over, free)] == [
        False,
        True,
        False,
        False,
    ]
    assert [cards[one].invitation for one in (over, free)] == [None, None]
    assert not cards[asked].may_take


def test_who_has_just_lost_the_role_finds_an_empty_board(sanna):
    SupportRequestFactory(organisation=sanna.organisation)
    sanna.role_holdings.update(state="paused")

    assert queries.board(sanna, day=DAY).cards == []


def test_an_empty_board_still_tells_her_hours(sanna):
    agreed(sanna)

    found = queries.board(sanna, day=date(2026, 11, 18))

    assert found.cards == []
    assert found.budget.free(found.budget.now) == 960


def card(**told):
    return queries.Card(
        SupportRequestFactory.build(
            organisation=None, asked_by=None, kinds=["workshop", "lean"], language="sv", **told
        ),
        Fitting(1, told.pop("obstacles", ()), month=DAY),
    )


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), True),
        (Wanted(kind="lean"), True),
        (Wanted(kind="values"), False),
        (Wanted(language="sv"), True),
        (Wanted(language="fi"), False),
        (Wanted(mode="remote"), False),
        (Wanted(mode="onsite"), True),
        (Wanted(unit=3), False),
        (Wanted(fits=True), True),
        (Wanted(kind="lean", language="fi"), False),
    ],
)
def test_the_board_is_narrowed(wanted, expected):
    assert bool(queries.narrowed([card()], wanted)) is expected


def test_what_suits_either_is_found_both_ways():
    either = card(mode="either")

    assert queries.narrowed([either], Wanted(mode="remote")) == [either]
    assert queries.narrowed([either], Wanted(mode="onsite")) == [either]


def test_what_has_an_obstacle_does_not_fit():
    one = replace(card(), fitting=Fitting(1, (Obstacle.LANGUAGE,)))

    assert queries.narrowed([one], Wanted(fits=True)) == []


def test_only_units_that_ask_are_offered(ours, sanna):
    ward = UnitFactory(organisation=ours, name_en="Ward 5")
    UnitFactory(organisation=ours, name_en="Ward 6")
    for unit in (ward, ward, None):
        SupportRequestFactory(organisation=ours, unit=unit)

    found = queries.board(sanna, day=DAY)

    assert found.units == [(ward.pk, "Ward 5")]
    assert len(queries.narrowed(found.cards, Wanted(unit=ward.pk))) == 2


@pytest.mark.parametrize("count", [1, 20])
def test_the_board_takes_the_same_queries_for_any_number(
    ours, sanna, count, django_assert_num_queries
):
    for _ in range(count):
        agreed(MembershipFactory(organisation=ours, mentor=True))
        SupportRequestFactory(organisation=ours, unit=UnitFactory(organisation=ours))

    with django_assert_num_queries(5):
        found = queries.board(sanna, day=DAY)

    assert len(found.cards) == count


def test_every_reason_and_obstacle_is_said_to_the_mentor_herself():
    month = DAY.isoformat()
    codes = set(own_reasons._WORDS)
    values = {"hours_left": {"minutes": 90, "month": month}, "free_from": {"month": month}}
    reasons = tuple(Reason(code, values.get(code, {})) for code in sorted(codes | set(values)))
    fitting = Fitting(1, reasons=reasons, month=DAY, months=(DAY,), free=90)

    speak_for, against = own_reasons.speaks_for(fitting), own_reasons.speaks_against(fitting)

    assert len(speak_for) + len(against) == len(reasons)
    assert len(against) == len(CAUTIONS)
    assert "You gladly give such support" in speak_for
    assert "1.5\xa0h left in January" in speak_for
    assert all(own_reasons.told(Obstacle))
    assert own_reasons.speaks_against(Fitting(1, (Obstacle.LANGUAGE,))) == [
        "Not one of your languages"
    ]
