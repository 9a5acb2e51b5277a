"""Serves R38: the steps of a live room, dots, codes and findings, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from nuotio.culture import instruments
from nuotio.culture.results import from_json
from nuotio.programmes.live import codes, dots, findings, steps
from nuotio.programmes.live.steps import Step
from tests.culture.factories import result_content

AT = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)


def test_the_day_goes_from_gathering_to_the_record():
    way, step = [], Step.GATHERING
    while step is not None:
        way.append(step.value)
        step = steps.after(step)

    assert way == [
        *("gathering", "results", "surprises", "practices", "reasons", "priorities"),
        *("decisions", "record"),
    ]
    assert [steps.before("results"), steps.before("gathering")] == ["gathering", None]


@pytest.mark.parametrize(
    ("step", "now", "taken"),
    [
        ("surprises", "surprises", True),
        ("surprises", "decisions", True),
        ("reasons", "surprises", False),
        ("results", "decisions", False),
        ("priorities", "priorities", False),
    ],
)
def test_words_are_taken_for_steps_that_have_begun_also_when_they_come_late(step, now, taken):
    assert steps.takes_words(step, now=now) is taken


def test_dots_are_placed_in_their_own_step_only():
    assert [one for one in Step if steps.takes_dots(one)] == [Step.PRIORITIES]


def test_what_is_hidden_waits_until_it_is_shown_or_in_the_record():
    plan = {"surprises": {"minutes": 5, "hidden": True}, "practices": {"hidden": False}}

    seen = [
        steps.is_hidden("surprises", plan, [], now="surprises"),
        steps.is_hidden("surprises", plan, ["surprises"], now="surprises"),
        steps.is_hidden("surprises", plan, [], now="record"),
        steps.is_hidden("practices", plan, [], now="practices"),
        steps.is_hidden("reasons", plan, [], now="reasons"),
    ]

    assert seen == [True, False, False, False, False]


def test_the_clock_never_goes_below_nought_and_may_be_absent():
    left = [
        steps.seconds_left(AT + timedelta(seconds=90), at=AT),
        steps.seconds_left(AT - timedelta(seconds=90), at=AT),
        steps.seconds_left(None, at=AT),
    ]

    assert left == [90, 0, None]
    assert [steps.minutes_of("results", steps.USUAL), steps.minutes_of("gathering", {})] == [15, 0]


def test_dots_fit_as_long_as_all_of_them_together_do():
    mine = {"dimension:trust": 2, "note:7": 1}

    fit = [
        dots.fits(mine, "dimension:trust", 4, limit=5),
        dots.fits(mine, "dimension:trust", 5, limit=5),
        dots.fits(mine, "dimension:reflection", 2, limit=5),
        dots.fits(mine, "note:7", -1, limit=5),
        dots.fits(mine, "note:7", 0, limit=5),
    ]

    assert fit == [True, False, True, False, True]
    assert [dots.left(mine, limit=5), dots.left(mine, limit=2)] == [2, 0]


def test_dots_are_counted_with_the_people_behind_them_the_most_first():
    rows = [("a", 2), ("b", 1), ("b", 3), ("gone", 9), ("a", 0)]

    counted = dots.counted(rows, ["c", "a", "b"])

    assert counted == [dots.Tally("b", 4, 2), dots.Tally("a", 2, 1), dots.Tally("c", 0, 0)]


@pytest.mark.parametrize("typed", ["BCDFGHJK", "bcdf ghjk", "bcdf-ghjk", " b c d f g h j k "])
def test_a_code_is_read_as_people_type_it(typed):
    assert codes.read(typed) == "BCDFGHJK"


@pytest.mark.parametrize("typed", ["", "BCDFGHJ", "BCDFGHJKM", "AEIOULQV", "BCDF1234", "B" * 5000])
def test_what_cannot_be_a_code_is_none(typed):
    assert codes.read(typed) == ""


def test_codes_and_keys_are_drawn_anew_and_of_their_shape():
    drawn = [codes.new_code() for _ in range(50)]

    assert [codes.read(code) for code in drawn] == drawn
    assert len(set(drawn)) == 50
    assert codes.spoken("BCDFGHJK") == "BCDF GHJK"
    assert codes.new_key() != codes.new_key()
    assert codes.key_of_member(1, 2) == codes.key_of_member(1, 2) != codes.key_of_member(2, 2)
    assert len(codes.digest_of("key")) == 64


def test_the_dimensions_of_a_result_are_kept_the_highest_first_without_what_is_not_released():
    survey = instruments.survey_of(instruments.copy_of("learning_culture"))

    kept = findings.findings_of(survey, from_json(result_content()))
    read = findings.read(kept)

    assert len(read) == 8
    assert [(one.code, one.mean, one.n) for one in read[:4]] == [
        ("trust", 3.4, 262),
        ("reflection", 3.2, 262),
        ("experimentation", 2.5, 262),
        ("colearning", None, 0),
    ]
    assert "exact" not in kept[0]


def test_without_results_the_dimensions_alone_are_there_to_talk_about():
    survey = instruments.survey_of(instruments.copy_of("learning_culture"))
    refused = from_json({**result_content(), "groups": [], "refused": "few"})

    for results in (None, refused):
        read = findings.read(findings.findings_of(survey, results))

        assert [one.mean for one in read] == [None] * 8
        assert read[0].words == "Trust"


def test_findings_are_told_in_the_sentences_of_the_results():
    survey = instruments.survey_of(instruments.copy_of("learning_culture"))
    read = findings.read(findings.findings_of(survey, from_json(result_content())))

    assert "Views vary." in read[0].sentence
    assert read[-1].sentence == "We do not know this yet."
    assert [one.is_weak for one in read[:4]] == [False, False, True, False]
    assert findings.heading_of(read) != ""
    assert findings.heading_of([]) == "We do not know this yet."
