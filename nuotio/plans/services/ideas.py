from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events, marks
from nuotio.people.models import Membership, Unit
from nuotio.plans.events import IdeaAnswered, IdeaProposed
from nuotio.plans.models import Experiment, Idea, IdeaJoin, Plan
from nuotio.plans.rules import ideas as rules
from nuotio.plans.rules import plans as plan_rules

State = Idea.State


class NoSuchUnit(Exception):
    """The unit of the idea is not there any more."""


class AlreadyAnswered(Exception):
    """The idea was picked up by another mentor or set aside meanwhile; `idea` is as it is now."""

    def __init__(self, idea: Idea) -> None:
        super().__init__(idea.pk)
        self.idea = idea


@dataclass(frozen=True)
class IdeaDraft:
    """What somebody would like to try; everything but the title may be left out."""

    title: str
    words: str = ""
    unit_id: int | None = None


@transaction.atomic
def propose_idea(draft: IdeaDraft, *, by: Membership, at: datetime, once: UUID) -> Idea:
    """Put an idea into the box of the organisation of `by`, under her name.

    The same draft sent again under `once` returns what it made; NoSuchUnit as it says.
    """
    rules.can_see_ideas.require(by, by.organisation_id)
    if draft.unit_id is not None and not _has_unit(by, draft.unit_id):
        raise NoSuchUnit
    told = {**vars(draft), "organisation_id": by.organisation_id, "proposed_at": at}
    mark = marks.own_mark(Idea.objects, once, proposed_by=by)
    idea: Idea
    idea, is_new = Idea.objects.get_or_create(once=mark, proposed_by=by, defaults=told)
    if is_new:
        audit.record("plans.propose_idea", idea, actor_id=by.user_id)
        events.announce(IdeaProposed(idea.organisation_id, idea.pk, by.pk))
    return idea


@transaction.atomic
def join_idea(idea: Idea, *, by: Membership, at: datetime) -> None:
    """Say that the member would be in; said twice it is said once.

    Who proposed it is in already. AlreadyAnswered where it was set aside.
    """
    idea = _locked(idea)
    rules.can_see_ideas.require(by, idea.organisation_id)
    if idea.state == State.SET_ASIDE:
        raise AlreadyAnswered(idea)
    if idea.proposed_by_id == by.pk:
        return
    told = {"organisation_id": idea.organisation_id, "at": at}
    _join, is_new = IdeaJoin.objects.get_or_create(idea=idea, membership=by, defaults=told)
    if is_new:
        audit.record("plans.join_idea", idea, actor_id=by.user_id)


@transaction.atomic
def leave_idea(idea: Idea, *, by: Membership) -> None:
    """Take back that the member would be in; taken back twice it is taken back once."""
    idea = _locked(idea)
    rules.can_see_ideas.require(by, idea.organisation_id)
    gone, _of_what = IdeaJoin.objects.filter(idea=idea, membership=by).delete()
    if gone:
        audit.record("plans.leave_idea", idea, actor_id=by.user_id)


@transaction.atomic
def pick_up(idea: Idea, plan: Plan, *, by: Membership, at: datetime) -> Idea:
    """Pick an idea up into one of the mentor's own open plans, where an experiment follows.

    Picked up again by the same mentor it stays hers; AlreadyAnswered where somebody was faster.
    """
    idea = _locked(idea)
    rules.can_pick_up.require(by, idea)
    plan_rules.can_write_plan.require(by, plan)
    if idea.state == State.PICKED and idea.picked_by_id == by.pk and idea.experiment_id is None:
        return idea
    if idea.state != State.OPEN:
        raise AlreadyAnswered(idea)
    idea.state, idea.picked_by, idea.answered_at = State.PICKED, by, at
    idea.save(update_fields=["state", "picked_by", "answered_at"])
    audit.record("plans.pick_up_idea", idea, actor_id=by.user_id)
    events.announce(IdeaAnswered(idea.organisation_id, idea.pk, by.pk))
    return idea


@transaction.atomic
def set_aside(idea: Idea, reason: str, *, by: Membership, at: datetime) -> Idea:
    """Set an idea aside with a reason; with the same reason twice it is set aside once.

    Also one that was picked up and came to nothing; AlreadyAnswered once there is an experiment, or
    where another reason stands there already.
    """
    idea = _locked(idea)
    rules.can_set_aside.require(by, idea)
    if (idea.state, idea.answer) == (State.SET_ASIDE, reason):
        return idea
    if idea.state == State.SET_ASIDE or idea.experiment_id is not None:
        raise AlreadyAnswered(idea)
    idea.state, idea.answer, idea.answered_at = State.SET_ASIDE, reason, at
    idea.picked_by = None
    idea.save(update_fields=["state", "answer", "answered_at", "picked_by"])
    audit.record("plans.set_idea_aside", idea, actor_id=by.user_id)
    events.announce(IdeaAnswered(idea.organisation_id, idea.pk, by.pk))
    return idea


@transaction.atomic
def try_idea(idea: Idea, experiment: Experiment, *, by: Membership, at: datetime) -> Idea:
    """Note which experiment an idea becomes; where nobody has picked it up, this is the answer.

    The caller has locked it. AlreadyAnswered where it has become an experiment or was set aside.
    """
    idea = _locked(idea)
    rules.can_pick_up.require(by, idea)
    if idea.experiment_id is not None or idea.state == State.SET_ASIDE:
        raise AlreadyAnswered(idea)
    is_new = idea.state == State.OPEN
    idea.experiment = experiment
    if is_new:
        idea.state, idea.picked_by, idea.answered_at = State.PICKED, by, at
    idea.save(update_fields=["experiment", "state", "picked_by", "answered_at"])
    audit.record("plans.try_idea", idea, actor_id=by.user_id)
    if is_new:
        events.announce(IdeaAnswered(idea.organisation_id, idea.pk, by.pk))
    return idea


def lock_idea(pk: int) -> bool:
    """Hold an idea until the caller has done; say whether it is there at all."""
    rows = Idea.objects.select_for_update(of=("self",)).filter(pk=pk)
    return rows.first() is not None


def _locked(idea: Idea) -> Idea:
    found: Idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    return found


def _has_unit(by: Membership, pk: int) -> bool:
    return Unit.objects.filter(organisation_id=by.organisation_id, pk=pk).exists()
