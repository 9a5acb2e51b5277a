from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events, marks, merging
from nuotio.foundation.merging import Draft, Merged
from nuotio.goals.models import Goal
from nuotio.people.models import Membership
from nuotio.people.queries import directory
from nuotio.plans import plan_texts
from nuotio.plans.events import MentorAdded, ThreadMoved
from nuotio.plans.models import Plan, PlanGoal, PlanMentor
from nuotio.plans.queries import plan_versions as versions
from nuotio.plans.queries import plans as queries
from nuotio.plans.rules import plans as rules
from nuotio.plans.services import plan_versions


class NotThere(Exception):
    """A goal is not decided (any more), or a person no mentor here; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class PlanOver(Exception):
    """The plan was closed, so that its texts stay as they are."""


class GoalsMoved(Exception):
    """Somebody has chosen other goals since the writer looked."""


@dataclass(frozen=True)
class PlanStart:
    """What a plan begins with: its name, its goals, and with whom it is made."""

    title: str
    goal_id: int
    more_goals: Collection[int] = ()
    partner_id: int | None = None
    programme_id: int | None = None


@dataclass(frozen=True)
class Saved:
    """The stored plan, how its texts were merged, and who had changed them before."""

    plan: Plan
    merged: Merged
    before_by: str = ""


@transaction.atomic
def begin_plan(start: PlanStart, *, by: Membership, at: datetime, once: UUID) -> Plan:
    """Begin a plan for a decided goal, alone or with a partner; only its mentors read it yet.

    The same one sent again under `once` returns what it made; NotThere where a goal or the
    partner is not there.
    """
    rules.can_begin_plan.require(by)
    goals = _decided(by, {start.goal_id, *start.more_goals})
    if start.goal_id not in goals:
        raise NotThere("goal")
    partner = _mentor(start.partner_id, by)
    # A plan keeps its mentors, not who began it: the mark of a pair's plan is of both.
    mark = marks.own_mark(Plan.objects, once, mentors__membership=by)
    plan: Plan
    plan, is_new = Plan.objects.get_or_create(
        once=mark,
        defaults={
            "organisation_id": by.organisation_id,
            "kind": Plan.Kind.PAIR if partner else Plan.Kind.INDIVIDUAL,
            "goal_id": start.goal_id,
            "programme_id": start.programme_id,
            "title": start.title,
            "made_at": at,
            "changed_at": at,
        },
    )
    if is_new:
        _put_goals(plan, goals)
        for mentor in filter(None, (by, partner)):
            PlanMentor.objects.create(
                organisation_id=plan.organisation_id, plan=plan, membership=mentor, joined_at=at
            )
        plan_versions.keep_version(plan, None, by=by, at=at)
        audit.record("plans.begin_plan", plan, actor_id=by.user_id)
        if partner is not None:
            events.announce(MentorAdded(plan.organisation_id, plan.pk, partner.pk, by.pk))
        events.announce(ThreadMoved(plan.organisation_id))
    return plan


def _decided(by: Membership, wanted: Collection[int]) -> set[int]:
    rows = Goal.objects.filter(
        organisation_id=by.organisation_id, pk__in=wanted, state=Goal.State.DECIDED
    )
    return set(rows.values_list("pk", flat=True))


def _mentor(pk: int | None, by: Membership) -> Membership | None:
    if pk is None or pk == by.pk:
        return None
    found = directory.mentor_at(pk, viewer=by)
    if found is None:
        raise NotThere("partner")
    return found


def _put_goals(plan: Plan, goals: Collection[int]) -> None:
    """Let the plan serve these goals besides its main one."""
    further = {pk for pk in goals if pk != plan.goal_id}
    PlanGoal.objects.filter(plan=plan).exclude(goal_id__in=further).delete()
    for pk in sorted(further):
        PlanGoal.objects.get_or_create(organisation_id=plan.organisation_id, plan=plan, goal_id=pk)


def locked(plan: Plan) -> Plan:
    """Return the plan as it is stored now, locked, with its mentors."""
    rows = Plan.objects.select_for_update(of=("self",)).prefetch_related(queries.with_mentors())
    found: Plan = rows.get(pk=plan.pk)
    return found


def writable(plan: Plan, *, by: Membership) -> Plan:
    """Return the plan locked for one who writes it; PlanOver where it was closed meanwhile."""
    plan = locked(plan)
    if plan.is_over and rules.is_mentor_of(by, plan):
        raise PlanOver
    rules.can_write_plan.require(by, plan)
    return plan


@transaction.atomic
def write_plan(plan: Plan, draft: Draft, *, by: Membership, at: datetime) -> Saved:
    """Store what was written, merged with what others wrote meanwhile; nothing is checked.

    A field that two have changed keeps the stored text, and is told as a clash. A plan keeps its
    name where an empty one is sent. PlanOver where it was closed meanwhile.
    """
    plan = writable(plan, by=by)
    stored = plan_texts.texts_of(plan)
    mine = {field: text for field, text in draft.texts.items() if _is_written(field, text)}
    merged = merging.merge(draft.base, mine, stored)
    before = versions.newest(plan)
    if merged.content != stored:
        plan_texts.put(plan, merged.content)
        plan.version, plan.changed_at = plan.version + 1, at
        plan.save()
        if plan_versions.keep_version(plan, before, by=by, at=at):
            audit.record("plans.write_plan", plan, actor_id=by.user_id)
    other = before.written_by if before else None
    return Saved(plan, merged, "" if other is None or other == by else other.name)


def _is_written(field: str, text: str) -> bool:
    return field in plan_texts.FIELDS and bool(text.strip() or field != plan_texts.TITLE)


@transaction.atomic
def change_goals(
    plan: Plan, goal_id: int, more: Collection[int], *, by: Membership, seen: str
) -> Plan:
    """Let the plan serve another main goal or other further ones; what it has may stay.

    NotThere where a new goal is not decided, GoalsMoved where the goals are not those that the
    writer saw (`seen` is their mark), PlanOver where it was closed meanwhile.
    """
    plan = writable(plan, by=by)
    wanted, has = {goal_id, *more}, goals_of(plan)
    if goals_mark(plan) != seen:
        raise GoalsMoved
    if goal_id not in has | _decided(by, {goal_id}):
        raise NotThere("goal")
    plan.goal_id = goal_id
    plan.version += 1  # who agrees has read for which goals
    plan.save(update_fields=["goal", "version"])
    _put_goals(plan, (wanted & has) | _decided(by, wanted))
    audit.record("plans.change_goals", plan, actor_id=by.user_id)
    events.announce(ThreadMoved(plan.organisation_id))
    return plan


def goals_of(plan: Plan) -> set[int]:
    """Return the keys of all goals that a plan serves."""
    more = PlanGoal.objects.filter(plan=plan).values_list("goal_id", flat=True)
    return {plan.goal_id, *more}


def goals_mark(plan: Plan) -> str:
    """Return a mark of the plan's goals, to know whether somebody has changed them."""
    further = sorted(goals_of(plan) - {plan.goal_id})
    return ".".join(str(pk) for pk in (plan.goal_id, *further))
