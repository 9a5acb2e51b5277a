"""Events of a cohort: the template's own dates, who came, what was noted, decided and promised."""

from datetime import datetime, timedelta
from typing import Any

from nuotio.foundation import content
from nuotio.people.models import Organisation
from nuotio.programmes import blueprints
from nuotio.programmes.blueprints import PlannedEvent
from nuotio.programmes.demo.cohorts import Cohort, House
from nuotio.programmes.models import Attendance, Decision, Event, Material, Seat

SOON, AHEAD = timedelta(weeks=2), timedelta(weeks=6)
PROVIDERS = {Seat.Role.COORDINATOR, Seat.Role.TRAINER}
Answer = Attendance.Answer


def write(cohort: Cohort) -> list[Event]:
    """Write all events with what belongs to them; return them by time."""
    planned = blueprints.events_of(cohort.programme.template, starts_on=cohort.programme.starts_on)
    rows = [
        _event(cohort, one, house)
        for one in planned
        for house in (cohort.houses if one.is_own else [None])
    ]
    events = Event.objects.bulk_create(rows)
    Attendance.objects.bulk_create(row for one in events for row in _attendance(cohort, one))
    Material.objects.bulk_create(row for one in events for row in _materials(cohort, one))
    Decision.objects.bulk_create(
        row
        for house in cohort.houses
        for one in events
        if one.private_to_id == house.company.organisation.pk and was_held(one, cohort, house)
        for row in _decisions(cohort, one, house)
    )
    return events


def was_held(event: Event, cohort: Cohort, house: House | None = None) -> bool:
    """Say whether it has been, and before the organisation left, where it has left."""
    is_ours = house is None or house.left_at is None or event.ends_at < house.left_at
    return is_ours and event.is_over(cohort.at)


def _event(cohort: Cohort, one: PlannedEvent, house: House | None) -> Event:
    owner: Organisation | None = house.company.organisation if house else None
    names = {f"name_{language}": words for language, words in one.names.items()}
    leader = next(seat for seat in cohort.provider if seat.role == Seat.Role.TRAINER)
    event = Event(
        programme=cohort.programme,
        private_to=owner,
        code=one.code,
        kind=one.kind,
        phase=one.phase,
        **names,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        mode=one.mode,
        roles=list(one.roles),
        objectives=one.objectives,
        agenda=one.agenda,
        leader=None if house else leader,
        changed_at=cohort.programme.made_at,
    )
    _where(cohort, event)
    event.notes = _notes(cohort, event, house)
    return event


def _where(cohort: Cohort, event: Event) -> None:
    words = content.load("demo_programmes")
    if event.mode != Event.Mode.ONLINE and event.private_to_id is None:
        event.place = words["places"].get(event.kind, "")
    if event.mode != Event.Mode.ONSITE:
        event.link = f"{words['video']}{cohort.key}-{event.code.replace('_', '-')}"


def base_code(event: Event) -> str:
    """Return the template's code of an event that comes again and again."""
    codes = {one["id"] for one in event.programme.template["events"]}
    return event.code if event.code in codes else event.code.rsplit("_", 1)[0]


def _notes(cohort: Cohort, event: Event, house: House | None) -> str:
    if not was_held(event, cohort, house):
        return ""
    words = content.load("demo_programmes")["own_notes" if house else "notes"]
    code = base_code(event)
    noted: str = cohort.dice.draw(f"notes-{code}", words[code])
    return noted


def _materials(cohort: Cohort, event: Event) -> list[Material]:
    words = content.load("demo_programmes")
    if event.private_to_id is not None or event.starts_at > cohort.at + SOON:
        return []
    return [
        Material(
            programme=cohort.programme,
            event=event,
            title=title,
            address=f"{words['files']}{event.code.replace('_', '-')}-{number}",
            added_by=event.leader,
            added_at=min(event.starts_at - timedelta(days=2), cohort.at - timedelta(days=1)),
        )
        for number, title in enumerate(words["materials"].get(event.code, ()), start=1)
    ]


def _attendance(cohort: Cohort, event: Event) -> list[Attendance]:
    rows = (_came(cohort, event, seat) for seat in cohort.seats if _concerns(event, seat))
    return [row for row in rows if row is not None]


def _concerns(event: Event, seat: Seat) -> bool:
    is_theirs = event.private_to_id in (None, seat.organisation_id)
    is_gone = seat.left_at is not None and seat.left_at < event.starts_at
    is_there = seat.joined_at < event.ends_at and not is_gone
    return is_theirs and is_there and seat.role in event.roles


def _came(cohort: Cohort, event: Event, seat: Seat) -> Attendance | None:
    """Return a person's answer; for what is ahead only some have answered, later ones fewer."""
    is_over, dice = event.is_over(cohort.at), cohort.dice
    answer = Answer.COMING if seat.role in PROVIDERS else _answer(cohort, event)
    if not is_over and not _has_answered(cohort, event, seat):
        return None
    asked = event.starts_at - timedelta(days=dice.randrange(2, 12), hours=dice.randrange(6))
    return Attendance(
        programme=cohort.programme,
        private_to_id=event.private_to_id,
        event=event,
        seat=seat,
        answer=answer,
        answered_at=_between(seat.joined_at, asked, cohort.at) if answer else None,
        was_there=_was_there(cohort, answer) if is_over else None,
    )


def _has_answered(cohort: Cohort, event: Event, seat: Seat) -> bool:
    if event.starts_at > cohort.at + AHEAD:
        return False
    share = 0.7 if event.starts_at < cohort.at + SOON else 0.35
    return seat.role in PROVIDERS or cohort.dice.random() < share


def _between(first: datetime, moment: datetime, last: datetime) -> datetime:
    return min(max(first, moment), last)


def _answer(cohort: Cohort, event: Event) -> str:
    luck = cohort.dice.random()
    if luck < 0.05 and event.is_over(cohort.at):
        return ""
    if luck < 0.12:
        return Answer.NOT_COMING
    return Answer.ONLINE if luck < 0.25 and event.mode == Event.Mode.EITHER else Answer.COMING


def _was_there(cohort: Cohort, answer: str) -> bool:
    if answer == Answer.NOT_COMING:
        return False
    return cohort.dice.random() < (0.96 if answer else 0.5)


def _decisions(cohort: Cohort, event: Event, house: House) -> list[Decision]:
    """Two decisions and one or two promises of each meeting of mentors and HR."""
    words, dice = content.load("demo_programmes"), cohort.dice
    if event.code not in words["decisions"]:
        return []
    told: list[tuple[str, Any]] = []
    for kind, key, count in (
        (Decision.Kind.DECISION, "decisions", 2),
        (Decision.Kind.SUPPORT, "support", dice.randrange(1, 3)),
    ):
        drawn = dice.draw_some(f"{key}-{event.code}", words[key][event.code], count)
        told += [(kind, one) for one in drawn]
    hr = house.seated(Seat.Role.HR)[0]
    return [_decision(cohort, event, hr, kind, one) for kind, one in told]


def _decision(cohort: Cohort, event: Event, hr: Seat, kind: str, told: Any) -> Decision:
    text, who, weeks = told
    due = blueprints.moved(event.ends_at, days=7 * weeks)
    done = due - timedelta(days=cohort.dice.randrange(6))
    return Decision(
        programme=cohort.programme,
        private_to_id=event.private_to_id,
        event=event,
        kind=kind,
        text=text,
        who=who,
        by_when=due.astimezone(blueprints.HELSINKI).date(),
        written_by=hr,
        written_at=min(event.ends_at + timedelta(hours=1), cohort.at),
        done_at=done if due + timedelta(days=7) < cohort.at else None,
        once=cohort.dice.once(),
    )
