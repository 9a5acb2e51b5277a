"""A programme template read into dated events and assignments. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from nuotio.foundation import content

HELSINKI = ZoneInfo("Europe/Helsinki")
SHIPPED = "learning-mentor-programme"
MORNING, AFTERNOON, DUE = time(9, 0), time(13, 0), time(16, 0)
LONG = 150  # minutes: what lasts longer begins in the morning
# What the template calls those who take part, and the seats of ours; others have no seat.
SEATS = {
    "coordinator": "coordinator",
    "coach": "trainer",
    "hr_contact": "hr",
    "sponsor": "sponsor",
    "mentor": "mentor",
}
PROVIDERS = {"coordinator", "trainer"}

Words = dict[str, str]


@dataclass(frozen=True)
class PlannedEvent:
    """An event of a template with its dates; `is_own` where each organisation holds its own."""

    code: str
    kind: str
    phase: str
    names: Words
    starts_at: datetime
    ends_at: datetime
    mode: str
    roles: tuple[str, ...]
    objectives: list[Words]
    agenda: list[dict[str, Any]]
    is_own: bool


@dataclass(frozen=True)
class PlannedAssignment:
    """An assignment of a template with its due date."""

    code: str
    names: Words
    after_event: str
    due_at: datetime
    roles: tuple[str, ...]
    is_for_pairs: bool
    effort_hours: int
    instructions: Words
    deliverable: Words
    steps: list[Words]
    fields: list[dict[str, Any]]


def shipped() -> dict[str, Any]:
    """Return the template that comes with the product, with the fields of its assignments."""
    template = dict(content.load("programme_template"))
    answered = content.load("assignment_fields")
    template["assignments"] = [
        {**told, **_answered(template, answered.get(told["id"], {}))}
        for told in template["assignments"]
    ]
    return template


def _answered(template: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    canvas = {f["id"]: f for f in template["experiment_canvas"]["fields"]}
    card = {f["id"]: f for f in template["practice_card"]["fields"]}
    fields = [_as_text(canvas[name]) for name in told.get("canvas", [])]
    fields += [_as_text(card[name]) for name in told.get("card", [])]
    return {
        "is_for_pairs": told.get("is_for_pairs", False),
        "fields": fields + [dict(field) for field in told.get("fields", [])],
    }


def _as_text(field: Mapping[str, Any]) -> dict[str, Any]:
    """Return a field of the canvas or card as one of text: an assignment is told in words."""
    kind = "text" if field.get("type") == "text" else "longtext"
    return {
        "id": field["id"],
        "type": kind,
        "required": field.get("required", True),
        "label": field["label"],
        "help": field.get("help", {}),
    }


def events_of(template: Mapping[str, Any], *, starts_on: date) -> list[PlannedEvent]:
    """Return the template's events by time; `starts_on` is the day of week 0."""
    planned = [
        _event(told, week, number, starts_on)
        for told in template["events"]
        for number, week in enumerate(_weeks(told))
    ]
    return sorted(planned, key=lambda event: (event.starts_at, event.code))


def _weeks(told: Mapping[str, Any]) -> Iterator[int]:
    yield told["week"]
    step = told.get("repeat_every_weeks")
    if step:
        yield from range(told["week"] + step, told["repeat_until_week"] + 1, step)


def _event(told: Mapping[str, Any], week: int, number: int, starts_on: date) -> PlannedEvent:
    minutes = told["duration_min"]
    clock = MORNING if minutes > LONG else AFTERNOON
    starts_at = local(starts_on + timedelta(weeks=week), clock)
    roles = tuple(SEATS[role] for role in told["roles"] if role in SEATS)
    return PlannedEvent(
        code=told["id"] if number == 0 else f"{told['id']}_{number + 1}",
        kind=told["type"],
        phase=told["phase"],
        names=told["title"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        mode=told["mode"],
        roles=roles,
        objectives=list(told["objectives"]),
        agenda=[_agenda_line(line) for line in told["agenda"]],
        is_own=PROVIDERS.isdisjoint(roles),
    )


def _agenda_line(line: Mapping[str, Any]) -> dict[str, Any]:
    words = {language: line[language] for language in ("fi", "sv", "en") if line.get(language)}
    return {"minutes": line["min"], "words": words, "method": line.get("method", "")}


def assignments_of(template: Mapping[str, Any], *, starts_on: date) -> list[PlannedAssignment]:
    """Return the template's assignments by due date: the afternoon before the due week's day."""
    planned = [_assignment(told, starts_on) for told in template["assignments"]]
    return sorted(planned, key=lambda assignment: (assignment.due_at, assignment.code))


def _assignment(told: Mapping[str, Any], starts_on: date) -> PlannedAssignment:
    due = starts_on + timedelta(weeks=told["due_week"]) - timedelta(days=1)
    return PlannedAssignment(
        code=told["id"],
        names=told["title"],
        after_event=told["after_event"],
        due_at=local(due, DUE),
        roles=tuple(SEATS[role] for role in told["roles"] if role in SEATS),
        is_for_pairs=told["is_for_pairs"],
        effort_hours=told["effort_hours"],
        instructions=told["instructions"],
        deliverable=told["deliverable"],
        steps=list(told["steps"]),
        fields=list(told["fields"]),
    )


def local(day: date, clock: time) -> datetime:
    """Return the moment of a day and a clock time in Helsinki."""
    return datetime.combine(day, clock, tzinfo=HELSINKI)


def moved(moment: datetime, *, days: int) -> datetime:
    """Return the moment so many days on by the calendar: the clock time in Helsinki stays."""
    here = moment.astimezone(HELSINKI)
    return datetime.combine(here.date() + timedelta(days=days), here.time(), tzinfo=HELSINKI)


def after_moves(
    planned: Iterable[PlannedEvent], moves: Iterable[Mapping[str, Any]]
) -> list[PlannedEvent]:
    """Return the events after moves of all later dates, one after the other."""
    events = list(planned)
    for move in moves:
        since = datetime.fromisoformat(move["from"])
        events = [
            _after(event, move["days"]) if event.starts_at >= since else event for event in events
        ]
    return events


def _after(event: PlannedEvent, days: int) -> PlannedEvent:
    return replace(
        event,
        starts_at=moved(event.starts_at, days=days),
        ends_at=moved(event.ends_at, days=days),
    )


def phases_on(
    phases: Iterable[Mapping[str, Any]], *, starts_on: date, on: date
) -> list[tuple[Mapping[str, Any], str]]:
    """Return the phases with how they stand on a day: "done", "now", or "" for those ahead."""
    week = (on - starts_on).days // 7
    return [
        (
            phase,
            "done" if phase["week_end"] < week else "now" if phase["week_start"] <= week else "",
        )
        for phase in phases
    ]
