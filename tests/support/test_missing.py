"""Serves R84, R85: what is missing for a request that nobody can serve, and what would do."""

from datetime import date

import pytest

from nuotio.support.fitting import Reason
from nuotio.support.missing import missing
from nuotio.support.words import missing_words
from tests.support.fitting_cases import DAY, TEAM, ask, budget, giver, some

SV = some("sv", "fi")
NOTHING = ("nothing_alone", {})


def told(request, *mentors):
    return [(one.code, dict(one.values)) for one in missing(request, mentors, day=DAY)]


def no_hours(language="", minutes=240):
    return ("no_hours", {"minutes": minutes, "language": language, "month": "2026-02-01"})


def more(mentor, minutes):
    return ("more_hours", {"mentor": mentor, "minutes": minutes})


def fewer(minutes):
    return ("fewer_hours", {"minutes": minutes})


def month(number):
    return ("other_month", {"month": date(2026, number, 1).isoformat()})


def language(code):
    return ("other_language", {"language": code})


def test_nothing_is_missing_where_a_mentor_can_come():
    assert told(ask(), giver(1, 0), giver(2)) == []


def test_nothing_is_missing_where_the_places_are_asked_for():
    assert told(ask(asked=some(1)), giver(1)) == []
    assert told(ask(mentors_needed=2, asked=some(1)), giver(1), giver(2)) == []


@pytest.mark.parametrize(
    "mentors",
    [
        (),
        (giver(1, above=some(100)),),
    ],
)
def test_who_is_in_the_line_is_as_if_not_there(mentors):
    assert told(ask(), *mentors) == [("nobody", {})]


@pytest.mark.parametrize(
    "conflict", [{"conflict_units": some(TEAM)}, {"conflict_persons": some(100)}]
)
def test_a_conflict_reads_like_a_rest_or_like_days_that_never_suit(conflict):
    request, hers = ask(), giver(1, **conflict)
    rests = missing(request, [giver(1, rests=True)], day=DAY, by_name=False)
    suits_no_day = giver(1, budget=budget(600, away=[(DAY, date(2026, 12, 31))]))

    assert missing(request, [hers], day=DAY, by_name=False) == rests
    assert missing(request, [hers], day=DAY) == missing(request, [suits_no_day], day=DAY)


def test_nobody_takes_requests():
    nothing_agreed = giver(2, budget=budget(0, is_agreed=False))

    assert told(ask(), giver(1, rests=True), nothing_agreed) == [("nobody_free", {}), NOTHING]


def test_the_issues_own_example_no_swedish_speaking_mentor_has_the_hours():
    x = giver(1, 60, 60, 60, 60, 300, languages=SV)
    request = ask(last=date(2026, 3, 31), language="sv")

    found = told(request, x, giver(2, 100), giver(3, rests=True, languages=SV))

    assert found == [
        ("no_hours", {"minutes": 240, "language": "sv", "month": "2026-03-01"}),
        more(1, 180),
        month(5),
        fewer(60),
    ]


def test_nobody_speaks_the_language_but_another_would_do():
    found = told(ask(language="sv"), giver(1), giver(2, languages=some("en", "fi")))

    assert found == [("no_language", {"language": "sv"}), language("fi"), language("en")]


def test_whoever_speaks_the_language_is_on_a_pause():
    found = told(ask(language="sv"), giver(1, languages=SV, rests=True), giver(2, 0))

    assert found == [("no_language", {"language": "sv"}), NOTHING]


@pytest.mark.parametrize(
    ("mode", "gives", "other"),
    [
        ("onsite", {"gives_onsite": False}, "remote"),
        ("remote", {"gives_remotely": False}, "onsite"),
    ],
)
def test_the_other_place_would_do(mode, gives, other):
    found = told(ask(mode=mode), giver(1, **gives))

    assert found == [("no_place", {"mode": mode}), ("other_place", {"mode": other})]


def test_where_either_place_would_do_there_is_no_other():
    nowhere = giver(1, gives_onsite=False, gives_remotely=False)

    assert told(ask(mode="either"), nowhere) == [("no_place", {"mode": "either"}), NOTHING]


def test_another_time_of_day_would_do():
    request = ask(day_parts=some("morning"))

    found = told(request, giver(1, day_parts=some("evening")))

    assert found == [("no_day", {"has_passed": False}), ("other_days", {})]


def test_another_month_or_other_days_would_do():
    friday = giver(1, weekdays=some(4))

    found = told(ask(last=date(2026, 1, 8)), friday)

    assert found == [("no_day", {"has_passed": False}), month(2), ("other_days", {})]


def test_an_earlier_month_is_told_where_no_later_one_would_do():
    away = [(date(2026, 5, 1), date(2026, 6, 30))]
    request = ask(first=date(2026, 5, 4), last=date(2026, 6, 30))

    assert month(1) in told(request, giver(budget=budget(600, away=away)))


def test_days_that_have_passed_can_be_moved():
    assert told(ask(days=()), giver()) == [("no_day", {"has_passed": True}), month(2)]


def test_today_is_the_first_day_that_another_month_may_have():
    last_of_june = date(2026, 6, 30)
    request = ask(first=date(2026, 6, 29), last=date(2026, 6, 29), day_parts=some("morning"))
    mentor = giver(1, weekdays=some(2), day_parts=some("evening"))

    found = [one.code for one in missing(request, [mentor], day=last_of_june)]

    assert found == ["no_day", "nothing_alone"]


def test_hours_come_in_halves_and_less_than_half_an_hour_is_none():
    assert told(ask(), giver(1, 100)) == [no_hours(), more(1, 140), fewer(90)]
    assert told(ask(), giver(1, 29)) == [no_hours(), more(1, 211)]


def test_the_nearest_in_hours_is_told_the_lower_key_where_two_are_as_near():
    assert told(ask(), giver(3, 100), giver(2, 100), giver(1, 0))[1] == more(2, 140)


def test_who_lacks_more_than_hours_does_not_come_into_question_for_them():
    found = told(ask(mode="onsite"), giver(1, 100, gives_onsite=False), giver(2, 0))

    assert found == [no_hours(), more(2, 240)]


def test_of_two_that_are_needed_one_could_come():
    found = told(ask(mentors_needed=2), giver(1), giver(2, 60))

    assert found == [("only_one", {}), more(2, 180), fewer(60), ("one_mentor", {})]


def test_two_are_needed_and_both_lack_hours():
    found = told(ask(mentors_needed=2), giver(1, 60), giver(2, 120), giver(3, 0, 0, 900))

    assert found == [no_hours(), more(2, 120), more(1, 180), fewer(60)]


def test_two_are_needed_and_there_is_one_mentor():
    assert told(ask(mentors_needed=2), giver(1, 60)) == [no_hours(), NOTHING]


def test_the_second_is_missing_where_the_first_was_asked():
    found = told(ask(mentors_needed=2, asked=some(1)), giver(1), giver(2, 60))

    assert found == [no_hours(), more(2, 180), fewer(60)]


def said(code, names=None, **values):
    return missing_words.told(Reason(code, values), names=names)


@pytest.mark.parametrize(
    ("code", "values", "words"),
    [
        ("nobody", {}, "There is no mentor who could be asked for this."),
        ("nobody_free", {}, "No mentor takes new requests now."),
        ("no_language", {"language": "sv"}, "No mentor who could come speaks Swedish."),
        ("no_language", {"language": "se"}, "No mentor who could come speaks the language."),
        ("no_place", {"mode": "remote"}, "No mentor who could come works remotely."),
        ("no_place", {"mode": "onsite"}, "No mentor could come on site."),
        (
            "no_day",
            {"has_passed": True},
            "The days that you named have passed, or are too far ahead to be known.",
        ),
        (
            "no_day",
            {"has_passed": False},
            "No mentor is free on the days and at the times that you named.",
        ),
        (
            "no_hours",
            {"minutes": 240, "language": "sv", "month": "2026-03-01"},
            "No mentor who speaks Swedish has 4\N{NO-BREAK SPACE}h left by the end of March.",
        ),
        (
            "no_hours",
            {"minutes": 90, "language": "", "month": "2026-12-01"},
            "No mentor has 1.5\N{NO-BREAK SPACE}h left by the end of December.",
        ),
        ("only_one", {}, "One mentor could come, but two are needed."),
        (
            "more_hours",
            {"minutes": 180, "mentor": 7},
            "More working time would do: 3\N{NO-BREAK SPACE}h for one mentor.",
        ),
        ("other_month", {"month": "2026-05-01"}, "Another time would do: in May."),
        ("fewer_hours", {"minutes": 60}, "Less time would do: 1\N{NO-BREAK SPACE}h."),
        ("other_days", {}, "Other days or times of day would do."),
        ("other_place", {"mode": "remote"}, "Meeting remotely would do."),
        ("other_place", {"mode": "onsite"}, "Meeting on site would do."),
        ("other_language", {"language": "fi"}, "Support in Finnish would do."),
        ("one_mentor", {}, "One mentor instead of two would do."),
        ("nothing_alone", {}, "No single change would do. HR or a coordinator helps on."),
        ("of another time", {}, ""),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(code, values, words):
    assert said(code, **values) == words


def test_a_name_is_said_only_to_who_may_know():
    three_hours = "More working time would do: 3\N{NO-BREAK SPACE}h for Merja Vainio."

    assert said("more_hours", {7: "Merja Vainio"}, minutes=180, mentor=7) == three_hours
    assert "one mentor" in said("more_hours", {8: "Olli"}, minutes=180, mentor=7)
