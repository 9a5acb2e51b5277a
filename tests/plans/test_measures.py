"""What a before and an after say, in words and as a picture. Serves issue 5 (experiments), R66."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from nuotio.plans import measures
from nuotio.plans.measures import Figure
from nuotio.plans.models import Measure

NBSP = "\N{NO-BREAK SPACE}"
FEW = "Only 9 people: it tells how it went here, not that it would elsewhere."


def measure(before=None, after=None, **told) -> Measure:
    """A measure with values as they are typed."""
    values = {"before": before, "after": after, "target": told.pop("target", None)}
    figures = {name: None if one is None else Decimal(one) for name, one in values.items()}
    return Measure(name="Solutions", source="notes", **figures, **{"people": 9, **told})


@pytest.mark.parametrize(
    ("before", "after", "wanted", "words"),
    [
        ("2", "7", "up", "From 2 to 7: more, as you hoped."),
        ("2", "7", "down", "From 2 to 7: more, although you hoped for less."),
        ("9.50", "6.80", "down", "From 9.5 to 6.8: less, as you hoped."),
        ("9.50", "6.80", "up", "From 9.5 to 6.8: less, although you hoped for more."),
        ("3", "3", "up", "3 before and 3 after: no change."),
        ("0", None, "up", "Before: 0. The value after is still missing."),
        (None, "0", "up", "After: 0. There is no value from before to compare with."),
        (
            None,
            None,
            "up",
            "There are no values yet. Write down the value before you start.",
        ),
    ],
)
def test_a_change_is_told_with_what_was_hoped_for(before, after, wanted, words):
    assert measures.told(measure(before, after, wanted=wanted)).change == words


@pytest.mark.parametrize(
    ("before", "after", "wanted", "target", "words"),
    [
        ("2", "7", "up", "5", "The smallest sign of success (5) was reached."),
        ("2", "5", "up", "5", "The smallest sign of success (5) was reached."),
        ("2", "4.99", "up", "5", "The smallest sign of success (5) was not reached."),
        ("31", "15", "down", "18", "The smallest sign of success (18) was reached."),
        ("31", "22", "down", "18", "The smallest sign of success (18) was not reached."),
        ("6", "7", "up", "5", "The smallest sign of success (5) was there already before."),
        ("6", "4", "up", "5", "The smallest sign of success (5) was there before, not after."),
        (None, "7", "up", "5", "The smallest sign of success (5) was reached."),
        ("2", None, "up", "5", ""),
        ("2", "7", "up", None, ""),
    ],
)
def test_the_agreed_sign_is_looked_at_before_and_after(before, after, wanted, target, words):
    told = measures.told(measure(before, after, wanted=wanted, target=target))

    assert told.sign == words


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (1, "Only 1 person: it tells how it went here, not that it would elsewhere."),
        (9, FEW),
        (10, "This tells about 10 people."),
        (None, "How many people this tells about has not been written down."),
    ],
)
def test_few_people_are_said_aloud(people, words):
    assert measures.told(measure("2", "7", people=people)).caution == words
    assert measures.told(measure("2", people=people)).caution == words
    assert measures.told(measure(people=people)).caution == ""


def test_all_of_it_reads_as_one_text():
    assert measures.told(measure("2", "7", target="5")).words == (
        "From 2 to 7: more, as you hoped. The smallest sign of success (5) was reached. " + FEW
    )
    assert measures.told(measure("2", "7")).words == f"From 2 to 7: more, as you hoped. {FEW}"


def test_a_unit_goes_with_its_value():
    told = measures.told(measure("9.5", "6.8", wanted="down", unit=" days "))

    assert told.change == f"From 9.5{NBSP}days to 6.8{NBSP}days: less, as you hoped."


def test_a_share_has_its_per_cent_from_ten_people_on():
    many = measure("4", "12", is_share=True, people=14, target="10")
    few = measure("2", "5", is_share=True, people=7)

    assert measures.told(many).change == ("From 4/14 (29%) to 12/14 (86%): more, as you hoped.")
    assert measures.told(many).sign == ("The smallest sign of success (10/14 (71%)) was reached.")
    assert measures.told(few).change == "From 2/7 to 5/7: more, as you hoped."


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_decimals_are_written_as_the_language_does(language):
    with translation.override(language):
        assert measures.shown(measure(unit="d"), Decimal("9.50")) == f"9,5{NBSP}d"
        assert measures.typed(measure(), Decimal("9.50")) == "9,5"


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("2,5", Figure(Decimal("2.5"))),
        ("2.5", Figure(Decimal("2.5"))),
        (" 1 200 ", Figure(Decimal(1200))),
        (f"1{NBSP}200,25", Figure(Decimal("1200.25"))),
        ("\N{MINUS SIGN}3", Figure(Decimal(-3))),
        ("4/14", Figure(Decimal(4), 14)),
        ("4 / 14", Figure(Decimal(4), 14)),
        ("0/9", Figure(Decimal(0), 9)),
        ("1,000", None),
        ("15/14", None),
        ("-1/14", None),
        ("1,5/14", None),
        ("0/0", None),
        ("10 %", None),
        ("99999999", Figure(Decimal(99_999_999))),
        ("100000000", None),
        ("9" * 40, None),
        ("9" * 20 + "/9", None),
        ("NaN", None),
        ("٣", None),
        ("", None),
    ],
)
def test_values_are_read_with_comma_and_point_and_as_shares(typed, figure):
    assert measures.parsed(typed) == figure


def test_what_is_shown_in_the_form_is_read_back():
    share = measure("4", is_share=True, people=14)

    assert measures.typed(share, share.before) == "4/14"
    assert measures.typed(share, None) == ""


@pytest.mark.parametrize(
    ("unit", "people", "is_refused"),
    [
        ("%", 9, True),
        (" Prosenttia", 9, True),
        ("%", 10, False),
        ("%", None, False),
        ("days", 9, False),
    ],
)
def test_per_cents_are_not_told_of_few(unit, people, is_refused):
    assert measures.is_too_few_for_per_cents(unit, people) is is_refused


def test_the_picture_is_on_one_scale_from_nought():
    drawn = measures.picture(
        measure("2", "8", target="5", before_on=date(2026, 1, 12), unit="times")
    )

    assert drawn == measures.Picture(
        (
            measures.Bar("before", "Before", f"2{NBSP}times", date(2026, 1, 12), 0.0, 25.0),
            measures.Bar("after", "After", f"8{NBSP}times", None, 0.0, 100.0),
        ),
        62.5,
        f"5{NBSP}times",
    )


def test_a_share_is_drawn_of_all_the_people():
    drawn = measures.picture(measure("4", None, is_share=True, people=16))

    assert [(bar.text, bar.width) for bar in drawn.bars] == [("4/16 (25%)", 25.0), ("not yet", 0)]
    assert drawn.target is None


def test_values_below_nought_and_nothing_at_all_are_drawn_too():
    below = measures.picture(measure("-5", "15"))
    nothing = measures.picture(measure("0", "0"))

    assert [(bar.start, bar.width) for bar in below.bars] == [(0.0, 25.0), (25.0, 75.0)]
    assert [(bar.start, bar.width) for bar in nothing.bars] == [(0.0, 0.0), (0.0, 0.0)]
