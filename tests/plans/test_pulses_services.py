"""Serves issue 5 (plans): a pulse is asked by an experiment's mentors, counted without a trace."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.plans import tasks
from nuotio.plans.models import Pulse
from nuotio.plans.services import pulses as services
from nuotio.plans.services.pulses import PulseDraft
from tests.plans.factories import ExperimentFactory, PulseFactory

ONCE = UUID("00000000-0000-4000-8000-000000000002")
DAY = date(2026, 11, 25)
DRAFT = PulseDraft("How much did you learn?", "en", DAY)


def stored(pulse) -> Pulse:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Pulse.objects.get(pk=pulse.pk)


def actions() -> list[tuple[str, int | None]]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", "actor_id"))


@pytest.fixture
def experiment(plan):
    return ExperimentFactory(plan=plan, running=True)


@pytest.fixture
def pulse(experiment):
    return PulseFactory(experiment=experiment, closes_on=DAY)


def counted(experiment, *counts, **told):
    told = {"closes_on": DAY, **told}
    return PulseFactory(
        experiment=experiment, **{f"count_{n}": c for n, c in enumerate(counts, start=1)}, **told
    )


def test_a_mentor_asks_one_question_once(ours, experiment, sanna, now):
    made = services.ask_pulse(experiment, DRAFT, by=sanna, at=now, once=ONCE)
    again = services.ask_pulse(experiment, DRAFT, by=sanna, at=now, once=ONCE)

    assert again == made
    read = Pulse.objects.get()
    assert (read.question, read.language, read.closes_on) == ("How much did you learn?", "en", DAY)
    assert (read.asked_by_id, read.opened_at, read.closed_at) == (sanna.pk, now, None)
    assert (len(read.code), set(read.code) <= set(services.LETTERS)) == (8, True)
    assert actions() == [("plans.ask_pulse", sanna.user_id)]


def test_two_pulses_have_different_codes(experiment, sanna, now):
    codes = {
        services.ask_pulse(experiment, DRAFT, by=sanna, at=now, once=UUID(int=n)).code
        for n in range(20)
    }

    assert len(codes) == 20


def test_only_the_mentors_of_an_experiment_ask(experiment, petri, kirsi, now):
    for one in (petri, kirsi):
        with pytest.raises(PermissionDenied, match="experiment's mentors"):
            services.ask_pulse(experiment, DRAFT, by=one, at=now, once=ONCE)

    assert Pulse.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "is_taken"),
    [
        (date(2026, 11, 17), False),
        (date(2026, 11, 18), True),
        (date(2027, 1, 17), True),
        (date(2027, 1, 18), False),
    ],
)
def test_the_last_day_is_at_most_sixty_days_ahead(day, is_taken, experiment, sanna, now):
    draft = PulseDraft("How much did you learn?", "en", day)

    with suppress(services.DayOutOfReach):
        services.ask_pulse(experiment, draft, by=sanna, at=now, once=ONCE)

    assert Pulse.objects.exists() is is_taken


def test_an_answer_moves_one_counter_and_nothing_else(pulse, now, django_assert_num_queries):
    before = Pulse.objects.values().get()

    with django_assert_num_queries(1):
        services.answer_pulse(pulse, 4, at=now)

    assert Pulse.objects.values().get() == {**before, "count_4": 1}
    assert actions() == []


def test_an_answer_is_one_of_five(pulse, now):
    for option in (0, 6):
        with pytest.raises(services.NoSuchAnswer):
            services.answer_pulse(pulse, option, at=now)

    assert stored(pulse).counts == (0, 0, 0, 0, 0)


def test_the_last_day_ends_at_midnight_where_people_are(pulse):
    services.answer_pulse(pulse, 1, at=datetime(2026, 11, 25, 21, 59, tzinfo=UTC))
    with pytest.raises(services.NotOpen):
        services.answer_pulse(pulse, 1, at=datetime(2026, 11, 25, 22, 1, tzinfo=UTC))

    assert stored(pulse).counts == (1, 0, 0, 0, 0)


def test_a_closed_pulse_takes_nothing(experiment, now):
    pulse = counted(experiment, 1, 1, 1, 1, 1, closed_at=now)

    with pytest.raises(services.NotOpen):
        services.answer_pulse(pulse, 1, at=now)

    assert stored(pulse).counts == (1, 1, 1, 1, 1)


def test_a_pulse_is_full_at_some_point(experiment, now, monkeypatch):
    monkeypatch.setattr(services, "MOST", 6)
    pulse = counted(experiment, 1, 1, 1, 1, 1)

    services.answer_pulse(pulse, 5, at=now)
    with pytest.raises(services.NotOpen):
        services.answer_pulse(pulse, 5, at=now)

    assert stored(pulse).counts == (1, 1, 1, 1, 2)


def test_a_pulse_is_closed_by_hand_once_and_for_good(experiment, sanna, now):
    pulse = counted(experiment, 0, 1, 1, 2, 1)

    services.close_pulse(pulse, by=sanna, at=now)
    services.close_pulse(pulse, by=sanna, at=now + timedelta(days=1))

    read = stored(pulse)
    assert (read.closed_at, read.counts) == (now, (0, 1, 1, 2, 1))
    assert actions() == [("plans.close_pulse", sanna.user_id)]


def test_fewer_than_five_answers_are_gone_when_a_pulse_closes(experiment, sanna, now):
    pulse = counted(experiment, 1, 1, 1, 1, 0)

    services.close_pulse(pulse, by=sanna, at=now)

    assert stored(pulse).counts == (0, 0, 0, 0, 0)


def test_only_the_mentors_of_an_experiment_close(experiment, petri, kirsi, now):
    pulse = counted(experiment, 1, 1, 1, 1, 0)

    for one in (petri, kirsi):
        with pytest.raises(PermissionDenied):
            services.close_pulse(pulse, by=one, at=now)

    assert (stored(pulse).closed_at, stored(pulse).counts) == (None, (1, 1, 1, 1, 0))


def test_pulses_close_by_themselves_after_their_last_day(experiment, now):
    over = counted(experiment, 1, 1, 1, 1, 0, closes_on=date(2026, 11, 17))
    with tenancy.unrestricted(reason="Arranging a test."):
        elsewhere = counted(ExperimentFactory(), 0, 0, 0, 5, 0,
                            closes_on=date(2026, 11, 17))  # fmt: skip
    last_day = counted(experiment, 1, closes_on=date(2026, 11, 18))

    number = services.close_due(at=now)

    assert number == 2
    assert (stored(over).closed_at, stored(over).counts) == (now, (0, 0, 0, 0, 0))
    assert (stored(elsewhere).closed_at, stored(elsewhere).counts) == (now, (0, 0, 0, 5, 0))
    assert (stored(last_day).closed_at, stored(last_day).counts) == (None, (1, 0, 0, 0, 0))
    assert actions() == [("plans.close_pulse", None)] * 2


def test_a_pulse_that_cannot_be_closed_is_tried_again(experiment, now, monkeypatch, caplog):
    over = counted(experiment, 1, closes_on=date(2026, 11, 17))

    def fail(*_args, **_kwargs):
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(services.audit, "record", fail)
        first = services.close_due(at=now)
    second = services.close_due(at=now)

    assert (first, second) == (0, 1)
    assert f"Pulse {over.pk} cannot be closed" in caplog.text
    assert stored(over).counts == (0, 0, 0, 0, 0)


def test_the_nightly_task_closes_what_is_over(experiment):
    over = counted(experiment, closes_on=date(2020, 1, 1))

    assert tasks.close_pulses.call() == 1
    assert stored(over).closed_at is not None
