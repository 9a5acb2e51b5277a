"""Serves issue 4 (ballots): what is sealed opens with the round's file, until it is gone."""

import stat
from uuid import UUID

import pytest

from nuotio.culture import key_files

ROUND, OTHER = UUID(int=1), UUID(int=2)
TALLY = {"public_id": ROUND, "purpose": "tally"}


@pytest.fixture
def sealed():
    key_files.make(ROUND)
    return key_files.seal(b"a private key", **TALLY)


def test_a_secret_opens_with_the_file_of_its_round(sealed):
    assert b"private" not in sealed
    assert key_files.opened(sealed, **TALLY) == b"a private key"


def test_file_and_folder_are_for_the_service_alone(sealed, key_folder):
    files = list(key_folder.iterdir())

    assert [file.name for file in files] == [f"{ROUND}.key"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(key_folder.stat().st_mode) == 0o700


def test_for_another_purpose_another_round_or_altered_it_stays_shut(sealed):
    key_files.make(OTHER)
    altered = sealed[:-1] + bytes([sealed[-1] ^ 1])

    for broken, told in (
        (sealed, {"public_id": ROUND, "purpose": "signing"}),
        (sealed, {"public_id": OTHER, "purpose": "tally"}),
        (altered, TALLY),
        (b"", TALLY),
    ):
        with pytest.raises(key_files.WrongKey):
            key_files.opened(broken, **told)


def test_once_the_file_is_destroyed_nothing_opens_what_it_sealed(sealed, key_folder):
    key_files.destroy(ROUND)
    key_files.destroy(ROUND)

    assert list(key_folder.iterdir()) == []
    assert not key_files.is_there(ROUND)
    with pytest.raises(key_files.Missing):
        key_files.opened(sealed, **TALLY)


def test_a_file_is_written_over_before_it_goes(sealed, key_folder):
    path = key_folder / f"{ROUND}.key"
    before = path.read_bytes()
    twin = key_folder / "twin"
    twin.hardlink_to(path)

    key_files.destroy(ROUND)

    assert (len(twin.read_bytes()), twin.read_bytes() == before) == (32, False)


def test_a_file_that_was_cut_off_counts_as_missing(sealed, key_folder):
    (key_folder / f"{ROUND}.key").write_bytes(b"half")

    assert not key_files.is_there(ROUND)


def test_a_folder_that_can_be_written_to_is_found_by_writing(key_folder):
    assert key_files.can_keep()
    assert list(key_folder.iterdir()) == []


def test_where_a_file_stands_in_place_of_the_folder_nothing_can_be_kept(key_folder):
    key_folder.write_text("in the way")

    assert not key_files.can_keep()
    with pytest.raises(OSError, match="exists"):
        key_files.make(ROUND)


def test_a_passphrase_opens_what_it_sealed_however_it_is_typed():
    sealed = key_files.seal_with("Yö  talvella é", b"a private key")

    assert key_files.opened_with(" Yö  talvella e\u0301 ", sealed) == b"a private key"
    for wrong in ("Yö talvella é", "yö  talvella é", ""):
        with pytest.raises(key_files.WrongKey):
            key_files.opened_with(wrong, sealed)


def test_a_digest_needs_the_file_and_differs_by_round_and_purpose(sealed):
    key_files.make(OTHER)

    made = {
        key_files.digest("code", public_id=ROUND, purpose="code"),
        key_files.digest("code", public_id=OTHER, purpose="code"),
        key_files.digest("code", public_id=ROUND, purpose="other"),
    }

    assert {len(one) for one in made} == {64}
    assert len(made) == 3
    with pytest.raises(key_files.Missing):
        key_files.digest("code", public_id=UUID(int=3), purpose="code")
