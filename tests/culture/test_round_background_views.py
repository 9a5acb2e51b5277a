"""Background questions are offered, adapted, and warned of where classes are small."""

import pytest
from django.utils import translation

from tests.culture.round_cases import (
    address,
    fresh,
    place,
    ready_draft,
    text,
)

pytestmark = pytest.mark.django_db(databases=["default", "box"])


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def here(inside):
    here = place()
    inside(here.hr)
    return here


@pytest.fixture
def desk(here, as_member):
    return as_member(here.hr)


def test_a_background_question_is_taken_from_an_offer_adapted_and_taken_out(here, desk):
    draft = ready_draft(here)
    new = address(here, "round_variable_add", draft.pk)

    def marks(url):
        page = text(desk.get(url))
        return {n: page.split(f'name="{n}" value="')[1].split('"')[0] for n in ("version", "was")}

    offer = f"{new}?offer=years"
    shown = text(desk.get(offer))
    more = desk.post(
        offer,
        {
            **marks(offer),
            "fi": "Vuodet?",
            "en": "Years?",
            "action": "more",
            "class-0-fi": "alle 3",
            "class-0-en": "few",
            "class-0-people": "4",
            "class-1-fi": "yli 3",
            "class-1-people": "9",
        },
    )
    (variable,) = fresh(draft).background
    warned = text(desk.get(address(here, "round_background", draft.pk)))
    change = address(here, "round_variable", draft.pk, "years")
    desk.post(change, {**marks(change), "action": "remove"})

    assert "How long have you worked in this organisation?" in shown
    assert more.url == change
    assert (variable["code"], variable["words"]["en"]) == ("years", "Years?")
    assert [(one["code"], one["people"]) for one in variable["classes"]] == [
        ("under_3", 4),
        ("from_3_to_10", 9),
    ]
    assert "Smallest class: few, about 4 people." in warned
    assert "will not be shown" in warned
    assert fresh(draft).background == []
    assert desk.get(change).status_code == 404


def test_an_own_background_question_needs_words_and_two_classes(here, desk):
    draft = ready_draft(here)
    new = address(here, "round_variable_add", draft.pk)
    page = text(desk.get(new))
    marks = {n: page.split(f'name="{n}" value="')[1].split('"')[0] for n in ("version", "was")}

    empty = desk.post(new, {**marks, "class-0-en": "few"})
    one = desk.post(new, {**marks, "fi": "Vuodet?", "class-0-fi": "alle 3"})
    desk.post(new, {**marks, "fi": "Vuodet?", "class-0-fi": "alle 3", "class-1-fi": "yli 3"})
    unknown = text(desk.get(address(here, "round_background", draft.pk)))

    assert "Write the question in Finnish." in text(empty)
    assert "Write the class in Finnish." in text(empty)
    assert "Write at least two classes to choose from." in text(one)
    assert fresh(draft).background[0]["code"].startswith("own_")
    assert "Nobody has estimated yet" in unknown


def test_three_background_questions_are_enough(here, desk):
    variables = [
        {"code": f"v{one}", "words": {"fi": "?"}, "classes": [{"code": "a", "words": {"fi": "a"}}]}
        for one in range(3)
    ]
    draft = ready_draft(here, background=variables)

    page = desk.get(address(here, "round_variable_add", draft.pk), follow=True)

    assert "Three background questions are enough." in text(page)
    assert "A question of your own" not in text(page)


def test_one_of_several_background_questions_is_changed_in_its_place(here, desk):
    classes = [{"code": c, "words": {"fi": c}, "people": 50} for c in ("a", "b")]
    variables = [
        {"code": f"v{one}", "words": {"fi": f"{one}?"}, "classes": classes} for one in range(3)
    ]
    draft = ready_draft(here, background=variables)
    change = address(here, "round_variable", draft.pk, "v1")
    page = text(desk.get(change))
    marks = {n: page.split(f'name="{n}" value="')[1].split('"')[0] for n in ("version", "was")}
    words = {"class-0-fi": "a", "class-1-fi": "c", "fi": "Uusi?"}

    desk.post(change, {**marks, **words})
    both = desk.post(change, {**marks, **words, "fi": "Toinen?"})

    kept = fresh(draft).background
    assert [one["words"]["fi"] for one in kept] == ["0?", "Uusi?", "2?"]
    assert [one["code"] for one in kept[1]["classes"]] == ["a", "b"]
    assert "Both texts are kept: choose or merge." in text(both)
