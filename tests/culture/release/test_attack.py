"""Serves issue 4, point 4: whoever solves linear systems over all that is released finds nobody.

A run tries a few dozen organisations; RELEASE_WORLDS=1000 tries as many of each kind.
"""

import os

import pytest

from nuotio.culture import release
from nuotio.culture.release import linking
from tests.culture.release import attack, variants, worlds

WORLDS = int(os.environ.get("RELEASE_WORLDS", "0"))
SMALL, LARGE = (WORLDS or 60), (WORLDS or 25)
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
    small = [worlds.organisation(seed, largest=20) for seed in range(16)]
    large = [worlds.organisation(seed, smallest=60, largest=150) for seed in range(12)]

    broken = [attack.leaks(one, variants.groups(one, variant), 5) for one in small]
    likely = [attack.leaks(one, variants.groups(one, variant), 5, likely=True) for one in large]

    assert any(broken)
    assert any(likely)


def gapped(*rows):
    """Make an organisation of one scale from how many, unit and answers."""
    items = ["i1", "i2", "i3", "i4"]
    return {
        "id": "virasto",
        "units": [{"id": unit, "parent": None} for unit in "AB"],
        "variables": {},
        "items": {"trust": items},
        "respondents": [
            {"unit": unit, "variables": {}, "answers": dict(zip(items, given, strict=True))}
            for count, unit, given in rows
            for _ in range(count)
        ],
    }


ALL = (4, 4, 4, 4)
WITHOUT = [tuple(None if item == gap else 4 for item in range(4)) for gap in range(4)]
STEPS = {
    "items beside the anchor": (
        "_beside",
        lambda _survey, _own, _anchor, reasons: reasons,
        gapped(
            (8, "A", WITHOUT[3]), (2, "A", ALL), (12, "B", ALL),
            *((9, "B", WITHOUT[gap]) for gap in range(3)),
        ),
        {(8, 9)},
    ),
    "the anchor beside the scale": (
        "_tells_of_few",
        lambda *_all: False,
        gapped((2, "A", ALL), *((5, "A", WITHOUT[gap]) for gap in range(3))),
        {(0, 1)},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("step", "left_out", "organisation", "told"), STEPS.values(), ids=STEPS)
def test_each_step_of_parting_a_scale_from_its_items_is_needed(
    monkeypatch, step, left_out, organisation, told
):
    assert attack.leaks(organisation, released(organisation, 5), 3) == []
    monkeypatch.setattr(linking, step, left_out)

    found = attack.leaks(organisation, released(organisation, 5), 3)

    assert {*found} == told
