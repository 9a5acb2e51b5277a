"""Serves R84, R85, R87, R89, R90: what stands in the way of a mentor, and what speaks for her."""

from datetime import date

import pytest

from nuotio.support import fitting
from nuotio.support.fitting import Experience, Obstacle, Parts, Weights, parts
from nuotio.support.fitting.days import days_that_do
from tests.support.fitting_cases import (
    DAY,
    FAR,
    FEB,
    JAN,
    MAR,
    OVER,
    SISTER,
    TEAM,
    TOP,
    ask,
    budget,
    giver,
    some,
)

EVEN = Weights(1, 1, 1, 1, 1)


def stands(request, mentor):
    return fitting.fit(request, mentor, EVEN).obstacles


def codes(request, mentor):
    return [one.code for one in fitting.fit(request, mentor, EVEN).reasons]


@pytest.mark.parametrize(
    ("request_", "mentor", "obstacle"),
    [
        (ask(asker=1), giver(1), Obstacle.OWN),
        (ask(), giver(above=some(100)), Obstacle.LINE),
        (ask(line=some(1)), giver(1), Obstacle.LINE),
        (ask(), giver(leads=some(TEAM)), Obstacle.LINE),
        (ask(), giver(leads=some(TOP)), Obstacle.LINE),
        (ask(), giver(conflict_units=some(OVER)), Obstacle.CONFLICT),
        (ask(), giver(conflict_persons=some(100)), Obstacle.CONFLICT),
        (ask(asked=some(1)), giver(1), Obstacle.ASKED),
        (ask(declined=some(1)), giver(1), Obstacle.DECLINED),
        (ask(), giver(rests=True), Obstacle.RESTS),
        (ask(language="sv"), giver(), Obstacle.LANGUAGE),
        (ask(mode="onsite"), giver(gives_onsite=False), Obstacle.MODE),
        (ask(mode="remote"), giver(gives_remotely=False), Obstacle.MODE),
        (ask(), giver(gives_onsite=False, gives_remotely=False), Obstacle.MODE),
        (ask(day_parts=some("morning")), giver(day_parts=some("evening")), Obstacle.TIME),
        (ask(last=DAY), giver(weekdays=some(1)), Obstacle.TIME),
        (ask(), giver(budget=budget(600, away=[(DAY, date(2026, 2, 28))])), Obstacle.TIME),
        (ask(), giver(1, 239), Obstacle.HOURS),
    ],
)
def test_one_thing_in_the_way_is_told_and_leaves_no_score(request_, mentor, obstacle):
    found = fitting.fit(request_, mentor, EVEN)

    assert found.obstacles == (obstacle,)
    assert not found.is_possible
    assert (found.score, found.reasons, found.month, found.months) == (0.0, (), None, ())


@pytest.mark.parametrize(
    ("request_", "mentor"),
    [
        (ask(asker=None), giver(above=some(100), conflict_persons=some(100))),
        (ask(), giver(leads=some(SISTER), conflict_units=some(SISTER))),
        (ask(mode="onsite"), giver(gives_remotely=False)),
        (ask(mode="remote"), giver(gives_onsite=False)),
        (ask(mode="either"), giver(gives_onsite=False)),
        (ask(day_parts=some("morning")), giver()),
        (ask(), giver(day_parts=some("evening"))),
        (ask(day_parts=some("morning", "evening")), giver(day_parts=some("evening"))),
        (ask(last=DAY), giver(weekdays=some(0))),
        (ask(), giver(budget=budget(600, away=[(DAY, date(2026, 2, 26))]))),
        (ask(), giver(1, 240)),
        (ask(), giver(1, 0, 240)),
    ],
)
def test_what_is_no_obstacle(request_, mentor):
    assert stands(request_, mentor) == ()


def test_no_agreed_share_is_told_beside_the_hours():
    nothing = giver(budget=budget(0, is_agreed=False))

    assert stands(ask(), nothing) == (Obstacle.NO_SHARE, Obstacle.HOURS)


def test_all_obstacles_are_told_in_a_fixed_order():
    mentor = giver(1, 0, rests=True, conflict_units=some(TOP), languages=some("en"))

    assert stands(ask(asker=1), mentor) == (
        Obstacle.OWN,
        Obstacle.CONFLICT,
        Obstacle.RESTS,
        Obstacle.LANGUAGE,
        Obstacle.HOURS,
    )


def test_who_lacks_hours_is_told_the_most_that_is_free():
    found = fitting.fit(ask(), giver(1, 60, 150, 900), EVEN)

    assert (found.obstacles, found.free) == ((Obstacle.HOURS,), 150)


def test_days_beyond_the_known_months_have_no_free_time():
    found = fitting.fit(ask(days=()), giver(), EVEN)

    assert (found.obstacles, found.free) == ((Obstacle.TIME, Obstacle.HOURS), 0)


def test_the_month_is_the_first_that_has_room_for_what_others_ask_too():
    mentor = giver(budget=budget(300, 300, asked=100))

    found = fitting.fit(ask(), mentor, EVEN)

    assert (found.month, found.months, found.free) == (FEB, (JAN, FEB), 300)
    assert "free_from" in [one.code for one in found.reasons]
    assert "asked_too" not in [one.code for one in found.reasons]


def test_where_no_month_has_room_for_both_it_is_said_that_another_asked():
    mentor = giver(budget=budget(300, 0, asked=100))

    found = fitting.fit(ask(), mentor, EVEN)

    assert (found.month, found.months) == (JAN, (JAN,))
    assert "asked_too" in [one.code for one in found.reasons]


def test_a_month_counts_only_with_a_day_that_suits_both():
    mentor = giver(budget=budget(600, away=[(DAY, date(2026, 1, 31))]))

    assert fitting.fit(ask(), mentor, EVEN).months == (FEB,)


LISTED, RUN = some("workshop"), Experience(kinds={"workshop": 1}, methods={"a3": 1})
BOTH = some("workshop", "lean")


@pytest.mark.parametrize(
    ("request_", "mentor", "share"),
    [
        (ask(), giver(), 1),
        (ask(kinds=LISTED), giver(kinds=LISTED), 1),
        (ask(kinds=LISTED), giver(experience=RUN), 1),
        (ask(kinds=LISTED), giver(), 0.5),
        (ask(kinds=LISTED), giver(kinds=some("lean")), 0),
        (ask(kinds=BOTH), giver(kinds=LISTED), 0.5),
        (ask(kinds=BOTH), giver(experience=RUN), 0.75),
        (ask(method="a3"), giver(methods=some("a3")), 1),
        (ask(method="a3", kinds=LISTED), giver(kinds=some("lean"), experience=RUN), 1),
        (ask(method="a3"), giver(), 0.5),
        (ask(method="a3", kinds=LISTED), giver(kinds=LISTED), 0.5),
        (ask(method="a3", kinds=LISTED), giver(kinds=some("lean")), 0),
    ],
)
def test_kind_and_method(request_, mentor, share):
    assert parts.kind(request_, mentor) == share


@pytest.mark.parametrize(
    ("ours", "hers", "share"),
    [
        ((TEAM, OVER, TOP), (TEAM, OVER, TOP), 1),
        ((TEAM, OVER, TOP), (SISTER, OVER, TOP), 0.5),
        ((TEAM, OVER, TOP), (OVER, TOP), 0.5),
        ((OVER, TOP), (TEAM, OVER, TOP), 0.5),
        ((TEAM, OVER, TOP), (TOP,), 0),
        ((TEAM, OVER, TOP), (FAR, TOP), 0),
        ((TEAM,), (FAR,), 0),
        ((), (TEAM,), 0),
        ((TEAM,), (), 0),
        ((), (), 0),
    ],
)
def test_work_community(ours, hers, share):
    assert parts.community(ask(units=ours), giver(units=hers)) == share
    assert parts.community(ask(units=hers), giver(units=ours)) == share


def test_fairness_is_the_share_of_the_months_time_that_is_left():
    assert parts.fairness(giver(1, 250), JAN) == 0.25
    assert parts.fairness(giver(budget=budget(250, asked=100)), JAN) == 0.15
    assert parts.fairness(giver(), date(2027, 1, 1)) == 0


def test_continuity_counts_the_unit_and_who_asks():
    assert parts.times_before(ask(), giver(experience=Experience(units={TEAM: 2}))) == 2
    assert parts.times_before(ask(), giver(experience=Experience(askers={100: 1}))) == 1
    assert parts.times_before(ask(), giver(experience=Experience(units={OVER: 5}))) == 0
    nobody = ask(units=(), asker=None)
    assert parts.times_before(nobody, giver(experience=Experience(units={TEAM: 2}))) == 0


@pytest.mark.parametrize(
    ("request_", "mentor", "wishes"),
    [
        (ask(method="a3"), giver(wished_methods=some("a3")), True),
        (ask(kinds=some("lean")), giver(wished_kinds=some("lean")), True),
        (ask(), giver(wished_kinds=some("lean"), wished_methods=some("a3")), False),
        (ask(method="a3", kinds=some("lean")), giver(), False),
    ],
)
def test_a_learning_wish(request_, mentor, wishes):
    assert parts.wishes(request_, mentor) is wishes


def test_the_score_is_the_weighted_mean_of_a_hundred():
    found = Parts(kind=1, community=0.5, fairness=0, continuity=1, wish=0)

    assert parts.score(found, Weights(6, 8, 5, 4, 3)) == pytest.approx(100 * 14 / 26)
    assert parts.score(found, Weights(0, 1, 0, 0, 0)) == 50
    assert parts.score(found, Weights(0, 0, 0, 0, 0)) == parts.score(found, EVEN) == 50


@pytest.mark.parametrize(
    ("request_", "mentor", "said"),
    [
        (ask(), giver(units=(TEAM,)), ["same_community", "hours_left"]),
        (ask(), giver(units=(SISTER, OVER)), ["near_community", "hours_left"]),
        (ask(), giver(experience=Experience(units={TEAM: 1})), ["before", "hours_left"]),
        (ask(method="a3"), giver(experience=RUN), ["method_run", "hours_left"]),
        (ask(method="a3"), giver(methods=some("a3")), ["method_listed", "hours_left"]),
        (ask(method="a3"), giver(), ["hours_left"]),
        (ask(kinds=LISTED), giver(experience=RUN), ["kind_given", "hours_left"]),
        (ask(kinds=LISTED), giver(kinds=LISTED), ["kind_listed", "hours_left"]),
        (ask(kinds=LISTED), giver(), ["hours_left"]),
        (ask(kinds=LISTED), giver(kinds=some("lean")), ["hours_left", "other_kinds"]),
        (ask(kinds=LISTED), giver(wished_kinds=LISTED), ["wish", "hours_left"]),
        (ask(language="sv"), giver(languages=some("sv")), ["language", "hours_left"]),
        (ask(mode="either"), giver(gives_onsite=False), ["hours_left", "remotely_only"]),
        (ask(mode="either"), giver(gives_remotely=False), ["hours_left", "on_site_only"]),
        (ask(mode="remote"), giver(gives_onsite=False), ["hours_left"]),
        (ask(), giver(1, 0, 300), ["hours_left", "free_from"]),
        (ask(day_parts=some("morning")), giver(), ["hours_left"]),
    ],
)
def test_what_is_said_of_a_mentor(request_, mentor, said):
    assert codes(request_, mentor) == said


def test_the_parts_of_the_day_in_common_are_said_in_order():
    three = some("morning", "afternoon", "evening")

    found = fitting.fit(ask(day_parts=three), giver(day_parts=some("evening", "morning")), EVEN)

    assert found.reasons[0].values == {"day_parts": ["evening", "morning"]}


def test_of_equal_mentors_who_has_more_left_stands_first_then_the_lower_key():
    weights = Weights(1, 0, 0, 0, 0)
    found = [fitting.fit(ask(), one, weights) for one in (giver(3), giver(2), giver(9, 700))]

    assert [one.mentor for one in fitting.best_first(found)] == [9, 2, 3]
    assert fitting.best_first([fitting.fit(ask(), giver(1, 0), weights)]) == []


def test_only_working_days_of_the_weeks_that_were_named_would_do():
    named = {"weeks": [date(2026, 1, 5), date(2026, 1, 19)], "since": date(2026, 1, 8)}
    found = days_that_do(date(2026, 1, 1), date(2026, 1, 20), until=date(2026, 6, 30), **named)

    assert [day.day for day in found] == [8, 9, 19, 20]


def test_without_weeks_any_working_day_of_the_span_would_do_but_no_holiday():
    span = {"since": date(2025, 1, 1), "until": date(2026, 1, 7)}

    found = days_that_do(date(2026, 1, 3), date(2026, 3, 1), **span)

    assert [day.day for day in found] == [5, 7]
    assert days_that_do(MAR, date(2026, 3, 31), **span) == ()
