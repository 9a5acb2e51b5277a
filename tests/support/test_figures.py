"""Serves R84 to R87 (figures for who decides on hours): pure parts, with small groups hidden."""

from collections import Counter
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nuotio.culture import counted_release
from nuotio.support import figures
from nuotio.support.figures import Ahead, Asked, Figures, Item, Row, Waiting
from nuotio.support.words import figure_words

MONTH = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def asked(**changes) -> Asked:
    told = {
        "state": "open",
        "kinds": ("lean",),
        "unit": 1,
        "month": MONTH,
        "minutes": 120,
        **changes,
    }
    return Asked(**told)


def told(**changes) -> Figures:
    made = {
        "organisation_name": "Virasto",
        "since": date(2025, 12, 1),
        "until": date(2026, 11, 18),
        "total": Row("", 9, 1080),
        "booked": 600,
        "states": (),
        "kinds": (),
        "units": (),
        "months": (),
        "missing": (),
        "waiting": None,
        "ahead": Ahead(2, agreed=600, used=60, promised=120, free=420, need=240),
        **changes,
    }
    return Figures(**made)


PROTECTED = {
    "none is small": ({"a": 5, "b": 9, "c": 0}, set()),
    "one alone takes the next": ({"a": 2, "b": 9, "c": 6}, {"a", "c"}),
    "two that are together too few take the next": ({"a": 1, "b": 2, "c": 6}, {"a", "b", "c"}),
    "two that are together enough": ({"a": 3, "b": 4, "c": 6}, {"a", "b"}),
    "nobody else is left": ({"a": 4}, {"a"}),
    "equals in the order of their names": ({"a": 1, "c": 5, "b": 5}, {"a", "b"}),
}


@pytest.mark.parametrize(("counts", "hidden"), PROTECTED.values(), ids=PROTECTED.keys())
def test_small_groups_are_hidden_and_who_would_tell_them(counts, hidden):
    assert figures.protected(counts) == hidden


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 12), max_size=12))
def test_from_total_and_shown_groups_no_small_one_follows(counts):
    hidden = figures.protected(counts)

    together = sum(counts[group] for group in hidden)
    shown = [count for group, count in counts.items() if group not in hidden]
    assert all(count == 0 or count >= 5 for count in shown)
    # Either at least two are hidden that together are enough, or nothing is shown beside them.
    assert not hidden or (together >= 5 and len(hidden) >= 2) or not any(shown)


def test_a_hidden_group_tells_neither_number_nor_hours():
    rows = figures.grouped([(1, 60)] * 2 + [(2, 60)] * 6 + [(3, 60)] * 9, {1: "A", 2: "B", 3: "C"})

    assert rows == (Row("A", None), Row("B", None), Row("C", 9, 540))
    assert [row.is_hidden for row in rows] == [True, True, False]


def test_where_groups_overlap_only_the_small_ones_are_hidden():
    rows = figures.grouped([(1, 60)] * 2 + [(2, 60)] * 6, {1: "A", 2: "B"}, adds_up=False)

    assert rows == (Row("A", None), Row("B", 6, 360))


def test_a_group_without_requests_is_told_as_nought():
    assert figures.grouped([(2, 60)] * 5, {1: "A", 2: "B"}) == (Row("A", 0, 0), Row("B", 5, 300))


@pytest.mark.parametrize(
    ("number", "row"), [(0, Row("", 0, 0)), (4, Row("", None)), (5, Row("", 5, 600))]
)
def test_a_total_of_one_to_four_is_hidden(number, row):
    assert figures.total_of([asked()] * number) == row


def test_the_median_wait_and_what_was_kept_are_told_from_five_answers_on():
    answered = [asked(waited=days, is_kept=days <= 2) for days in (0, 1, 2, 3, 9)]

    assert figures.waiting_of([*answered[:4], asked()]) is None
    assert figures.waiting_of([*answered, asked()]) == Waiting(5, 2, 3)
    assert Waiting(5, 2, 3).percent == 60


def test_what_is_missing_is_what_waits_beyond_what_is_free():
    assert Ahead(2, free=420, need=600).short == 180
    assert Ahead(2, free=420, need=60).short == 0
    assert Ahead(2, free=420, need=None).short is None


@pytest.mark.parametrize(
    ("changes", "hides"),
    [
        ({}, False),
        ({"total": Row("", None)}, True),
        ({"units": (Row("A", None),)}, True),
        ({"months": (Row("A", 0, 0),)}, False),
    ],
)
def test_the_figures_know_whether_they_hide_something(changes, hides):
    assert told(**changes).hides is hides


def test_the_first_sentence_says_what_was_asked_for_and_given():
    assert figure_words.lede(told()) == (
        "9 teams have asked for support in twelve months."
        " They asked for 18\xa0h of mentors' time, and mentors have used 10\xa0h for them."
    )
    assert figure_words.lede(told(total=Row("", None), booked=None)) == (
        "So few teams have asked for support that no figures are told."
    )
    assert figure_words.lede(told(total=Row("", 0, 0), booked=0)) == (
        "0 teams have asked for support in twelve months."
    )


DECISIONS = {
    "nobody gives": (Ahead(0), ["There are no learning mentors yet."]),
    "nothing waits": (
        Ahead(1, agreed=60, free=60),
        [
            (
                "In the next three months one mentor has 1\xa0h of agreed time: 0\xa0h used,"
                " 0\xa0h promised to teams and 1\xa0h free."
            ),
            "No request waits for a mentor.",
        ],
    ),
    "too little": (
        Ahead(2, agreed=600, used=60, promised=240, free=300, need=480),
        [
            (
                "In the next three months 2 mentors have 10\xa0h of agreed time: 1\xa0h used,"
                " 4\xa0h promised to teams and 5\xa0h free."
            ),
            "Requests that wait for a mentor ask for 8\xa0h.",
            "Even if all free time suited, 3\xa0h would be missing.",
        ],
    ),
    "so few that each would be known": (
        Ahead(1, agreed=60, free=60, need=None),
        [
            (
                "In the next three months one mentor has 1\xa0h of agreed time: 0\xa0h used,"
                " 0\xa0h promised to teams and 1\xa0h free."
            ),
            "Few requests wait, so it is not told how much time they ask for.",
        ],
    ),
    "enough": (
        Ahead(2, agreed=600, free=600, need=480),
        [
            (
                "In the next three months 2 mentors have 10\xa0h of agreed time: 0\xa0h used,"
                " 0\xa0h promised to teams and 10\xa0h free."
            ),
            "Requests that wait for a mentor ask for 8\xa0h.",
            (
                "There is enough free time, but not all of it suits: language, place and days"
                " count too. See below what was missing."
            ),
        ],
    ),
}


@pytest.mark.parametrize(("ahead", "said"), DECISIONS.values(), ids=DECISIONS.keys())
def test_it_says_what_is_needed_to_decide_on_more_hours(ahead, said):
    assert list(figure_words.decision(told(ahead=ahead))) == said


def test_waiting_is_told_in_days_and_per_cent():
    assert figure_words.waiting(told(waiting=Waiting(8, 1.5, 6))) == (
        "Half of the teams had an answer within 1.5 working days."
        " 75 per cent were answered as promised."
    )
    assert figure_words.waiting(told()) == (
        "Fewer than five requests have been answered, so waiting times are not told."
    )


def test_tables_leave_out_what_nobody_asked_for_but_months_after_the_first():
    made = figure_words.tables(
        told(
            kinds=(Row("a workshop", 9, 1080), Row("a Lean tool", 0, 0)),
            months=(
                Row("October 2026", 0, 0),
                Row("November 2026", 9, 1080),
                Row("December 2026", 0, 0),
            ),
            missing=(Row("mentors' hours", 5, 600),),
        )
    )

    assert [table.name for table in made] == ["State", "Kind of support", "Unit", "Month", "Reason"]
    assert [row.name for row in made[1].rows] == ["a workshop"]
    assert [row.name for row in made[3].rows] == ["November 2026", "December 2026"]


@pytest.mark.parametrize("total", [Row("", None), Row("", 0, 0)])
def test_there_are_no_tables_where_no_total_is_told(total):
    assert figure_words.tables(told(total=total)) == ()


def test_a_table_without_a_reason_is_left_out():
    names = [table.name for table in figure_words.tables(told())]

    assert names == ["State", "Kind of support", "Unit", "Month"]


def test_hidden_figures_are_told_as_hidden():
    assert (figure_words.count_of(Row("A", None)), figure_words.hours_of(Row("A", None))) == (
        "hidden",
        "hidden",
    )
    assert (figure_words.count_of(Row("A", 6, 90)), figure_words.hours_of(Row("A", 6, 90))) == (
        "6",
        "1.5\xa0h",
    )


def test_answers_are_told_with_their_mean_and_number():
    few = counted_release.release([0, 0, 1, 1, 0], is_closed=True)
    enough = counted_release.release([0, 0, 1, 3, 1], is_closed=True)
    items = (Item("followup_1", "We have begun.", enough), Item("followup_2", "It runs.", few))

    assert list(figure_words.answered(told(follow_up=items))) == [
        ("We have begun.", "4.0 of 5, 5 answers")
    ]


def test_counting_keeps_every_request():
    """What the rows hold and what is hidden make up all that was told."""
    groups = [number % 4 for number in range(30)]

    rows = figures.grouped([(one, 60) for one in groups], dict.fromkeys(range(4), ""))

    assert Counter(groups).total() == sum(row.count or 0 for row in rows)
