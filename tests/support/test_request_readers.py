"""Serves R84 (order support), R26: a rule and SQL decide alike who reads a request."""

from itertools import product

import pytest

from nuotio.support.models import SupportRequest
from nuotio.support.queries import requests as queries
from nuotio.support.rules import requests as rules
from tests.factories import LONG_AGO, MembershipFactory, UnitFactory
from tests.support.factories import SupportInvitationFactory, SupportRequestFactory
from tests.support.members import person

STATES = ("draft", "open", "matched", "under_way", "done", "declined", "withdrawn")
READERS = SupportRequest.Readers.values


def made(state, **told):
    """A request in a state, as the database allows it."""
    more = {"closing_words": "No hours."} if state == "declined" else {}
    if state == "draft":
        more = {"asked_at": None, "answer_by": None}
    return SupportRequestFactory(state=state, **more, **told)


@pytest.fixture
def people(ours, aino, sanna, jari, kirsi, markku, tiina):
    """Everybody who looks: Aino asks, Jari is asked, the others have their roles."""
    both = person(ours, "Both Roles", mentor=True, hr=True)
    trainer = person(ours, "A Trainer", trainer=True)
    gone = MembershipFactory(organisation=ours, left_at=LONG_AGO)
    return [aino, sanna, jari, kirsi, markku, tiina, both, trainer, gone]


@pytest.fixture
def requests(ours, aino, jari):
    """One of each state and audience, with and without Jari asked; and one of nobody any more."""
    rows = []
    for state, readers in product(STATES, READERS):
        rows += [made(state, organisation=ours, asked_by=aino, readers=readers) for _ in range(2)]
        SupportInvitationFactory(request=rows[-1], mentor=jari, declined=True)
    return [*rows, made("draft", organisation=ours, asked_by=None), made("open", organisation=ours)]


def test_lists_show_exactly_what_the_rule_allows(people, requests):
    SupportRequestFactory(readers="organisation")
    decided = {
        viewer.name: [one.pk for one in requests if rules.can_see_request(viewer, one)]
        for viewer in people
    }

    listed = {
        viewer.name: sorted(queries.visible_requests(viewer).values_list("pk", flat=True))
        for viewer in people
    }

    assert listed == decided


def test_each_reader_sees_as_many_as_is_promised(people, requests):
    aino, sanna, jari, kirsi, markku, tiina, both, trainer, gone = people

    seen = {one.pk: queries.visible_requests(one).count() for one in people}

    sent = 6  # states that are not a draft
    all_sent = sent * 6 + 1
    assert seen == {
        aino.pk: 7 * 6,  # all her own, and none of the others: theirs is for mentors
        sanna.pk: sent * 4 + 1,  # for mentors or everybody
        jari.pk: sent * 5 + 1,  # and where he was asked
        kirsi.pk: all_sent,
        markku.pk: sent * 2,
        tiina.pk: all_sent,
        both.pk: all_sent,
        trainer.pk: sent * 2,
        gone.pk: 0,
    }


def test_a_page_is_found_by_exactly_those_who_may_read_it(people, requests):
    for viewer, one in product(people, requests):
        found = queries.request_at(one.pk, viewer=viewer)

        assert (found is not None) == bool(rules.can_see_request(viewer, one)), (viewer, one.state)


def test_one_persons_request_is_not_told_to_the_own_unit(ours, aino, sanna, markku):
    unit = UnitFactory(organisation=ours)
    for one in (aino, sanna, markku):
        one.unit = unit
        one.save()
    told = {"organisation": ours, "asked_by": aino, "unit": unit, "people": 1}
    closed = SupportRequestFactory(**told, readers="invited")
    for_mentors = SupportRequestFactory(**told, readers="mentors")
    for_all = SupportRequestFactory(**told, readers="organisation")
    SupportRequestFactory(**told, readers="organisation", draft=True)
    SupportRequestFactory(organisation=ours, readers="organisation")

    assert list(queries.unit_requests(markku)) == [for_all]
    assert list(queries.unit_requests(sanna)) == [for_all, for_mentors]
    assert list(queries.unit_requests(aino)) == []
    assert list(queries.own_requests(aino))[:3] == [for_all, for_mentors, closed]


def test_a_foreign_request_is_not_there(aino, kirsi):
    foreign = SupportRequestFactory(readers="organisation")

    assert queries.request_at(foreign.pk, viewer=kirsi) is None
    assert queries.request_named(foreign.pk) is None
