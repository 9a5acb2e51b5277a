"""Serves issue 4, point 4: whoever solves linear systems over all that is released finds nobody.

A run tries a few dozen organisations; RELEASE_WORLDS=1000 tries as many of each kind.
"""

import os

import pytest

from nuotio.culture import release
from tests.culture.release import attack, variants, worlds

WORLDS = int(os.environ.get("RELEASE_WORLDS", "0"))
SMALL, LARGE = (WORLDS or 90), (WORLDS or 25)
BAD = {
    "remainders are not looked at": variants.without_remainders,
    "all groups together are not audited": variants.without_audit,
    "scales and items are not looked at together": variants.without_linking,
}


def released(organisation, k):
    return release.released(variants.asked(organisation, k), k)["groups"]


def test_no_set_of_one_to_four_people_can_be_computed():
    for seed in range(SMALL):
        organisation = worlds.organisation(seed, largest=20)

        assert attack.leaks(organisation, released(organisation, 5), 5) == [], seed


def test_in_large_organisations_what_groups_share_or_differ_by_cannot_be_computed():
    for seed in range(LARGE):
        organisation = worlds.organisation(seed, smallest=60, largest=150)

        assert attack.leaks(organisation, released(organisation, 5), 5, likely=True) == [], seed


@pytest.mark.parametrize("k", [2, 3])
def test_nor_with_another_smallest_group(k):
    for seed in range(SMALL // 3):
        organisation = worlds.organisation(seed, largest=40)

        assert attack.leaks(organisation, released(organisation, k), k) == [], seed


@pytest.mark.parametrize("variant", BAD.values(), ids=BAD.keys())
def test_the_attack_succeeds_where_a_part_of_the_rule_is_missing(variant):
    broken = 0
    for seed in range(20):
        organisation = worlds.organisation(seed, largest=20)
        broken += bool(attack.leaks(organisation, variants.groups(organisation, variant), 5))

    assert broken >= 3
