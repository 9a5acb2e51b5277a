"""Serves issue 4 (ballots): of a thousand ballots that are none, none is taken."""

import random
from collections import Counter

import pytest

from nuotio.culture import blind
from nuotio.culture.models.ballots import Ballot, BallotBox
from nuotio.culture.services import box, casting, keys
from nuotio.foundation import tenancy
from tests.culture import ballot_world, voter
from tests.culture.ballot_world import BEFORE, OPEN, answers
from tests.culture.factories import CLOSES

pytestmark = pytest.mark.django_db(databases=["default", "box"])
HONEST = 5


def honest(running, number: int) -> list[bytes]:
    """Return valid ballots, as their owners' browsers make them."""
    node, made = running.nodes[0], []
    with tenancy.inside(running.organisation_id):
        signer = keys.signing_key(node, running.round)
    for _ in range(number):
        one = voter.blinded(signer.public_key(), voter.prepare())
        signature = voter.unblinded(signer.public_key(), one, blind.sign(signer, one.message))
        ticket = voter.Ticket(str(node.code), one.prepared, signature)
        tally = bytes(running.round.tally_key)
        made.append(voter.ballot(ticket, answers(), running.round.public_id, tally))
    return made


def altered(ballot: bytes, chance: random.Random) -> bytes:
    """Turn one bit of the serial or the signature of a valid ballot."""
    place = chance.randrange(16, 16 + blind.PREPARED + blind.SIZE)
    return ballot[:place] + bytes([ballot[place] ^ 1 << chance.randrange(8)]) + ballot[place + 1 :]


def forged(running, chance: random.Random) -> bytes:
    node = chance.choice([running.nodes[0].code.bytes, running.nodes[1].code.bytes, bytes(16)])
    return node + chance.randbytes(casting.SIZE - 16)


def replayed(ballot: bytes, chance: random.Random) -> bytes:
    """Use a ticket that was used, with other answers."""
    return ballot[: -len(chance.randbytes(64))] + chance.randbytes(64)


def test_a_thousand_forged_altered_replayed_and_late_ballots_come_to_nothing(running):
    chance = random.Random(1000)
    good = honest(running, HONEST)
    unused = honest(running, 1)[0]
    outcomes: Counter[str] = Counter()

    def cast(content: bytes, at=OPEN) -> None:
        try:
            with tenancy.inside(running.organisation_id):
                casting.cast(running.round, content, at=at)
            outcomes["taken"] += 1
        except (casting.NotABallot, casting.NotNow, box.TicketUsed) as refused:
            outcomes[type(refused).__name__] += 1

    for ballot in good:
        cast(ballot)
    for number in range(250):
        cast(forged(running, chance))
        cast(altered(unused, chance))
        cast(replayed(good[number % HONEST], chance))
        cast(unused, at=BEFORE if number % 2 else CLOSES)

    assert outcomes == {"taken": HONEST, "NotABallot": 500, "TicketUsed": 250, "NotNow": 250}
    assert {bytes(one.sealed) for one in Ballot.objects.all()} == {one[-8240:] for one in good}
    assert sum(BallotBox.objects.values_list("refused", flat=True)) == 1000


def test_a_ballot_of_last_years_round_is_none_of_this_years(running):
    with tenancy.unrestricted(reason="Another round for a test."):
        last = ballot_world.running(organisation=running.round.organisation)
    (ballot,) = honest(last, 1)

    for content in (ballot, running.nodes[0].code.bytes + ballot[16:]):
        with tenancy.inside(running.organisation_id), pytest.raises(casting.NotABallot):
            casting.cast(running.round, content, at=OPEN)

    assert Ballot.objects.count() == 0
