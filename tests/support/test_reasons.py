"""Serves R84, R89: why a mentor suits is said in plain words, and no conflict is ever told."""

import pytest

from nuotio.support.fitting import CAUTIONS, Obstacle, Reason
from nuotio.support.words import month_words, reasons
from tests.support.fitting_cases import JAN

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("code", "values", "words"),
    [
        ("same_community", {}, "Same work community"),
        ("near_community", {}, "A neighbouring work community"),
        ("before", {"times": 2}, "Has supported this team before"),
        ("method_run", {"times": 1}, "Has run this method before"),
        ("method_run", {"times": 2}, "Has run this method twice"),
        ("method_run", {"times": 3}, "Has run this method 3 times"),
        ("method_listed", {}, "Knows this method"),
        ("kind_given", {"kind": "lean", "times": 1}, "Has given such support before"),
        ("kind_given", {"kind": "lean", "times": 2}, "Has given such support twice"),
        ("kind_given", {"kind": "lean", "times": 5}, "Has given such support 5 times"),
        ("kind_listed", {"kinds": ["lean"]}, "Gladly gives such support"),
        ("wish", {}, "Would like to learn this"),
        ("language", {"language": "fi"}, "Speaks Finnish"),
        ("language", {"language": "sv"}, "Speaks Swedish"),
        ("language", {"language": "en"}, "Speaks English"),
        ("language", {"language": "se"}, "Speaks the language you need"),
        ("day_parts", {"day_parts": ["evening", "morning"]}, "Suits both: {parts}"),
        ("hours_left", {"minutes": 450, "month": "2026-12-01"}, f"7.5{NBSP}h left in December"),
        ("remotely_only", {}, "Remotely only"),
        ("on_site_only", {}, "On site only"),
        ("free_from", {"month": "2026-02-01"}, "First free in February"),
        ("asked_too", {}, "Another team has asked too"),
        ("other_kinds", {"kinds": ["lean"]}, "Has named other kinds of support"),
        ("of another time", {}, ""),
    ],
)
def test_a_reason_in_words(code, values, words):
    parts = "evenings and nights, mornings"

    assert reasons.said(Reason(code, values)) == words.format(parts=parts)


def test_what_speaks_for_her_and_what_to_know_before_stand_apart():
    told = [Reason("wish"), Reason("remotely_only"), Reason("same_community")]

    assert reasons.ticks(told) == ["Would like to learn this", "Same work community"]
    assert reasons.cautions(told) == ["Remotely only"]
    assert {"remotely_only"} < CAUTIONS


def test_a_conflict_reads_like_the_reporting_line_and_like_the_own_request():
    private = {reasons.told(Obstacle(one)) for one in ("own", "line", "conflict")}

    assert private == {"Cannot be asked for this request"}


@pytest.mark.parametrize(
    ("obstacle", "words", "one", "many"),
    [
        ("asked", "Has been asked already", "has been asked", "have been asked"),
        ("declined", "Has answered: not this time", "cannot come", "cannot come"),
        ("rests", "Takes no new requests now", "takes no new", "take no new"),
        ("no_share", "Has no agreed working time", "has no agreed", "have no agreed"),
        ("language", "Does not speak the language", "does not speak", "do not speak"),
        ("mode", "Cannot meet where the team wishes", "cannot meet", "cannot meet"),
        ("time", "No day suits both", "is not available", "are not available"),
        ("hours", "Has too few hours left", "has too few", "have too few"),
    ],
)
def test_an_obstacle_in_words_and_counted(obstacle, words, one, many):
    assert reasons.told(Obstacle(obstacle)) == words
    assert reasons.counted(Obstacle(obstacle), 1).startswith(f"1 {one}")
    assert reasons.counted(Obstacle(obstacle), 5).startswith(f"5 {many}")


@pytest.mark.parametrize("obstacle", ["own", "line", "conflict"])
def test_private_reasons_are_never_counted(obstacle):
    assert reasons.counted(Obstacle(obstacle), 3) == ""


def test_each_month_has_its_words():
    months = [JAN.replace(month=number) for number in range(1, 13)]

    assert [month_words.in_month(one) for one in months[:2]] == ["in January", "in February"]
    assert len({month_words.in_month(one) for one in months}) == 12
    assert month_words.by_end_of_month(months[4]) == "by the end of May"
    assert len({month_words.by_end_of_month(one) for one in months}) == 12
