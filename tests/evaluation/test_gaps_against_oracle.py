"""The statement finds what a slow reading of every row finds. Serves issue 5, R124."""

from collections import Counter

import pytest

from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.queries import gaps
from nuotio.foundation import tenancy
from tests.evaluation import oracle, random_worlds
from tests.evaluation.conftest import AT, person
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
SEEDS = range(60)


def made_up(seed):
    """Return an organisation that nobody has seen before, and its HR."""
    organisation = OrganisationFactory()
    with tenancy.inside(organisation.pk):
        return organisation, random_worlds.build(organisation, seed)


def told(viewer):
    rows = gaps.gaps_for(viewer, filters=Filters(), at=AT)
    return Counter(one[:5] for one in rows)


def test_hr_is_told_what_is_there_and_nothing_else():
    seen, wrong = Counter(), []
    for seed in SEEDS:
        organisation, hr = made_up(seed)
        with tenancy.inside(organisation.pk):
            found, expected = told(hr), oracle.gaps_of(organisation, AT)
        seen.update(kind for kind, *_row in expected)
        if set(found) != expected:
            wrong.append((seed, set(found) ^ expected))

    assert wrong == []
    assert set(seen) == set(gaps.KINDS)
    assert min(seen.values()) > 2


def test_no_gap_is_told_twice():
    for seed in SEEDS[:15]:
        organisation, hr = made_up(seed)
        with tenancy.inside(organisation.pk):
            found = told(hr)
        # Weak dimensions of one round are each a gap of their own.
        assert {k for k, n in found.items() if n > 1 and k[0] != "finding_without_goal"} == set()


def test_a_mentor_is_told_neither_hours_nor_what_was_not_shared():
    for seed in SEEDS[:15]:
        organisation, _hr = made_up(seed)
        with tenancy.inside(organisation.pk):
            reader = person(organisation, "Petri Niemi", mentor=True)
            expected = oracle.gaps_of(organisation, AT, sees_hours=False, sees_results=False)
            assert set(told(reader)) == expected
