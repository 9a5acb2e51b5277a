"""Serves R55: two of a pair write one answer, and nobody's words are lost."""

import pytest

from nuotio.foundation.merging import Clash, Merged, digest, digests, merge

START = {"focus": "Learning", "plan": "One team"}
BASE = digests(START)


def test_what_nobody_changed_stays_as_it_is():
    assert merge(BASE, START, START) == Merged(START)


def test_a_field_that_only_i_changed_holds_my_text():
    merged = merge(BASE, {**START, "plan": "Two teams"}, START)

    assert merged == Merged({"focus": "Learning", "plan": "Two teams"})


def test_a_field_that_only_the_other_changed_holds_the_others_text_and_says_so():
    merged = merge(BASE, START, {**START, "plan": "Two teams"})

    assert merged == Merged({"focus": "Learning", "plan": "Two teams"}, taken=("plan",))


def test_two_who_changed_different_fields_both_get_theirs():
    merged = merge(BASE, {**START, "focus": "Asking"}, {**START, "plan": "Two teams"})

    assert merged == Merged({"focus": "Asking", "plan": "Two teams"}, taken=("plan",))


def test_two_who_wrote_the_same_agree():
    both = {**START, "plan": "Two teams"}

    assert merge(BASE, both, both) == Merged(both)


def test_a_field_that_both_changed_keeps_the_stored_text_and_tells_both():
    merged = merge(BASE, {**START, "plan": "My team"}, {**START, "plan": "Two teams"})

    clash = Clash("plan", mine="My team", theirs="Two teams")
    assert merged == Merged({"focus": "Learning", "plan": "Two teams"}, clashes=(clash,))


def test_my_text_against_the_others_emptying_is_a_clash_too():
    merged = merge(BASE, {**START, "plan": "My team"}, {**START, "plan": ""})

    assert merged.clashes == (Clash("plan", mine="My team", theirs=""),)


def test_my_emptying_of_what_nobody_else_changed_empties_it():
    assert merge(BASE, {**START, "plan": ""}, START).content == {"focus": "Learning", "plan": ""}


def test_a_field_that_was_not_sent_keeps_what_is_stored():
    assert merge(BASE, {"focus": "Asking"}, START).content == {
        "focus": "Asking",
        "plan": "One team",
    }


@pytest.mark.parametrize("base", [{}, {"plan": "made up"}])
def test_a_change_without_a_true_mark_of_its_beginning_overwrites_nothing(base):
    merged = merge(base, {"plan": "My team"}, START)

    assert merged == Merged(START, clashes=(Clash("plan", mine="My team", theirs="One team"),))


def test_the_first_text_of_an_empty_answer_is_stored():
    merged = merge({"plan": digest("")}, {"plan": "My team"}, {})

    assert merged == Merged({"plan": "My team"})


def test_an_answer_chosen_after_a_clash_goes_through_from_its_new_beginning():
    merged = merge({"plan": digest("Two teams")}, {"plan": "Ours"}, {"plan": "Two teams"})

    assert merged == Merged({"plan": "Ours"})
