"""The gaps of an organisation found slowly, in plain Python: what the statement is held against.

Written from what each gap means, not from the statement: rows are read one by one.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from nuotio.culture.instruments import CULTURE, band_of, survey_of
from nuotio.culture.models import SurveyRound
from nuotio.goals.models import Goal, StrategicCompetence
from nuotio.people.models import Membership, TimeBooking
from nuotio.plans.models import Experiment, Plan, PlanGoal

OVER, RESTING = {"completed", "ended"}, {"completed", "ended", "paused"}
Found = tuple[str, int | None, int | None, int | None, int | None]


def gaps_of(organisation, at, *, sees_hours=True, sees_results=True) -> set[Found]:
    """Return kind, goal, plan, experiment and what else a gap hangs on."""
    day = timezone.localtime(at).date()
    found = set(_grounds(organisation, sees_results))
    for goal in Goal.objects.filter(organisation=organisation):
        found |= set(_goal(goal, at, day))
    for plan in Plan.objects.filter(organisation=organisation, shown_at__isnull=False):
        found |= set(_plan(plan, at))
        for experiment in plan.experiments.all():
            found |= set(_experiment(experiment, plan, at, day))
    if sees_hours:
        for member in Membership.objects.filter(organisation=organisation, left_at=None):
            found |= set(_hours(member, day))
    return found


def _is_older(moment, at, days) -> bool:
    return moment is not None and moment < at - timedelta(days=days)


def _grounds(organisation, sees_results) -> Iterator[Found]:
    running = [
        one for one in Goal.objects.filter(organisation=organisation) if one.state != "ended"
    ]
    for one in StrategicCompetence.objects.filter(organisation=organisation, retired_at=None):
        if one.pk not in [goal.competence_id for goal in running]:
            yield "competence_without_goal", None, None, None, one.pk
    closed = [
        one
        for one in SurveyRound.objects.filter(
            organisation=organisation, instrument_code=CULTURE, state="closed"
        )
        if hasattr(one, "result")
        and (sees_results or (hasattr(one, "report") and one.report.shared_at is not None))
    ]
    if not closed:
        return
    newest = max(closed, key=lambda one: (one.closed_at, one.pk))
    shown = newest.result.content["groups"][0]["scales"]
    for scale in survey_of(newest.instrument).scales:
        is_weak = scale.code in shown and band_of(shown[scale.code]["mean"]).code == "attention"
        is_taken = scale.code in [goal.dimension for goal in running]
        if scale.kind == "dimension" and is_weak and not is_taken:
            yield "finding_without_goal", None, None, None, newest.pk


def _plans_for(goal) -> list[Plan]:
    others = PlanGoal.objects.filter(goal=goal).select_related("plan")
    return [*Plan.objects.filter(goal=goal), *(one.plan for one in others)]


def _goal(goal, at, day) -> Iterator[Found]:
    if goal.state != "decided":
        return
    if goal.decided_on is not None:
        is_old = (day - goal.decided_on).days > 14
    else:
        signed = [goal.hr_signed_at, goal.management_signed_at]
        is_old = _is_older(max(signed) if all(signed) else goal.made_at, at, 14)
    taken = [plan for plan in _plans_for(goal) if plan.is_shown and plan.state != "ended"]
    if is_old and not taken:
        yield "goal_without_plan", goal.pk, None, None, None


def _plan(plan, at) -> Iterator[Found]:
    here = (plan.goal_id, plan.pk, None, None)
    remarks, mentors = list(plan.remarks.all()), {one.membership_id for one in plan.mentors.all()}
    is_open = plan.state not in RESTING
    if is_open and _is_older(plan.shown_at, at, 28) and not plan.experiments.exists():
        yield "plan_without_experiment", *here
    if plan.state in OVER or not _is_older(plan.shown_at, at, 14):
        return
    by_hr = [
        one
        for one in remarks
        if one.answer or one.written_by_id is None or one.written_by_id not in mentors
    ]
    if plan.agreed_at is None and not by_hr:
        yield "plan_unanswered", *here
    if plan.support.strip() and not [one for one in remarks if one.answer]:
        yield "need_unanswered", *here


def _experiment(one: Experiment, plan, at, day) -> Iterator[Found]:
    here = (one.goal_id, plan.pk, one.pk)
    told = {"planned": _planned, "running": _running, "decided": _decided}[one.state]
    for kind in told(one, plan, at, day):
        yield kind, *here, None
    practice = getattr(one, "practice", None)
    if practice is None or practice.is_released:
        return
    if _is_older(practice.reviewed_at or practice.made_at, at, 30):
        yield "practice_waiting", *here, practice.pk


def _planned(one, plan, at, day) -> Iterator[str]:
    if plan.state not in RESTING and one.starts_on and (day - one.starts_on).days > 14:
        yield "experiment_not_started"


def _running(one, plan, at, day) -> Iterator[str]:
    if not [measure for measure in one.measures.all() if measure.before is not None]:
        yield "experiment_without_before"
    if one.is_past_end(day):
        yield "experiment_undecided"


def _decided(one, plan, at, day) -> Iterator[str]:
    measures = list(one.measures.all())
    if measures and not [measure for measure in measures if measure.after is not None]:
        yield "change_unseen"
    is_success = one.decision == "keep" and _is_older(one.decided_at, at, 14)
    if is_success and getattr(one, "practice", None) is None:
        yield "success_without_practice"


def _hours(member, day) -> Iterator[Found]:
    parts = sorted(
        (part.plan_id, goal.pk, goal)
        for part in member.plan_parts.filter(left_at=None).select_related("plan__goal")
        if part.plan.is_shown and part.plan.state not in RESTING
        for goal in [part.plan.goal, *(link.goal for link in part.plan.more_goals.all())]
    )
    share = member.time_shares.filter(state="agreed").first()
    if share is None:
        promised = [p for p in parts if p[2].state == "decided" and p[2].time_share]
        is_mentor = member.role_holdings.filter(role="mentor", state="active").exists()
        if promised and is_mentor:
            yield "hours_not_agreed", promised[0][1], promised[0][0], None, member.pk
        return
    first = _three_months_before(day)
    booked = TimeBooking.objects.filter(mentor=member)
    minutes = sum(one.minutes for one in booked if first <= one.day < day.replace(day=1))
    agreed = float(share.hours_a_month) * 3 * 60
    is_kept = agreed * 0.5 <= minutes <= agreed * 1.25
    if parts and share.starts_on <= first and minutes and not is_kept:
        yield "hours_not_kept", parts[0][1], parts[0][0], None, member.pk


def _three_months_before(day) -> date:
    first = day.replace(day=1)
    for _month in range(3):
        first = (first - timedelta(days=1)).replace(day=1)
    return first
