"""Values before and after, and notes on a phone, are written on pages. Serves issue 5, R65, R66."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from nuotio.plans.models import Measure, Observation
from tests.plans import factories
from tests.plans.experiment_pages import at, read, stored

FILLED = {"name": "Solutions", "wanted": "up", "source": "the team's notes", "version": 1}


@pytest.fixture
def running(plan):
    """An experiment that runs."""
    return factories.ExperimentFactory(plan=plan, running=True)


def test_values_are_written_with_a_decimal_comma(running, sanna, as_member):
    told = {
        **FILLED,
        "wanted": "down",
        "unit": "days",
        "before": "9,5",
        "before_on": "2026-01-12",
        "after": "6.8",
        "target": "7",
        "people": "12",
    }
    client = as_member(sanna)

    answer = client.post(at("measure_add", sanna, running.pk), told)
    page = read(client, "experiment", sanna, running.pk)

    made = Measure.objects.get()
    assert answer.url == at("experiment", sanna, running.pk)
    assert (made.before, made.after, made.target) == (Decimal("9.5"), Decimal("6.8"), 7)
    assert (made.before_on, made.people, made.is_share) == (date(2026, 1, 12), 12, False)
    assert "less, as you hoped." in page
    assert 'class="target"' in page


def test_a_share_brings_its_people_along(running, sanna, as_member):
    client = as_member(sanna)
    told = {**FILLED, "before": "4/14", "after": "12/14"}

    client.post(at("measure_add", sanna, running.pk), told)
    made = Measure.objects.get()
    page = read(client, "measure_change", sanna, made.pk)

    assert (made.before, made.after, made.people, made.is_share) == (4, 12, 14, True)
    assert ('value="4/14"' in page, 'value="12/14"' in page) == (True, True)


def test_a_form_sent_twice_makes_one_measure(running, sanna, as_member):
    client = as_member(sanna)
    told = {**FILLED, "once": "00000000-0000-4000-8000-00000000abcd"}

    for _ in range(2):
        client.post(at("measure_add", sanna, running.pk), told)

    assert Measure.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"name": ""}, "Write what is measured."),
        ({"source": ""}, "Write where the values come from."),
        ({"before": "many"}, "Write a number with at most two decimals"),
        ({"after": "1,000"}, "Write a number with at most two decimals"),
        ({"before": "4/14", "after": "12"}, "Write all the values in the same way"),
        ({"before": "4/14", "after": "12/13"}, "Write all the values in the same way"),
        ({"before": "4/14", "people": "12"}, "The shares are of another number of people."),
        ({"people": "0"}, "Write how many people, for example 14."),
        ({"unit": "%", "people": "9"}, "write how many of them, such as 4/9, not per cents."),
        ({"after_on": "3000-01-01"}, "Check the day: it is to come"),
        ({"before_on": "soon"}, "Write the day, for example 1.12.2026."),
    ],
)
def test_what_cannot_be_is_answered_by_its_field(running, sanna, as_member, told, answer):
    measure = factories.MeasureFactory(experiment=running, name="As it was")
    client, sent = as_member(sanna), {**FILLED, **told}

    added = client.post(at("measure_add", sanna, running.pk), sent).content.decode()
    changed = client.post(at("measure_change", sanna, measure.pk), sent).content.decode()

    assert (answer in added, answer in changed) == (True, True)
    assert [one.name for one in Measure.objects.all()] == ["As it was"]


def test_two_mentors_see_both_values_side_by_side(running, sanna, jari, client):
    measure = factories.MeasureFactory(experiment=running, before=2)
    address = at("measure_change", sanna, measure.pk)
    client.force_login(jari.user)
    client.post(address, {**FILLED, "before": "2", "after": "6,5"})
    client.force_login(sanna.user)

    page = client.post(address, {**FILLED, "before": "2", "after": "7"}).content.decode()
    client.post(address, {**FILLED, "before": "2", "after": "6,5", "version": 2})

    assert "Jari Lehto has just changed this." in page
    assert '<p class="kept">7</p>' in page
    assert '<p class="kept">6.5</p>' in page
    assert (stored(measure).after, stored(measure).version) == (Decimal("6.5"), 3)


def test_a_measure_of_what_is_hidden_is_not_there(plan, aino, petri, client):
    measure = factories.MeasureFactory(experiment=factories.ExperimentFactory(plan=plan))

    answers = []
    for member in (aino, petri):
        client.force_login(member.user)
        answers.append(client.get(at("measure_change", member, measure.pk)).status_code)

    assert answers == [404, 403]


def test_a_note_is_a_line_that_the_phone_keeps(running, sanna, as_member):
    client, today = as_member(sanna), timezone.localdate()
    told = {
        "words": "Three spoke.",
        "seen_on": today,
        "once": "00000000-0000-4000-8000-00000000abcd",
    }

    asked = read(client, "observation_add", sanna, running.pk)
    for _ in range(2):
        client.post(at("observation_add", sanna, running.pk), told)

    assert f'data-keep="note-{running.pk}"' in asked
    assert f'value="{today.isoformat()}"' in asked
    assert [one.words for one in Observation.objects.all()] == ["Three spoke."]
    assert "Three spoke." in read(client, "experiment", sanna, running.pk)


def test_a_note_needs_a_line_and_a_day_that_has_been(running, sanna, as_member):
    client, address = as_member(sanna), at("observation_add", sanna, running.pk)
    tomorrow = timezone.localdate() + timedelta(days=1)

    empty = client.post(address, {"words": " ", "seen_on": ""}).content.decode()
    early = client.post(address, {"words": "Seen.", "seen_on": tomorrow}).content.decode()

    assert ("Write in a line what you saw." in empty, "Write the day" in empty) == (True, True)
    assert "Check the day: it is to come" in early
    assert Observation.objects.count() == 0


def test_nothing_is_noted_before_the_start(plan, sanna, as_member):
    planned = factories.ExperimentFactory(plan=plan)

    page = as_member(sanna).post(
        at("observation_add", sanna, planned.pk),
        {"words": "Early.", "seen_on": timezone.localdate()},
    )

    assert "once the experiment has started" in page.content.decode()
    assert Observation.objects.count() == 0
