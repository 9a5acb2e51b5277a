"""Serves issue 4 (ballots): each night it is written down how many of a node have answered."""

from datetime import date, timedelta

import pytest
import time_machine

from nuotio.culture import tasks
from nuotio.culture.models import DailyCount
from nuotio.culture.services import box, daily_counts
from nuotio.foundation import tenancy
from tests.culture import ballot_world
from tests.culture.ballot_world import BEFORE, OPEN

pytestmark = pytest.mark.django_db(databases=["default", "box"])


def counts() -> list[tuple[date, int, int]]:
    with tenancy.unrestricted(reason="Reading counts in a test."):
        rows = DailyCount.objects.order_by("day", "node")
        return list(rows.values_list("day", "node_id", "answers"))


def test_the_day_that_ended_is_counted_for_every_node_of_every_round():
    one, other = ballot_world.running(), ballot_world.running(people=(11,))
    for number in range(3):
        box.accept(one.nodes[1].code, f"{number:064x}", b"sealed")

    assert daily_counts.count_days(at=OPEN) == 3

    day = date(2026, 11, 17)
    assert counts() == [
        (day, one.nodes[0].pk, 0),
        (day, one.nodes[1].pk, 3),
        (day, other.nodes[0].pk, 0),
    ]


def test_counted_again_the_first_count_of_a_day_stays(running):
    daily_counts.count_days(at=OPEN)
    box.accept(running.nodes[0].code, f"{1:064x}", b"sealed")
    daily_counts.count_days(at=OPEN)
    with time_machine.travel(OPEN + timedelta(days=1), tick=False):
        assert tasks.count_days.func() == 2

    assert [answers for _day, node, answers in counts() if node == running.nodes[0].pk] == [0, 1]


def test_before_the_opening_and_after_the_end_nothing_is_counted(running):
    assert daily_counts.count_days(at=BEFORE) == 0
    with tenancy.inside(running.organisation_id):
        running.round.state = "closed"
        running.round.save()

    assert daily_counts.count_days(at=OPEN) == 0
    assert counts() == []
