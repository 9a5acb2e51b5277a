from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events, merging, versions
from nuotio.foundation.merging import Draft
from nuotio.people.models import Membership
from nuotio.plans.events import PlanAnswered, PlanShown, ThreadMoved
from nuotio.plans.models import Plan
from nuotio.plans.rules import plans as rules
from nuotio.plans.services.plans import Saved, locked, writable

State = Plan.State


class NotYet(Exception):
    """The plan is not as far as that: `state` is where it stands."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NothingLearned(Exception):
    """A plan is closed with what was learned, be it a sentence."""


@transaction.atomic
def show_plan(plan: Plan, *, by: Membership, at: datetime) -> Plan:
    """Show a plan to HR: from now on those who follow learning mentoring read it, too.

    Shown twice it is shown once.
    """
    plan = writable(plan, by=by)
    if plan.shown_at is None:
        plan.shown_at = at
        plan.save(update_fields=["shown_at"])
        audit.record("plans.show_plan", plan, actor_id=by.user_id)
        events.announce(PlanShown(plan.organisation_id, plan.pk, by.pk))
        events.announce(ThreadMoved(plan.organisation_id))
    return plan


@transaction.atomic
def agree_plan(plan: Plan, *, by: Membership, at: datetime, seen: int | None = None) -> Plan:
    """Agree to a plan that was shown; when two do it, the first one's agreement stands.

    `seen` is the version that was read, `plan` as given unless told: versions.EditedMeanwhile
    where the plan has been written on since.
    """
    plan, seen = locked(plan), seen or plan.version
    rules.can_agree_plan.require(by, plan)
    if plan.state != State.DRAFT:
        return plan
    if plan.version != seen:
        raise versions.EditedMeanwhile(plan)
    plan.state, plan.agreed_by, plan.agreed_at = State.DISCUSSED, by, at
    plan.save(update_fields=["state", "agreed_by", "agreed_at"])
    audit.record("plans.agree_plan", plan, actor_id=by.user_id)
    events.announce(PlanAnswered(plan.organisation_id, plan.pk, by.pk, is_agreed=True))
    events.announce(ThreadMoved(plan.organisation_id))
    return plan


@transaction.atomic
def start_plan(plan: Plan, *, by: Membership, at: datetime) -> Plan:
    """Start a plan that was discussed with HR; NotYet before that. Started twice, once."""
    plan = writable(plan, by=by)
    if plan.state == State.DRAFT:
        raise NotYet(plan.state)
    if plan.state == State.DISCUSSED:
        plan.state, plan.started_at = State.ACTIVE, at
        _turned(plan, "plans.start_plan", by, "started_at")
    return plan


@transaction.atomic
def pause_plan(plan: Plan, words: str, *, by: Membership, at: datetime) -> Plan:
    """Pause an active plan and say why; NotYet where it has not started. Paused twice, once."""
    plan = writable(plan, by=by)
    rules.can_close_plan.require(by, plan)
    if plan.state in (State.DRAFT, State.DISCUSSED):
        raise NotYet(plan.state)
    if plan.state == State.ACTIVE:
        plan.state, plan.paused_at, plan.paused_words = State.PAUSED, at, words
        _turned(plan, "plans.pause_plan", by, "paused_at", "paused_words")
    return plan


@transaction.atomic
def resume_plan(plan: Plan, *, by: Membership) -> Plan:
    """Take a paused plan up again; one that goes on already goes on."""
    plan = writable(plan, by=by)
    rules.can_close_plan.require(by, plan)
    if plan.state == State.PAUSED:
        plan.state, plan.paused_at, plan.paused_words = State.ACTIVE, None, ""
        _turned(plan, "plans.resume_plan", by, "paused_at", "paused_words")
    return plan


def _turned(plan: Plan, action: str, by: Membership, *fields: str) -> None:
    plan.save(update_fields=["state", *fields])
    audit.record(action, plan, actor_id=by.user_id)
    events.announce(ThreadMoved(plan.organisation_id))


@transaction.atomic
def close_plan(plan: Plan, learned: Draft, *, state: str, by: Membership, at: datetime) -> Saved:
    """Close a plan as completed or ended early, with what was learned; that may be mended later.

    Where another has closed it meanwhile with other words, nothing is stored and both texts are
    told as a clash. NothingLearned where no words were sent.
    """
    plan = locked(plan)
    rules.can_close_plan.require(by, plan)
    if state not in State or State(state) not in Plan.OVER:
        raise NotYet(state)
    merged = merging.merge(learned.base, learned.texts, {"learned": plan.learned})
    if merged.clashes:
        return Saved(plan, merged)
    if not merged.content["learned"].strip():
        raise NothingLearned
    if (plan.state, plan.learned) != (state, merged.content["learned"]):
        plan.state, plan.learned = state, merged.content["learned"]
        plan.closed_at = plan.closed_at or at
        _turned(plan, "plans.close_plan", by, "learned", "closed_at")
    return Saved(plan, merged)
