from collections.abc import Sequence
from dataclasses import dataclass, field

from nuotio.culture.comparison import Change, Trend
from nuotio.culture.readings.dimensions import Line


@dataclass(frozen=True)
class Cell:
    """A scale of a group: mean and band, `shade` 1 to 4 where groups may be coloured.

    Without a mean the scale is not shown for this group.
    """

    mean: float | None = None
    band: str = ""
    shade: int = 0


@dataclass(frozen=True)
class Row:
    """A group in a table; one that is hidden has `why` in plain words instead of cells."""

    name: str
    depth: int = 0
    n: int | None = None
    invited: int | None = None
    cells: Sequence[Cell] = ()
    agreement: str = ""
    changes: Sequence[Change] = ()
    why: str = ""
    is_whole: bool = False


@dataclass(frozen=True)
class Table:
    """Groups by scales, with a sentence first on whether they differ."""

    code: str
    name: str
    sentence: str
    columns: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Words:
    """What people wrote to one open question, in no order."""

    question: str
    answers: Sequence[str]


@dataclass(frozen=True)
class Reading:
    """A round's result for one reader; `refused` says kindly why there is nothing to see."""

    name: str
    heading: str
    lede: str
    answered: int
    invited: int
    k: int
    refused: str = ""
    dimensions: Sequence[Line] = ()
    others: Sequence[Line] = ()
    own: Sequence[Line] = ()
    changes: Sequence[Change] = ()
    compared_with: str = ""
    trends: Sequence[Trend] = ()
    units: Table | None = None
    response: Sequence[str] = ()
    variables: Sequence[Table] = ()
    words: Sequence[Words] = ()
    explanations: str = ""
    pooled_organisations: int = 0
    weak: Sequence[Line] = field(default=())

    @property
    def lines(self) -> Sequence[Line]:
        """Every scale of the whole organisation, dimensions first."""
        return [*self.dimensions, *self.others, *self.own]
