"""Serves R85, R87: what is too large to search whole is relaxed, rounded and improved in parts."""

import numpy as np
import pytest

from nuotio.support.matching import (
    Fit,
    Infeasible,
    Mentor,
    Problem,
    Request,
    answers,
    descending,
    highs,
    improving,
    indexing,
    loading,
    pairing,
    pursuing,
    relaxing,
    searching,
    solve,
    swapping,
)
from nuotio.support.matching.board import Board
from tests.support.matching import making, oracle
from tests.support.matching.test_against_oracle import breaks


@pytest.fixture
def in_parts(monkeypatch):
    monkeypatch.setattr(pursuing, "SMALL", 0)
    monkeypatch.setattr(relaxing, "ALL_AT_ONCE", 0)
    monkeypatch.setattr(relaxing, "FIRST_FITS", 1)


@pytest.fixture
def by_loads(monkeypatch):
    monkeypatch.setattr(pursuing, "SMALL", 0)
    monkeypatch.setattr(descending, "TINY", 0)
    monkeypatch.setattr(descending, "FEW", 1000.0)


@pytest.mark.parametrize("way", ["in_parts", "by_loads"])
@pytest.mark.parametrize("seed", range(12))
def test_when_large_nothing_breaks_and_the_bounds_hold(request, seed, way):
    problem = making.problem(seed, requests=14, mentors=6, limit_s=0.2)
    try:
        best = solve(problem)
    except Infeasible:
        return
    request.getfixturevalue(way)

    found = solve(problem)

    assert breaks(problem, found) == []
    assert (found.served, found.score) <= (best.served, best.score + 1e-9)
    assert found.served_bound >= best.served
    assert found.served < best.served or found.bound >= best.score - 1e-9


@pytest.mark.parametrize("way", ["in_parts", "by_loads"])
@pytest.mark.parametrize("demand", [0.7, 1.13])
def test_when_large_it_comes_near_the_best(request, demand, way):
    problem = making.busy(3, requests=30, mentors=10, demand=demand, limit_s=1.0)
    best = solve(problem)
    request.getfixturevalue(way)

    found = solve(problem)

    assert breaks(problem, found) == []
    assert found.served >= best.served - 1
    assert found.bound >= best.score or found.served < best.served


def test_fits_left_out_at_first_are_priced_back_in(in_parts):
    problem = making.busy(4, requests=20, mentors=8)
    core = indexing.standing(problem).core
    clock = pursuing.Clock.of(30.0)

    some = relaxing.for_service(core, clock)

    assert (some.share > 0).sum() > 0
    relaxing.ALL_AT_ONCE = 10**6
    every = relaxing.for_service(core, clock)
    assert core.score @ some.share == pytest.approx(core.score @ every.share)


@pytest.mark.parametrize("fairness", [0.0, 1.0])
def test_where_nobody_has_hours_for_two_it_is_the_assignment_problem(fairness):
    compared = 0
    for seed in range(40):
        made = making.problem(seed, requests=4, mentors=4)
        problem = Problem(
            tuple(Request(request.id, 2 + n / 8) for n, request in enumerate(made.requests)),
            tuple(Mentor(mentor.id, 2.25 + n / 4) for n, mentor in enumerate(made.mentors)),
            tuple(Fit(f.request, f.mentor, f.score, month=f.month) for f in made.fits),
            fairness,
        )
        compared += pairing.is_pairing(indexing.standing(problem).core)

        found = solve(problem)

        assert breaks(problem, found) == []
        served, total = oracle.best(problem)
        assert (found.served, found.proved) == (served, True)
        assert found.score == pytest.approx(total)
    assert compared > 15


def test_two_change_places_where_that_brings_more():
    fits = (Fit("r", "m", 1), Fit("r", "n", 5), Fit("s", "m", 5), Fit("s", "n", 1))
    problem = Problem((Request("r", 2), Request("s", 2)), (Mentor("m", 3), Mentor("n", 3)), fits)
    core = indexing.standing(problem).core
    board = Board(core, [(0,), (3,)])

    swapping.Swapping(board).run(lambda: False)

    assert board.picked == [(1,), (2,)]


def test_one_moves_or_gives_way_where_that_brings_more():
    fits = (
        Fit("r", "m", 1),
        Fit("r", "n", 5),
        Fit("s", "m", 2),
        Fit("t", "m", 9),
        Fit("double", "m", 4),
        Fit("double", "n", 1),
    )
    requests = (Request("r", 2), Request("s", 2), Request("t", 2), Request("double", 2, 2))
    core = indexing.standing(Problem(requests, (Mentor("m", 4), Mentor("n", 4)), fits)).core
    board = Board(core, [(0,), (2,), (), ()])

    swapping.Swapping(board).run(lambda: False)

    assert core.served(board.picked) == 2
    assert core.total(board.picked) == 14


def test_a_swap_never_leaves_a_request_with_one_mentor_twice():
    for seed in range(40):
        problem = making.busy(seed, requests=20, mentors=6)
        core = indexing.standing(problem).core
        board = searching.filled(Board(core), lambda: True)
        before = core.served(board.picked), core.total(board.picked)

        swapping.Swapping(board).run(lambda: False)

        assert core.served(board.picked) == before[0]
        assert core.total(board.picked) >= before[1]
        assert all(
            len({core.mentors[fit] for fit in own}) in {0, need}
            for own, need in zip(board.picked, core.need.tolist(), strict=True)
        )


def test_an_answer_that_is_over_becomes_a_cover_and_is_searched_again(monkeypatch):
    problem = making.busy(1, requests=12, mentors=4)
    best = solve(problem)
    honest, calls = highs.solve, []

    def first_over(model, *args, **more):
        calls.append(model.rows.count)
        if len(calls) == 1:
            return highs.Answer(np.ones(len(model.gain)), np.zeros(0), 1e9, exhausted=False)
        return honest(model, *args, **more)

    monkeypatch.setattr(highs, "solve", first_over)
    found = solve(problem)

    assert calls[1] == calls[0] + 1
    assert (found.served, found.proved) == (best.served, True)
    assert found.score == pytest.approx(best.score)


def test_fits_that_are_too_much_together_are_told():
    requests = tuple(Request(name, 2) for name in "abc")
    fits = tuple(Fit(name, "m", 1) for name in "abc")
    core = indexing.standing(Problem(requests, (Mentor("m", 4),), fits)).core

    board, cover = answers.laid(core, [0, 1, 2])

    assert (board.picked, cover) == ([(0,), (1,), ()], (0, 1, 2))


@pytest.fixture
def only_laid(by_loads, monkeypatch):
    monkeypatch.setattr(improving.Improving, "run", lambda *_: None)
    monkeypatch.setattr(swapping, "settled", lambda board, _hurry: board)


def large(seed, demand):
    return making.busy(seed, requests=24, mentors=10, demand=demand, limit_s=1.0)


def test_the_bound_by_loads_holds_where_little_is_found(request):
    best = [solve(large(seed, demand=0.7)) for seed in range(8)]
    request.getfixturevalue("only_laid")
    request.getfixturevalue("monkeypatch").setattr(loading, "_dive", lambda *_: None)

    found = [solve(large(seed, demand=0.7)) for seed in range(8)]

    below = 0
    for most, less in zip(best, found, strict=True):
        assert less.served <= most.served <= less.served_bound
        assert less.bound >= most.score - 1e-6  # it also holds for those who serve more
        below += less.score < most.score
    assert below > 2


def test_what_prices_make_sure_is_better_than_what_is_put_in_one_by_one(only_laid, monkeypatch):
    laid = [solve(large(seed, demand=1.13)) for seed in range(8)]
    monkeypatch.setattr(loading, "_dive", lambda *_: None)

    first = [solve(large(seed, demand=1.13)) for seed in range(8)]

    better = [(a.served, a.score) > (b.served, b.score) for a, b in zip(laid, first, strict=True)]
    assert sum(better) >= 6


def test_where_so_many_cannot_be_relaxed_prices_of_service_do(by_loads, monkeypatch):
    problem = making.busy(3, requests=30, mentors=10, limit_s=1.0)
    monkeypatch.setattr(relaxing.Relaxing, "for_total", lambda *_: None)

    found = solve(problem)

    assert breaks(problem, found) == []
    assert found.served >= found.served_bound - 1
    assert found.bound >= found.score


@pytest.mark.parametrize("way", ["in_parts", "by_loads"])
def test_when_time_ends_before_prices_are_known_the_first_answer_stands(request, way):
    request.getfixturevalue(way)
    problem = making.busy(1, limit_s=0.0)

    found = solve(problem)

    assert breaks(problem, found) == []
    assert not found.proved


def test_very_many_hours_are_counted_as_well():
    problem = Problem((Request("r", 3e8),), (Mentor("m", 9e8),), (Fit("r", "m", 1),))

    assert solve(problem).served == 1
