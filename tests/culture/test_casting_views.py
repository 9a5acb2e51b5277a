"""Serves issue 4 (ballots): whoever holds a ticket casts, and nothing tells who."""

import inspect
import re

import pytest
import time_machine
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nuotio.config.management.commands import web
from nuotio.culture.models.ballots import Ballot, BallotBox
from nuotio.culture.services import box
from nuotio.foundation import tenancy
from tests.culture import ballot_world, voter
from tests.culture.ballot_world import BEFORE, OPEN, answers
from tests.culture.factories import CLOSES, OPENS
from tests.factories import MembershipFactory

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


def test_another_ballot_with_the_same_ticket_is_refused_and_counted(
    client, running, ticket, ballot
):
    cast(client, running, ballot)
    tally = bytes(running.round.tally_key)
    second = voter.ballot(ticket, answers(1), running.round.public_id, tally)

    assert cast(client, running, second) == 409

    assert bytes(Ballot.objects.get().sealed) == ballot[-8240:]
    assert refused(running.nodes[0].code) == 1


@pytest.mark.parametrize("at", [BEFORE, CLOSES])
def test_too_early_and_too_late_nothing_is_taken(client, running, ballot, at):
    assert cast(client, running, ballot, at=at) == 410

    assert Ballot.objects.count() == 0
    assert refused(running.nodes[0].code) == 1


def test_at_the_very_opening_a_ballot_is_taken(client, running, ballot):
    assert cast(client, running, ballot, at=OPENS) == 204


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("another serial", lambda b: b[:16] + bytes(64) + b[80:]),
        ("another signature", lambda b: b[:80] + bytes(384) + b[464:]),
        ("one bit of the signature", lambda b: b[:463] + bytes([b[463] ^ 1]) + b[464:]),
    ],
)
def test_what_has_no_valid_ticket_is_refused_under_its_node(client, running, ballot, name, spoil):
    assert cast(client, running, spoil(ballot)) == 400

    assert Ballot.objects.count() == 0
    assert refused(running.nodes[0].code) == 1


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("an unknown node", lambda b: bytes(16) + b[16:]),
        ("nothing", lambda b: b""),
        ("too short", lambda b: b[:-1]),
        ("too long", lambda b: b + b"0"),
        ("far too long", lambda b: bytes(6_000_000)),
    ],
)
def test_what_names_no_node_is_refused_under_the_round(client, running, ballot, name, spoil):
    assert cast(client, running, spoil(ballot)) == 400

    assert Ballot.objects.count() == 0
    assert refused(running.round.public_id) == 1


def test_a_ticket_of_another_node_or_round_does_not_fit(client, running, ballot):
    other = ballot_world.running()
    for node in (running.nodes[1], other.nodes[0]):
        assert cast(client, running, node.code.bytes + ballot[16:]) == 400
    assert cast(client, other, ballot) == 400

    assert Ballot.objects.count() == 0


def test_in_a_box_that_is_being_counted_nothing_is_taken_any_more(client, running, ballot):
    box.close_boxes([node.code for node in running.nodes])

    assert cast(client, running, ballot) == 410

    assert Ballot.objects.count() == 0


@pytest.mark.parametrize("state", ["draft", "discarded"])
def test_a_round_that_is_not_announced_does_not_exist(client, running, ballot, state):
    running.round.state = state
    with tenancy.inside(running.organisation_id):
        running.round.save()

    assert cast(client, running, ballot) == 404


def test_a_round_that_has_closed_takes_nothing(client, running, ballot):
    running.round.state = "closed"
    with tenancy.inside(running.organisation_id):
        running.round.save()

    assert cast(client, running, ballot) == 410


def test_nothing_but_a_post_is_understood(client, running):
    assert client.get(running.url("ballots")).status_code == 405


def test_nobody_looks_at_who_sends_a_ballot(running, ballot):
    """A signed-in browser that sends its cookies after all is treated like any other."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(MembershipFactory(organisation=running.round.organisation).user)
    sessions = []
    looked = SessionMiddleware.process_response

    def process_response(self, request, response):
        sessions.append((request.session.accessed, request.session.modified))
        return looked(self, request, response)

    with (
        pytest.MonkeyPatch.context() as patch,
        CaptureQueriesContext(connection) as queries,
        time_machine.travel(OPEN, tick=False),
    ):
        patch.setattr(SessionMiddleware, "process_response", process_response)
        answer = client.post(
            running.url("ballots"), ballot, content_type="application/octet-stream"
        )

    tables = set(
        re.findall(r'"((?:people|django|culture|audit|usersessions)_\w+)"', str(list(queries)))
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert sessions == [(False, False)]
    assert tables == {"culture_surveyround", "culture_reportingnode"}
    assert "Set-Cookie" not in answer.headers
    assert answer.cookies == {}
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("spoil", [lambda b: b, lambda b: b[:-1], lambda b: bytes(16) + b[16:]])
def test_no_line_of_a_log_is_written(client, running, ballot, spoil, caplog):
    with caplog.at_level(0):
        cast(client, running, spoil(ballot))

    assert [r for r in caplog.records if r.name.startswith("django.request")] == []
    assert str(running.round.public_id) not in caplog.text.replace("UPDATE", "")


def test_the_server_keeps_no_log_of_requests():
    command = inspect.getsource(web.Command.handle)

    assert '"--no-access-log"' in command
