from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events
from nuotio.people.models import Membership
from nuotio.people.queries import directory
from nuotio.plans.events import MentorAdded, ThreadMoved
from nuotio.plans.models import Plan, PlanMentor
from nuotio.plans.services.plans import NotThere, writable


class LastMentor(Exception):
    """A plan keeps at least one mentor: somebody else joins first, or the plan is closed."""


@transaction.atomic
def add_mentor(plan: Plan, mentor_id: int, *, by: Membership, at: datetime) -> Plan:
    """Let another mentor of the organisation write the plan too; added twice she is in once.

    NotThere where it is no mentor here, PlanOver where the plan was closed meanwhile.
    """
    plan = writable(plan, by=by)
    added = directory.mentor_at(mentor_id, viewer=by)
    if added is None:
        raise NotThere("mentor")
    part, is_new = PlanMentor.objects.get_or_create(
        plan=plan,
        membership_id=mentor_id,
        defaults={"organisation_id": plan.organisation_id, "joined_at": at},
    )
    if is_new or part.left_at is not None:
        part.joined_at, part.left_at = at, None  # her time between is not hers to read
        part.save(update_fields=["joined_at", "left_at"])
        audit.record("plans.add_mentor", plan, actor_id=by.user_id, subject_id=added.user_id)
        events.announce(MentorAdded(plan.organisation_id, plan.pk, added.pk, by.pk))
        _counted_anew(plan)
    return plan


@transaction.atomic
def leave_plan(plan: Plan, *, by: Membership, at: datetime) -> Plan:
    """Leave a plan to its other mentors; LastMentor where there is nobody else."""
    plan = writable(plan, by=by)
    others = [one for one in plan.mentors.all() if _writes(one) and one.membership_id != by.pk]
    if not others:
        raise LastMentor
    PlanMentor.objects.filter(plan=plan, membership=by).update(left_at=at)
    audit.record("plans.leave_plan", plan, actor_id=by.user_id)
    _counted_anew(plan)
    return plan


def _writes(part: PlanMentor) -> bool:
    """Say whether it is somebody who is here and can write on."""
    member = part.membership
    return part.left_at is None and member is not None and member.is_open


def _counted_anew(plan: Plan) -> None:
    """Call the plan a pair's or one mentor's by who is in it now."""
    here = PlanMentor.objects.filter(plan=plan, left_at=None).count()
    plan.kind = Plan.Kind.PAIR if here > 1 else Plan.Kind.INDIVIDUAL
    plan.save(update_fields=["kind"])
    events.announce(ThreadMoved(plan.organisation_id))
