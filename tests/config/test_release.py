"""Serves issue 4, point 4: `nuotio release FILE.json`, without a database."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.config import commands

SMALL = {
    "k": 5,
    "organisations": [
        {
            "id": "virasto",
            "units": [{"id": "A", "parent": None, "invited": 9}],
            "variables": {},
            "items": {"trust": ["t1"]},
            "respondents": [{"unit": "A", "answers": {"t1": 4}}] * 6,
        }
    ],
}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    return path


def test_it_prints_what_is_released(file, capsys):
    call_command("release", str(file))

    [found] = json.loads(capsys.readouterr().out)["organisations"]
    assert found["id"] == "virasto"
    assert [(group["kind"], group["n"]) for group in found["groups"]] == [
        ("organisation", 6),
        ("unit", 6),
    ]


def test_it_needs_no_database(file, tmp_path):
    done = commands.run(tmp_path, "release", str(file), DATABASE_URL="postgres://no.invalid/none")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["organisations"][0]["refused"] is None


def test_a_wrong_file_is_one_sentence_and_status_1(file, tmp_path):
    file.write_text(file.read_text().replace('"k": 5', '"k": 500'), encoding="utf-8")

    done = commands.run(tmp_path, "release", str(file))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The smallest group must be a whole number from 2 to 20.\n"


def test_without_a_file_the_usage_is_told_with_status_2(tmp_path):
    done = commands.run(tmp_path, "release")

    assert (done.returncode, done.stdout) == (2, "")
    assert "the following arguments are required: file" in done.stderr


def test_a_file_that_is_missing_no_file_or_huge_is_told(tmp_path):
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(600 * 1024 * 1024)

    with pytest.raises(CommandError, match="cannot be opened: No such file"):
        call_command("release", str(tmp_path / "none.json"))
    with pytest.raises(CommandError, match="cannot be opened: Is a directory"):
        call_command("release", str(tmp_path))
    with pytest.raises(CommandError, match="is larger than 500 MB"):
        call_command("release", str(huge))
