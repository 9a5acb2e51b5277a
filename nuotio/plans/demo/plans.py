"""The demo world's plans: those that led to experiments, and those that are under way."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nuotio.people.models import Membership
from nuotio.plans.demo.cast import Cast
from nuotio.plans.models import Plan, PlanAction, PlanMentor, PlanRemark, PlanVersion

TO_SHOW, TO_AGREE, TO_START = timedelta(days=6), timedelta(days=11), timedelta(days=14)


def with_experiment(
    cast: Cast, experiment: dict[str, Any], told: dict[str, Any], *, at: datetime
) -> Plan:
    """Write the plan that an experiment of the demo world came from; `at` is its first day."""
    mentors = [cast.people[one] for one in experiment["mentors"]]
    plan = _plan(cast, mentors, experiment["goal"], told, at=at, key=experiment["id"])
    plan.situation = experiment["observation"]
    plan.target = experiment["team"]
    plan.signs = f"{experiment['measure']}: {experiment['success']}"
    plan.hours_a_week = told.get("hours", 2)
    plan.state = Plan.State.ACTIVE if experiment["status"] == "running" else Plan.State.COMPLETED
    _shown(cast, plan, told)
    if plan.is_over:
        plan.closed_at = at + timedelta(weeks=experiment["weeks"] + 8)
        plan.learned = experiment["learning"]
    plan.save()
    _version(plan, mentors[0], number=2)
    return plan


def under_way(cast: Cast, told: dict[str, Any]) -> Plan:
    """Write a plan that has no experiment yet."""
    mentors = [cast.people[one] for one in told["mentors"]]
    at = cast.at - timedelta(days=told["days_ago"])
    plan = _plan(cast, mentors, told["goal"], told, at=at, key=f"open {told['title']}")
    for name in ("situation", "target", "signs"):
        setattr(plan, name, told[name])
    plan.hours_a_week = told["hours"]
    if told["state"] == "active":
        plan.state = Plan.State.ACTIVE
        _shown(cast, plan, told)
    elif told["state"] == "shown":
        plan.shown_at = at + TO_SHOW
    plan.save()
    _version(plan, mentors[-1], number=2)
    for number, (words, days) in enumerate(told["actions"]):
        PlanAction.objects.create(
            organisation=plan.organisation,
            plan=plan,
            words=words,
            owner=mentors[number % len(mentors)],
            due_on=(cast.at + timedelta(days=days)).date(),
            done_at=cast.at - timedelta(days=4) if days < 0 and number else None,
            made_at=at,
            once=uuid5(NAMESPACE_URL, f"{plan.once} {number}"),
        )
    return plan


def _plan(
    cast: Cast,
    mentors: list[Membership],
    goal: str,
    told: dict[str, Any],
    *,
    at: datetime,
    key: str,
) -> Plan:
    plan: Plan = Plan.objects.create(
        organisation=mentors[0].organisation,
        goal=cast.goals[goal],
        kind=Plan.Kind.PAIR if len(mentors) > 1 else Plan.Kind.INDIVIDUAL,
        title=told["title"],
        aim=told["aim"],
        roles=told.get("roles", ""),
        support=told.get("support", ""),
        sharing=told.get("sharing", ""),
        made_at=at,
        changed_at=at,
        once=uuid5(NAMESPACE_URL, f"plan {key}"),
    )
    for member in mentors:
        PlanMentor.objects.create(
            organisation=plan.organisation, plan=plan, membership=member, joined_at=at
        )
    _version(plan, mentors[0], number=1)
    return plan


def _shown(cast: Cast, plan: Plan, told: dict[str, Any]) -> None:
    """HR has read the plan, answered what it needs and agreed; then it started."""
    hr = cast.hr_of(plan.organisation.slug)
    plan.shown_at = plan.made_at + TO_SHOW
    plan.agreed_at, plan.agreed_by = plan.made_at + TO_AGREE, hr
    plan.started_at = plan.made_at + TO_START
    if "answer" in told:
        PlanRemark.objects.create(
            organisation=plan.organisation,
            plan=plan,
            answer=PlanRemark.Answer.YES,
            words=told["answer"],
            written_by=hr,
            at=plan.agreed_at,
            once=uuid5(NAMESPACE_URL, f"answer {plan.once}"),
        )


def _version(plan: Plan, writer: Membership, *, number: int) -> None:
    texts = {name: getattr(plan, name) for name in Plan.TEXTS}
    PlanVersion.objects.create(
        organisation=plan.organisation,
        plan=plan,
        number=number,
        content={"title": plan.title, **texts},
        written_by=writer,
        at=plan.made_at + timedelta(days=number - 1),
    )
