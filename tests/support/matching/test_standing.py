"""Serves R86: a new request enters without moving what people have agreed to."""

import pytest

from nuotio.support.matching import (
    Choice,
    Fit,
    Infeasible,
    Limit,
    Mentor,
    Problem,
    Request,
    WrongProblem,
    add_request,
    solve,
)
from nuotio.support.matching.standing import StandingAssignment
from tests.support.matching import making, oracle

PROBLEM = Problem(
    (Request("r", 3), Request("s", 2, 2)),
    (Mentor("m", 5), Mentor("n", 6, (Limit(frozenset({"2027-01"}), 1),))),
    (Fit("r", "m", 5), Fit("s", "m", 1), Fit("s", "n", 1)),
)


def test_the_best_mentor_who_is_free_serves_it():
    fits = (Fit("new", "m", 9), Fit("new", "n", 2))

    found = add_request(PROBLEM, solve(PROBLEM), Request("new", 4), fits)

    assert found == Choice("new", ("n",), ("",))


def test_a_month_without_room_is_passed_over():
    fits = (Fit("new", "n", 9, month="2027-01"), Fit("new", "n", 2, month="2027-02"))

    found = add_request(PROBLEM, solve(PROBLEM), Request("new", 2), fits)

    assert found == Choice("new", ("n",), ("2027-02",))


def test_nobody_is_moved_for_it():
    fits = (Fit("new", "m", 99),)

    assert add_request(PROBLEM, solve(PROBLEM), Request("new", 1), fits) is None


def test_two_who_are_free_are_two_different_ones():
    fits = (Fit("new", "n", 2), Fit("new", "n", 3, month="2027-02"))

    assert add_request(PROBLEM, solve(PROBLEM), Request("new", 1, 2), fits) is None


def test_what_has_entered_takes_its_hours():
    standing = StandingAssignment(PROBLEM, solve(PROBLEM))

    assert standing.enter(Request("a", 4), [Fit("a", "n", 1)]) == Choice("a", ("n",), ("",))
    assert standing.enter(Request("b", 1), [Fit("b", "n", 1)]) is None


def test_the_hours_of_a_fixed_mentor_of_an_unserved_request_are_not_free():
    problem = Problem((Request("r", 3, 2),), (Mentor("m", 4),), (), fixed=(("r", "m"),))

    assert add_request(problem, solve(problem), Request("a", 2), (Fit("a", "m", 1),)) is None


def test_fairness_sends_it_to_who_has_less_to_do():
    problem = Problem(
        (Request("r", 6),), (Mentor("m", 9), Mentor("n", 9)), (Fit("r", "m", 10),), fairness=1.0
    )
    fits = (Fit("new", "m", 10), Fit("new", "n", 9))

    found = add_request(problem, solve(problem), Request("new", 3), fits)

    assert found == Choice("new", ("n",), ("",))


@pytest.mark.parametrize(
    ("request_", "fit", "said"),
    [
        (Request("r", 1), Fit("r", "m", 1), "The request 'r' is there already"),
        (Request("new", 1), Fit("other", "m", 1), "'other' and 'm' is none of 'new'"),
        (Request("new", 1), Fit("new", "nobody", 1), "'nobody' is none of 'new'"),
        (Request("new", -1), Fit("new", "m", 1), "has no real numbers"),
    ],
)
def test_what_cannot_enter_is_refused(request_, fit, said):
    with pytest.raises(WrongProblem, match=said):
        add_request(PROBLEM, solve(PROBLEM), request_, (fit,))


def test_over_many_worlds_nobody_is_over_and_the_rest_stands():
    entered = 0
    for seed in range(200):
        problem = making.problem(seed, limit_s=0.0)
        try:
            before = solve(problem)
        except Infeasible:
            continue
        new = Request("new", 1.5)
        fits = tuple(Fit("new", mentor.id, n) for n, mentor in enumerate(problem.mentors))

        choice = add_request(problem, before, new, fits)

        if choice is not None:
            [mentor] = choice.mentors
            pairs = [*oracle.pairs_of(problem, before), (Fit("new", mentor, 0), 1.5)]
            assert oracle.is_possible(problem, pairs), seed
            entered += 1
    assert entered > 50
