"""What the API answers about the golden thread, typed: made of `evaluation.thread`."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.thread import KnotKind, LineState

Id = Annotated[int | None, Field(ge=1, lt=2**31)]
Day = Annotated[date | None, Field(ge=date(1900, 1, 1), lt=date(2900, 1, 1))]


class ThreadAsked(Schema):
    """What the thread is narrowed to; a goal gives a line for each plan, as its page does."""

    programme: Id = None
    goal: Id = None
    plan: Id = None
    experiment: Id = None
    since: Day = None
    until: Day = None
    only_gaps: bool = False
    page: Annotated[int, Field(ge=1, lt=100_000)] = 1
    lines: Literal["goals", "plans"] = "goals"

    def filters(self) -> Filters:
        """Return the filters of the pages."""
        of_plans = self.lines == "plans" or self.plan is not None
        by: Literal["goal", "plan", "experiment"] = "plan" if of_plans else "goal"
        return Filters(
            programme=self.programme,
            goal=self.goal,
            plan=self.plan,
            experiment=self.experiment,
            since=self.since,
            until=self.until,
            only_gaps=self.only_gaps,
            by="experiment" if self.experiment is not None else by,
        )


class GapOut(Schema):
    """A place where the thread is broken: who could close it, and what they would do."""

    kind: str
    words: str
    who: str
    step: str
    url: str = Field(description="Empty where the caller is not who can do it.")
    since: date | None
    goal_id: int | None
    plan_id: int | None
    experiment_id: int | None


class ItemOut(Schema):
    """One thing on a knot."""

    words: str
    note: str
    url: str


class KnotOut(Schema):
    """A step of the way; `more` and `more_gaps` are left to the line's own page."""

    kind: KnotKind
    name: str
    items: list[ItemOut]
    more: int
    gaps: list[GapOut]
    more_gaps: int
    waits: str


class LineOut(Schema):
    """A thread from what a goal rests on to a practice."""

    title: str
    state: LineState
    url: str
    knots: list[KnotOut]


class ThreadOut(Schema):
    """A page of lines; `total` counts the lines, `gap_count` the gaps on all of them."""

    organisation: str = Field(alias="organisation_name")
    total: int
    gap_count: int
    lines: list[LineOut]
    gaps_without_goal: list[GapOut] = Field(alias="loose")
