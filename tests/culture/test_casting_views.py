"""Serves R34: a ballot is cast by whoever holds a ticket, and nothing tells who that was."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nuotio.culture.models.ballots import Ballot, BallotBox
from nuotio.culture.services import casting
from tests.culture import voter
from tests.culture.ballot_world import BEFORE, OPEN, answers
from tests.culture.factories import CLOSES

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture
def ticket(running, client):
    with time_machine.travel(BEFORE, tick=False):
        token = running.token(running.invitees[0])
        return voter.ticket(client, running.url("sign"), running.url("keys"), token=token)


@pytest.fixture
def ballot(running, ticket) -> bytes:
    tally = bytes(running.round.tally_key)
    return voter.ballot(ticket, answers(), running.round.public_id, tally)


def cast(client, running, content, *, at=OPEN) -> int:
    with time_machine.travel(at, tick=False):
        return voter.cast(client, running.url("ballots"), content)


def refused(code) -> int:
    return BallotBox.objects.get(node=code).refused


def test_a_ballot_with_a_ticket_is_taken_and_lies_sealed_under_its_digest(
    client, running, ticket, ballot
):
    status = cast(client, running, ballot)

    assert status == 204
    row = Ballot.objects.get()
    assert (row.digest, str(row.node), row.bucket) == (ticket.digest, ticket.node, 0)
    assert len(bytes(row.sealed)) == 8240


def test_the_same_ballot_again_is_as_welcome_and_counts_once(client, running, ballot):
    assert [cast(client, running, ballot) for _ in range(3)] == [204, 204, 204]

    assert Ballot.objects.count() == 1
    assert refused(running.nodes[0].code) == 0
