"""Serves issue 4 (ballots): each invited person gets one ticket, and no trace of when."""

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.culture import blind, key_files
from nuotio.culture.models import Invitee
from nuotio.culture.services import keys, tickets
from tests.culture import voter
from tests.culture.ballot_world import BEFORE, OPEN
from tests.culture.factories import CLOSES, InviteeFactory
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture
def invitee(inside, running) -> Invitee:
    inside(running.round)
    return running.invitees[3]


def blinded(running, node=0):
    key = blind.public_key(bytes(running.nodes[node].key))
    return key, voter.blinded(key, voter.prepare())


def given(running) -> list[tuple[str, bool]]:
    rows = Invitee.objects.filter(round=running.round).order_by("pk")
    return [(row.given, bool(row.blinded)) for row in rows]


@pytest.mark.parametrize("at", [BEFORE, OPEN])
def test_an_invitee_gets_a_signature_of_her_nodes_key(running, invitee, at):
    key, made = blinded(running)

    signature = tickets.issue(invitee, made.message, at=at)

    assert blind.is_signed(key, made.prepared, voter.unblinded(key, made, signature))
    assert given(running) == [("ticket", True) if n == 3 else ("", False) for n in range(22)]


def test_the_same_request_again_gives_the_same_signature(running, invitee):
    _key, made = blinded(running)

    signatures = {tickets.issue(invitee, made.message, at=BEFORE) for _ in range(3)}

    assert len(signatures) == 1


def test_another_serial_is_refused_once_a_ticket_is_given(running, invitee):
    _key, first = blinded(running)
    tickets.issue(invitee, first.message, at=BEFORE)
    before = Invitee.objects.get(pk=invitee.pk).blinded
    _key, second = blinded(running)

    with pytest.raises(tickets.AlreadyGiven):
        tickets.issue(invitee, second.message, at=BEFORE)

    assert Invitee.objects.get(pk=invitee.pk).blinded == before


def test_whoever_has_a_printed_code_gets_no_ticket(running, invitee):
    Invitee.objects.filter(pk=invitee.pk).update(given="code")
    _key, made = blinded(running)

    with pytest.raises(tickets.AlreadyGiven):
        tickets.issue(invitee, made.message, at=BEFORE)

    assert given(running)[3] == ("code", False)


@pytest.mark.parametrize("state", ["draft", "closing", "closed", "discarded"])
def test_tickets_are_given_while_the_round_is_announced_only(running, invitee, state):
    running.round.state = state
    running.round.save()
    _key, made = blinded(running)

    with pytest.raises(tickets.NotNow):
        tickets.issue(invitee, made.message, at=BEFORE)

    assert given(running)[3] == ("", False)


def test_at_the_moment_of_closing_no_ticket_is_given(running, invitee):
    _key, made = blinded(running)

    with pytest.raises(tickets.NotNow):
        tickets.issue(invitee, made.message, at=CLOSES)

    assert given(running)[3] == ("", False)


def test_nonsense_is_not_signed_and_uses_nothing_up(running, invitee):
    with pytest.raises(blind.CannotSign):
        tickets.issue(invitee, b"nonsense", at=BEFORE)

    assert given(running)[3] == ("", False)


def test_without_the_key_file_nothing_is_used_up(running, invitee):
    key_files.destroy(running.round.public_id)
    _key, made = blinded(running)

    with pytest.raises(keys.KeysAreGone):
        tickets.issue(invitee, made.message, at=BEFORE)

    assert given(running)[3] == ("", False)


def test_a_member_collects_for_herself_alone(running, invitee):
    organisation = running.round.organisation
    mine, other = (MembershipFactory(organisation=organisation) for _ in range(2))
    own = InviteeFactory(node=running.nodes[0], membership=mine, email="")
    _key, made = blinded(running)

    with pytest.raises(PermissionDenied):
        tickets.issue(own, made.message, by=other, at=BEFORE)
    assert Invitee.objects.get(pk=own.pk).given == ""

    assert tickets.issue(own, made.message, by=mine, at=BEFORE)
    assert Invitee.objects.get(pk=own.pk).given == "ticket"


def test_one_statement_writes_every_row_of_the_node_and_no_moment(
    running, invitee, django_assert_num_queries
):
    _key, made = blinded(running)
    entries = AuditEntry.objects.count()

    with django_assert_num_queries(5) as queries:  # two around, node, invitee, update
        tickets.issue(invitee, made.message, at=BEFORE)

    updates = [q["sql"] for q in queries.captured_queries if q["sql"].startswith("UPDATE")]
    assert len(updates) == 1
    assert f'"node_id" = {running.nodes[0].pk}' in updates[0].partition("WHERE")[2]
    assert AuditEntry.objects.count() == entries
