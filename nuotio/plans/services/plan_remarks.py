from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events, marks
from nuotio.people.models import Membership
from nuotio.plans.events import PlanAnswered, PlanRemarked
from nuotio.plans.models import Plan, PlanRemark
from nuotio.plans.rules import plans as rules
from nuotio.plans.services.plans import locked


@transaction.atomic
def write_remark(
    plan: Plan, words: str, *, by: Membership, at: datetime, once: UUID, answer: str = ""
) -> PlanRemark:
    """Write to each other about a plan; HR may answer what it needs with the same words.

    Sent again under `once` it is there once. Closed plans may be written about, too.
    """
    plan = locked(plan)
    rules.can_remark.require(by, plan)
    if answer:
        rules.can_answer_need.require(by, plan)
    whose: dict[str, Any] = {"plan": plan, "written_by": by}
    told = {"organisation_id": plan.organisation_id, "answer": answer, "words": words, "at": at}
    mark = marks.own_mark(PlanRemark.objects, once, **whose)
    remark: PlanRemark
    remark, is_new = PlanRemark.objects.get_or_create(once=mark, **whose, defaults=told)
    if is_new:
        audit.record("plans.write_remark", remark, actor_id=by.user_id)
        happened = PlanRemarked if rules.is_mentor_of(by, plan) else PlanAnswered
        events.announce(happened(plan.organisation_id, plan.pk, by.pk))
    return remark
