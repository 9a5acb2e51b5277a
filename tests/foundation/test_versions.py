from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from nuotio.foundation import versions
from nuotio.people.models import Organisation


class TextForm(versions.VersionedForm):
    words = forms.CharField(label="Words", required=False)
    colour = forms.ChoiceField(label="Colour", choices=[("r", "red"), ("b", "blue")])
    days = forms.MultipleChoiceField(
        label="Days", required=False, choices=[("1", "Monday"), ("2", "Tuesday")]
    )
    hours = forms.DecimalField(label="Hours", required=False)


STORED = {
    "words": "theirs",
    "colour": "r",
    "days": ["1", "2"],
    "hours": Decimal("1.5"),
    "version": 2,
}


def sent(words: str = "mine", **changes: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"words": words, "colour": "b", "hours": "1.5", "version": "1", **changes})
    data.setlist("days", ["1"])
    return data


def test_the_first_to_save_counts_the_version_up():
    row = Organisation(version=3)

    versions.claim(row, seen=3)

    assert row.version == 4


@pytest.mark.parametrize("seen", [2, 4])
def test_whoever_saw_another_version_is_told_and_gets_the_stored_row(seen):
    row = Organisation(version=3)

    with pytest.raises(versions.EditedMeanwhile) as told:
        versions.claim(row, seen=seen)

    assert told.value.theirs is row
    assert row.version == 3


def test_both_texts_stand_side_by_side_in_words_where_they_differ():
    form = TextForm(sent(), initial=STORED)
    assert form.is_valid()

    form.put_beside(STORED, version=2)

    assert [(b.name, b.mine, b.theirs) for b in form.beside] == [
        ("words", "mine", "theirs"),
        ("colour", "blue", "red"),
        ("days", "Monday", "Monday, Tuesday"),
    ]
    assert form.beside[0].choice == "keep-words"


def test_what_was_typed_stays_in_the_fields_and_the_form_knows_the_newer_version():
    form = TextForm(sent(), initial=STORED)
    form.is_valid()

    form.put_beside(STORED, version=2, by="Jari")

    assert form.beside_by == "Jari"
    assert form["words"].value() == "mine"
    assert form["version"].value() == "2"


def test_a_choice_for_theirs_puts_the_stored_text_into_the_field():
    chosen = {"keep-words": "theirs", "keep-days": "theirs", "keep-colour": "mine"}

    form = TextForm(sent("still in the field", version="2", **chosen), initial=STORED)

    assert form.is_valid()
    assert form.cleaned_data == {
        "version": 2,
        "words": "theirs",
        "colour": "b",
        "days": ["1", "2"],
        "hours": Decimal("1.5"),
    }


def test_a_merged_text_is_taken_as_it_was_typed():
    form = TextForm(sent("mine and theirs", version="2", **{"keep-words": "mine"}), initial=STORED)

    assert form.is_valid()
    assert form.cleaned_data["words"] == "mine and theirs"


def test_an_empty_stored_value_can_be_chosen_too():
    form = TextForm(
        sent(version="2", **{"keep-hours": "theirs"}), initial={**STORED, "hours": None}
    )

    assert form.is_valid()
    assert form.cleaned_data["hours"] is None


def test_numbers_are_read_in_the_language_of_the_page():
    form = TextForm(sent(hours="2"), initial=STORED)
    form.is_valid()

    with translation.override("fi"):
        form.put_beside(STORED, version=2)

    assert [b.theirs for b in form.beside if b.name == "hours"] == ["1,5"]


def test_a_form_without_a_version_is_not_valid():
    data = sent()
    del data["version"]

    assert not TextForm(data, initial=STORED).is_valid()


def test_nothing_stands_beside_in_a_form_that_was_only_opened():
    form = TextForm(initial=STORED)

    assert form.beside == ()
    assert form["words"].value() == "theirs"


@pytest.mark.parametrize(("chosen", "kept"), [("theirs", True), ("mine", False)])
def test_a_box_that_one_ticked_and_the_other_did_not_is_chosen_too(chosen, kept):
    class BoxForm(versions.VersionedForm):
        usual = forms.BooleanField(label="Usual", required=False)

    stored = {"usual": True, "version": 2}
    form = BoxForm(QueryDict("version=1"), initial=stored)
    form.is_valid()
    with translation.override("en"):
        form.put_beside(stored, version=2)

    again = BoxForm(QueryDict(f"version=2&keep-usual={chosen}"), initial=stored)

    assert [(b.mine, b.theirs) for b in form.beside] == [("no", "yes")]
    assert again.is_valid()
    assert again.cleaned_data["usual"] is kept
