"""What the shipped instruments ask, and how their words are found."""

from itertools import pairwise

import pytest

from nuotio.culture import instruments
from nuotio.culture.instruments import band_of, copy_of, shipped, survey_of


def test_four_instruments_come_with_the_product():
    asked = {code: survey_of(content) for code, content in shipped().items()}

    assert {code: len(survey.items) for code, survey in asked.items()} == {
        "learning_culture": 40,
        "mentor_efficacy": 8,
        "session_pulse": 5,
        "support_followup": 3,
    }
    assert {code: survey.minutes for code, survey in asked.items()} == {
        "learning_culture": 7,
        "mentor_efficacy": 2,
        "session_pulse": 1,
        "support_followup": 1,
    }


def test_every_word_is_there_in_three_languages():
    for content in shipped().values():
        survey = survey_of(content)
        told = [survey.name, survey.instruction, *(item.words for item in survey.items)]
        told += [question.words for question in survey.questions]
        told += [scale.name for scale in survey.scales]

        assert all(words[language] for words in told for language in ("fi", "sv", "en"))


def test_items_of_the_dimensions_take_turns_and_outcomes_follow():
    survey = survey_of(copy_of("learning_culture"))
    dimensions = [scale for scale in survey.scales if scale.kind == "dimension"]

    codes = [item.code for item in survey.items]

    assert codes[: len(dimensions)] == [scale.items[0].code for scale in dimensions]
    assert codes[-1] == survey.scales[-1].items[-1].code


def test_a_scale_is_found_by_its_code():
    survey = survey_of(copy_of("learning_culture"))

    assert survey.scale("trust").name["en"] == "Trust"
    with pytest.raises(KeyError):
        survey.scale("luck")


def test_a_copy_may_change_without_changing_what_was_shipped():
    copied = copy_of("learning_culture")
    copied["scales"].clear()

    assert shipped()["learning_culture"]["scales"]
    with pytest.raises(KeyError):
        copy_of("astrology")


def test_a_scale_without_items_is_left_out():
    content = copy_of("learning_culture")
    for item in content["scales"][0]["items"]:
        item["on"] = False

    assert "trust" not in [scale.code for scale in survey_of(content).scales]


def test_reversed_items_are_known():
    survey = survey_of(copy_of("learning_culture"))

    assert [item.code for item in survey.scale("trust").items if item.is_reversed] == ["trust_4"]


def test_bands_cover_the_scale_without_a_gap():
    bands = instruments.bands()

    assert (bands[0].low, bands[-1].high) == (1.0, 5.0)
    assert all(one.high == other.low for one, other in pairwise(bands))
    assert band_of(1.0) == bands[0]
    assert band_of(5.0) == bands[-1]
    assert band_of(bands[1].low) == bands[1]


def test_the_points_of_the_scale_have_words():
    assert [value for value, _words in instruments.points()] == [1, 2, 3, 4, 5]
    assert all(words["fi"] for _value, words in instruments.points())
    assert instruments.cannot_say()["en"]


def test_labels_and_notices_are_found_by_code():
    assert set(instruments.labels("agreement_labels")) == {"shared", "mixed", "split"}
    assert instruments.notice("anonymity_notice")["en"].startswith("You answer anonymously.")
    assert instruments.notice("open_warning")["en"].startswith("Do not write names")


def test_each_scale_is_told_with_its_items():
    survey = survey_of(copy_of("session_pulse"))

    assert list(instruments.scales_with_items(survey)) == [
        (survey.scales[0].code, [item.code for item in survey.scales[0].items])
    ]
