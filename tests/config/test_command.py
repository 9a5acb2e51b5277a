"""Serves issue 1 (operations): `nuotio` says what is wrong in one plain sentence."""

import socket

import pytest

from tests.config import commands

WRONG = {
    "a database that nobody knows": (
        ["demo"],
        {"DATABASE_URL": "bogus"},
        "A setting cannot be used: DATABASE_URL begins with postgres:// or sqlite://.\n",
    ),
    "a number that is none": (
        ["demo"],
        {"NUOTIO_PROXIES": "many"},
        "A setting cannot be used: invalid literal for int() with base 10: 'many'\n",
    ),
    "a way of sending mail that nobody knows": (
        ["demo"],
        {"EMAIL_URL": "pigeon://loft"},
        "A setting cannot be used: Invalid email schema pigeon\n",
    ),
    "a database without tables": (["demo"], {}, "no such table: people_organisation\n"),
    "a list that is not there": (
        ["import-roster", "/no/such/list.csv", "--organisation", "virasto"],
        {},
        "The file /no/such/list.csv cannot be opened: No such file or directory.\n",
    ),
    "a port that there is not": (
        ["serve", "--port", "99999"],
        {},
        "There is no port 99999: choose one from 1 to 65535.\n",
    ),
}


@pytest.mark.parametrize(("words", "settings", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_one_sentence_and_status_1(tmp_path, words, settings, said):
    done = commands.run(tmp_path, *words, **settings)

    assert (done.returncode, done.stderr, done.stdout) == (1, said, "")


@pytest.mark.parametrize("part", ["serve", "web"])
def test_a_port_that_is_taken_is_told_before_anything_starts(tmp_path, part):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        done = commands.run(tmp_path, part, "--port", str(port))

    assert done.returncode == 1
    assert done.stderr == (
        f"Nothing can listen at 127.0.0.1:{port} (Address already in use):"
        " choose another port or host.\n"
    )


@pytest.mark.parametrize(
    "words",
    [["demo", "--seed", "x"], ["import-roster"], ["serve", "--port", "x"]],
    ids=["a seed that is no number", "no file", "a port that is no number"],
)
def test_wrong_usage_is_status_2_without_a_traceback(tmp_path, words):
    done = commands.run(tmp_path, *words)

    assert done.returncode == 2
    assert done.stderr.startswith("usage: nuotio ")
    assert "Traceback" not in done.stderr


def test_a_command_that_there_is_not_is_told_in_words(tmp_path):
    done = commands.run(tmp_path, "sing")

    assert done.returncode == 2
    assert done.stderr.startswith("There is no command 'sing'")
    assert "Traceback" not in done.stderr
