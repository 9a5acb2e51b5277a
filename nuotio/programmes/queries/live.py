"""What is seen of a live room: by those present, by its leader, on the stage, in the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from nuotio.foundation import tenancy
from nuotio.goals.models import Goal
from nuotio.programmes.live import codes, dots, findings, steps
from nuotio.programmes.live.findings import Finding
from nuotio.programmes.live.steps import Step
from nuotio.programmes.models import (
    LiveDots,
    LiveGoal,
    LiveNote,
    LiveParticipant,
    LiveRoom,
)
from nuotio.programmes.standing import Standing

DOTTED = (Step.PRIORITIES, Step.DECISIONS)


@dataclass(frozen=True)
class Choice:
    """Something that dots are placed on: a dimension, or somebody's words about the reasons."""

    target: str
    finding: Finding | None
    words: str
    mine: int = 0
    dots: int = 0
    people: int = 0


@dataclass(frozen=True)
class Look:
    """A room at one moment, for one who looks: all that a page shows of it.

    `here` are the people by name where they are shown, to the leader and on the wall at first.
    `notes` are those of the step that may be shown, `waiting` how many are hidden until the leader
    shows them; `own` are the viewer's own, also then.
    """

    room: LiveRoom
    seconds_left: int | None
    people: int
    findings: Sequence[Finding]
    here: Sequence[LiveParticipant] = ()
    notes: Sequence[LiveNote] = ()
    own: Sequence[LiveNote] = ()
    waiting: int = 0
    choices: Sequence[Choice] = ()
    dots_left: int = 0
    goals: Sequence[LiveGoal] = ()

    @property
    def step(self) -> Step:
        """Where the room is."""
        return Step(self.room.step)

    @property
    def heading(self) -> str:
        """What the results say in one or two sentences."""
        return findings.heading_of(self.findings)

    @property
    def is_hidden(self) -> bool:
        """Whether what is written or placed now waits to be shown."""
        return self.room.hides(self.room.step)

    def about(self, code: str) -> Sequence[LiveNote]:
        """Return the notes on a dimension."""
        return [note for note in self.notes if note.dimension == code]


def room_by_code(typed: str) -> LiveRoom | None:
    """Return the room that a code opens, with its event and organisation; one query."""
    code = codes.read(typed)
    if not code:
        return None
    with tenancy.unrestricted(reason="Which room a code opens: the code is the key to it."):
        found: LiveRoom | None = _rooms().filter(code=code).first()
    return found


def room_of(event_id: int, *, standing: Standing) -> LiveRoom | None:
    """Return the member's own organisation's room at the event of this id, in the programme."""
    own = _rooms().filter(
        programme=standing.programme,
        event_id=event_id,
        private_to_id=standing.actor.organisation_id,
    )
    found: LiveRoom | None = own.first()
    return found


def room_of_goal(goal: Goal) -> LiveRoom | None:
    """Return the room of the goal's organisation in which it was decided; one query."""
    with tenancy.unrestricted(reason="Which programme the room belongs to is not known yet."):
        own = LiveRoom.objects.filter(goals__goal=goal, private_to_id=goal.organisation_id)
        found: LiveRoom | None = own.first()
    return found


def room_named(pk: int) -> LiveRoom | None:
    """Return a room of the open organisation and programme, for telling of it; one query."""
    found: LiveRoom | None = _rooms().filter(pk=pk).first()
    return found


def _rooms() -> QuerySet[LiveRoom]:
    rows: QuerySet[LiveRoom] = LiveRoom.objects.select_related("event", "private_to")
    return rows


def participant_at(room: LiveRoom, *, digest: str) -> LiveParticipant | None:
    """Return who has this device's key in a room."""
    found: LiveParticipant | None = room.participants.filter(key_digest=digest).first()
    return found


def participant_of(standing: Standing, room: LiveRoom) -> LiveParticipant | None:
    """Return the member as she was in the room; None where she was not, or not signed in."""
    found: LiveParticipant | None = room.participants.filter(
        membership_id=standing.actor.pk
    ).first()
    return found


def participants_of(room: LiveRoom) -> Sequence[LiveParticipant]:
    """Return who is in a room, in the order of coming."""
    return list(room.participants.order_by("joined_at", "pk"))


def note_at(pk: int, *, room: LiveRoom) -> LiveNote | None:
    """Return what somebody wrote in this room."""
    found: LiveNote | None = room.notes.filter(pk=pk).first()
    return found


def dots_of(present: LiveParticipant) -> Mapping[str, int]:
    """Return where a participant has her dots."""
    rows = LiveDots.objects.filter(participant=present)
    return dict(rows.values_list("target", "number"))


def targets_in(room: LiveRoom) -> Sequence[str]:
    """Return what dots can be placed on in a room."""
    return [one.target for one in _choices(room)]


def _choices(room: LiveRoom) -> Sequence[Choice]:
    found = [Choice(dots.on_dimension(one.code), one, "") for one in findings.read(room.findings)]
    if not room.dots_on_reasons:
        return found
    reasons = _shown(room, Step.REASONS)
    return [*found, *(Choice(dots.on_note(note.pk), None, note.text) for note in reasons)]


def _shown(room: LiveRoom, step: Step) -> Sequence[LiveNote]:
    rows = room.notes.filter(step=step, hidden_at__isnull=True)
    return list(rows.select_related("participant").order_by("written_at", "pk"))


def look_at(
    room: LiveRoom,
    *,
    at: datetime,
    present: LiveParticipant | None = None,
    leads: bool = False,
    names: bool = False,
) -> Look:
    """Return a room as somebody sees it now: who is present, its leader, or the wall.

    `names` asks for those who are here by name, the leader always. The same number of queries for a
    few rows and for hundreds: at most five.
    """
    step, left = Step(room.step), steps.seconds_left(room.step_ends_at, at=at)
    here = participants_of(room) if leads or names else []
    people = len(here) if leads or names else room.participants.count()
    parts: dict[str, Any] = {}
    if step in steps.WRITTEN:
        parts |= _written(room, step, present, leads=leads)
    if step in DOTTED:
        parts |= _dotted(room, step, present)
    if step == Step.DECISIONS:
        parts["goals"] = goals_of(room)
    return Look(room, left, people, findings.read(room.findings), here, **parts)


def _written(
    room: LiveRoom, step: Step, present: LiveParticipant | None, *, leads: bool
) -> dict[str, Any]:
    if leads:
        rows = room.notes.filter(step=step).select_related("participant")
        everything = list(rows.order_by("written_at", "pk"))
    else:
        everything = list(_shown(room, step))
    is_hidden = room.hides(step)
    return {
        "notes": everything if leads or not is_hidden else [],
        "own": [note for note in everything if present and note.participant_id == present.pk],
        "waiting": len(everything) if is_hidden else 0,
    }


def _dotted(room: LiveRoom, step: Step, present: LiveParticipant | None) -> dict[str, Any]:
    """Choices stay in their order while dots are placed, then the most chosen come first."""
    placed = list(room.dots_placed.values_list("target", "number", "participant_id"))
    mine = {target: n for target, n, whose in placed if present and whose == present.pk}
    found = {one.target: one for one in _choices(room)}
    is_hidden = room.hides(Step.PRIORITIES)
    counted = dots.counted([] if is_hidden else [row[:2] for row in placed], list(found))
    told = {
        one.target: Choice(
            **{
                **vars(found[one.target]),
                "mine": mine.get(one.target, 0),
                "dots": one.dots,
                "people": one.people,
            }
        )
        for one in counted
    }
    order = found if step == Step.PRIORITIES else told
    return {
        "choices": [told[target] for target in order],
        "dots_left": dots.left(mine, limit=room.dots),
        "waiting": len({whose for _target, _number, whose in placed}) if is_hidden else 0,
    }


def goals_of(room: LiveRoom) -> Sequence[LiveGoal]:
    """Return the goals that a room decided, in their order; one query."""
    rows = room.goals.exclude(goal__state=Goal.State.ENDED)
    return list(rows.select_related("goal__competence", "goal__sponsor__user").order_by("pk"))


@dataclass(frozen=True)
class Record:
    """Everything that a room leaves behind, in order."""

    room: LiveRoom
    participants: Sequence[LiveParticipant]
    findings: Sequence[Finding]
    notes: Mapping[Step, Sequence[LiveNote]]
    choices: Sequence[Choice]
    goals: Sequence[LiveGoal]


def record_of(room: LiveRoom) -> Record:
    """Return the record of a room, without what was hidden; four queries, or five with reasons."""
    rows = room.notes.filter(hidden_at__isnull=True).select_related("participant")
    notes = list(rows.order_by("written_at", "pk"))
    dotted: Sequence[Choice] = _dotted(room, Step.DECISIONS, None)["choices"]
    return Record(
        room,
        participants_of(room),
        findings.read(room.findings),
        {step: [note for note in notes if note.step == step] for step in steps.WRITTEN},
        [one for one in dotted if one.dots],
        goals_of(room) if not room.is_signed else list(room.goals.order_by("pk")),
    )
