"""Serves issue 5: the demo world's 20 experiments and 12 practices stand on the golden thread."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from nuotio.culture.demo import going_on
from nuotio.culture.demo import world as surveys
from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.queries import threads
from nuotio.foundation import content, tenancy
from nuotio.goals import demo as goals
from nuotio.people.demo import world as people
from nuotio.people.models import Membership, Role
from nuotio.plans.demo import world
from tests.people import kinds

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def on_thread(lasting) -> dict[str, list[str]]:
    """Read the whole thread of every organisation as its management; what lies on each knot."""
    kinds.make()
    scope = tenancy.unrestricted(reason="Building in a test.")
    with pytest.MonkeyPatch.context() as patch, scope, translation.override("fi"):
        patch.setattr(going_on, "build", lambda **_: None)
        people.build(seed=1, at=AT, password="!")
        surveys.build(seed=1, at=AT)
        goals.build(at=AT)
        world.build(at=AT)
        found: dict[str, list[str]] = {"experiment": [], "practice": []}
        for member in _management():
            thread = threads.thread_for(member, filters=Filters(), page=None, at=AT)
            for knot in (knot for line in thread.lines for knot in line.knots):
                if knot.kind in found:
                    found[knot.kind] += [item.words for item in knot.items]
        return found


def _management() -> list[Membership]:
    rows = Membership.objects.filter(role_holdings__role=Role.MANAGEMENT).order_by("pk")
    one_each = {row.organisation_id: row for row in rows.select_related("organisation", "user")}
    return list(one_each.values())


def test_all_twenty_experiments_are_on_the_thread(on_thread):
    told = [one["title"] for one in content.load("demo_world")["experiments"]]

    assert len(told) == 20
    assert sorted(on_thread["experiment"]) == sorted(told)


def test_all_twelve_practices_are_on_the_thread(on_thread):
    told = [one["title"] for one in content.load("demo_world")["practices"]]

    assert len(told) == 12
    assert sorted(on_thread["practice"]) == sorted(told)
