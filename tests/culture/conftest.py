"""Keys, key files and the box for tests of the learning-culture analysis."""

from itertools import count

import pytest

from nuotio.culture import blind, key_files
from tests.culture import ballot_world

_make_key = blind.make_key


@pytest.fixture(scope="session")
def ready_keys() -> list:
    """Four signing keys for the whole run, as they are needed: making one takes long."""
    return []


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch, ready_keys):
    """Whoever makes keys in a test takes ready ones, and guesses of passphrases are cheap."""
    number = count()

    def make_key():
        place = next(number) % 4
        if place == len(ready_keys):
            ready_keys.append(_make_key())
        return ready_keys[place]

    monkeypatch.setattr(blind, "make_key", make_key)
    monkeypatch.setattr(key_files, "SCRYPT_COST", 2**4)


@pytest.fixture(autouse=True)
def key_folder(settings, tmp_path):
    """Each test has a folder of key files of its own."""
    settings.BALLOT_KEYS = tmp_path / "ballot-keys"
    return settings.BALLOT_KEYS


@pytest.fixture
def running(db) -> ballot_world.Running:
    """An announced round with keys: a node of twelve people and one of ten."""
    return ballot_world.running()
