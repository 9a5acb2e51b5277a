"""Serves R84, R87: `nuotio match FILE.json` says who serves whom, without a database."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.config import commands

SMALL = {
    "requests": [
        {"id": "team A", "hours": 3, "mentors_needed": 1},
        {"id": "team B", "hours": 2, "mentors_needed": 2},
        {"id": "team C", "hours": 9},
    ],
    "mentors": [{"id": "Aino", "hours": 5}, {"id": "Väinö", "hours": 4}],
    "fits": [
        {"request": "team A", "mentor": "Aino", "score": 3},
        {"request": "team B", "mentor": "Aino", "score": 1},
        {"request": "team B", "mentor": "Väinö", "score": 1, "hours": 1, "month": "2027-01"},
        {"request": "team C", "mentor": "Väinö", "score": 5},
    ],
    "fairness": 0,
    "limit_s": 10,
}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "requests.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    return path


def test_it_prints_who_serves_whom_and_what_is_missing(file, capsys):
    call_command("match", str(file))

    assert json.loads(capsys.readouterr().out) == {
        "assignment": [
            {"request": "team A", "mentors": ["Aino"]},
            {"request": "team B", "mentors": ["Aino", "Väinö"], "months": ["", "2027-01"]},
        ],
        "served": 2,
        "served_bound": 2,
        "score": 5.0,
        "bound": 5.0,
        "gap": 0.0,
        "proved": True,
        "unserved": [
            {
                "request": "team C",
                "why": "Too few of those who fit have enough hours, even alone. Väinö lacks 5 h.",
            }
        ],
    }


def test_it_needs_no_database_and_prints_one_object(file, tmp_path):
    done = commands.run(tmp_path, "match", str(file), DATABASE_URL="postgres://no.invalid/none")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["served"] == 2


def test_a_wrong_file_is_one_sentence_and_status_1(file, tmp_path):
    file.write_text(file.read_text().replace('"hours": 9', '"hours": -9'), encoding="utf-8")

    done = commands.run(tmp_path, "match", str(file))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The request 'team C' has -9.0 hours; it must be a number from 0.\n"


def test_fixed_pairs_beyond_the_hours_are_one_sentence(file, tmp_path):
    fixed = [{"request": "team C", "mentor": "Aino"}]
    file.write_text(json.dumps(SMALL | {"fixed": fixed}), encoding="utf-8")

    with pytest.raises(CommandError) as error:
        call_command("match", str(file))

    assert str(error.value) == (
        "The fixed pairs of the mentor 'Aino' need more hours than she has."
    )


def test_without_a_file_the_usage_is_told_with_status_2(tmp_path):
    done = commands.run(tmp_path, "match")

    assert (done.returncode, done.stdout) == (2, "")
    assert "the following arguments are required: file" in done.stderr


def test_a_file_that_is_missing_no_file_or_huge_is_told(tmp_path):
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(101 * 1024 * 1024)

    with pytest.raises(CommandError, match="cannot be opened: No such file"):
        call_command("match", str(tmp_path / "none.json"))
    with pytest.raises(CommandError, match="cannot be opened: Is a directory"):
        call_command("match", str(tmp_path))
    with pytest.raises(CommandError, match="is larger than 100 MB"):
        call_command("match", str(huge))
