"""Serves R48 and R49: suggested pairs cross units, and say why."""

import random
from itertools import combinations

import pytest

from nuotio.programmes import pairing
from nuotio.programmes.pairing import Mentor, suggest


def mentor(key, unit="", languages="", interests="", strengths=""):
    return Mentor(
        key,
        f"Mentor {key}",
        unit,
        frozenset(languages.split()),
        tuple(interests.split()),
        tuple(strengths.split()),
    )


def keys(suggestions):
    return [one.keys for one in suggestions]


@pytest.mark.parametrize("mentors", [[], [mentor(1)]])
def test_nobody_and_one_alone_get_no_suggestion(mentors):
    assert suggest(mentors) == []


def test_two_who_told_nothing_go_together_without_reasons():
    found = suggest([mentor(2), mentor(1)])

    assert keys(found) == [(1, 2)]
    assert (found[0].reasons, found[0].but) == ((), ())


def test_pairs_cross_units_before_anything_that_profiles_tell():
    north = [mentor(1, "North", interests="dialogue"), mentor(2, "North", interests="dialogue")]
    south = [mentor(3, "South", interests="play"), mentor(4, "South", interests="play")]

    found = suggest([*north, *south])

    assert keys(found) == [(1, 3), (2, 4)]
    assert found[0].reasons == ("from different units",)


def test_a_language_in_common_weighs_more_than_different_units():
    found = suggest(
        [
            mentor(1, "North", "fi"),
            mentor(2, "North", "fi"),
            mentor(3, "South", "sv"),
            mentor(4, "South", "sv"),
        ]
    )

    assert keys(found) == [(1, 2), (3, 4)]
    assert found[0].but == ("from the same unit",)


def test_without_a_language_in_common_it_is_said():
    found = suggest([mentor(1, languages="fi"), mentor(2, languages="sv")])

    assert found[0].but == ("no language in common in their profiles",)


def test_who_has_not_told_her_languages_hinders_nobody():
    found = suggest([mentor(1, languages="fi"), mentor(2)])

    assert found[0].but == ()


def test_reasons_name_shared_interests_and_strengths_that_complete_each_other():
    one = mentor(1, "North", "fi", "Dialogue play notes", "listening facilitation")
    other = mentor(2, "South", "fi sv", "play dialogue notes", "Listening drawing")

    found = suggest([one, other])

    assert found[0].reasons == (
        "from different units",
        "a shared interest: Dialogue, play",
        "strengths that complete each other: facilitation, drawing",
    )


def test_of_equal_units_a_shared_interest_decides_and_the_best_comes_first():
    found = suggest(
        [
            mentor(1, "A", interests="play"),
            mentor(2, "B", interests="notes"),
            mentor(3, "C", interests="dialogue"),
            mentor(4, "D", interests="dialogue"),
        ]
    )

    assert keys(found) == [(3, 4), (1, 2)]


def test_the_same_strengths_complete_nothing():
    found = suggest([mentor(1, strengths="listening"), mentor(2, strengths="Listening")])

    assert found[0].reasons == ()


def test_who_was_a_pair_or_was_turned_down_is_not_suggested_again():
    mentors = [mentor(1, "A"), mentor(2, "B"), mentor(3, "C"), mentor(4, "D")]

    found = suggest(mentors, apart=[[1, 2], [4, 1]])

    assert keys(found) == [(1, 3), (2, 4)]


def test_where_nobody_may_go_together_nothing_is_suggested():
    assert suggest([mentor(1), mentor(2)], apart=[[2, 1]]) == []


def test_of_an_odd_number_three_go_together_where_it_suits_best():
    found = suggest(
        [mentor(1, "A"), mentor(2, "A"), mentor(3, "B"), mentor(4, "B"), mentor(5, "C")]
    )

    assert sorted(len(one.keys) for one in found) == [2, 3]
    assert sorted(key for one in found for key in one.keys) == [1, 2, 3, 4, 5]


def test_three_of_whom_two_share_a_unit_say_so():
    found = suggest([mentor(1, "A"), mentor(2, "A"), mentor(3, "B")])

    assert keys(found) == [(1, 2, 3)]
    assert found[0].but == ("two from the same unit",)


@pytest.mark.parametrize("apart", [[[1, 3], [2, 3]], [[1, 2, 3]], [[1, 3]]])
def test_a_third_does_not_join_where_she_must_not(apart):
    mentors = [mentor(1, "A"), mentor(2, "B"), mentor(3, "B")]

    found = suggest(mentors, apart=apart)

    assert all(len(one.keys) == 2 for one in found)
    assert all(list(one.keys) not in apart for one in found)


def test_of_three_who_may_not_go_together_at_all_nobody_is_suggested():
    mentors = [mentor(1), mentor(2), mentor(3)]

    assert suggest(mentors, apart=[[1, 2], [1, 3], [2, 3]]) == []


def made_up(count, seed):
    dice = random.Random(seed)
    words = ["dialogue", "play", "notes", "drawing", "walking"]
    return [
        mentor(
            key,
            dice.choice("ABCDEF"),
            dice.choice(["fi", "sv", "fi sv", ""]),
            " ".join(dice.sample(words, 2)),
            " ".join(dice.sample(words, 2)),
        )
        for key in range(1, count + 1)
    ]


def worth_of(mentors):
    return [[0 if a is b else pairing._worth((a, b), set()) for b in mentors] for a in mentors]


def total(worth, teams):
    return sum(worth[team[0]][team[1]] for team in teams if len(team) == 2)


def every_way(places):
    if not places:
        yield []
        return
    first, *others = places
    for rest in every_way(others):
        yield [(first,), *rest]
    for second in others:
        for rest in every_way([one for one in others if one != second]):
            yield [(first, second), *rest]


@pytest.mark.parametrize("seed", range(6))
def test_few_are_paired_in_the_best_of_all_ways(seed):
    worth = worth_of(made_up(7, seed))

    found = pairing._exactly(worth)

    assert total(worth, found) == max(total(worth, way) for way in every_way(list(range(7))))


@pytest.mark.parametrize("seed", range(6))
def test_the_way_for_many_pairs_as_many_across_units_as_the_exact_one(seed):
    worth = worth_of(made_up(12, seed))

    found = pairing._nearly(worth)

    assert total(worth, found) // 1_000 == total(worth, pairing._exactly(worth)) // 1_000
    assert sorted(place for team in found for place in team) == list(range(12))


def test_an_exchange_mends_what_the_greedy_choice_left_over():
    worth = [[0, 9, 5, 0], [9, 0, 0, 5], [5, 0, 0, 0], [0, 5, 0, 0]]

    assert pairing._nearly(worth) == [(0, 2), (1, 3)]


def test_sixty_mentors_all_get_a_pair_and_the_same_one_every_time():
    mentors = made_up(60, seed=1)
    shuffled = random.Random(2).sample(mentors, 60)

    found = suggest(mentors)

    assert keys(found) == keys(suggest(shuffled))
    assert sorted(key for one in found for key in one.keys) == list(range(1, 61))
    assert all(len(one.keys) == 2 for one in found)
    assert not any("from the same unit" in one.but for one in found)


def test_a_large_odd_number_leaves_nobody_alone():
    found = suggest(made_up(21, seed=3))

    assert sorted(len(one.keys) for one in found) == [2] * 9 + [3]
    assert all(a != b for one in found for a, b in combinations(one.keys, 2))
