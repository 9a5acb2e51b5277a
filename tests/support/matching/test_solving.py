"""Serves R85, R86: what is fixed stands, limits hold, a lack of time is stated as a gap."""

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
    highs,
    solve,
)
from nuotio.support.matching.highs import Answer
from tests.support.matching import making
from tests.support.matching.test_against_oracle import breaks

JAN, FEB = "2027-01", "2027-02"


def test_nothing_asked_is_nothing_done():
    found = solve(Problem((), (), ()))

    assert (found.chosen, found.served, found.score, found.gap, found.proved) == ((), 0, 0, 0, True)


def test_service_comes_before_scores():
    fits = (Fit("r", "m", 100), Fit("s", "m", -1), Fit("t", "m", -2))
    problem = Problem((Request("r", 4), Request("s", 2), Request("t", 2)), (Mentor("m", 4),), fits)

    found = solve(problem)

    assert [choice.request for choice in found.chosen] == ["s", "t"]
    assert (found.served, found.score, found.proved) == (2, -3, True)


def test_a_rounding_error_is_no_excess_and_a_minute_is_one():
    requests = tuple(Request(f"r{n}", 0.1) for n in range(3))
    fits = tuple(Fit(request.id, "m", 1) for request in requests)

    assert solve(Problem(requests, (Mentor("m", 0.3),), fits)).served == 3
    assert solve(Problem(requests, (Mentor("m", 0.3 - 1 / 60),), fits)).served == 2


def test_an_answer_of_the_solver_that_is_over_by_a_hair_is_not_taken():
    requests = tuple(Request(f"r{n}", 1 + 3e-9) for n in range(6))
    fits = tuple(Fit(r.id, m, 1) for r in requests for m in ("m", "n"))

    found = solve(Problem(requests, (Mentor("m", 3), Mentor("n", 3)), fits))

    assert (found.served, found.proved) == (4, True)


def test_the_best_month_within_the_limits_is_chosen():
    fits = (Fit("r", "m", 5, month=JAN), Fit("r", "m", 3, month=FEB))
    mentor = Mentor("m", 9, (Limit(frozenset({JAN}), 1),))

    found = solve(Problem((Request("r", 2),), (mentor,), fits))

    assert found.chosen == (Choice("r", ("m",), (FEB,)),)


def test_fairness_spreads_hours_where_scores_are_nearly_alike():
    requests = (Request("r", 4), Request("s", 4))
    fits = (Fit("r", "m", 10), Fit("s", "m", 10), Fit("r", "n", 9), Fit("s", "n", 9))
    mentors = (Mentor("m", 8), Mentor("n", 8))

    alone = solve(Problem(requests, mentors, fits))
    spread = solve(Problem(requests, mentors, fits, fairness=1.0))

    assert [choice.mentors for choice in alone.chosen] == [("m",), ("m",)]
    assert sorted(choice.mentors for choice in spread.chosen) == [("m",), ("n",)]
    # 19 less 9.5 (the mean score) times the squares of two halves
    assert spread.score == pytest.approx(19 - 9.5 * (0.25 + 0.25))


def test_fixed_pairs_stand_whatever_they_cost_and_without_a_fit():
    requests = (Request("r", 2), Request("s", 2))
    fits = (Fit("r", "m", -50), Fit("r", "n", 9), Fit("s", "n", 1))
    fixed = (("r", "m"), ("s", "m"), ("r", "m"))

    found = solve(Problem(requests, (Mentor("m", 4), Mentor("n", 4)), fits, fixed=fixed))

    assert [choice.mentors for choice in found.chosen] == [("m",), ("m",)]
    assert (found.score, found.proved) == (-50, True)


def test_the_hours_of_one_fixed_mentor_stay_taken_where_no_second_is_found():
    requests = (Request("r", 3, 2), Request("s", 2))
    fits = (Fit("r", "m", 7), Fit("s", "m", 1))

    found = solve(Problem(requests, (Mentor("m", 4),), fits, fixed=(("r", "m"),)))

    assert (found.served, found.score) == (0, 0)
    assert [left.request for left in found.unserved] == ["r", "s"]


def test_a_second_mentor_is_found_beside_the_fixed_one():
    fits = (Fit("r", "m", 7), Fit("r", "n", 2))
    problem = Problem((Request("r", 3, 2),), (Mentor("m", 4), Mentor("n", 4)), fits)

    found = solve(Problem(problem.requests, problem.mentors, fits, fixed=(("r", "m"),)))

    assert found.chosen == (Choice("r", ("m", "n"), ("", "")),)
    assert (found.score, found.proved) == (9, True)


def test_months_of_fixed_pairs_are_chosen_such_that_all_have_room():
    mentor = Mentor("m", 9, (Limit(frozenset({JAN}), 2), Limit(frozenset({FEB}), 2)))
    fits = (
        Fit("r", "m", 5, month=JAN),
        Fit("r", "m", 1, month=FEB),
        Fit("s", "m", 5, month=JAN),
    )
    problem = Problem(
        (Request("r", 2), Request("s", 2)), (mentor,), fits, fixed=(("r", "m"), ("s", "m"))
    )

    assert solve(problem).chosen == (Choice("r", ("m",), (FEB,)), Choice("s", ("m",), (JAN,)))


def test_fixed_pairs_beyond_the_hours_are_refused_and_the_mentor_is_named():
    problem = Problem((Request("r", 3),), (Mentor("Aino", 2),), (), fixed=(("r", "Aino"),))

    with pytest.raises(Infeasible, match="mentor 'Aino' need more hours than she has"):
        solve(problem)


def test_without_time_there_is_an_answer_and_a_gap():
    problem = making.busy(1, limit_s=0.0)

    found = solve(problem)

    assert breaks(problem, found) == []
    assert (found.proved, found.served > 0) == (False, True)
    assert found.gap > 0


def test_a_solver_that_finds_nothing_leaves_the_first_answer(monkeypatch):
    problem = making.busy(1, requests=12, mentors=4)
    best = solve(problem)

    def nothing(model, *_args, **_more):
        return Answer(None, None, float("inf"), exhausted=False)

    monkeypatch.setattr(highs, "solve", nothing)
    found = solve(problem)

    assert breaks(problem, found) == []
    assert not found.proved
    assert found.bound >= best.score
    assert found.served_bound >= best.served


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem((Request("r", 1), Request("r", 1)), (), ()), "The request 'r' is told twice"),
        (Problem((), (Mentor("m", 1), Mentor("m", 1)), ()), "The mentor 'm' is told twice"),
        (Problem((Request("r", -1),), (), ()), "The request 'r' has -1 hours"),
        (Problem((Request("r", 1, 3),), (), ()), "The request 'r' needs 3 mentors"),
        (Problem((), (Mentor("m", float("nan")),), ()), "The mentor 'm' has nan hours"),
        (
            Problem((), (Mentor("m", 1, (Limit(frozenset(), -2),)),), ()),
            "A limit of the mentor 'm' has -2 hours",
        ),
        (Problem((), (), (), fairness=2), "The fairness is 2"),
        (Problem((), (), (), limit_s=-1), "The limit is -1 s"),
        (Problem((), (), (Fit("r", "m", 1),)), "the request 'r', which is not there"),
        (
            Problem((Request("r", 1),), (), (Fit("r", "m", 1),)),
            "the mentor 'm', who is not there",
        ),
        (Problem((), (), (), fixed=(("r", "m"),)), "fixed pair names the request 'r'"),
        (Problem((Request("r", 1),), (), (), fixed=(("r", "m"),)), "names the mentor 'm'"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(problem, said):
    with pytest.raises(WrongProblem, match=said):
        solve(problem)


@pytest.mark.parametrize(
    ("fits", "fixed", "said"),
    [
        ((Fit("r", "m", float("inf")),), (), "has the score inf"),
        ((Fit("r", "m", 1, -1),), (), "has -1 hours"),
        ((Fit("r", "m", 1), Fit("r", "m", 2)), (), "and the mentor 'm' is told twice"),
        (
            (Fit("r", "m", 1, month=JAN), Fit("r", "m", 2, month=JAN)),
            (),
            "and the month '2027-01' is told twice",
        ),
        ((), (("r", "m"), ("r", "n")), "'r' has 2 fixed mentors and needs 1"),
    ],
)
def test_a_pair_that_contradicts_itself_is_refused(fits, fixed, said):
    mentors = (Mentor("m", 1), Mentor("n", 1))

    with pytest.raises(WrongProblem, match=said):
        solve(Problem((Request("r", 1),), mentors, fits, fixed=fixed))
