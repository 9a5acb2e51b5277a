"""Serves R56: what is told of groups that are there already."""

from nuotio.programmes.grouping.mixing import Mixing, Person, count, mix_sessions

ORGANISATIONS = {1: 10, 2: 10, 3: 20, 4: 30}


def test_groups_are_counted_as_they_are():
    told = count(ORGANISATIONS, [[[1, 2], [3, 4]], [[2, 1], [3, 4]]])

    assert told == Mixing(
        sessions=(((1, 2), (3, 4)), ((1, 2), (3, 4))),
        repeats=2,
        repeats_bound=0,
        same_organisation=2,
        same_organisation_bound=0,
    )
    assert (told.gap, told.is_proved_best) == (2, False)


def test_who_has_met_before_repeats_and_strangers_do_not_count():
    told = count(ORGANISATIONS, [[[1, 3], [2, 4]]], met=[(3, 1), (1, 99), (2, 2)])

    assert (told.repeats, told.repeats_bound, told.same_organisation) == (1, 0, 0)


def test_an_empty_group_is_nobody():
    assert count(ORGANISATIONS, [[[1, 3], []]]).sessions == (((1, 3),),)


def test_groups_that_were_mixed_count_as_they_were_told():
    people = [Person(key, key % 3) for key in range(12)]
    mixed = mix_sessions([people] * 2, size=4)

    told = count({one.key: one.organisation for one in people}, mixed.sessions)

    assert told == mixed
