"""Serves issue 3: mixed small groups where people meet as many others as can be."""

from itertools import combinations, product
from random import Random

import pytest

from nuotio.programmes.grouping.mixing import Mixing, Person, mix, mix_sessions, random_mixing
from nuotio.programmes.grouping.sizes import group_count, group_sizes

EIGHT = (12, 10, 9, 8, 7, 6, 5, 3)
TWELVE = (16, 14, 12, 11, 10, 9, 8, 7, 5, 4, 3, 1)


def people_of(*organisations):
    """Make so many people of each organisation, with keys that are not their places."""
    owners = [owner for owner, members in enumerate(organisations) for _ in range(members)]
    return [Person(100 + 3 * place, owner) for place, owner in enumerate(owners)]


def sizes_of(mixing):
    return [sorted(len(group) for group in groups) for groups in mixing.sessions]


def pairs_of(groups):
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def figures(people, sessions, met=()):
    """Count repeats and pairs of one organisation in the plainest way."""
    owner = {person.key: person.organisation for person in people}
    seen, repeats, alike = {(min(pair), max(pair)) for pair in met}, 0, 0
    for groups in sessions:
        pairs = pairs_of(groups)
        repeats += len(pairs & seen)
        alike += sum(owner[one] == owner[other] for one, other in pairs)
        seen |= pairs
    return repeats, alike


def divisions(keys, sizes):
    """Yield each way to divide keys into groups of these sizes, some of them repeatedly."""
    if not sizes:
        yield []
        return
    first, *others = keys
    for size in set(sizes):
        left = [*sizes]
        left.remove(size)
        for company in combinations(others, size - 1):
            rest = [key for key in others if key not in company]
            for groups in divisions(rest, left):
                yield [(first, *company), *groups]


def best_of_all(people, sessions, size, met=()):
    """Try all divisions and return the fewest repeats, with the fewest alike among those."""
    keys = [person.key for person in people]
    sizes = group_sizes(len(keys), group_count(len(keys), size))
    ways = list(divisions(keys, sizes))
    return min(figures(people, chosen, met) for chosen in product(ways, repeat=sessions))


def some_people(chance, most):
    return [Person(key, chance.randrange(1, 5)) for key in range(chance.randrange(most + 1))]


def some_pairs(chance, people, share):
    keys = [person.key for person in people]
    return [pair for pair in combinations(keys, 2) if chance.random() < share]


@pytest.mark.parametrize(
    ("people", "size", "sizes"),
    [
        (60, 5, [5] * 12),
        (10, 4, [4, 3, 3]),
        (11, 5, [6, 5]),
        (13, 5, [5, 4, 4]),
        (7, 5, [4, 3]),
        (9, 6, [5, 4]),
        (5, 4, [5]),
        (5, 2, [3, 2]),
        (3, 2, [3]),
        (4, 3, [2, 2]),
        (3, 6, [3]),
        (1, 4, [1]),
    ],
)
def test_groups_are_as_near_to_the_wanted_size_as_the_number_of_people_allows(people, size, sizes):
    groups = group_count(people, size)

    assert group_sizes(people, groups) == sizes


def test_no_group_is_smaller_than_wanted_by_more_than_one_where_that_can_be_helped():
    too_small = [
        (people, size)
        for size in range(2, 7)
        for people in range(size, 101)
        if group_sizes(people, group_count(people, size))[-1] < size - 1
    ]

    assert too_small == [(7, 5), (8, 6), (9, 6)]


def test_everyone_has_exactly_one_group_in_each_session_and_figures_are_true():
    chance = Random(1)
    for turn in range(120):
        people = some_people(chance, 24)
        sessions, size = chance.randrange(1, 5), chance.randrange(2, 7)
        met = some_pairs(chance, people, 0.1)

        mixing = mix(people, sessions=sessions, size=size, met=met, seed=turn, steps=300)

        keys = sorted(person.key for person in people)
        assert [sorted(sum(groups, ())) for groups in mixing.sessions] == [keys] * sessions
        assert all(max(found) - min(found) <= 1 for found in sizes_of(mixing) if found)
        told = (mixing.repeats, mixing.same_organisation)
        assert told == figures(people, mixing.sessions, met)


def test_bounds_never_exceed_what_is_found():
    chance = Random(2)
    for turn in range(300):
        everyone = some_people(chance, 16)
        attending = [
            [person for person in everyone if chance.random() < 0.8]
            for _ in range(chance.randrange(1, 5))
        ]
        met = some_pairs(chance, everyone, chance.choice((0.0, 0.2, 0.7)))
        size = chance.randrange(2, 7)

        mixing = mix_sessions(attending, size=size, met=met, seed=turn, steps=400)

        assert 0 <= mixing.repeats_bound <= mixing.repeats
        assert 0 <= mixing.same_organisation_bound <= mixing.same_organisation


@pytest.mark.parametrize(
    ("organisations", "sessions", "size"),
    [
        ((1, 1), 2, 2),
        ((2, 1), 3, 2),
        ((2, 2), 4, 2),
        ((3, 2), 3, 3),
        ((3, 2), 2, 2),
        ((3, 3), 3, 3),
        ((3, 2, 1), 3, 2),
        ((4, 2), 2, 4),
        ((4, 3), 2, 3),
        ((3, 3, 2), 2, 4),
        ((5, 3), 2, 4),
    ],
)
def test_small_cases_are_as_good_as_the_best_of_all_divisions(organisations, sessions, size):
    people = people_of(*organisations)

    mixing = mix(people, sessions=sessions, size=size, steps=8000)

    best = best_of_all(people, sessions, size)
    assert (mixing.repeats, mixing.same_organisation) == best
    assert mixing.repeats_bound <= best[0]


def test_small_cases_with_pairs_that_have_met_are_as_good_as_the_best_of_all_divisions():
    chance = Random(3)
    for turn in range(25):
        people = people_of(3, 2, chance.randrange(3))
        met = some_pairs(chance, people, chance.random())
        sessions, size = chance.randrange(1, 3), chance.randrange(2, 5)

        mixing = mix(people, sessions=sessions, size=size, met=met, seed=turn, steps=4000)

        best = best_of_all(people, sessions, size, met)
        assert (mixing.repeats, mixing.same_organisation) == best
        assert mixing.repeats_bound <= best[0]


@pytest.mark.parametrize(("size", "alike"), [(4, 0), (5, 0), (6, 6)])
def test_sixty_people_of_eight_organisations_meet_nobody_twice_in_three_sessions(size, alike):
    mixing = mix(people_of(*EIGHT), sessions=3, size=size, seed=1)

    assert (mixing.repeats, mixing.same_organisation) == (0, alike)
    assert sizes_of(mixing) == [[size] * (60 // size)] * 3
    assert mixing.same_organisation_bound == alike


@pytest.mark.parametrize("size", [4, 5, 6])
def test_a_hundred_people_of_twelve_organisations_meet_nobody_twice_and_no_colleague(size):
    mixing = mix(people_of(*TWELVE), sessions=3, size=size)

    assert (mixing.repeats, mixing.same_organisation) == (0, 0)


def test_repeats_that_cannot_be_helped_are_told_with_a_bound():
    mixing = mix(people_of(4, 3, 3), sessions=3, size=5, steps=5000)

    assert (mixing.repeats, mixing.repeats_bound, mixing.gap) == (18, 16, 2)
    assert not mixing.is_proved_best


def test_groups_that_reach_the_bound_are_proved_best():
    mixing = mix(people_of(10, 5, 5), sessions=4, size=5, steps=40_000)

    assert (mixing.repeats, mixing.repeats_bound, mixing.gap) == (12, 12, 0)
    assert mixing.is_proved_best


def test_the_same_question_has_the_same_answer_in_any_order():
    people = people_of(5, 4, 4)
    met = [(100, 103), (109, 106)]

    once = mix(people, sessions=3, size=4, met=met, seed=7, steps=2000)
    again = mix(people[::-1], sessions=3, size=4, met=[(106, 109), *met], seed=7, steps=2000)

    assert once == again


def test_these_groups_come_out_on_any_machine():
    mixing = mix(people_of(3, 2, 2), sessions=3, size=4, seed=4, steps=500)

    assert mixing == Mixing(
        sessions=(
            ((100, 106, 112, 115), (103, 109, 118)),
            ((100, 103, 109), (106, 112, 115, 118)),
            ((100, 112, 118), (103, 106, 109, 115)),
        ),
        repeats=8,
        repeats_bound=6,
        same_organisation=4,
        same_organisation_bound=3,
    )


def test_another_seed_makes_other_groups_as_good():
    people = people_of(*EIGHT)

    one, other = (mix(people, sessions=3, size=5, seed=seed) for seed in (1, 2))

    assert one.sessions != other.sessions
    assert (one.repeats, other.repeats) == (0, 0)


def test_a_further_session_keeps_apart_who_have_met():
    people = people_of(*EIGHT)
    before = mix(people, sessions=2, size=5)
    met = [pair for groups in before.sessions for pair in pairs_of(groups)]

    after = mix(people, sessions=1, size=5, met=met)

    assert after.repeats == 0
    assert figures(people, (*before.sessions, *after.sessions)) == (0, 0)


def test_previous_groups_are_counted_as_pigeonholes():
    people = people_of(1, 1, 1, 1, 1, 1)
    met = pairs_of([(100, 103, 106), (109, 112, 115)])

    mixing = mix(people, sessions=1, size=3, met=met)

    assert (mixing.repeats, mixing.repeats_bound) == (2, 2)


def test_pairs_of_strangers_and_of_oneself_are_left_out():
    people = people_of(1, 1)

    mixing = mix(people, sessions=1, size=2, met=[(100, 100), (100, 999), (998, 999)])

    assert (mixing.repeats, mixing.repeats_bound) == (0, 0)


def test_each_session_may_have_its_own_people():
    people = people_of(4, 4, 4)

    mixing = mix_sessions([people, people[:9], [], people[3:]], size=3)

    assert sizes_of(mixing) == [[3, 3, 3, 3], [3, 3, 3], [], [3, 3, 3]]
    assert {key for group in mixing.sessions[1] for key in group} == {p.key for p in people[:9]}
    assert mixing.repeats == 0


@pytest.mark.parametrize(
    ("organisations", "sessions", "repeats", "alike"),
    [
        ((), ((), ()), 0, 0),
        ((1,), (((100,),), ((100,),)), 0, 0),
        ((1, 1), (((100, 103),), ((100, 103),)), 1, 0),
        ((2, 1), (((100, 103, 106),), ((100, 103, 106),)), 3, 2),
    ],
)
def test_few_people_form_one_group_or_none(organisations, sessions, repeats, alike):
    mixing = mix(people_of(*organisations), sessions=2, size=4)

    assert mixing == Mixing(sessions, repeats, repeats, alike, alike)


def test_people_of_one_organisation_all_share_it():
    mixing = mix(people_of(12), sessions=2, size=3)

    assert (mixing.repeats, mixing.same_organisation, mixing.same_organisation_bound) == (0, 24, 24)


def test_the_best_groups_met_on_the_way_are_kept():
    people = people_of(20, 16, 12, 8, 4)

    costs = [
        (mixing.repeats, mixing.same_organisation)
        for mixing in (mix(people, sessions=6, size=5, steps=steps) for steps in (0, 5000))
    ]

    assert costs == sorted(costs, reverse=True)


def test_groups_by_chance_are_whole_and_have_more_repeats():
    people = people_of(*EIGHT)

    drawn = random_mixing(people, sessions=3, size=5, seed=1)

    assert sizes_of(drawn) == [[5] * 12] * 3
    assert (drawn.repeats, drawn.same_organisation) == figures(people, drawn.sessions)
    assert drawn.repeats > 0
    assert drawn == random_mixing(people, sessions=3, size=5, seed=1)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"size": 1}, "A group needs at least two people."),
        ({"sessions": 0}, "There must be at least one session."),
        ({"people": [Person(1, 1), Person(1, 1)]}, "The same key is given twice in one session."),
        (
            {"people": [Person(1, 1), Person(1, 2)]},
            "The same key stands for people of two organisations.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_plain_sentence(change, says):
    asked = {"people": people_of(2, 2), "sessions": 2, "size": 2} | change

    for makes in (mix, random_mixing):
        with pytest.raises(ValueError, match=says):
            makes(asked["people"], sessions=asked["sessions"], size=asked["size"])
