"""Experiments are started, taken back and decided on their pages. Serves issue 5, R65, R66."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from nuotio.plans.services import experiments as services
from tests.plans import factories
from tests.plans.experiment_pages import READY, at, read, stored


@pytest.fixture
def running(plan):
    """An experiment that was started in January and has long to go."""
    return factories.ExperimentFactory(
        plan=plan, running=True, starts_on=date(2026, 1, 12), **READY
    )


def test_a_start_of_today_can_be_taken_back(plan, sanna, as_member):
    today = timezone.localdate()
    planned = factories.ExperimentFactory(plan=plan, **READY)
    client, back = as_member(sanna), at("experiment_take_back", sanna, planned.pk)

    client.post(at("experiment_start", sanna, planned.pk), {"on": today.isoformat()})
    started = stored(planned).state
    offered = back in read(client, "experiment", sanna, planned.pk)
    asked = client.post(back, {"reason": ""}).content.decode()
    client.post(back, {"reason": "Half of us are ill."})
    again = client.get(back, follow=True).content.decode()

    assert (started, offered, stored(planned).state) == ("running", True, "planned")
    assert "Write in a sentence why the start is taken back." in asked
    assert "A start can be taken back on the day that it was made." in again
    assert "Half of us are ill." in again


def test_a_start_says_what_is_missing_and_which_day_cannot_be(plan, sanna, as_member):
    lacking = factories.ExperimentFactory(plan=plan)
    ready = factories.ExperimentFactory(plan=plan, **READY)
    client, tomorrow = as_member(sanna), timezone.localdate() + timedelta(days=1)

    missing = read(client, "experiment_start", sanna, lacking.pk)
    client.post(at("experiment_start", sanna, lacking.pk), {"on": timezone.localdate()})
    wrong = client.post(at("experiment_start", sanna, ready.pk), {"on": tomorrow})

    assert "Still missing: What we do, Last day, How we will see it." in missing
    assert "Check the day: it is to come" in wrong.content.decode()
    assert (stored(lacking).state, stored(ready).state) == ("planned", "planned")


@pytest.mark.parametrize(
    ("decision", "thanks"),
    [
        ("keep", "Now it is worth writing up for others."),
        ("adapt", "The next try can begin from what you learned."),
        ("stop", "Thank you for trying"),
    ],
)
def test_a_decision_is_thanked_for_and_its_lesson_is_read(
    running, sanna, aino, client, decision, thanks
):
    told = {
        "happened": "Seven lessons.",
        "learned": "The question had to change.",
        "decision": decision,
        "reason": "It helps.",
        "on": timezone.localdate().isoformat(),
    }
    client.force_login(sanna.user)

    answer = client.post(at("experiment_decide", sanna, running.pk), told, follow=True)

    assert thanks in answer.content.decode()
    client.force_login(aino.user)
    page = read(client, "experiment", aino, running.pk)
    for words in ("Seven lessons.", "The question had to change.", "It helps."):
        assert words in page


def test_a_decision_asks_for_all_of_it(running, sanna, as_member):
    factories.MeasureFactory(experiment=running, name="Days", before=9)
    client = as_member(sanna)
    address = at("experiment_decide", sanna, running.pk)
    early = {"happened": "a", "learned": "b", "decision": "keep", "reason": "c"}

    asked = client.get(address).content.decode()
    empty = client.post(address, {"on": ""}).content.decode()
    wrong = client.post(address, {**early, "on": "2026-01-11"}).content.decode()

    assert "The value after is still missing: Days" in asked
    for words in (
        "Write in a sentence what happened.",
        "Write in a sentence what you learned.",
        "Choose what you decide.",
        "Write in a sentence why you decide so.",
    ):
        assert words in empty
    assert "does not fit the experiment&#39;s days" in wrong
    assert stored(running).state == "running"


@pytest.mark.parametrize(
    ("name", "told", "words"),
    [
        ("experiment_start", {"running": True}, "It has started already."),
        ("experiment_start", {"kept": True}, "so it stays as it was"),
        ("experiment_decide", {}, "It has not started yet."),
    ],
)
def test_who_comes_late_is_told_where_it_stands(plan, sanna, as_member, name, told, words):
    experiment = factories.ExperimentFactory(plan=plan, **told)

    page = as_member(sanna).get(at(name, sanna, experiment.pk), follow=True)

    assert words in page.content.decode()


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("start", "WrongState", "It has been decided on meanwhile"),
        ("start", "NotReady", "lacks something before it can start"),
        ("decide", "WrongState", "Your pair has decided on it meanwhile."),
    ],
)
def test_what_happens_meanwhile_is_said(plan, sanna, as_member, monkeypatch, name, error, words):
    state = {} if name == "start" else {"running": True}
    experiment = factories.ExperimentFactory(plan=plan, **READY, **state)
    fault = getattr(services, error)

    def refuse(*_args, **_told):
        raise fault([]) if error == "NotReady" else fault

    monkeypatch.setattr(services, f"{name}_experiment", refuse)
    told = {"happened": "a", "learned": "b", "decision": "keep", "reason": "c", "on": "2026-01-12"}

    page = as_member(sanna).post(at(f"experiment_{name}", sanna, experiment.pk), told)

    assert words in page.content.decode()


@pytest.mark.parametrize("name", ["experiment_decide", "experiment_change"])
def test_who_sends_her_words_after_the_decision_finds_them_still_there(
    plan, sanna, as_member, name
):
    experiment = factories.ExperimentFactory(plan=plan, kept=True, learned="Ask anew.")
    told = {
        "happened": "a",
        "learned": "What Sanna wrote",
        "decision": "stop",
        "reason": "c",
        "on": "2026-01-12",
        "title": "What Sanna wrote",
        "need": "b",
        "goal": plan.goal_id,
        "version": 1,
    }

    page = as_member(sanna).post(at(name, sanna, experiment.pk), told).content.decode()

    assert "What Sanna wrote" in page
    assert "decided on" in page
    assert (stored(experiment).learned, stored(experiment).version) == ("Ask anew.", 1)
