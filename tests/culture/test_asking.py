"""Serves R33: what is asked of how learning is supported, in the order of asking."""

from datetime import timedelta

import pytest

from nuotio.culture import asking, instruments
from nuotio.culture.asking import Phase
from tests.culture.factories import CLOSES, OPENS, SurveyRoundFactory

SURVEY = instruments.survey_of(instruments.copy_of("learning_culture"))
YEARS = {
    "code": "years",
    "words": {"fi": "Vuosia", "sv": "År", "en": "Years"},
    "classes": [
        {"code": "few", "words": {"fi": "vähän", "sv": "få", "en": "few"}, "people": 30},
        {"code": "many", "words": {"fi": "monta", "sv": "många", "en": "many"}, "people": 50},
    ],
}


def test_statements_stand_in_groups_of_five_numbered_through():
    asked = asking.asked(SURVEY)

    assert [(group.first, group.last) for group in asked.groups] == [
        (1, 5), (6, 10), (11, 15), (16, 20), (21, 25), (26, 30), (31, 35), (36, 40)
    ]  # fmt: skip
    assert [item.code for item in asked.statements] == [item.code for item in SURVEY.items]


def test_a_survey_of_other_length_ends_with_a_smaller_group():
    pulse = instruments.survey_of(instruments.copy_of("mentor_efficacy"))

    groups = asking.asked(pulse).groups

    assert groups[-1].last == len(pulse.items)
    assert {len(group.statements) for group in groups[:-1]} <= {5}


def test_answers_are_five_points_and_cannot_say_last():
    codes = [code for code, _words in asking.asked(SURVEY).points]

    assert codes == ["1", "2", "3", "4", "5", "dk"]


def test_background_keeps_its_words_and_tells_no_numbers_of_people():
    [variable] = asking.asked(SURVEY, [YEARS]).background

    assert (variable.code, [code for code, _words in variable.classes]) == (
        "years",
        ["few", "many"],
    )
    assert "30" not in repr(variable)


@pytest.mark.parametrize(
    ("state", "at", "phase"),
    [
        ("announced", OPENS - timedelta(seconds=1), Phase.BEFORE),
        ("announced", OPENS, Phase.OPEN),
        ("announced", CLOSES - timedelta(seconds=1), Phase.OPEN),
        ("announced", CLOSES, Phase.COUNTING),
        ("closing", CLOSES, Phase.COUNTING),
        ("closed", CLOSES, Phase.CLOSED),
        ("discarded", OPENS, Phase.CALLED_OFF),
    ],
)
def test_a_round_is_for_its_respondents_where_state_and_clock_say(state, at, phase):
    survey_round = SurveyRoundFactory.build(state=state, organisation=None)

    assert asking.phase_of(survey_round, at) == phase
