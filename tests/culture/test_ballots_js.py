"""Serves R34: the module of the page and the service understand each other."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from nuotio.culture import sealing
from nuotio.culture.models.ballots import Ballot
from nuotio.culture.services import keys
from tests.culture import ballot_world

NODE = shutil.which("node")
pytestmark = [
    pytest.mark.skipif(NODE is None, reason="Node runs the module of the page."),
    pytest.mark.django_db(transaction=True, databases=["default", "box"]),
]


def test_x(live_server, tmp_path, is_postgresql):
    now = timezone.now()
    running = ballot_world.running(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )
    words = [live_server.url, str(running.round.public_id), running.token(running.invitees[0])]
    done = subprocess.run(
        [NODE, Path(__file__).with_name("vote.mjs"), *words, tmp_path / "store"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    print(done.stdout)
    ballot = Ballot.objects.get()
    key = keys.tally_key(running.round, passphrase=None)
    print(
        sealing.opened(
            bytes(ballot.sealed), key, public_id=running.round.public_id, digest=ballot.digest
        ).strip()
    )
