"""The live rooms of the demo world: HR days on which goals were decided, with their records.

Written after the surveys and the goals: a room looks at the first, and ends in the second.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from nuotio.foundation import content
from nuotio.goals.models import Goal
from nuotio.programmes import blueprints, privacy
from nuotio.programmes.demo import cast
from nuotio.programmes.demo.cast import Company
from nuotio.programmes.demo.chance import Chance
from nuotio.programmes.live import dots, steps
from nuotio.programmes.live.steps import Step
from nuotio.programmes.models import (
    Attendance,
    Event,
    LiveDots,
    LiveGoal,
    LiveNote,
    LiveParticipant,
    LiveRoom,
    Participation,
    Seat,
)
from nuotio.programmes.queries import live_results
from nuotio.programmes.services import live_records

OPENS, CLOSES = timedelta(minutes=45), timedelta(minutes=-20)  # after the beginning and the end
WRITTEN = {Step.SURPRISES: 20, Step.PRACTICES: 34, Step.REASONS: 50}  # minutes after the opening
DECIDED = timedelta(minutes=95)
HR_SIGNS, MANAGEMENT_SIGNS = timedelta(days=7), timedelta(days=8)
SHOWN = [Step.SURPRISES, Step.REASONS, Step.PRIORITIES]
FOR_A_GOAL, WEAK, IS_WEAK = 2, 3, 2
DAY_SEATS = (Seat.Role.HR, Seat.Role.SPONSOR)


@dataclass
class Day:
    """An organisation's HR day: who was there, what was said, and the goals it ended in."""

    room: LiveRoom
    company: Company
    said: dict[str, Any]
    goals: Sequence[Goal]
    dice: Chance
    present: list[LiveParticipant] = field(default_factory=list)

    @property
    def ours(self) -> dict[str, Any]:
        """Whose everything in the room is."""
        told = {"programme_id": self.room.programme_id, "private_to_id": self.room.private_to_id}
        return {**told, "room": self.room}


def build(*, seed: int, at: datetime) -> None:
    """Write every room whose record is signed by now. Needs an unrestricted scope."""
    dice = Chance(f"{seed}-live")
    days = list(_days(dice, at))
    LiveRoom.objects.bulk_create(day.room for day in days)
    came = _came([day.room.event for day in days])
    for day in days:
        names = came.get((day.room.event_id, day.room.organisation_id), [])
        day.present = _present(day, names, at)
    LiveParticipant.objects.bulk_create(one for day in days for one in day.present)
    LiveNote.objects.bulk_create(note for day in days for note in _notes(day))
    LiveDots.objects.bulk_create(row for day in days for row in _dots(day))
    _decide(days)


def _days(dice: Chance, at: datetime) -> Iterator[Day]:
    words, companies = content.load("demo_hr_days"), cast.companies()
    past = Event.objects.filter(code=words["event"], ends_at__lte=at - MANAGEMENT_SIGNS)
    events = {event.programme_id: event for event in past}
    goals = _goals()
    rows = Participation.objects.filter(state=Participation.State.ACCEPTED)
    for one in rows.select_related("organisation").order_by("pk"):
        slug = one.organisation.slug
        said = words["rooms"].get(slug)
        event, decided = events.get(one.programme_id), goals.get(one.organisation_id)
        if said and event and decided:
            room = _room(event, one, said, decided, dice)
            yield Day(room, companies[slug], said, decided, dice)


def _goals() -> dict[int, list[Goal]]:
    """Return the goals that rest on a survey, by organisation."""
    rows = Goal.objects.filter(state=Goal.State.DECIDED, round__isnull=False)
    found: dict[int, list[Goal]] = {}
    for goal in rows.select_related("round__result", "competence", "sponsor__user").order_by("pk"):
        found.setdefault(goal.organisation_id, []).append(goal)
    return found


def _room(
    event: Event, taking: Participation, said: dict[str, Any], goals: list[Goal], dice: Chance
) -> LiveRoom:
    """Return a room as it is when both have signed."""
    first, closed_at = goals[0], event.ends_at + CLOSES
    return LiveRoom(
        programme_id=event.programme_id,
        private_to=taking.organisation,
        event=event,
        round=first.round,
        findings=live_results.findings_in(first.round) if first.round else [],
        plan=dict(steps.USUAL),
        revealed=SHOWN,
        step=Step.RECORD,
        shows_names=said.get("shows_names", False),
        version=dice.randrange(60, 160),
        opened_at=event.starts_at + OPENS,
        opened_by_id=first.hr_signed_by_id,
        closed_at=closed_at,
        hr_signed_by_id=first.hr_signed_by_id,
        hr_signed_at=blueprints.moved(closed_at, days=HR_SIGNS.days),
        management_signed_by_id=first.management_signed_by_id,
        management_signed_at=blueprints.moved(closed_at, days=MANAGEMENT_SIGNS.days),
    )


def _came(events: Sequence[Event]) -> dict[tuple[int, int], list[Seat]]:
    """Return which HR and management were there, by event and organisation."""
    rows = Attendance.objects.filter(event__in=events, was_there=True, seat__role__in=DAY_SEATS)
    found: dict[tuple[int, int], list[Seat]] = {}
    for row in rows.select_related("seat").order_by("pk"):
        found.setdefault((row.event_id, row.seat.organisation_id), []).append(row.seat)
    return found


def _present(day: Day, seats: Sequence[Seat], at: datetime) -> list[LiveParticipant]:
    """Return HR, management and some who became mentors; without names once these are forgotten."""
    others = day.dice.sample(day.company.mentors, day.said["others"])
    people = [(seat.name, seat.membership_id) for seat in seats]
    people += [(member.name, member.pk) for member in others]
    signed_at = day.room.management_signed_at or at
    is_forgotten = signed_at <= at - privacy.QUARTER
    return [
        LiveParticipant(
            **day.ours,
            name="" if is_forgotten else name,
            membership_id=None if is_forgotten else member,
            joined_at=day.room.opened_at + timedelta(seconds=50 * place),
        )
        for place, (name, member) in enumerate(people)
    ]


def _notes(day: Day) -> Iterator[LiveNote]:
    """Yield what was written; who wrote what is let go of where names are not shown."""
    told = {
        Step.SURPRISES: [("", words) for words in day.said["surprises"]],
        Step.PRACTICES: day.said["practices"],
        Step.REASONS: day.said["reasons"],
    }
    for step, minutes in WRITTEN.items():
        begun = day.room.opened_at + timedelta(minutes=minutes)
        for place, (dimension, words) in enumerate(told[step]):
            writer = day.dice.draw(f"writers-{day.company.organisation.slug}", day.present)
            yield LiveNote(
                **day.ours,
                participant=writer if day.room.shows_names else None,
                step=step,
                dimension=dimension,
                text=words,
                written_at=begun + timedelta(seconds=70 * place),
                once=day.dice.once(),
            )


def _dots(day: Day) -> Iterator[LiveDots]:
    """Yield where each put her dots: two on what the goals are about, others on what is weak."""
    codes = [one["code"] for one in day.room.findings]
    about = [code for code in codes if code in {goal.dimension for goal in day.goals}]
    weights = [1] * (len(codes) - WEAK) + [IS_WEAK] * WEAK
    for present in day.present:
        drawn = Counter(day.dice.choices(about or codes, k=FOR_A_GOAL))
        drawn.update(day.dice.choices(codes, weights, k=day.room.dots - FOR_A_GOAL))
        for code, number in sorted(drawn.items()):
            target = dots.on_dimension(code)
            yield LiveDots(**day.ours, participant=present, target=target, number=number)


def _decide(days: Sequence[Day]) -> None:
    """Let the goals carry the dates of their day, and keep them as they were signed."""
    goals = [_dated(goal, day.room) for day in days for goal in day.goals]
    dates = ["starts_on", "ends_on", "decided_on"]
    moments = ["made_at", "hr_signed_at", "management_signed_at"]
    Goal.objects.bulk_update(goals, [*dates, *moments])
    LiveGoal.objects.bulk_create(
        LiveGoal(**day.ours, goal=goal, told=live_records.told_of(goal))
        for day in days
        for goal in day.goals
    )


def _dated(goal: Goal, room: LiveRoom) -> Goal:
    goal.made_at = room.opened_at + DECIDED
    day = goal.made_at.astimezone(blueprints.HELSINKI).date()
    goal.ends_on = day + ((goal.ends_on or day) - (goal.starts_on or day))
    goal.starts_on = goal.decided_on = day
    goal.hr_signed_at, goal.management_signed_at = room.hr_signed_at, room.management_signed_at
    return goal
