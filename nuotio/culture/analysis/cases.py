from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nuotio.culture import release, statistics
from nuotio.culture.analysis.sheets import CANNOT, SKIPPED, Layout, Sheet
from nuotio.culture.instruments import Survey
from nuotio.culture.results import ORGANISATION, UNIT, VARIABLE

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Named:
    """A group of the plan as it is called; `invited` is 0 where nobody knows."""

    kind: str
    key: str
    parent: str | None
    invited: int


@dataclass(frozen=True, eq=False)
class Case:
    """The answers to a survey with its plan, and what the release rule decides about them."""

    sheet: Sheet
    survey: Survey
    layout: Layout

    @cached_property
    def turned(self) -> Floats:
        """Return the answers in the direction of their scales, NaN where there is none."""
        answers = self.sheet.answers.astype(np.float64)
        answers[(self.sheet.answers == SKIPPED) | (self.sheet.answers == CANNOT)] = np.nan
        reversed_items = [n for n, item in enumerate(self.survey.items) if item.is_reversed]
        return statistics.reverse_items(answers, reversed_items)

    @cached_property
    def columns(self) -> Sequence[Sequence[int]]:
        """Return the columns of each scale's items."""
        places = {item.code: place for place, item in enumerate(self.survey.items)}
        return [[places[item.code] for item in scale.items] for scale in self.survey.scales]

    @cached_property
    def decision(self) -> release.Decision:
        """Return which groups, scales and items may be shown."""
        plan = release.Plan(
            tuple(self.layout.parents),
            tuple(len(classes) for classes in self.layout.variables.values()),
            tuple(tuple(own) for own in self.columns),
        )
        people = release.Respondents(self.sheet.units, self.sheet.classes, self.turned)
        return release.decide(plan, people, self.layout.k)

    @cached_property
    def groups(self) -> Sequence[Named]:
        """Return every group of the plan, in the order of the decision."""
        layout = self.layout
        units = [
            Named(UNIT, unit, layout.units[parent] if parent >= 0 else ORGANISATION, invited)
            for unit, parent, invited in zip(
                layout.units, layout.parents, layout.invited, strict=True
            )
        ]
        classes = [
            Named(VARIABLE, f"{variable}:{one}", ORGANISATION, 0)
            for variable, known in layout.variables.items()
            for one in known
        ]
        return [Named(ORGANISATION, ORGANISATION, None, layout.everyone), *units, *classes]
