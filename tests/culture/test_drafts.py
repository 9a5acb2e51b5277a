"""An instrument is adapted: switched off, added to, timed anew."""

import pytest

from nuotio.culture import drafts
from nuotio.culture.instruments import copy_of, shipped, survey_of

WORDS = {"fi": "Opimme asiakkailta.", "sv": "", "en": "We learn from clients."}
ITEM, QUESTION = "own_1", "own_open_1"


@pytest.fixture
def content():
    return copy_of("learning_culture")


def all_codes(content):
    return {item["code"] for item in drafts.items_of(content)} | {
        question["code"] for question in content["questions"]
    }


def test_what_is_switched_off_is_not_asked_and_its_scale_is_no_longer_whole(content):
    kept = all_codes(content) - {"trust_1", "open_best"}

    made = drafts.switched(content, kept)

    survey = survey_of(made)
    assert [item.code for item in survey.scale("trust").items] == ["trust_2", "trust_3", "trust_4"]
    assert not survey.scale("trust").is_whole
    assert survey.scale("reflection").is_whole
    assert [question.code for question in survey.questions] == ["open_obstacle"]
    assert content == copy_of("learning_culture")


def test_switching_on_again_makes_it_as_it_was(content):
    made = drafts.switched(drafts.switched(content, {"trust_1"}), all_codes(content))

    assert made == content


def test_an_own_item_stands_in_a_scale_of_its_own(content):
    made = drafts.with_part(content, "items", ITEM, WORDS)

    scale = survey_of(made).scale("own")
    assert (scale.kind, [item.code for item in scale.items]) == ("own", [ITEM])
    assert scale.items[0].words == WORDS
    assert survey_of(made).items[-1].code == ITEM


def test_a_second_own_item_joins_the_first(content):
    made = drafts.with_part(
        drafts.with_part(content, "items", ITEM, WORDS), "items", "own_2", WORDS
    )

    assert [item["code"] for item in drafts.own_items(made)] == [ITEM, "own_2"]
    assert [scale["code"] for scale in made["scales"]].count("own") == 1


def test_other_words_for_an_own_part_keep_its_place(content):
    made = drafts.with_part(content, "questions", QUESTION, WORDS)

    again = drafts.with_part(made, "questions", QUESTION, {"fi": "Miksi?"})

    assert drafts.part_of(again, "questions", QUESTION) == {
        "code": QUESTION,
        "words": {"fi": "Miksi?", "sv": "", "en": ""},
        "on": True,
    }
    assert len(again["questions"]) == len(content["questions"]) + 1


def test_an_own_part_is_taken_out_and_its_empty_scale_with_it(content):
    made = drafts.with_part(content, "items", ITEM, WORDS)
    made = drafts.with_part(made, "questions", QUESTION, WORDS)

    bare = drafts.without_part(drafts.without_part(made, "items", ITEM), "questions", QUESTION)

    assert bare == content


def test_what_was_shipped_is_never_taken_out(content):
    assert drafts.without_part(content, "questions", "open_best") == content
    assert drafts.part_of(content, "items", "trust_1") is None


@pytest.mark.parametrize(("kind", "most"), [("items", 15), ("questions", 3)])
def test_there_are_only_so_many_own_parts(content, kind, most):
    for number in range(most):
        content = drafts.with_part(content, kind, f"own_{number}", WORDS)

    with pytest.raises(drafts.Unsound):
        drafts.with_part(content, kind, "own_more", WORDS)


def test_new_codes_are_own_and_differ():
    item, question = drafts.new_code("items"), drafts.new_code("questions")

    assert drafts.is_own(item)
    assert question.startswith("own_open_")
    assert drafts.new_code("items") != item


def test_the_minutes_follow_what_is_asked(content):
    few = drafts.switched(content, {"trust_1", "trust_2"})

    assert (drafts.switched(content, all_codes(content))["minutes"], few["minutes"]) == (7, 1)


def test_a_name_in_one_language_is_shown_in_all(content):
    assert drafts.named(content, {"fi": "Oma", "sv": "", "en": "Own"})["name"] == {
        "fi": "Oma",
        "sv": "Oma",
        "en": "Own",
    }


def test_languages_without_words_are_told():
    assert drafts.missing_languages(WORDS) == ["sv"]


def test_a_survey_that_asks_nothing_is_unsound(content):
    drafts.check(content)

    with pytest.raises(drafts.Unsound):
        drafts.check(drafts.switched(content, {"open_best"}))


def test_the_shipped_ones_stay_as_they_are(content):
    drafts.with_part(content, "items", ITEM, WORDS)

    assert "own" not in [scale["code"] for scale in shipped()["learning_culture"]["scales"]]
