"""Measures and notes of an experiment are written by its mentors. Serves issue 5, R65, R66."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from nuotio.audit.models import AuditEntry
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.plans.events import ThreadMoved
from nuotio.plans.models import Measure, Observation
from nuotio.plans.services import measures as services
from nuotio.plans.services import observations
from nuotio.plans.services.measures import MeasureDraft
from tests.plans import factories

NOW = datetime(2026, 11, 18, 22, 30, tzinfo=UTC)  # the 19th in Helsinki
TODAY = date(2026, 11, 19)
TOMORROW = TODAY + timedelta(days=1)
DRAFT = MeasureDraft("Solutions in a week", "the team's notes")


@pytest.fixture
def running(plan):
    """An experiment that runs."""
    return factories.ExperimentFactory(plan=plan, running=True)


def test_a_measure_has_its_source_people_and_values(running, sanna, announced):
    draft = replace(
        DRAFT,
        wanted=Measure.Wanted.DOWN,
        unit="days",
        target=Decimal(7),
        before=Decimal("9.5"),
        before_on=date(2026, 11, 2),
        after=Decimal("6.8"),
        after_on=TODAY,
        people=12,
    )

    made = services.add_measure(running, draft, by=sanna, at=NOW, once=uuid4())

    kept = Measure.objects.get()
    assert {name: getattr(kept, name) for name in vars(draft)} == vars(draft)
    assert (kept, kept.experiment, kept.made_at) == (made, running, NOW)
    assert announced == [ThreadMoved(running.organisation_id)]
    assert AuditEntry.objects.get().action == "plans.add_measure"


def test_sent_twice_it_is_there_once(running, sanna, announced):
    once = uuid4()

    first = services.add_measure(running, DRAFT, by=sanna, at=NOW, once=once)
    second = services.add_measure(running, DRAFT, by=sanna, at=NOW, once=once)

    assert (first, Measure.objects.count(), len(announced)) == (second, 1, 1)


def test_the_value_after_comes_later_also_once_it_was_decided(plan, jari, announced):
    kept = factories.ExperimentFactory(plan=plan, kept=True)
    measure = factories.MeasureFactory(experiment=kept, before=2)
    draft = replace(DRAFT, before=Decimal(2), after=Decimal(7))

    changed = services.change_measure(measure, draft, by=jari, at=NOW, version=1)

    measure.refresh_from_db()
    assert (changed.version, measure.version, measure.after) == (2, 2, 7)
    assert announced == [ThreadMoved(kept.organisation_id)]
    assert AuditEntry.objects.get().action == "plans.change_measure"


def test_whoever_is_later_is_told(running, sanna, jari):
    measure = factories.MeasureFactory(experiment=running)
    services.change_measure(measure, DRAFT, by=sanna, at=NOW, version=1)

    with pytest.raises(EditedMeanwhile):
        services.change_measure(measure, replace(DRAFT, name="O"), by=jari, at=NOW, version=1)

    assert Measure.objects.get().name == DRAFT.name


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"before_on": TOMORROW}, "before_on"),
        ({"after_on": date(3000, 1, 1)}, "after_on"),
        ({"before_on": date(1999, 1, 1)}, "before_on"),
        ({"before_on": TODAY, "after_on": TODAY - timedelta(days=1)}, "after_on"),
        ({"unit": "%", "people": 9}, "people"),
        ({"is_share": True}, "people"),
        ({"is_share": True, "people": 4, "before": Decimal(5)}, "before"),
        ({"is_share": True, "people": 4, "after": Decimal(-1)}, "after"),
        ({"is_share": True, "people": 4, "target": Decimal(5)}, "target"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(running, sanna, told, field):
    measure = factories.MeasureFactory(experiment=running, name="Before")
    draft = replace(DRAFT, **told)

    with pytest.raises(services.NotSensible) as added:
        services.add_measure(running, draft, by=sanna, at=NOW, once=uuid4())
    with pytest.raises(services.NotSensible) as changed:
        services.change_measure(measure, draft, by=sanna, at=NOW, version=1)

    assert (added.value.field, changed.value.field) == (field, field)
    assert list(Measure.objects.values_list("name", "version")) == [("Before", 1)]


def test_a_share_of_known_people_is_kept(running, sanna):
    draft = replace(DRAFT, is_share=True, people=14, before=Decimal(4), after=Decimal(14))

    made = services.add_measure(running, draft, by=sanna, at=NOW, once=uuid4())

    assert (made.is_share, made.people) == (True, 14)


@pytest.mark.parametrize("told", [{"source": ""}, {"is_share": True}])
def test_the_database_asks_for_a_source_and_for_the_people_of_a_share(running, told):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.MeasureFactory(experiment=running, **told)

    assert Measure.objects.count() == 0


def test_a_note_is_one_line_with_its_day(running, sanna):
    once, day = uuid4(), date(2026, 11, 16)
    told = {"seen_on": day, "by": sanna, "at": NOW, "once": once}

    first = observations.note_observation(running, "Three spoke.", **told)
    second = observations.note_observation(running, "Three spoke.", **told)

    kept = Observation.objects.get()
    assert (first, kept.words, kept.seen_on) == (second, "Three spoke.", day)
    assert (kept.experiment, kept.written_by, kept.at) == (running, sanna, NOW)
    assert [one.action for one in AuditEntry.objects.all()] == ["plans.note_observation"]


def test_what_stays_is_noted_after_the_decision_and_nothing_before_the_start(plan, sanna):
    kept = factories.ExperimentFactory(plan=plan, kept=True)
    planned = factories.ExperimentFactory(plan=plan)
    told = {"seen_on": TODAY, "by": sanna, "at": NOW}

    observations.note_observation(kept, "It stays.", once=uuid4(), **told)
    with pytest.raises(observations.NotStarted):
        observations.note_observation(planned, "Early.", once=uuid4(), **told)

    assert [one.words for one in Observation.objects.all()] == ["It stays."]


@pytest.mark.parametrize("day", [TOMORROW, TODAY - timedelta(days=367)])
def test_nobody_has_seen_tomorrow(running, sanna, day):
    with pytest.raises(observations.NotADay):
        observations.note_observation(
            running, "Words.", seen_on=day, by=sanna, at=NOW, once=uuid4()
        )

    assert Observation.objects.count() == 0


def test_others_write_neither_measures_nor_notes(running, petri, kirsi):
    measure = factories.MeasureFactory(experiment=running, name="Before")

    for by in (petri, kirsi):
        with pytest.raises(PermissionDenied):
            services.add_measure(running, DRAFT, by=by, at=NOW, once=uuid4())
        with pytest.raises(PermissionDenied):
            services.change_measure(measure, DRAFT, by=by, at=NOW, version=1)
        with pytest.raises(PermissionDenied):
            observations.note_observation(
                running, "Words.", seen_on=TODAY, by=by, at=NOW, once=uuid4()
            )

    assert [one.name for one in Measure.objects.all()] == ["Before"]
    assert Observation.objects.count() == 0
