"""Serves R29: dates, numbers and names are written as each language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from nuotio.ui import filters

DAY = date(2026, 11, 26)
NBSP = "\N{NO-BREAK SPACE}"
DATES = {
    "fi short": ("fi", "short", "26.11.2026"),
    "fi day": ("fi", "day", "26.11."),
    "fi weekday": ("fi", "weekday", "to 26.11."),
    "fi long": ("fi", "long", "26. marraskuuta 2026"),
    "sv short": ("sv", "short", "26.11.2026"),
    "sv day": ("sv", "day", "26.11"),
    "sv weekday": ("sv", "weekday", "tors 26.11"),
    "sv long": ("sv", "long", "26 november 2026"),
    "en short": ("en", "short", "26 Nov 2026"),
    "en day": ("en", "day", "26 Nov"),
    "en weekday": ("en", "weekday", "Thu 26 Nov"),
    "en long": ("en", "long", "26 November 2026"),
}


@pytest.mark.parametrize(("language", "shape", "written"), DATES.values(), ids=DATES.keys())
def test_a_day_is_written_as_the_language_does(language, shape, written):
    with translation.override(language):
        assert filters.date(DAY, shape) == written


def test_a_moment_late_in_the_evening_is_already_the_next_day_in_helsinki():
    with translation.override("fi"):
        assert filters.date(datetime(2026, 11, 26, 22, 30, tzinfo=UTC)) == "27.11.2026"


def test_no_day_is_written_as_nothing():
    assert filters.date(None) == ""


@pytest.mark.parametrize(
    ("language", "written"),
    [("fi", "9.05"), ("sv", "9.05"), ("en", "9:05")],
    ids=["fi", "sv", "en"],
)
def test_a_time_is_that_of_helsinki(language, written):
    with translation.override(language):
        assert filters.time(datetime(2026, 11, 26, 7, 5, tzinfo=UTC)) == written
        assert filters.time(datetime(2026, 7, 26, 6, 5, tzinfo=UTC)) == written


NUMBERS = {
    "fi": ("fi", Decimal("15.70"), "15,7"),
    "sv": ("sv", 15.7, "15,7"),
    "en": ("en", 15.7, "15.7"),
    "no idle zero": ("fi", Decimal("12.0"), "12"),
    "a whole hundred": ("fi", 100, "100"),
    "rounded": ("fi", 0.06, "0,1"),
    "no minus before nothing": ("fi", -0.04, "0"),
    "less than nothing": ("fi", -2.5, "-2,5"),
}


@pytest.mark.parametrize(("language", "value", "written"), NUMBERS.values(), ids=NUMBERS.keys())
def test_a_number_has_the_mark_of_its_language(language, value, written):
    with translation.override(language):
        assert filters.number(value) == written


@pytest.mark.parametrize(
    ("language", "hours", "percent"),
    [
        ("fi", f"15,7{NBSP}h", f"10{NBSP}%"),
        ("sv", f"15,7{NBSP}h", f"10{NBSP}%"),
        ("en", f"15.7{NBSP}h", "10%"),
    ],
    ids=["fi", "sv", "en"],
)
def test_hours_and_per_cent_do_not_break(language, hours, percent):
    with translation.override(language):
        assert (filters.hours(15.7), filters.percent(10)) == (hours, percent)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Sanna Koskinen", "SK"), ("Anna Maria Åberg", "AÅ"), ("Cher", "C"), ("", "")],
    ids=["two names", "three names", "one name", "none"],
)
def test_initials_are_two_letters_at_most(name, letters):
    assert filters.initials(name) == letters


def test_choices_stand_each_on_a_line_of_its_own():
    assert filters.capitals([("a", "talk"), ("b", "HR")]) == [("a", "Talk"), ("b", "HR")]


def test_a_capital_begins_and_the_rest_stays():
    assert [filters.capital(words) for words in ("HR", "agent för HR", "")] == [
        *("HR", "Agent för HR", ""),
    ]


@pytest.mark.parametrize(
    ("language", "name"),
    [("fi", "suomi"), ("sv", "finska"), ("en", "Finnish")],
    ids=["fi", "sv", "en"],
)
def test_a_language_is_called_as_the_reader_calls_it(language, name):
    with translation.override(language):
        assert filters.language_name("fi") == name
        assert filters.language_name("viittomakieli") == "viittomakieli"
