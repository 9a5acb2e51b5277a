"""Serves issue 4 (ballots): a ballot opens with the round's key, for its ticket alone."""

from uuid import UUID

import pytest

from nuotio.culture import sealing

ROUND, OTHER = UUID(int=1), UUID(int=2)
ANSWERS = b"{an answer}".ljust(8192)


@pytest.fixture
def key():
    return sealing.make_key()


def test_a_sealed_ballot_opens_for_its_round_and_ticket(key):
    sealed = sealing.seal(ANSWERS, key.public_key(), public_id=ROUND, digest="aa")

    assert len(sealed) == sealing.SIZE == 8240
    assert b"an answer" not in sealed
    assert sealing.opened(sealed, key, public_id=ROUND, digest="aa") == ANSWERS


@pytest.mark.parametrize(
    "told", [{"public_id": OTHER, "digest": "aa"}, {"public_id": ROUND, "digest": "bb"}]
)
def test_for_another_round_or_another_ticket_it_stays_shut(key, told):
    sealed = sealing.seal(ANSWERS, key.public_key(), public_id=ROUND, digest="aa")

    with pytest.raises(sealing.Broken):
        sealing.opened(sealed, key, **told)


def test_with_another_key_or_altered_or_cut_off_it_stays_shut(key):
    sealed = sealing.seal(ANSWERS, key.public_key(), public_id=ROUND, digest="aa")
    altered = sealed[:-1] + bytes([sealed[-1] ^ 1])

    for broken, opener in ((sealed, sealing.make_key()), (altered, key), (sealed[:20], key)):
        with pytest.raises(sealing.Broken):
            sealing.opened(broken, opener, public_id=ROUND, digest="aa")


def test_a_ballot_of_another_size_is_not_sealed(key):
    with pytest.raises(ValueError, match="one size"):
        sealing.seal(b"short", key.public_key(), public_id=ROUND, digest="aa")


def test_the_same_answers_sealed_twice_look_different(key):
    told = {"public_id": ROUND, "digest": "aa"}

    assert sealing.seal(ANSWERS, key.public_key(), **told) != (
        sealing.seal(ANSWERS, key.public_key(), **told)
    )
