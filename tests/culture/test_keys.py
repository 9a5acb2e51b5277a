"""Serves issue 4 (ballots): a round has its keys before it opens, or says it cannot."""

import pytest

from nuotio.culture import blind, key_files
from nuotio.culture.models import ReportingNode, SurveyRound
from nuotio.culture.models.ballots import BallotBox
from nuotio.culture.services import keys
from tests.culture import ballot_world
from tests.culture.ballot_world import PASSPHRASE
from tests.culture.factories import ReportingNodeFactory, SurveyRoundFactory

pytestmark = pytest.mark.django_db(databases=["default", "box"])


def test_a_round_has_a_tally_key_and_each_node_with_people_a_signing_key(inside):
    running = ballot_world.running()
    inside(running.round)
    empty = ReportingNodeFactory(round=running.round, parent=running.nodes[0], invited=0)

    nodes = ReportingNode.objects.filter(round=running.round).order_by("pk")

    assert [len(bytes(node.key)) for node in nodes] == [422, 422, 0]
    assert len(bytes(running.fresh().tally_key)) == 32
    boxes = set(BallotBox.objects.values_list("node", flat=True))
    assert boxes == {running.round.public_id, *(node.code for node in running.nodes)}
    assert empty.code not in boxes


def test_private_keys_lie_sealed_and_open_with_the_rounds_file(inside, running):
    inside(running.round)
    node = running.nodes[0]
    node.refresh_from_db()

    key = keys.signing_key(node, running.round)
    tally = keys.tally_key(running.round, passphrase=None)

    assert blind.public_bytes(key.public_key()) == bytes(node.key)
    assert tally.public_key().public_bytes_raw() == bytes(running.round.tally_key)
    assert blind.private_bytes(key) not in bytes(node.secret)
    assert tally.private_bytes_raw() not in bytes(running.round.tally_secret)


def test_keys_made_twice_are_the_first_ones(inside, running):
    inside(running.round)
    before = bytes(running.fresh().tally_key)

    keys.make_keys(running.round, passphrase=None)

    assert bytes(running.fresh().tally_key) == before
    assert keys.are_present(running.round)


def test_with_a_trustee_the_tally_key_needs_the_passphrase_too(inside):
    running = ballot_world.running(passphrase=PASSPHRASE)
    inside(running.round)

    assert keys.are_present(running.round)
    assert keys.tally_key(running.round, passphrase=PASSPHRASE)
    for wrong in (None, "", "seitsemän sinistä lokki"):
        with pytest.raises(keys.WrongPassphrase):
            keys.tally_key(running.round, passphrase=wrong)


@pytest.mark.parametrize(("has_trustee", "passphrase"), [(True, None), (False, "a word")])
def test_a_passphrase_belongs_to_a_round_with_a_trustee(inside, has_trustee, passphrase):
    survey_round = SurveyRoundFactory(has_trustee=has_trustee)
    inside(survey_round)

    with pytest.raises(keys.WrongPassphrase):
        keys.make_keys(survey_round, passphrase=passphrase)

    assert bytes(SurveyRound.objects.get(pk=survey_round.pk).tally_key) == b""


def test_where_no_file_can_be_kept_no_key_is_made(inside, key_folder):
    key_folder.write_text("in the way")
    survey_round = SurveyRoundFactory()
    inside(survey_round)
    ReportingNodeFactory(round=survey_round)

    assert not keys.can_keep_keys()
    with pytest.raises(keys.KeysCannotBeKept):
        keys.make_keys(survey_round, passphrase=None)

    assert bytes(SurveyRound.objects.get(pk=survey_round.pk).tally_key) == b""
    assert BallotBox.objects.count() == 0


def test_a_missing_or_foreign_key_file_is_noticed(inside, running, key_folder):
    inside(running.round)
    assert keys.can_keep_keys()

    key_files.make(running.round.public_id)  # another one in its place
    assert not keys.are_present(running.round)
    key_files.destroy(running.round.public_id)
    assert not keys.are_present(running.round)

    for opens in (
        lambda: keys.tally_key(running.round, passphrase=None),
        lambda: keys.signing_key(running.nodes[0], running.round),
    ):
        with pytest.raises(keys.KeysAreGone):
            opens()
