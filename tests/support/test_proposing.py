"""Serves R84, R85, R87: a joint proposal serves as many as it can; nobody is over her hours."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuotio.support.budget import budgeting
from nuotio.support.budget.capacity import WINDOW, Budget, Month, months_from
from nuotio.support.fitting import Fitting, Obstacle
from nuotio.support.matching import Why
from nuotio.support.proposals import proposing
from nuotio.support.proposals.proposing import Pick, Place, Wish, World

FIRST = date(2026, 11, 1)
MONTHS = months_from(FIRST, 8)
NOV, DEC, JAN, FEB = MONTHS[:4]
SLOW = [HealthCheck.too_slow]  # where the machine has much to do
NOW = MONTHS[2]  # January: the two before are past
SOON = tuple(MONTHS[2:4])


def budget(*agreed, asked=(), used=()):
    """A budget whose months from January on hold so many minutes; the two before are empty."""
    told = [0, 0, *agreed, *([0] * (6 - len(agreed)))]
    taken = [*used, *([0] * (8 - len(used)))]
    held = [0, 0, *asked, *([0] * (6 - len(asked)))]
    return Budget(
        tuple(
            Month(first, minutes + spent, used=spent, asked=open_)
            for first, minutes, spent, open_ in zip(MONTHS, told, taken, held, strict=True)
        )
    )


def fits(mentor, score=50.0, *, months=SOON, obstacles=()):
    return Fitting(
        mentor, obstacles=obstacles, score=score, month=months[0], months=tuple(months), free=0
    )


def world(wishes, fittings, budgets, **more):
    return World(tuple(wishes), fittings, budgets, **more)


def who(proposal):
    return {(one.request, one.place): one.mentor for one in proposal.places}


# What is asked of the engine


def test_every_month_and_every_three_in_a_row_is_a_limit_in_exact_hours():
    had = budget(100, 200, 300, 400, 500, 600)

    mentor = budgeting.mentor_of(7, had)

    spans = {tuple(sorted(one.months)): one.hours for one in mentor.limits}
    iso = [one.isoformat() for one in MONTHS]
    assert mentor.id == "7"
    assert mentor.hours == 2100 / 60
    assert spans == {
        (iso[2],): 100 / 60,
        (iso[3],): 200 / 60,
        (iso[4],): 300 / 60,
        (iso[5],): 400 / 60,
        (iso[6],): 500 / 60,
        (iso[7],): 600 / 60,
        (iso[2], iso[3]): 300 / 60,
        (iso[2], iso[3], iso[4]): 600 / 60,
        (iso[3], iso[4], iso[5]): 900 / 60,
        (iso[4], iso[5], iso[6]): 1200 / 60,
        (iso[5], iso[6], iso[7]): 1500 / 60,
    }


def test_the_months_beyond_what_is_offered_make_three_in_a_row_with_it():
    """In the month after the last she is over by an hour: the last two give it back."""
    had = budget(100, 200, 300, 400, 500, 600)
    over_later = replace(had, beyond=(Month(date(2027, 7, 1), 0, promised=1090),))

    bounds = dict(budgeting.bounds(over_later))

    assert bounds[frozenset(MONTHS[6:])] == 500 + 600 - 1090
    assert over_later.free(7) == 10


def test_what_went_over_in_the_months_before_is_given_back():
    had = Budget(
        (
            Month(NOV, 60, used=240),
            Month(DEC, 60),
            *(Month(one, 240) for one in MONTHS[2:]),
        )
    )

    bounds = dict(budgeting.bounds(had))

    assert bounds[frozenset({JAN})] == 120  # 60 + 60 + 240 - 240, less than its own 240
    assert had.free(2, with_asked=True) == 120


def test_a_mentor_is_offered_for_each_month_in_which_she_has_the_time():
    has = {1: budget(120, 60, 120), 2: budget(120, 120)}
    asked = world(
        [Wish(10, 120)],
        {10: [fits(1, months=MONTHS[2:5]), fits(2, obstacles=(Obstacle.LANGUAGE,))]},
        has,
    )

    told = proposing.problem(asked, limit_s=1)

    assert [(one.mentor, one.month) for one in told.fits] == [
        ("1", JAN.isoformat()),
        ("1", MONTHS[4].isoformat()),
    ]
    assert [(one.id, one.hours, one.mentors_needed) for one in told.requests] == [("10", 2.0, 1)]


def test_what_others_ask_of_her_and_she_has_yet_to_answer_is_taken():
    asked = world([Wish(10, 120)], {10: [fits(1)]}, {1: budget(180, 180, asked=(120,))})

    assert proposing.months_for(asked, asked.wishes[0], fits(1)) == [FEB]
    assert proposing.propose(asked).places == (Place(10, 1, 1, FEB, 50.0),)


def test_who_is_not_known_by_her_hours_is_not_proposed():
    asked = world([Wish(10, 60)], {10: [fits(1)]}, {})

    assert proposing.able(asked, asked.wishes[0]) == []
    assert proposing.propose(asked).served == 0


# What comes back


def test_more_are_served_than_in_the_order_in_which_they_came():
    """The first request would take the only mentor whom the second can have."""
    suits = {10: [fits(1, 90.0), fits(2, 40.0)], 11: [fits(1, 60.0)], 12: [fits(2, 30.0)]}
    has = {1: budget(120), 2: budget(240)}
    asked = world([Wish(10, 120), Wish(11, 120), Wish(12, 120)], suits, has)

    greedy = served_in_order(asked)
    found = proposing.propose(asked)

    assert greedy == {10: 1, 12: 2}
    assert who(found) == {(10, 1): 2, (11, 1): 1, (12, 1): 2}
    assert (found.served, found.is_proved, found.gap) == (3, True, 0)


def served_in_order(asked):
    """First come, first served: each takes the best mentor who has time in January."""
    left = {key: one.free(2, with_asked=True) for key, one in asked.budgets.items()}
    served = {}
    for wish in asked.wishes:
        able = [one for one in proposing.able(asked, wish) if left[one.mentor] >= wish.minutes]
        if able:
            served[wish.request] = able[0].mentor
            left[able[0].mentor] -= wish.minutes
    return served


def test_the_fit_is_the_mean_of_the_places_that_have_a_mentor():
    asked = world(
        [Wish(10, 60), Wish(11, 60), Wish(12, 60)],
        {10: [fits(1, 90.0)], 11: [fits(1, 60.0)]},
        {1: budget(120)},
    )

    found = proposing.propose(asked)

    assert (found.served, found.fit) == (2, 75.0)
    assert found.left_over[12].why == Why.NO_FIT
    assert proposing.propose(world([], {}, {})).fit == 0.0


def test_two_are_found_where_two_are_needed_or_none():
    suits = {10: [fits(1, 90.0), fits(2, 80.0)], 11: [fits(1, 90.0)]}
    asked = world([Wish(10, 60, 2), Wish(11, 60, 2)], suits, {1: budget(60), 2: budget(60)})

    found = proposing.propose(asked)

    assert who(found) == {(10, 1): 1, (10, 2): 2, (11, 1): None, (11, 2): None}
    assert (found.served, found.left_over[11].why) == (1, Why.TOO_FEW)


def test_who_was_needed_more_elsewhere_is_told_with_the_minutes_she_lacks():
    suits = {10: [fits(1, 90.0, months=[JAN])], 11: [fits(1, 60.0, months=[JAN])]}
    asked = world([Wish(10, 120), Wish(11, 120)], suits, {1: budget(180)})

    left = proposing.propose(asked).left_over[11]

    assert (left.why, left.short) == (Why.CROWDED_OUT, ((1, 60),))


# What was chosen by hand


@pytest.fixture
def three():
    """Three requests, two mentors; the best serves all with 1 for 11, and 2 for 10 and 12."""
    suits = {10: [fits(1, 90.0), fits(2, 40.0)], 11: [fits(1, 60.0)], 12: [fits(2, 30.0)]}
    wishes = [Wish(10, 120), Wish(11, 120), Wish(12, 120)]
    return world(wishes, suits, {1: budget(120), 2: budget(240)})


def test_a_change_by_hand_stands_and_says_how_many_it_costs(three):
    best = proposing.propose(three)

    now = proposing.propose(three, [Pick(10, 1, 1)])

    assert who(now) == {(10, 1): 1, (11, 1): None, (12, 1): 2}
    assert [one.is_by_hand for one in now.places] == [True, False, False]
    assert proposing.cost(best, now).served == 1
    assert not proposing.cost(best, now).is_nothing


def test_a_weaker_choice_says_how_much_weaker_the_fit_is():
    suits = {10: [fits(1, 91.0), fits(2, 84.0)]}
    asked = world([Wish(10, 60)], suits, {1: budget(60), 2: budget(60)})

    found = proposing.cost(proposing.propose(asked), proposing.propose(asked, [Pick(10, 1, 2)]))

    assert (found.served, found.best_fit, found.fit) == (0, 91, 84)


def test_choosing_what_is_best_anyway_costs_nothing(three):
    best = proposing.propose(three)

    now = proposing.propose(three, [Pick(10, 1, 2)])

    assert proposing.cost(best, now).is_nothing


def test_nobody_by_hand_frees_the_mentor_for_others(three):
    now = proposing.propose(three, [Pick(11, 1, None)])

    assert who(now) == {(10, 1): 1, (11, 1): None, (12, 1): 2}
    assert now.places[1].is_by_hand
    assert 11 not in now.left_over


def test_one_of_two_places_can_be_left_by_hand():
    suits = {10: [fits(1, 90.0), fits(2, 80.0)]}
    asked = world([Wish(10, 60, 2)], suits, {1: budget(60), 2: budget(60)})

    now = proposing.propose(asked, [Pick(10, 1, None)])

    assert who(now) == {(10, 1): None, (10, 2): 1}
    assert now.served == 0  # it still lacks one of two


def test_the_engine_finds_the_second_mentor_beside_the_one_chosen_by_hand():
    suits = {10: [fits(1, 90.0), fits(2, 80.0), fits(3, 70.0)]}
    has = {key: budget(60) for key in (1, 2, 3)}

    now = proposing.propose(world([Wish(10, 60, 2)], suits, has), [Pick(10, 2, 3)])

    assert who(now) == {(10, 1): 1, (10, 2): 3}


def test_one_chosen_by_hand_stays_where_no_second_is_found():
    asked = world([Wish(10, 60, 2)], {10: [fits(1, 90.0)]}, {1: budget(60)})

    now = proposing.propose(asked, [Pick(10, 1, 1)])

    assert now.places == (
        Place(10, 1, 1, JAN, 90.0, is_by_hand=True),
        Place(10, 2),
    )
    assert now.served == 0


def test_the_month_of_a_choice_by_hand_is_the_one_that_costs_the_least():
    """Mentor 1 can serve 10 in January or February, 11 in January alone."""
    suits = {10: [fits(1, 50.0)], 11: [fits(1, 50.0, months=[JAN])]}
    asked = world([Wish(10, 60), Wish(11, 60)], suits, {1: budget(60, 60)})

    now = proposing.propose(asked, [Pick(10, 1, 1)])

    assert now.served == 2
    assert [one.month for one in now.places] == [FEB, JAN]


def test_choices_that_cannot_stand_are_let_go(three):
    picks = [
        Pick(10, 1, 1),  # can
        Pick(11, 1, 2),  # 2 does not suit 11
        Pick(12, 2, 2),  # 12 needs one
        Pick(13, 1, 1),  # nobody knows 13
        Pick(12, 2, None),
        Pick(12, 1, None),  # can
    ]

    assert proposing.possible(three, picks) == [picks[0], picks[5]]


def test_of_choices_that_exclude_each_other_as_many_stand_as_can(three):
    picks = [Pick(10, 1, 1), Pick(11, 1, 1), Pick(12, 1, 2)]

    standing = proposing.possible(three, picks)

    assert len(standing) == 2
    assert picks[2] in standing


def test_hours_less_even_are_told_where_the_fit_is_the_same():
    suits = {key: [fits(1), fits(2)] for key in (10, 11)}
    asked = world(
        [Wish(10, 60), Wish(11, 60)], suits, {1: budget(120), 2: budget(120)}, fairness=1.0
    )

    best = proposing.propose(asked)
    told = proposing.cost(best, proposing.propose(asked, [Pick(10, 1, 1), Pick(11, 1, 1)]))

    assert sorted(who(best).values()) == [1, 2]
    assert (told.served, told.fit, told.is_less_even) == (0, told.best_fit, True)
    assert not told.is_nothing


def test_what_was_proposed_before_stays_where_others_are_no_better():
    suits = {key: [fits(1), fits(2), fits(3)] for key in (10, 11)}
    has = {key: budget(120) for key in (1, 2, 3)}
    before = {(10, 3): JAN, (11, 2): JAN}

    for first, second in ((3, 2), (2, 3)):
        asked = world(
            [Wish(10, 60), Wish(11, 60)],
            suits,
            has,
            before={(10, first): FEB, (11, second): JAN},
        )
        assert who(proposing.propose(asked)) == {(10, 1): first, (11, 1): second}
    better = {**suits, 10: [fits(1, 50.5), fits(2), fits(3)]}
    asked = world([Wish(10, 60), Wish(11, 60)], better, has, before=before)
    assert who(proposing.propose(asked)) == {(10, 1): 1, (11, 1): 2}


def test_a_month_stays_and_else_the_sooner_is_taken():
    suits = {10: [fits(1, months=MONTHS[2:6])]}
    has = {1: budget(0, 120, 120, 120)}
    asked = world([Wish(10, 60)], suits, has)
    known = replace(asked, before={(10, 1): MONTHS[4]})
    gone = replace(asked, before={(10, 1): JAN})

    months = [proposing.propose(one).places[0].month for one in (asked, known, gone)]

    assert months == [FEB, MONTHS[4], FEB]
    pick = Pick(10, 1, 1)
    assert proposing.stand_together(known, [pick]) == {pick: MONTHS[4]}


# Never over the hours


def of_ten(months):
    """Two months before, six from now on, and two beyond."""
    return Budget(months[:8], beyond=months[8:])


minutes = st.sampled_from([0, 30, 60, 90, 120, 150, 240])
budgets = st.builds(
    lambda rows: of_ten(
        tuple(
            Month(first, agreed, used=used, promised=promised, asked=asked)
            for first, (agreed, used, promised, asked) in zip(
                months_from(FIRST, 10), rows, strict=True
            )
        )
    ),
    st.lists(
        st.tuples(minutes, st.sampled_from([0, 0, 45]), st.sampled_from([0, 0, 60]), minutes),
        min_size=10,
        max_size=10,
    ),
)


@st.composite
def worlds(draw):
    has = {key: draw(budgets) for key in range(1, draw(st.integers(1, 3)) + 1)}
    wishes, suits = [], {}
    for key in range(10, 10 + draw(st.integers(1, 4))):
        wishes.append(Wish(key, draw(st.sampled_from([30, 50, 120])), draw(st.integers(1, 2))))
        months = draw(st.lists(st.sampled_from(MONTHS[2:]), min_size=1, max_size=3, unique=True))
        suits[key] = [
            fits(mentor, draw(st.sampled_from([10.0, 55.5, 90.0])), months=sorted(months))
            for mentor in has
            if draw(st.booleans())
        ]
    return world(wishes, suits, has)


@settings(deadline=None, suppress_health_check=SLOW)
@given(budgets)
def test_a_month_is_free_as_far_as_the_narrowest_limit_over_it(had):
    for number in range(had.now, len(had.months)):
        first = had.months[number].first
        limits = [most for months, most in budgeting.bounds(had) if first in months]
        alone = [
            most
            for months, most in budgeting.bounds(had)
            if first in months and len(months) < WINDOW
        ]
        assert had.free(number, with_asked=True) == min(limits)
        assert alone


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(worlds(), st.data())
def test_nobody_is_ever_over_a_month_or_three_and_choices_by_hand_stand(asked, data):
    picks = []
    for wish in asked.wishes:
        able = [one.mentor for one in proposing.able(asked, wish)]
        choice = data.draw(st.sampled_from(["engine", None, *able]))
        if choice != "engine":
            picks.append(Pick(wish.request, 1, choice))
    standing = proposing.possible(asked, picks)

    found = proposing.propose(asked, standing)

    taken = defaultdict(list)
    wishes = {one.request: one for one in asked.wishes}
    for one in found.places:
        if one.mentor is not None:
            taken[one.mentor].append((one.month, wishes[one.request].minutes))
    for mentor, of in taken.items():
        assert over(asked.budgets[mentor], of) == []
    by_hand = {(one.request, one.place): one.mentor for one in standing}
    assert {key: who(found)[key] for key in by_hand} == by_hand
    for wish in asked.wishes:
        mentors = [one.mentor for one in found.places if one.request == wish.request]
        named = [one for one in mentors if one is not None]
        assert len(mentors) == wish.places
        assert len(set(named)) == len(named)


def over(had, taken):
    """Return the spans of one month or three in which a mentor would give more than she has."""
    spans = [[number] for number in range(had.now, 8)]
    spans += [[first, first + 1, first + 2] for first in range(8)]
    found = []
    for span in spans:
        months = [(had.months + had.beyond)[one] for one in span]
        own = sum(one.agreed - one.used - one.promised - one.asked for one in months)
        more = sum(spent for month, spent in taken if month in {one.first for one in months})
        if more > max(0, own):
            found.append(span)
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(worlds())
def test_it_serves_at_least_as_many_as_first_come_first_served(asked):
    single = World(
        tuple(Wish(one.request, one.minutes) for one in asked.wishes),
        {
            key: [fits(one.mentor, one.score, months=[JAN]) for one in of]
            for key, of in asked.fittings.items()
        },
        asked.budgets,
    )

    assert proposing.propose(single).served >= len(served_in_order(single))
