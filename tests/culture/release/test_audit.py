"""Serves issue 4, point 4: rule (d), the audit, beside a slow and exact one."""

from fractions import Fraction
from itertools import combinations
from random import Random

import numpy as np

from nuotio.culture.release import audit


def exact_rank(rows):
    """Return the rank of rows of whole numbers, by elimination with fractions."""
    left, rank = [[Fraction(int(number)) for number in row] for row in rows], 0
    for column in range(len(rows[0]) if len(rows) else 0):
        pivot = next((n for n in range(rank, len(left)) if left[n][column]), None)
        if pivot is None:
            continue
        left[rank], left[pivot] = left[pivot], left[rank]
        for n in range(rank + 1, len(left)):
            times = left[n][column] / left[rank][column]
            left[n] = [own - times * other for own, other in zip(left[n], left[rank], strict=True)]
        rank += 1
    return rank


def speaks_of(rows, columns):
    return exact_rank(np.delete(rows, [*columns], axis=1)) < exact_rank(rows)


def any_few(rows, weights, k):
    """Tell whether any columns of fewer than k people are spoken of, trying all."""
    return any(
        speaks_of(rows, columns)
        for size in range(1, k)
        for columns in combinations(range(len(weights)), size)
        if weights[[*columns]].sum() < k
    )


def drawn(seed):
    """Draw rows that share columns, some of them rows of numbers beyond 0 and 1."""
    chance = np.random.default_rng(seed)
    count, columns = chance.integers(1, 6), chance.integers(1, 10)
    rows = chance.integers(0, chance.choice([2, 2, 4]), (count, columns))
    return rows.astype(float), chance.integers(1, 4, columns), int(chance.integers(2, 6))


def test_it_finds_a_leak_exactly_where_there_is_one():
    leaks = 0
    for seed in range(250):
        rows, weights, k = drawn(seed)

        found = audit.few_spoken_of(rows, weights, k)

        leaks += bool(found)
        assert bool(found) == any_few(rows, weights, k), seed
        if found:
            assert weights[found].sum() < k
            assert speaks_of(rows, found)
    assert 60 < leaks < 190


def test_it_finds_the_one_leak_among_many_groups_of_a_large_organisation():
    chance = Random(7)
    people = 300
    unit = [person // 12 for person in range(people)]
    task = [chance.randrange(6) for _ in range(people)]
    rows = np.array(
        [[float(u == n) for u in unit] for n in range(25)]
        + [[float(t == n) for t in task] for n in range(6)]
    )
    weights = np.ones(people, dtype=np.int64)
    secret = [float(12 <= person < 24 or person in {100, 200, 299}) for person in range(people)]

    assert audit.few_spoken_of(rows, weights, 5) == []
    assert sorted(audit.few_spoken_of(np.vstack([rows, secret]), weights, 5)) == [100, 200, 299]


def test_people_who_are_alike_in_all_rows_are_spoken_of_together_or_not_at_all():
    rows = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0]])

    assert audit.few_spoken_of(rows, np.array([9, 4, 9]), 5) == [1]
    assert audit.few_spoken_of(rows, np.array([9, 5, 9]), 5) == []


def test_no_rows_speak_of_nobody():
    assert audit.few_spoken_of(np.zeros((0, 4)), np.ones(4, dtype=np.int64), 5) == []
    assert audit.rank(np.zeros((3, 0))) == 0


def test_what_takes_too_many_steps_counts_as_a_leak(monkeypatch):
    rows, weights = np.array([[1.0, 1.0]]), np.array([3, 3])
    assert audit.few_spoken_of(rows, weights, 5) == []
    monkeypatch.setattr(audit, "MOST_STEPS", 0)

    assert audit.few_spoken_of(rows, weights, 5) == [0]
