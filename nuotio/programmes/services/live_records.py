"""What a live room ends in: goals, and a record that HR and management sign."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import marks
from nuotio.goals.models import Goal
from nuotio.goals.services import goals
from nuotio.goals.services.goals import GoalDraft
from nuotio.programmes.live.steps import Step
from nuotio.programmes.models import LiveGoal, LiveNote, LiveRoom
from nuotio.programmes.rules import live as rules
from nuotio.programmes.services.live_rooms import (
    RoomClosed,
    locked,
    tell_devices,
    tell_signers,
)
from nuotio.programmes.standing import Standing

MOST_GOALS = 3


class NotNow(Exception):
    """Goals are written down once the room has come to them."""


class EnoughGoals(Exception):
    """There are three main goals already: more would be none."""


class WithoutGround(Exception):
    """Where there are results, a goal rests on a finding or on a strategic competence."""


class StillOpen(Exception):
    """The record is signed after the room has closed."""


class SecondPersonNeeded(Exception):
    """She has signed for the other side: two people sign."""


@transaction.atomic
def decide(
    standing: Standing, room: LiveRoom, draft: GoalDraft, *, once: UUID, at: datetime
) -> Goal:
    """Write down a main goal of the room, at most three; the same form sent again makes one.

    RoomClosed, NotNow, EnoughGoals and WithoutGround as they say; goals.NotThere where the draft
    points at something that is not there.
    """
    room = locked(room)
    rules.can_lead_room.require(standing, room)
    # The record is the room's: whoever leads it and sends a goal again finds it there.
    there = room.goals.filter(goal__once=once).select_related("goal").first()
    if there is not None:
        return there.goal
    if not room.is_open:
        raise RoomClosed
    if room.step != Step.DECISIONS:
        raise NotNow
    if room.round_id is not None and not (draft.dimension or draft.competence_id):
        raise WithoutGround
    if room.goals.exclude(goal__state=Goal.State.ENDED).count() >= MOST_GOALS:
        raise EnoughGoals
    goal = goals.propose_goal(
        draft, by=standing.actor, at=at, once=marks.own_mark(Goal.objects, once)
    )
    LiveGoal(
        programme_id=room.programme_id, private_to_id=room.private_to_id, room=room, goal=goal
    ).save()
    tell_devices(room)
    audit.record("programmes.decide_goal", room, actor_id=standing.actor.user_id)
    return goal


@transaction.atomic
def sign(standing: Standing, room: LiveRoom, side: LiveRoom.Side, *, at: datetime) -> LiveRoom:
    """Sign the record and its goals for one side; signed twice it is signed once.

    With the second signature, of another person, nothing changes any more: the goals are kept as
    they read now, and where names are not shown it is forgotten who wrote what. StillOpen and
    SecondPersonNeeded as they say.
    """
    room = locked(room)
    rules.can_sign_record.require(standing, room, side)
    if room.is_open:
        raise StillOpen
    if side not in room.missing:
        return room
    if standing.actor.pk in (room.hr_signed_by_id, room.management_signed_by_id):
        raise SecondPersonNeeded
    setattr(room, f"{side}_signed_by", standing.actor)
    setattr(room, f"{side}_signed_at", at)
    _sign_goals(standing, room, side, at=at)
    if room.is_signed:
        _seal(room)
    tell_devices(room, "code", f"{side}_signed_by", f"{side}_signed_at")
    audit.record("programmes.sign_record", room, actor_id=standing.actor.user_id)
    return tell_signers(standing, room)


def _sign_goals(standing: Standing, room: LiveRoom, side: LiveRoom.Side, *, at: datetime) -> None:
    for one in room.goals.select_related("goal").order_by("pk"):
        try:
            goals.sign_goal(one.goal, by=standing.actor, at=at, side=Goal.Side(side))
        except goals.SecondPersonNeeded as refused:
            raise SecondPersonNeeded from refused


def _seal(room: LiveRoom) -> None:
    """Let the code go, keep the goals as they were signed, and let go of who wrote what."""
    room.code = ""
    for one in room.goals.select_related("goal__competence", "goal__sponsor__user"):
        one.told = told_of(one.goal)
        one.save(update_fields=["told"])
    if not room.shows_names:
        LiveNote.objects.filter(room=room).update(participant=None)


def told_of(goal: Goal) -> dict[str, Any]:
    """Return what a goal says, as a record keeps it."""
    return {
        "title": goal.title,
        "finding": goal.finding,
        "competence": goal.competence.name if goal.competence else "",
        "why": goal.why,
        "sign": goal.sign,
        "decided_by": goal.decided_by,
        "decided_on": goal.decided_on.isoformat() if goal.decided_on else "",
        "time_share": goal.time_share,
        "sponsor": goal.sponsor.name if goal.sponsor else "",
        "commitment": goal.commitment,
        "resources": goal.resources,
    }
