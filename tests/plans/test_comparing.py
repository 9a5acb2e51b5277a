"""Serves issue 5 (plans): two versions of a text are read side by side, word by word."""

from time import process_time

import pytest

from nuotio.plans.comparing import ADDED, REMOVED, SAME, Changed, Piece, changes, compare


def test_a_word_that_was_added_stands_out_among_those_that_stayed():
    assert compare("We ask first.", "We always ask first.") == [
        Piece(SAME, "We "),
        Piece(ADDED, "always "),
        Piece(SAME, "ask first."),
    ]


def test_a_word_put_in_place_of_another_shows_both_the_old_one_first():
    assert compare("Every Friday at two.", "Every Monday at two.") == [
        Piece(SAME, "Every "),
        Piece(REMOVED, "Friday "),
        Piece(ADDED, "Monday "),
        Piece(SAME, "at two."),
    ]


def test_a_word_taken_out_at_the_end_is_shown():
    assert compare("We ask. Always.", "We ask.") == [
        Piece(SAME, "We ask. "),
        Piece(REMOVED, "Always."),
    ]


def test_a_text_that_came_or_went_is_one_piece():
    assert compare("", "Ask.") == [Piece(ADDED, "Ask.")]
    assert compare("Ask.", "") == [Piece(REMOVED, "Ask.")]
    assert compare("", "") == []


def test_another_line_break_is_no_change_and_the_later_one_is_shown():
    assert compare("Ask first. Then tell.", "Ask first.\n\nThen tell.") == [
        Piece(SAME, "Ask first.\n\nThen tell.")
    ]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("We try one thing a week and tell of it.", "We try two things and tell all of it."),
        ("ä ö å\n- yksi\n- kaksi", "- yksi\n- kaksi\n- kolme ä"),
        ("a a a b a a", "a b a a a b"),
    ],
)
def test_without_what_was_taken_out_the_pieces_are_the_later_text(earlier, later):
    pieces = compare(earlier, later)

    assert "".join(one.text for one in pieces if one.kind != REMOVED).split() == later.split()
    assert "".join(one.text for one in pieces if one.kind != ADDED).split() == earlier.split()


def test_no_text_keeps_it_busy_for_long():
    once, twice = "a b " * 750, "b a " * 750 + "c"
    began = process_time()

    pieces = compare(once, twice)

    assert pieces[-1].text.endswith("c")
    assert process_time() - began < 5


def test_only_fields_that_differ_are_told_in_their_order():
    earlier = {"aim": "Ask", "risks": "None", "title": "Friday"}
    later = {"aim": "Ask more", "risks": "None", "title": "Monday", "signs": "More asked"}

    found = changes(earlier, later, ["title", "aim", "signs", "risks", "sharing"])

    assert [one.field for one in found] == ["title", "aim", "signs"]
    assert found[1] == Changed("aim", [Piece(SAME, "Ask "), Piece(ADDED, "more")])
