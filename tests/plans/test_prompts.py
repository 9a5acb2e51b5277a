"""Questions to think over. Serves issue 5 (guided prompts), R73, R77."""

import pytest
from django.utils import translation

from nuotio.plans import prompts


def codes(**told):
    return [one.code for one in prompts.suiting(**told)]


ANYTIME = ["rp01", "rp02", "rp03", "rp04"]
FIRST_PHASE = ["rp05", "rp06", "rp07", "rp08"]


def test_without_a_programme_those_of_any_week_suit():
    assert codes() == ANYTIME
    assert codes(phase="any") == ANYTIME
    assert codes(phase="prepare") == ANYTIME


def test_in_a_phase_its_own_come_too_and_first_after_a_session():
    assert codes(phase="coach_1") == [*ANYTIME, *FIRST_PHASE]
    assert codes(phase="coach_1", is_fresh=True) == [*FIRST_PHASE, *ANYTIME]


@pytest.mark.parametrize(
    ("turn", "first"),
    [
        ("planned", ["rp09", "rp10"]),
        ("running", ["rp12", "rp11", "rp14"]),
        ("decided", ["rp17", "rp15", "rp16", "rp18"]),
        ("elsewhere", []),
    ],
)
def test_at_a_turn_of_an_experiment_its_questions_come_first(turn, first):
    assert codes(turn=turn) == [*first, *ANYTIME]


def test_each_question_comes_once():
    found = codes(turn="running", phase="coach_2", is_fresh=True)

    assert found[:3] == ["rp12", "rp11", "rp14"]
    assert len(found) == len(set(found)) == 10


def test_what_she_has_answered_comes_last():
    assert codes(answered={"rp01", "rp03"}) == ["rp02", "rp04", "rp01", "rp03"]


def test_another_question_leads_round():
    suits = prompts.suiting()

    following = [prompts.after(code, suits) for code in ("rp01", "rp04", "rp20")]

    assert [one.code for one in following if one] == ["rp02", "rp01", "rp01"]
    assert prompts.after("rp01", []) is None


def test_they_are_told_in_three_languages():
    asked = prompts.find("rp01")

    assert len(prompts.every()) == 20
    assert prompts.find("rp99") is None
    assert asked is not None
    with translation.override("fi"):
        assert asked.text == "Mikä tällä viikolla yllätti sinut?"
    with translation.override("sv"):
        assert asked.text == "Vad överraskade dig den här veckan?"


def test_every_question_at_a_turn_is_known():
    known = {one.code for one in prompts.every()}

    assert {code for codes in prompts.AT_A_TURN.values() for code in codes} <= known
