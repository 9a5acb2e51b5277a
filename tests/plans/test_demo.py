"""Serves issue 5: the demo world's twenty experiments and twelve practices are on the thread."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from nuotio.culture.demo import going_on
from nuotio.culture.demo import world as surveys
from nuotio.foundation import content, tenancy
from nuotio.goals import demo as goals
from nuotio.people.demo import world as people
from nuotio.people.models import TimeBooking
from nuotio.plans.demo import figures, world
from nuotio.plans.models import (
    Entry,
    Experiment,
    Idea,
    Measure,
    Plan,
    Practice,
    PublishedEntry,
    PublishedPractice,
    Pulse,
    SelfAssessment,
    SupportGiven,
)
from tests.people import kinds

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def _world(lasting):
    """Build the world for all of these tests."""
    kinds.make()
    scope = tenancy.unrestricted(reason="Building in a test.")
    with pytest.MonkeyPatch.context() as patch, scope, translation.override("en"):
        patch.setattr(going_on, "build", lambda **_: None)
        people.build(seed=1, at=AT, password="!")
        surveys.build(seed=1, at=AT)
        goals.build(at=AT)
        world.build(at=AT)


@pytest.fixture
def built(_world):
    """Leave everything of the world open."""
    with tenancy.unrestricted(reason="Looking at the demo world in a test."):
        yield


def told(what: str) -> list[dict]:
    return content.load("demo_world")[what]


def test_every_experiment_stands_on_a_goal_and_names_its_need(built):
    rows = Experiment.objects.values_list("organisation__slug", "title", "goal__organisation__slug")

    assert sorted(rows) == sorted(
        (one["org"], one["title"], one["org"]) for one in told("experiments")
    )
    assert Experiment.objects.filter(need="").count() == 0
    assert Plan.objects.count() == 23


def test_one_experiment_runs_and_the_others_are_decided_as_the_world_tells(built):
    states = [one.decision or one.state for one in Experiment.objects.all()]

    assert {state: states.count(state) for state in set(states)} == {
        "running": 1,
        "keep": 14,
        "adapt": 4,
        "stop": 1,
    }


def test_the_running_experiment_has_days_left(built):
    running = Experiment.objects.get(state=Experiment.State.RUNNING)

    assert (running.ends_on - AT.date()).days == 8


def test_every_experiment_was_measured_before_and_each_decided_one_after(built):
    assert Measure.objects.exclude(before=None).count() == 20
    assert Measure.objects.exclude(after=None).count() == 19


def test_twelve_practices_are_read_by_the_network(built):
    cards = Practice.objects.filter(state=Practice.State.NETWORK)

    assert sorted(cards.values_list("name", flat=True)) == sorted(
        one["title"] for one in told("practices")
    )
    assert set(PublishedPractice.objects.values_list("origin", flat=True)) == set(
        cards.values_list("once", flat=True)
    )


def test_nobody_read_through_her_own_card_alone(built):
    alone = [
        card.name
        for card in Practice.objects.all()
        if card.reviewed_by_id is None or card.reviewed_by_id == card.written_by_id
    ]

    assert alone == []


def test_only_what_its_writer_gave_to_the_network_is_copied(built):
    given = Entry.objects.filter(audience="network").values_list("once", flat=True)

    assert set(PublishedEntry.objects.values_list("origin", flat=True)) == set(given)
    assert Entry.objects.count() == 19


def test_all_support_is_booked_once(built):
    given = SupportGiven.objects.values_list("once", "minutes")

    assert sorted(TimeBooking.objects.values_list("origin", "minutes")) == sorted(given)


def test_people_have_ideas_and_were_asked_in_a_pulse(built):
    assert Idea.objects.count() == 8
    assert Pulse.objects.filter(closed_at=None).count() == 1
    assert Pulse.objects.exclude(closed_at=None).count() == 1
    assert SelfAssessment.objects.count() == 6


@pytest.mark.parametrize(
    ("told", "before", "target", "after", "unit", "of", "is_less_wanted"),
    [
        (("2", "vähintään 5", "7"), "2", "5", "7", "", None, False),
        (("4/14", "10/14", "12/14"), "4", "10", "12", "", 14, False),
        (("9,5", "7", "6,8"), "9.5", "7", "6.8", "", None, True),
        (("0 %", "60 %", None), "0", "60", None, "%", None, False),
    ],
)
def test_figures_are_read_as_people_write_them(
    told, before, target, after, unit, of, is_less_wanted
):
    words = dict(zip(("baseline", "success", "result"), told, strict=True))

    found = figures.figures_of(words)

    assert found == figures.Figures(
        Decimal(before), Decimal(target), Decimal(after) if after else None, unit, of
    )
    assert found.is_less_wanted is is_less_wanted


def test_words_without_a_figure_are_no_measure():
    with pytest.raises(ValueError, match="No figure in 'vähän'"):
        figures.figures_of({"baseline": "vähän", "success": "5", "result": "7"})
