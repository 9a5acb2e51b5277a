from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import events, marks, versions
from nuotio.people.models import Membership
from nuotio.plans import canvas
from nuotio.plans.events import ExperimentDecided, ThreadMoved
from nuotio.plans.models import Experiment, Idea, Plan, Turn
from nuotio.plans.queries import experiments as queries
from nuotio.plans.rules import experiments as rules
from nuotio.plans.rules import ideas as idea_rules
from nuotio.plans.rules import plans as plan_rules
from nuotio.plans.services import ideas

State, Decision = Experiment.State, Experiment.Decision
# What was agreed before the start: a change of these on the way is told with its reason.
AGREED = ("success", "ends_on", "stop_rule")
LONGEST = timedelta(days=3 * 366)
A_YEAR = timedelta(days=366)


class NotThere(Exception):
    """What a field points at is not there, or not for this writer."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NotADay(Exception):
    """A day that cannot be: the end before the start, tomorrow's news, years away."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NotReady(Exception):
    """It lacks what a start needs; `fields` says what."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class ReasonNeeded(Exception):
    """What was agreed before the start is changed on the way, and nobody has said why."""


class WrongState(Exception):
    """It stands elsewhere by now: started, decided, or not yet started."""


@dataclass(frozen=True)
class ExperimentDraft:
    """What an experiment says; title, need and goal are needed, the rest can come later."""

    title: str
    need: str
    goal_id: int
    observation: str = ""
    belief: str = ""
    action: str = ""
    who: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    seen_by: str = ""
    success: str = ""
    needs: str = ""
    stop_rule: str = ""


@dataclass(frozen=True)
class Origin:
    """What an experiment grew from: one that is adapted, an idea of the work community, or none."""

    follows_id: int | None = None
    idea_id: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What was decided on an experiment, and what it taught."""

    decision: Experiment.Decision
    happened: str
    learned: str
    reason: str


@transaction.atomic
def plan_experiment(
    plan: Plan,
    draft: ExperimentDraft,
    *,
    by: Membership,
    at: datetime,
    once: UUID,
    origin: Origin | None = None,
) -> Experiment:
    """Plan an experiment in a plan; one that carries another on keeps the need of that one.

    The same draft sent again under `once` returns what it made. NotThere where goal, experiment or
    idea is not there for the writer, NotADay where the days cannot be.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    plan_rules.can_write_plan.require(by, plan)
    # The pair plans together: in one plan a mark is of both, and who wrote is not kept.
    made: Experiment | None = Experiment.objects.filter(once=once, plan=plan).first()
    if made is not None:
        return made
    follows = _followed(origin, by=by)
    idea = _idea(origin, plan, by=by)
    draft = replace(draft, need=follows.need) if follows else draft
    _require_sense(draft, plan, day=timezone.localdate(at))
    made = Experiment.objects.create(
        **vars(draft),
        organisation_id=plan.organisation_id,
        plan=plan,
        follows=follows,
        made_at=at,
        once=marks.own_mark(Experiment.objects, once),
    )
    _turn(made, by=by, at=at)
    if idea is not None:
        ideas.try_idea(idea, made, by=by, at=at)
    audit.record("plans.plan_experiment", made, actor_id=by.user_id)
    events.announce(ThreadMoved(made.organisation_id))
    return made


@transaction.atomic
def change_experiment(
    experiment: Experiment,
    draft: ExperimentDraft,
    *,
    by: Membership,
    at: datetime,
    version: int,
    reason: str = "",
) -> Experiment:
    """Change the canvas; what was agreed before the start is changed on the way with a reason.

    versions.EditedMeanwhile where somebody saved after `version` was seen, WrongState once decided,
    ReasonNeeded, NotThere and NotADay as they say.
    """
    experiment = _locked(experiment)
    rules.can_write_experiment.require(by, experiment)
    if experiment.state == State.DECIDED:
        raise WrongState
    versions.claim(experiment, seen=version)
    is_agreed = experiment.state == State.RUNNING
    draft = replace(draft, starts_on=experiment.starts_on) if is_agreed else draft
    _require_sense(draft, experiment.plan, day=timezone.localdate(at), before=experiment)
    is_turn = is_agreed and any(getattr(experiment, one) != getattr(draft, one) for one in AGREED)
    if is_turn and not reason:
        raise ReasonNeeded
    for name, value in vars(draft).items():
        setattr(experiment, name, value)
    if is_agreed and canvas.lacking(experiment):
        raise NotReady(list(canvas.lacking(experiment)))
    experiment.save()
    if is_turn:
        _turn(experiment, by=by, at=at, reason=reason)
    audit.record("plans.change_experiment", experiment, actor_id=by.user_id)
    events.announce(ThreadMoved(experiment.organisation_id))
    return experiment


@transaction.atomic
def start_experiment(
    experiment: Experiment, *, on: date, by: Membership, at: datetime, reason: str = ""
) -> Experiment:
    """Start a planned experiment as of a day; started twice it is started once.

    NotReady where the canvas lacks something, NotADay for a day that is to come, more than a year
    ago or after the end, WrongState once decided.
    """
    experiment = _locked(experiment)
    rules.can_write_experiment.require(by, experiment)
    if experiment.state == State.RUNNING:
        return experiment
    if experiment.state != State.PLANNED:
        raise WrongState
    lacking = canvas.lacking(experiment)
    if experiment.ends_on is None or lacking:
        raise NotReady(list(lacking))
    _require_past(on, day=timezone.localdate(at))
    if on > experiment.ends_on:
        raise NotADay("on")
    experiment.state, experiment.started_at, experiment.starts_on = State.RUNNING, at, on
    experiment.save(update_fields=["state", "started_at", "starts_on"])
    _turn(experiment, by=by, at=at, on=on, reason=reason)
    audit.record("plans.start_experiment", experiment, actor_id=by.user_id)
    events.announce(ThreadMoved(experiment.organisation_id))
    return experiment


@transaction.atomic
def take_back_start(
    experiment: Experiment, reason: str, *, by: Membership, at: datetime
) -> Experiment:
    """Take a wrong start back on the day that it was made; both stay in the story.

    Taken back twice it is taken back once; WrongState on a later day, or once decided.
    """
    experiment = _locked(experiment)
    rules.can_write_experiment.require(by, experiment)
    if experiment.state == State.PLANNED:
        return experiment
    if not may_take_back(experiment, day=timezone.localdate(at)):
        raise WrongState
    experiment.state, experiment.started_at = State.PLANNED, None
    experiment.save(update_fields=["state", "started_at"])
    _turn(experiment, by=by, at=at, reason=reason)
    audit.record("plans.take_back_start", experiment, actor_id=by.user_id)
    events.announce(ThreadMoved(experiment.organisation_id))
    return experiment


@transaction.atomic
def decide_experiment(
    experiment: Experiment, verdict: Verdict, *, on: date, by: Membership, at: datetime
) -> Experiment:
    """Decide on a running experiment, with what happened, what was learned and why.

    The same decision in the same words is decided once; WrongState where it has been decided
    otherwise or in other words, or has not started. NotADay for a day before its start or to come.
    """
    experiment = _locked(experiment)
    rules.can_write_experiment.require(by, experiment)
    told = (verdict.decision, verdict.happened, verdict.learned)
    if (experiment.decision, experiment.happened, experiment.learned) == told:
        return experiment
    if experiment.state != State.RUNNING:
        raise WrongState
    _require_past(on, day=timezone.localdate(at))
    if experiment.starts_on is not None and on < experiment.starts_on:
        raise NotADay("on")
    experiment.state, experiment.decision = State.DECIDED, verdict.decision
    experiment.happened, experiment.learned = verdict.happened, verdict.learned
    experiment.decided_at = at
    experiment.save()
    _turn(experiment, by=by, at=at, on=on, reason=verdict.reason)
    audit.record("plans.decide_experiment", experiment, actor_id=by.user_id)
    events.announce(ExperimentDecided(experiment.organisation_id, experiment.pk, by.pk))
    events.announce(ThreadMoved(experiment.organisation_id))
    return experiment


def may_take_back(experiment: Experiment, *, day: date) -> bool:
    """Say whether a start may still be taken back: it runs, and was started on this very day."""
    started_at = experiment.started_at
    is_running = experiment.state == State.RUNNING and started_at is not None
    return is_running and timezone.localdate(started_at) == day


def _locked(experiment: Experiment) -> Experiment:
    found: Experiment = (
        Experiment.objects.select_for_update(of=("self",))
        .select_related("plan")
        .get(pk=experiment.pk)
    )
    return found


def _turn(
    experiment: Experiment,
    *,
    by: Membership,
    at: datetime,
    on: date | None = None,
    reason: str = "",
) -> None:
    Turn.objects.create(
        organisation_id=experiment.organisation_id,
        experiment=experiment,
        state=experiment.state,
        decision=experiment.decision,
        on=on or timezone.localdate(at),
        reason=reason,
        by=by,
        at=at,
    )


def _followed(origin: Origin | None, *, by: Membership) -> Experiment | None:
    """Return the experiment to carry on: decided to be adapted, and the writer's own."""
    if origin is None or origin.follows_id is None:
        return None
    found = queries.experiment_at(origin.follows_id, viewer=by)
    is_own = found is not None and rules.can_write_experiment(by, found)
    if found is None or not is_own or found.decision != Decision.ADAPT:
        raise NotThere("follows")
    return found


def _idea(origin: Origin | None, plan: Plan, *, by: Membership) -> Idea | None:
    if origin is None or origin.idea_id is None:
        return None
    is_there = ideas.lock_idea(origin.idea_id)  # of two who try it at once the second looks after
    found = queries.idea_to_try(origin.idea_id, plan) if is_there else None
    if found is None:
        raise NotThere("idea")
    idea_rules.can_pick_up.require(by, found)
    return found


def _require_sense(
    draft: ExperimentDraft, plan: Plan, *, day: date, before: Experiment | None = None
) -> None:
    """The goal is one of the plan's, or the one that it had; the days can be."""
    has_goal = before is not None and before.goal_id == draft.goal_id
    if not has_goal and draft.goal_id not in dict(queries.goals_of(plan)):
        raise NotThere("goal")
    for name in ("starts_on", "ends_on"):
        value = getattr(draft, name)
        is_kept = before is not None and getattr(before, name) == value
        if value is not None and not is_kept and abs(value - day) > LONGEST:
            raise NotADay(name)
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        raise NotADay("ends_on")


def _require_past(on: date, *, day: date) -> None:
    if not day - A_YEAR <= on <= day:
        raise NotADay("on")
