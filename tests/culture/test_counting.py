"""Serves issue 4 (ballots): from tickets over HTTP to what is released, for real."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from nuotio.culture.models import RoundResult
from nuotio.culture.services import tally
from nuotio.foundation import tenancy
from tests.culture import ballot_world, voter
from tests.culture.ballot_world import BEFORE, OPEN, answers
from tests.culture.factories import CLOSES
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "box"])


def vote(running, number: int, point: int) -> None:
    """Let so many people of the first node answer every item with one point."""
    for invitee in running.invitees[:number]:
        with time_machine.travel(BEFORE, tick=False):
            token = running.token(invitee)
            ticket = voter.ticket(Client(), running.url("sign"), running.url("keys"), token=token)
        tally_key = bytes(running.round.tally_key)
        sent = voter.ballot(ticket, answers(point), running.round.public_id, tally_key)
        with time_machine.travel(OPEN + timedelta(hours=1), tick=False):
            assert voter.cast(Client(), running.url("ballots"), sent) == 204


def close(running) -> RoundResult:
    """Close it as HR does from the page, where all of a request is one transaction."""
    hr = MembershipFactory(organisation=running.round.organisation, hr=True)
    with tenancy.inside(running.organisation_id):
        tally.close_round(running.round, by=hr, at=CLOSES)
    with tenancy.inside(running.organisation_id):
        return RoundResult.objects.get(round=running.round)


def test_what_people_answered_is_released_with_a_certificate_that_adds_up():
    running = ballot_world.running()
    vote(running, 8, point=4)

    result = close(running)

    whole = result.content["groups"][0]
    assert (result.content["answered"], result.content["invited"]) == (8, 22)
    assert (whole["kind"], whole["n"]) == ("organisation", 8)
    figures = [
        [node[name] for name in ("invited", "tickets", "accepted", "refused")]
        for node in result.certificate["nodes"]
    ]
    assert figures == [[12, 8, 8, 0], [10, 0, 0, 0]]
    assert running.fresh().destroyed_at == CLOSES


def test_of_fewer_than_five_answers_nothing_is_shown():
    running = ballot_world.running()
    vote(running, 4, point=4)

    result = close(running)

    assert result.content["groups"] == []
    assert result.content["refused"]
    assert running.fresh().state == "closed"
