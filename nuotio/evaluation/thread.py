"""The golden thread as it is shown: lines of knots from ground to practice, with gaps. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

KnotKind = Literal["ground", "goal", "plan", "experiment", "change", "practice"]
LineState = Literal["whole", "gaps", "under_way", "untaken"]


@dataclass(frozen=True)
class Gap:
    """A place where the thread is broken: a need for support, never a mark.

    `who` could close it; `step` names what they would do, at `url` where this reader may do it.
    """

    kind: str
    words: str
    who: str
    step: str
    url: str = ""
    since: date | None = None
    goal_id: int | None = None
    plan_id: int | None = None
    experiment_id: int | None = None


@dataclass(frozen=True)
class Item:
    """One thing on a knot: its words, a small note, and its page where the reader may open it."""

    words: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Knot:
    """A step of the way: what there is, how much more of it, what is missing or awaited.

    A page tells some of many gaps; `more_gaps` is how many it leaves to the line's own page.
    """

    kind: KnotKind
    name: str
    items: Sequence[Item] = ()
    more: int = 0
    gaps: Sequence[Gap] = ()
    waits: str = ""
    more_gaps: int = 0

    @property
    def is_there(self) -> bool:
        """Whether there is something on it."""
        return bool(self.items)


@dataclass(frozen=True)
class Line:
    """A thread from what it rests on to a practice; `title` is the goal's emphasis or its words."""

    title: str
    state: LineState
    knots: Sequence[Knot]
    url: str = ""

    @property
    def gaps(self) -> Sequence[Gap]:
        """Every gap on the way, in its order."""
        return [gap for knot in self.knots for gap in knot.gaps]

    @property
    def gap_count(self) -> int:
        """How many gaps there are on the way, told or left to its own page."""
        return sum(len(knot.gaps) + knot.more_gaps for knot in self.knots)


@dataclass(frozen=True)
class Thread:
    """What a page, a report and the API show: lines, gaps that hang on no line, and the filter.

    `total` counts the lines that the filter found; `lines` may be one page of them.
    """

    organisation_name: str
    lines: Sequence[Line]
    loose: Sequence[Gap] = ()
    gap_count: int = 0
    total: int = 0
    chosen: Sequence[tuple[str, str]] = field(default=())
