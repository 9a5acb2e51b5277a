"""Serves R84: a file that cannot be used is told in one sentence, and nothing in it is guessed."""

import json

import pytest

from nuotio.support.matching import Fit, Limit, Mentor, Problem, Request, WrongProblem, reading

FULL = {
    "requests": [{"id": "r", "hours": 2, "mentors_needed": 2}, {"id": 7, "hours": 0.5}],
    "mentors": [
        {"id": "m", "hours": 9, "limits": [{"months": ["2027-01"], "hours": 4}]},
        {"id": "n", "hours": 3},
    ],
    "fits": [
        {"request": "r", "mentor": "m", "score": -1.5, "hours": 1, "month": "2027-01"},
        {"request": 7, "mentor": "n", "score": 2},
    ],
    "fairness": 0.5,
    "limit_s": 3,
    "fixed": [{"request": "r", "mentor": "m"}],
}


def test_everything_is_read():
    assert reading.read(json.dumps(FULL).encode()) == Problem(
        (Request("r", 2.0, 2), Request(7, 0.5)),
        (Mentor("m", 9.0, (Limit(frozenset({"2027-01"}), 4.0),)), Mentor("n", 3.0)),
        (Fit("r", "m", -1.5, 1.0, "2027-01"), Fit(7, "n", 2.0)),
        0.5,
        (("r", "m"),),
        3.0,
    )


def test_what_may_be_left_out_or_null_has_its_usual_value():
    least = {"requests": [], "mentors": [], "fits": [], "fixed": None, "limit_s": None}

    assert reading.read(json.dumps(least).encode()) == Problem((), (), ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"requests": None}, 'The file has no list as "requests".'),
        ({"mentors": {}}, 'The file has no list as "mentors".'),
        ({"fits": [1]}, "Fit 1 is no JSON object with names and values."),
        ({"requests": [{"id": "r"}]}, 'Request 1 has no number as "hours".'),
        (
            {"requests": [{"id": True, "hours": 1}]},
            'Request 1 has no text or whole number as "id".',
        ),
        ({"requests": [{"id": "r", "hours": True}]}, 'Request 1 has no number as "hours".'),
        ({"requests": [{"id": "r", "hours": "2"}]}, 'Request 1 has no number as "hours".'),
        ({"requests": [{"id": "r", "hours": 10**400}]}, 'The "hours" of request 1 is too large.'),
        (
            {"requests": [{"id": "r", "hours": 1, "mentors_needed": 3}]},
            "Request 1 needs 3 mentors; it must be 1 or 2.",
        ),
        (
            {"requests": [{"id": "r", "hours": 1, "mentors_needed": 1.5}]},
            "Request 1 needs 1.5 mentors; it must be 1 or 2.",
        ),
        (
            {"requests": [{"id": "r", "hours": -1}]},
            "The request 'r' has -1.0 hours; it must be a number from 0.",
        ),
        (
            {"mentors": [{"id": "m", "hours": 1, "limits": [{"months": "x", "hours": 1}]}]},
            'Mentor 1, limit 1 has no list of texts as "months".',
        ),
        (
            {"fits": [{"request": "x", "mentor": "m", "score": 1}]},
            "A fit names the request 'x', which is not there.",
        ),
        (
            {"fits": [{"request": "r", "mentor": "m", "score": 1, "month": 1}]},
            'Fit 1 has no text as "month".',
        ),
        ({"fixed": [{"request": "r"}]}, 'Fixed pair 1 has no text or whole number as "mentor".'),
        ({"fairness": 2}, "The fairness is 2.0; it must be from 0 to 1."),
        ({"limit_s": 1e6}, "The limit is 1e+06 s; it may be 3600 s at most."),
    ],
)
def test_what_is_odd_is_told(change, said):
    with pytest.raises(WrongProblem) as error:
        reading.read(json.dumps(FULL | change).encode())

    assert str(error.value) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe{}", "The file is not UTF-8 text."),
        (b"[" * 200_000, "This is not JSON that we can read: it is nested too deeply."),
        (b"{", "This is not JSON that we can read: Expecting property name"),
        (b'{"limit_s": NaN}', "This is not JSON that we can read: NaN is no number."),
        (b"[]", "The file is no JSON object with names and values."),
    ],
)
def test_what_is_no_json_is_told(content, said):
    with pytest.raises(WrongProblem) as error:
        reading.read(content)

    assert str(error.value).startswith(said)
