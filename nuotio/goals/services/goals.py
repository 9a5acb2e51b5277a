from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import events, marks, versions
from nuotio.goals import themes
from nuotio.goals.events import GoalDecided, GoalEnded, GoalWaits
from nuotio.goals.models import Goal, StrategicCompetence
from nuotio.goals.queries import findings
from nuotio.goals.rules import goals as rules
from nuotio.people.models import Membership
from nuotio.people.queries import members

Side, State = Goal.Side, Goal.State
# What the two sides sign: where one of these changes, they are asked again.
SUBSTANCE = ("title", "sign", "sponsor_id", "commitment", "time_share", "resources")


class NotThere(Exception):
    """What a field of the draft points at is not there, or not for this writer."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class SecondPersonNeeded(Exception):
    """She has signed for the other side: two people decide a goal."""


class SignaturesWouldGo(Exception):
    """The change touches what has been signed, and the writer has not been told so."""


class AlreadyEnded(Exception):
    """The goal has ended: what came of it stays as it was told."""


@dataclass(frozen=True)
class GoalDraft:
    """What a goal says; everything but the title may come later.

    `round_id` and `dimension` point at a result; `finding` is the sentence that was read there,
    and is taken from the result where it is empty. `sponsor_id` is a member of management.
    """

    title: str
    emphasis: str = ""
    theme: str = ""
    round_id: int | None = None
    dimension: str = ""
    finding: str = ""
    competence_id: int | None = None
    why: str = ""
    sign: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    owner_id: int | None = None
    sponsor_id: int | None = None
    commitment: str = ""
    time_share: int | None = None
    resources: str = ""
    decided_by: str = ""
    decided_on: date | None = None


@transaction.atomic
def propose_goal(draft: GoalDraft, *, by: Membership, at: datetime, once: UUID) -> Goal:
    """Write a goal for the organisation of `by`; it waits for two signatures.

    The same draft sent again under `once` returns what it made; NotThere where it points at
    something that is not there.
    """
    rules.can_propose_goals.require(by)
    told = {**vars(_grounded(draft, by=by)), "organisation_id": by.organisation_id, "made_at": at}
    # Who wrote is not kept: a goal is the organisation's, told from another by its title.
    whose: dict[str, Any] = {"organisation_id": by.organisation_id, "title": draft.title}
    mark = marks.own_mark(Goal.objects, once, **whose)
    goal: Goal
    goal, is_new = Goal.objects.get_or_create(once=mark, defaults=told)
    if is_new:
        audit.record("goals.propose_goal", goal, actor_id=by.user_id)
        events.announce(GoalWaits(goal.organisation_id, goal.pk, by.pk))
    return goal


@transaction.atomic
def change_goal(
    goal: Goal, draft: GoalDraft, *, by: Membership, version: int, may_unsign: bool = False
) -> Goal:
    """Change a goal; a change of its substance takes the signatures back.

    SignaturesWouldGo unless `may_unsign` says that the writer knows. versions.EditedMeanwhile where
    somebody saved after `version` was seen, NotThere and AlreadyEnded as they say.
    """
    goal = _locked(goal)
    rules.can_change_goal.require(by, goal)
    if goal.state == State.ENDED:
        raise AlreadyEnded
    versions.claim(goal, seen=version)
    told = vars(_grounded(draft, by=by, before=goal))
    is_unsigned = goal.is_signed and any(getattr(goal, name) != told[name] for name in SUBSTANCE)
    if is_unsigned and not may_unsign:
        raise SignaturesWouldGo
    for name, value in told.items():
        setattr(goal, name, value)
    if is_unsigned:
        _unsign(goal)
    goal.save()
    audit.record("goals.change_goal", goal, actor_id=by.user_id)
    if is_unsigned:
        events.announce(GoalWaits(goal.organisation_id, goal.pk, by.pk))
    return goal


@transaction.atomic
def sign_goal(
    goal: Goal,
    *,
    by: Membership,
    at: datetime,
    side: Goal.Side | None = None,
    seen: int | None = None,
) -> Goal:
    """Sign for HR or for management; with the second signature, of another person, it is decided.

    Signed twice it is signed once. `side` is for who could sign for both, `seen` the version that
    was read, `goal` as given unless told: versions.EditedMeanwhile where it has changed since.
    SecondPersonNeeded where she has signed for the other side.
    """
    goal, seen = _locked(goal), seen or goal.version
    side = side or rules.side_of(by, goal)
    rules.can_sign_goal.require(by, goal, side)
    if goal.state != State.PROPOSED or side not in goal.missing:
        return goal
    if goal.has_signed(by.pk):
        raise SecondPersonNeeded
    if goal.version != seen:
        raise versions.EditedMeanwhile(goal)
    setattr(goal, f"{side}_signed_by", by)
    setattr(goal, f"{side}_signed_at", at)
    if not goal.missing:
        goal.state = State.DECIDED
        goal.decided_on = goal.decided_on or timezone.localdate(at)
    goal.save()
    audit.record("goals.sign_goal", goal, actor_id=by.user_id)
    happened = GoalWaits if goal.missing else GoalDecided
    events.announce(happened(goal.organisation_id, goal.pk, by.pk))
    return goal


@transaction.atomic
def end_goal(goal: Goal, words: str, *, by: Membership, at: datetime) -> Goal:
    """End a goal with what came of it, or take a proposal back; ended twice it is ended once."""
    goal = _locked(goal)
    rules.can_change_goal.require(by, goal)
    if goal.state == State.ENDED:
        return goal
    goal.state, goal.ended_at, goal.ended_words = State.ENDED, at, words
    goal.save(update_fields=["state", "ended_at", "ended_words"])
    audit.record("goals.end_goal", goal, actor_id=by.user_id)
    events.announce(GoalEnded(goal.organisation_id, goal.pk))
    return goal


def _locked(goal: Goal) -> Goal:
    found: Goal = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    return found


def _unsign(goal: Goal) -> None:
    goal.state = State.PROPOSED
    goal.hr_signed_by = goal.hr_signed_at = None
    goal.management_signed_by = goal.management_signed_at = None


def _grounded(draft: GoalDraft, *, by: Membership, before: Goal | None = None) -> GoalDraft:
    """Return the draft with its finding; NotThere where a new pointer leads nowhere."""
    _require_theme(draft, before)
    _require_people(draft, by, before)
    _require_competence(draft, by, before)
    if draft.round_id is None:
        return replace(draft, dimension="", finding="")
    if before is not None and _points(before) == _points(draft):
        return replace(draft, finding=before.finding)
    found = findings.finding_at(draft.round_id, draft.dimension, viewer=by)
    if found is None:
        raise NotThere("dimension")
    return replace(draft, finding=draft.finding or found.words)


def _points(where: Goal | GoalDraft) -> tuple[int | None, str]:
    return where.round_id, where.dimension


def _is_new(field: str, draft: GoalDraft, before: Goal | None) -> bool:
    """Say whether the draft points somewhere, and not where the goal pointed already."""
    value = getattr(draft, field)
    return bool(value) and (before is None or getattr(before, field) != value)


def _require_theme(draft: GoalDraft, before: Goal | None) -> None:
    if _is_new("theme", draft, before) and draft.theme not in themes.codes():
        raise NotThere("theme")


def _require_people(draft: GoalDraft, by: Membership, before: Goal | None) -> None:
    """The owner is a member who is here, the sponsor one of management."""
    if _is_new("owner_id", draft, before) and _member(draft.owner_id, by) is None:
        raise NotThere("owner")
    if _is_new("sponsor_id", draft, before):
        sponsor = _member(draft.sponsor_id, by)
        if sponsor is None or not sponsor.has_role(*rules.SIGNERS[Side.MANAGEMENT]):
            raise NotThere("sponsor")


def _member(pk: int | None, by: Membership) -> Membership | None:
    return members.member_at(pk, viewer=by) if pk else None


def _require_competence(draft: GoalDraft, by: Membership, before: Goal | None) -> None:
    if _is_new("competence_id", draft, before):
        known = StrategicCompetence.objects.filter(
            organisation_id=by.organisation_id, pk=draft.competence_id, retired_at=None
        )
        if not known.exists():
            raise NotThere("competence")
