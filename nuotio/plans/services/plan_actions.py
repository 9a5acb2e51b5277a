from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import marks, versions
from nuotio.people.models import Membership
from nuotio.plans.models import Plan, PlanAction
from nuotio.plans.services.plans import NotThere, writable


@dataclass(frozen=True)
class ActionDraft:
    """A step: what, who (nobody means all together) and by when."""

    words: str
    owner_id: int | None = None
    due_on: date | None = None


@transaction.atomic
def add_action(
    plan: Plan, draft: ActionDraft, *, by: Membership, at: datetime, once: UUID
) -> PlanAction:
    """Add a step to a plan; sent again under `once` it is there once.

    NotThere where the owner is not one of the plan's mentors, PlanOver where it was closed.
    """
    plan = writable(plan, by=by)
    _require_owner(plan, draft, before=None)
    told = {**vars(draft), "organisation_id": plan.organisation_id, "made_at": at}
    # The steps are the pair's: in one plan a mark is of both, and who wrote is not kept.
    mark = marks.own_mark(PlanAction.objects, once, plan=plan)
    action: PlanAction
    action, is_new = PlanAction.objects.get_or_create(once=mark, plan=plan, defaults=told)
    if is_new:
        audit.record("plans.add_action", action, actor_id=by.user_id)
    return action


@transaction.atomic
def change_action(
    action: PlanAction, draft: ActionDraft, *, by: Membership, version: int
) -> PlanAction:
    """Change a step; versions.EditedMeanwhile where somebody saved after `version` was seen."""
    plan = writable(action.plan, by=by)
    action = _locked(action)
    versions.claim(action, seen=version)
    _require_owner(plan, draft, before=action.owner_id)
    for name, value in vars(draft).items():
        setattr(action, name, value)
    action.save()
    audit.record("plans.change_action", action, actor_id=by.user_id)
    return action


@transaction.atomic
def mark_done(action: PlanAction, *, is_done: bool, by: Membership, at: datetime) -> PlanAction:
    """Note that a step is done, or is to be done after all; said twice it is noted once."""
    writable(action.plan, by=by)
    action = _locked(action)
    if (action.done_at is not None) is not is_done:
        action.done_at = at if is_done else None
        action.save(update_fields=["done_at"])
        audit.record("plans.mark_done", action, actor_id=by.user_id)
    return action


def _locked(action: PlanAction) -> PlanAction:
    found: PlanAction = PlanAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    return found


def _require_owner(plan: Plan, draft: ActionDraft, *, before: int | None) -> None:
    """The owner writes the plan now, or is who it was: she may have left since."""
    here = {one.membership_id for one in plan.mentors.all() if one.left_at is None}
    if draft.owner_id not in {None, before, *here}:
        raise NotThere("owner")
