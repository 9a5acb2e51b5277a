"""Serves R84 (order support), R88, R91: what a team writes is understood, or asked for kindly."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from nuotio.support.forms.requests import Offer, RequestForm
from nuotio.support.models import SupportRequest

WEDNESDAY = date(2026, 11, 18)
OFFER = Offer(
    units=[(7, "Ward 7")],
    goals=[(3, "Calmer mornings")],
    languages=[("fi", "Finnish"), ("sv", "Swedish")],
    today=WEDNESDAY,
)
TOLD = {
    "version": "1",
    "wish": "Our mornings are only lists.",
    "kinds": ["workshop"],
    "who": "team",
    "people": "11",
    "language": "fi",
    "mode": "onsite",
    "hours": "2",
    "mentors_needed": "1",
    "readers": "mentors",
    "do": "send",
}


@pytest.fixture(autouse=True)
def _english():
    from django.utils import translation

    with translation.override("en"):
        yield


def form(**told):
    """The form as it was sent, with some fields in another way."""
    data = QueryDict(mutable=True)
    for name, value in {**TOLD, **told}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return RequestForm(data, row=SupportRequest(language="fi"), offer=OFFER)


def draft(**told):
    sent = form(**told)
    assert sent.errors == {}
    return sent.draft()


def errors(**told):
    return {name: list(words) for name, words in form(**told).errors.items()}


def test_without_weeks_any_time_in_the_next_twelve_will_do():
    told = draft()

    assert (told.first_day, told.last_day) == (WEDNESDAY, date(2027, 2, 10))
    assert told.weeks == ()


def test_weeks_say_the_first_and_the_last_day():
    told = draft(weeks=["2026-12-07", "2026-11-23"])

    assert told.weeks == ("2026-11-23", "2026-12-07")
    assert (told.first_day, told.last_day) == (date(2026, 11, 23), date(2026, 12, 13))


def test_this_week_begins_today():
    told = draft(weeks=["2026-11-16"])

    assert (told.first_day, told.last_day) == (WEDNESDAY, date(2026, 11, 22))


@pytest.mark.parametrize("week", ["2026-11-09", "2020-01-06", "2027-03-01", "tomorrow"])
def test_a_past_or_made_up_week_is_asked_for_again(week):
    assert errors(weeks=[week]) == {"weeks": ["A week that you chose has passed. Choose again."]}


@pytest.mark.parametrize("people", ["", "about ten", "0", "-3", "1.5", "9" * 40 + "x"])
def test_how_many_people_is_a_number(people):
    assert errors(people=people) == {"people": ["Write a number, for example 10."]}


@pytest.mark.parametrize("people", ["501", "9" * 40])
def test_very_many_people_ask_in_groups(people):
    assert errors(people=people) == {
        "people": ["At most 500 people. Ask for each group by itself."]
    }


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("0", "Half an hour (0.5) is the least that can be asked for."),
        ("-2", "Half an hour (0.5) is the least that can be asked for."),
        ("10000", "At most 80 hours. If you need more, ask in parts."),
        ("80.5", "At most 80 hours. If you need more, ask in parts."),
        ("two", "Write a number, for example 2."),
        ("", "Write a number, for example 2."),
        ("NaN", "Write a number, for example 2."),
    ],
)
def test_absurd_hours_get_a_clear_answer(hours, words):
    assert errors(hours=hours) == {"hours": [words]}


@pytest.mark.parametrize(
    ("hours", "minutes"), [("1,5", 90), ("1.5", 90), ("0.5", 30), ("80", 4800), (" 2 h ", 120)]
)
def test_hours_are_written_with_a_comma_or_a_point(hours, minutes):
    assert draft(hours=hours).minutes == minutes


@pytest.mark.parametrize("wish", ["", "  ", "🙂🙂🙂", "👩🏽‍⚕️🇫🇮", "...", "12 34", "ok"])
def test_a_wish_has_words(wish):
    assert errors(wish=wish) == {"wish": ["Say in a few words what you wish for."]}


def test_a_very_long_wish_and_a_nul_are_refused_in_words():
    assert errors(wish="ä" * 2001)["wish"] != []
    assert errors(wish="a\x00bcd")["wish"] != []


def test_who_asks_alone_asks_for_one_person_and_one_to_one():
    told = draft(who="me", people="kymmenkunta", kinds=["unsure"], team="Ward 7")

    assert (told.people, told.kinds, told.team) == (1, ("one_to_one",), "")
    assert draft(who="me", kinds=["lean"]).kinds == ("lean", "one_to_one")


def test_who_is_not_sure_may_say_so_or_nothing():
    assert draft(kinds=[]).kinds == ("unsure",)
    assert draft(kinds=["unsure"]).kinds == ("unsure",)
    assert draft(kinds=["unsure", "values"]).kinds == ("values",)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", "8"),
        ("goal", "4"),
        ("language", "xx"),
        ("mode", "moon"),
        ("readers", "world"),
        ("method", "no-such-method"),
        ("kinds", ["magic"]),
        ("mentors_needed", "3"),
        ("day_parts", ["night"]),
    ],
)
def test_what_was_not_offered_is_not_taken(field, value):
    assert errors(**{field: value}) == {field: ["This is not there any more. Choose again."]}


def test_what_was_offered_is_taken_over():
    told = draft(unit="7", goal="3", team="Night shift", day_parts=["morning"], place="Room 2")

    assert (told.unit_id, told.goal_id, told.team) == (7, 3, "Night shift")
    assert (told.day_parts, told.place) == (("morning",), "Room 2")


def test_a_draft_needs_hardly_anything():
    told = draft(do="keep", wish="", people="", kinds=[])

    assert (told.wish, told.people) == ("", 1)
    assert errors(do="keep", people="about ten") == {"people": ["Write a number, for example 10."]}


def test_a_stored_request_stands_in_the_form_without_weeks_that_have_passed():
    row = SupportRequest(
        pk=1,
        wish="Words",
        language="fi",
        people=11,
        minutes=90,
        weeks=["2026-11-09", "2026-11-23"],
        kinds=["lean"],
    )

    shown = RequestForm(row=row, offer=OFFER)

    assert shown.initial["weeks"] == ["2026-11-23"]
    assert shown.initial["hours"] == Decimal("1.5")
    assert shown["hours"].value() == "1.5"
    assert shown.initial["who"] == "team"
