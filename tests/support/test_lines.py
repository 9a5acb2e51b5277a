"""Serves R84: the own reporting line, up supervisors and the leads of units, is known."""

import pytest

from nuotio.support.lines import Lines

TEAM, DIVISION, HOUSE = 1, 2, 3
ANNA, LEAD, BOSS, CHIEF, OTHER = 11, 12, 13, 14, 15


@pytest.fixture
def lines():
    """Anna works in a team led by Lead, in a division of Boss, in the house of Chief."""
    return Lines(
        units={TEAM: (DIVISION, LEAD), DIVISION: (HOUSE, BOSS), HOUSE: (None, CHIEF)},
        people={
            ANNA: (TEAM, None),
            LEAD: (TEAM, OTHER),
            BOSS: (DIVISION, None),
            CHIEF: (None, None),
            OTHER: (None, CHIEF),
        },
    )


def test_a_path_leads_from_a_unit_to_the_top(lines):
    assert lines.path(TEAM) == (TEAM, DIVISION, HOUSE)
    assert lines.path_of(BOSS) == (DIVISION, HOUSE)
    assert lines.path(None) == lines.path_of(None) == lines.path_of(99) == lines.path(99) == ()


def test_above_a_person_are_leads_and_supervisors_and_all_above_them(lines):
    assert lines.above(ANNA) == {LEAD, BOSS, CHIEF, OTHER}
    assert lines.above(OTHER) == {CHIEF}
    assert lines.above(CHIEF) == lines.above(None) == frozenset()


def test_nobody_is_above_herself(lines):
    assert lines.above(LEAD) == {BOSS, CHIEF, OTHER}


def test_above_a_unit_are_its_leads_too(lines):
    assert lines.above(None, unit=DIVISION) == {BOSS, CHIEF}
    assert lines.above(OTHER, unit=TEAM) == {LEAD, BOSS, CHIEF}


def test_who_leads_what(lines):
    assert lines.leads(BOSS) == {DIVISION}
    assert lines.leads(ANNA) == frozenset()


def test_loops_in_the_data_end():
    loop = Lines(units={1: (2, None), 2: (1, None)}, people={1: (1, 2), 2: (2, 3), 3: (None, 1)})

    assert loop.path(1) == (1, 2)
    assert loop.above(1) == {2, 3}
