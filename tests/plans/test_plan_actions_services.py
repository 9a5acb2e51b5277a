"""Serves R63: the steps of a plan, each with what, who and by when."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.plans.models import Plan, PlanAction
from nuotio.plans.services import plan_actions as services
from nuotio.plans.services.plan_actions import ActionDraft
from nuotio.plans.services.plans import NotThere, PlanOver
from tests.plans import factories

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def action(plan, sanna):
    return factories.PlanActionFactory(plan=plan, words="Tell the team", owner=sanna)


def only() -> PlanAction:
    return PlanAction.objects.get()


def test_a_step_is_added_once_with_owner_and_day(plan, sanna, jari):
    once, draft = uuid4(), ActionDraft("Tell the team", jari.pk, date(2026, 12, 1))

    for _ in range(2):
        services.add_action(plan, draft, by=sanna, at=NOW, once=once)

    kept = only()
    assert (kept.words, kept.owner, kept.due_on) == ("Tell the team", jari, date(2026, 12, 1))
    assert (kept.plan, kept.organisation, kept.made_at) == (plan, plan.organisation, NOW)
    assert AuditEntry.objects.filter(action="plans.add_action").count() == 1


def test_a_steps_owner_is_one_of_the_plans_mentors(plan, sanna, petri):
    with pytest.raises(NotThere, match="owner"):
        services.add_action(plan, ActionDraft("x", petri.pk), by=sanna, at=NOW, once=uuid4())

    assert PlanAction.objects.count() == 0


def test_others_add_and_change_no_steps(plan, action, petri, kirsi):
    for other in (petri, kirsi):
        for call in (
            lambda by: services.add_action(plan, ActionDraft("x"), by=by, at=NOW, once=uuid4()),
            lambda by: services.change_action(action, ActionDraft("x"), by=by, version=1),
            lambda by: services.mark_done(action, is_done=True, by=by, at=NOW),
        ):
            with pytest.raises(PermissionDenied):
                call(other)

    assert (only().words, only().done_at) == ("Tell the team", None)


def test_a_step_is_changed_by_who_saw_it_as_it_is(action, sanna, jari):
    services.change_action(action, ActionDraft("Ask the team"), by=sanna, version=1)

    with pytest.raises(EditedMeanwhile):
        services.change_action(action, ActionDraft("Tell them"), by=jari, version=1)

    assert (only().words, only().owner, only().version) == ("Ask the team", None, 2)


def test_an_owner_who_has_left_the_plan_may_stay_named(plan, action, sanna, jari):
    plan.mentors.filter(membership=sanna).update(left_at=NOW)

    services.change_action(action, ActionDraft("Ask", sanna.pk), by=jari, version=1)

    assert only().owner == sanna
    with pytest.raises(NotThere):
        services.add_action(plan, ActionDraft("x", sanna.pk), by=jari, at=NOW, once=uuid4())


def test_a_step_is_done_and_is_to_be_done_after_all(action, sanna, jari):
    for by in (sanna, jari):
        services.mark_done(action, is_done=True, by=by, at=NOW)
    done = only().done_at
    services.mark_done(action, is_done=False, by=jari, at=NOW)

    assert (done, only().done_at) == (NOW, None)
    assert AuditEntry.objects.filter(action="plans.mark_done").count() == 2


def test_the_steps_of_a_closed_plan_stay(plan, action, sanna):
    Plan.objects.filter(pk=plan.pk).update(state="completed")

    for call in (
        lambda: services.add_action(plan, ActionDraft("x"), by=sanna, at=NOW, once=uuid4()),
        lambda: services.change_action(action, ActionDraft("x"), by=sanna, version=1),
        lambda: services.mark_done(action, is_done=True, by=sanna, at=NOW),
    ):
        with pytest.raises(PlanOver):
            call()

    assert (only().words, only().done_at) == ("Tell the team", None)


def test_a_step_is_late_when_its_day_is_over_and_it_is_not_done():
    step = PlanAction(words="x", due_on=date(2026, 12, 1))

    assert step.is_late(date(2026, 12, 1)) is False
    assert step.is_late(date(2026, 12, 2)) is True
    assert PlanAction(words="x").is_late(date(2026, 12, 2)) is False
    step.done_at = NOW
    assert step.is_late(date(2026, 12, 2)) is False
