"""Serves issue 4 (ballots): the module of the page and the service understand each other."""

import json
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from nuotio.culture import responses, sealing
from nuotio.culture.models.ballots import Ballot, BallotBox
from nuotio.culture.services import box, keys
from tests.culture import ballot_world

NODE = shutil.which("node") or ""
VOTE = Path(__file__).with_name("vote.mjs")
pytestmark = [
    pytest.mark.skipif(not NODE, reason="Node runs the module of the page."),
    pytest.mark.django_db(transaction=True, databases=["default", "box"]),
]


@pytest.fixture
def now_running():
    """Give a round that is open at the very moment of the test."""
    now = timezone.now()
    day = timedelta(days=1)
    return ballot_world.running(opens_at=now - day, closes_at=now + day)


@pytest.fixture
def vote(live_server, tmp_path, now_running):
    """Let one browser do a thing, with its own storage from call to call."""

    def run(what: str, *, token: str | None = None, **more) -> dict:
        told = {
            "base": live_server.url,
            "round": str(now_running.round.public_id),
            "token": token or now_running.token(now_running.invitees[0]),
            "kept": str(tmp_path / "storage.json"),
            **more,
        }
        done = subprocess.run(  # noqa: S603 -- our own script
            [NODE, VOTE, what, json.dumps(told)], capture_output=True, text=True, check=False
        )
        assert done.stderr == ""
        return json.loads(done.stdout)

    return run


def opened(running) -> list[responses.Response]:
    key = keys.tally_key(running.round, passphrase=None)
    public_id = running.round.public_id
    found = []
    for ballot in Ballot.objects.all():
        payload = sealing.opened(
            bytes(ballot.sealed), key, public_id=public_id, digest=ballot.digest
        )
        found.append(json.loads(payload))
    return found


def test_a_browser_collects_a_ticket_and_its_answers_are_counted(vote, now_running):
    collected = vote("collect")
    told = vote("cast", payload={"answers": {"tr1": 5}, "words": {"q": "Hyvä ÿ 🎉"}})

    assert collected["node"] == str(now_running.nodes[0].code)
    assert told == {"outcome": "counted", "hasCast": True, "stored": ["cast"]}
    assert opened(now_running) == [
        {"v": 1, "answers": {"tr1": 5}, "background": {}, "words": {"q": "Hyvä ÿ 🎉"}}
    ]


def test_a_ticket_travels_to_another_device_in_the_address(vote):
    vote("collect")
    link = vote("link")

    told = vote("take", address=link["link"], kept_is_new=True)

    assert "#ticket=" in link["link"]
    assert "?" not in link["link"]
    assert told == {"isSame": True, "hash": ""}


def test_a_link_does_not_replace_the_ticket_that_is_here(vote, now_running):
    vote("collect")
    other = now_running.token(now_running.invitees[1])
    link = vote("other_link", token=other)

    assert vote("take", address=link["link"]) == {"isSame": True, "hash": ""}


def test_an_address_without_a_ticket_or_with_half_of_one_brings_none(vote):
    for address in ("#", "#a-personal-token", "#ticket=AAAA"):
        assert vote("take", address=address) == {
            "isSame": False,
            "hash": "" if "=" in address else address,
        }


def test_what_was_lost_on_the_way_is_sent_again_and_counts_once(vote, now_running):
    """The answer of the service gets lost, twice: the same bytes go again."""
    vote("collect", lose=1)
    lost = vote("cast", payload={"answers": {"tr1": 2}}, lose=9, after=1)
    again = vote("cast")

    assert lost == {"error": "offline", "stored": ["ballot", "ticket"]}
    assert again == {"outcome": "counted", "hasCast": True, "stored": ["cast"]}
    assert Ballot.objects.count() == 1
    assert set(BallotBox.objects.values_list("refused", flat=True)) == {0}


def test_a_collection_that_broke_off_goes_on_with_the_same_serial(vote, now_running):
    assert vote("collect", lose=99, after=2)["error"] == "offline"

    assert vote("collect")["node"] == str(now_running.nodes[0].code)


def test_a_key_that_is_not_on_the_list_is_not_used(vote, now_running):
    told = vote("collect", other_key=True)

    assert told["error"] == "key-not-listed"


def test_keys_that_have_changed_since_the_ticket_was_collected_are_not_used(vote):
    vote("collect")

    told = vote("cast", payload={"answers": {}}, other_tally=True)

    assert told == {"error": "keys-changed", "stored": ["ticket"]}


def test_a_wrong_signature_makes_no_ticket(vote):
    assert vote("collect", spoil=True)["error"] == "bad-signature"


def test_refusals_have_names(vote, now_running):
    assert vote("collect", token="made up")["error"] == "unknown-link"
    assert vote("cast", payload={"answers": {}})["error"] == "no-ticket"
    vote("collect")
    assert vote("cast", payload={"words": {"q": "x" * 9000}})["error"] == "too-long"
    assert vote("cast")["error"] == "no-ticket"
    box.close_boxes([now_running.nodes[0].code])
    assert vote("cast", payload={"answers": {}})["outcome"] == "closed"
