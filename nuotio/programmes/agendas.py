"""An agenda with its clock running: when each part begins and ends, what is over. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
BREAKS = frozenset(
    {
        *("lounas", "lounastauko", "tauko", "kahvi", "kahvitauko"),
        *("lunch", "lunchpaus", "paus", "kaffe", "kaffepaus"),
        *("lunch break", "break", "coffee", "coffee break"),
    }
)
NO_METHODS: Mapping[str, Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Line:
    """A part of an agenda: from when to when by the clock in Helsinki, and what happens."""

    starts_at: datetime
    ends_at: datetime
    minutes: int
    words: Mapping[str, str]
    method: Mapping[str, str]
    is_break: bool


@dataclass(frozen=True)
class Agenda:
    """The parts in their order; `over` is how many minutes they last longer than the event."""

    lines: Sequence[Line]
    minutes: int
    over: int

    @property
    def adds_up(self) -> bool:
        """Whether the parts fill the event exactly; an empty agenda has nothing to add up."""
        return not self.lines or self.over == 0


def agenda_of(
    told: Sequence[Mapping[str, Any]],
    *,
    starts_at: datetime,
    ends_at: datetime,
    methods: Mapping[str, Mapping[str, str]] = NO_METHODS,
) -> Agenda:
    """Return the agenda with its clock times; `told` is a list of {"minutes", "words", "method"}.

    `methods` tells by their codes what the methods are called. Minutes are counted as they pass,
    also over a night in which clocks are moved.
    """
    begins, clock, lines = starts_at.astimezone(UTC), starts_at.astimezone(UTC), []
    for line in told:
        until = clock + timedelta(minutes=line["minutes"])
        lines.append(
            Line(
                starts_at=clock.astimezone(HELSINKI),
                ends_at=until.astimezone(HELSINKI),
                minutes=line["minutes"],
                words=line["words"],
                method=methods.get(line.get("method", ""), {}),
                is_break=is_break(line["words"]),
            )
        )
        clock = until
    minutes = int((clock - begins) / timedelta(minutes=1))
    length = int((ends_at.astimezone(UTC) - begins) / timedelta(minutes=1))
    return Agenda(lines, minutes, minutes - length)


def is_break(words: Mapping[str, str]) -> bool:
    """Say whether a part is a meal or a rest, in whichever language it is told."""
    return any(said.strip(" .!").casefold() in BREAKS for said in words.values() if said)
