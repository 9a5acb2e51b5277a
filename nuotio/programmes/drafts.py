"""A template that people adapt: its parts found, put in, taken out, and looked over. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from django.utils.translation import gettext as _

from nuotio.programmes import blueprints, cautions
from nuotio.programmes.agenda_lines import LANGUAGES
from nuotio.ui.filters import said

EARLIEST, LATEST = -26, 104  # weeks before and after the first HR day
SOME_DAY = date(2027, 1, 12)
EVENT_KEYS = ("id", "phase", "type", "mode", "roles", "objectives")
ASSIGNMENT_KEYS = ("id", "roles", "effort_hours", "instructions", "deliverable", "steps", "fields")
Content = Mapping[str, Any]
Told = dict[str, Any]


class Unsound(ValueError):
    """A template of which no programme could be made."""


def part_of(content: Content, kind: str, code: str) -> Told | None:
    """Return an event or an assignment of a template; `kind` is events or assignments."""
    found = (dict(told) for told in content[kind] if told["id"] == code)
    return next(found, None)


def with_part(content: Content, kind: str, told: Told) -> Told:
    """Return the template with a part put in: in its place, or as a new one."""
    parts = list(content[kind])
    codes = [one["id"] for one in parts]
    if told["id"] in codes:
        parts[codes.index(told["id"])] = told
    else:
        parts.append(told)
    return {**content, kind: parts}


def without_event(content: Content, code: str) -> Told:
    """Return the template without an event; assignments given out there stay, after none."""
    return {
        **content,
        "events": [told for told in content["events"] if told["id"] != code],
        "assignments": [
            {**told, "after_event": ""} if told["after_event"] == code else told
            for told in content["assignments"]
        ],
    }


def mark_of(told: Content) -> str:
    """Return a mark of a part as it is, to know whether somebody has changed it."""
    return sha256(dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def agenda_of(told: Content) -> list[Told]:
    """Return the agenda of an event as programmes store it."""
    return [
        {
            "minutes": line["min"],
            "words": {code: line[code] for code in LANGUAGES if line.get(code)},
            "method": line.get("method", ""),
        }
        for line in told.get("agenda", [])
    ]


def as_told(agenda: Iterable[Content]) -> list[Told]:
    """Return a stored agenda as templates tell it."""
    return [
        {
            "min": line["minutes"],
            **line["words"],
            **({"method": line["method"]} if line.get("method") else {}),
        }
        for line in agenda
    ]


def check(content: Content) -> None:
    """Pass where a programme can be made of the template; Unsound with the reason where not."""
    for told in content["events"]:
        _need(told, EVENT_KEYS)
        _check_number(told["week"], EARLIEST, LATEST)
        _check_number(told["duration_min"], 1, 24 * 60)
        for line in told["agenda"]:
            _check_number(line["min"], 1, 24 * 60)
    for told in content["assignments"]:
        _need(told, ASSIGNMENT_KEYS)
        _check_number(told["due_week"], EARLIEST, LATEST)
    for kind in ("events", "assignments"):
        codes = [told["id"] for told in content[kind]]
        if len(set(codes)) < len(codes):
            raise Unsound(f"Two {kind} have one id.")
    blueprints.events_of(content, starts_on=SOME_DAY)
    blueprints.assignments_of(content, starts_on=SOME_DAY)


def _need(told: Content, keys: Iterable[str]) -> None:
    missing = [key for key in keys if key not in told]
    if missing or not told.get("title", {}).get("fi"):
        raise Unsound(f"{told.get('id')} lacks {missing or 'a title in Finnish'}.")


def _check_number(number: Any, least: int, most: int) -> None:
    if not isinstance(number, int) or not least <= number <= most:
        raise Unsound(f"{number!r} is not between {least} and {most}.")


def cautions_in(content: Content) -> list[str]:
    """Return what to be careful of in a template, in words; it can be used all the same."""
    weeks = {told["id"]: told["week"] for told in content["events"]}
    agendas = [
        f"{said(told['title'])}: {words}"
        for told in content["events"]
        for words in cautions.of_agenda(
            sum(line["min"] for line in told["agenda"]), told["duration_min"]
        )
    ]
    early = [
        _("“%(name)s” is due before the event where it is given out.")
        % {"name": said(told["title"])}
        for told in content["assignments"]
        if told["due_week"] <= weeks.get(told["after_event"], EARLIEST - 1)
    ]
    return agendas + early
