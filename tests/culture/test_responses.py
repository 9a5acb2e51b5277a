"""Answers are written in one size and read strictly."""

import json

import pytest

from nuotio.culture.instruments import copy_of, survey_of
from nuotio.culture.responses import SIZE, Response, Unreadable, read, written

SURVEY = survey_of(copy_of("learning_culture"))
BACKGROUND = {"years": ["few", "many"]}
RESPONSE = Response(
    "node-1",
    {"trust_1": 5, "trust_2": "dk", "trust_3": None},
    {"years": "few"},
    {"open_best": "Yhdessä – ääneen."},
)


def told(**changes):
    whole = {"v": 1, "answers": {"trust_1": 5}, "background": {}, "words": {}, **changes}
    return json.dumps({key: value for key, value in whole.items() if value is not ...}).encode()


def padded(text):
    return text.ljust(SIZE, b" ")


def reading(payload):
    return read(payload, node="node-1", survey=SURVEY, background=BACKGROUND)


def test_what_was_written_is_read_again():
    assert reading(written(RESPONSE)) == RESPONSE


def test_every_ballot_has_one_size():
    assert {len(written(RESPONSE)), len(written(Response("n", {})))} == {8192}


def test_answers_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="longer than a ballot"):
        written(Response("n", {}, words={"open_best": "x" * SIZE}))


@pytest.mark.parametrize(
    "payload",
    [
        told(),
        padded(b"no json"),
        padded(b"[]"),
        padded(b"\xff"),
        padded(told(v=2)),
        padded(told(answers=...)),
        padded(told(answers=[])),
        padded(told(answers={"trust_9": 3})),
        padded(told(answers={"trust_1": 6})),
        padded(told(answers={"trust_1": 0})),
        padded(told(answers={"trust_1": True})),
        padded(told(answers={"trust_1": 3.0})),
        padded(told(answers={"trust_1": "yes"})),
        padded(told(words=...)),
        padded(told(words={"open_best": 7})),
        padded(told(words={"open_best": "x" * 1001})),
        padded(told(words={"open_warning": "x"})),
        padded(told(background=...)),
        padded(told(background={"years": "some"})),
        padded(told(background={"years": ["few"]})),
        padded(told(background={"shoes": "few"})),
    ],
)
def test_what_the_survey_did_not_ask_is_unreadable(payload):
    with pytest.raises(Unreadable):
        reading(payload)


def test_the_longest_open_answer_is_read():
    assert reading(padded(told(words={"open_best": "x" * 1000}))).words["open_best"] == "x" * 1000
