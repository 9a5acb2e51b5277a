"""What the golden thread is narrowed to: a programme, a goal, a plan, a period, only gaps. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

By = Literal["goal", "plan", "experiment"]


@dataclass(frozen=True)
class Filters:
    """Empty parts narrow nothing; a plan or an experiment makes it the thread of that one.

    With `by` a plan each plan has a line of its own (the page of a goal).
    """

    programme: int | None = None
    goal: int | None = None
    plan: int | None = None
    experiment: int | None = None
    since: date | None = None
    until: date | None = None
    only_gaps: bool = False
    by: By = "goal"

    @property
    def has_period(self) -> bool:
        """Whether a first or a last day is named."""
        return self.since is not None or self.until is not None

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole organisation's: what hangs on no goal belongs to it."""
        narrowed = (self.programme, self.goal, self.plan, self.experiment)
        return not self.has_period and all(one is None for one in narrowed)
