"""What is released of a round, as typed data that is kept as JSON and never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

ORGANISATION, UNIT, VARIABLE = "organisation", "unit", "variable"
MISSING = "-"  # never a class of a variable


@dataclass(frozen=True)
class ScaleFigures:
    """A scale in one group: `n` people with a score, mean with its interval on 1 to 5.

    Shown values are `mean`, `low`, `high` (one decimal), `distribution` (whole percentages of the
    scores 1 to 5) and `agreement` (shared, mixed or split). `exact` holds the unrounded mean and
    standard deviation for later comparisons; it never leaves the service. Rounded to a half and
    without the rest where nearly all of a small group answered alike.
    """

    n: int
    mean: float
    low: float | None = None
    high: float | None = None
    agreement: str | None = None
    distribution: Sequence[int] | None = None
    exact: Mapping[str, float] | None = None


@dataclass(frozen=True)
class ItemFigures:
    """An item in one group of at least ten: mean, percentages of 1 to 5, of agreeing (4 or 5).

    `low` and `high` enclose the share that agrees (Wilson); `cannot_say` is a whole percentage of
    all who met the item. Answers are in the asked direction, reversed items not turned.
    """

    n: int
    mean: float
    distribution: Sequence[int] | None = None
    agree: int | None = None
    low: int | None = None
    high: int | None = None
    cannot_say: int | None = None


@dataclass(frozen=True)
class Group:
    """The organisation, a unit (`key` is its node's code) or a class (`variable:class`)."""

    kind: str
    key: str
    n: int
    invited: int | None = None
    parent: str | None = None
    scales: Mapping[str, ScaleFigures] = field(default_factory=dict)
    items: Mapping[str, ItemFigures] = field(default_factory=dict)


@dataclass(frozen=True)
class Hidden:
    """A group that is not shown, and why: few, complement, parent, span or response."""

    kind: str
    key: str
    reason: str


@dataclass(frozen=True)
class Results:
    """Everything that is released of a round. `groups` begins with the organisation, unless
    `refused` says why nothing is shown.

    `methods` is for the page "How we know": reliability of each scale, differences between units,
    and response: numbers by name, as `culture.analysis` tells.
    """

    instrument: str
    k: int
    invited: int
    answered: int
    groups: Sequence[Group] = ()
    hidden: Sequence[Hidden] = ()
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    methods: Mapping[str, Any] = field(default_factory=dict)
    refused: str | None = None

    @property
    def organisation(self) -> Group | None:
        """The group of everyone, where anything is shown."""
        return self.groups[0] if self.groups else None

    def of_kind(self, kind: str) -> Sequence[Group]:
        """Return the shown groups of a kind, in the order of the plan."""
        return [group for group in self.groups if group.kind == kind]

    def as_json(self) -> dict[str, Any]:
        """Return what is kept."""
        return asdict(self)


def from_json(told: Mapping[str, Any]) -> Results:
    """Read what `as_json` made."""
    return Results(
        **{
            **told,
            "groups": [_group(group) for group in told["groups"]],
            "hidden": [Hidden(**one) for one in told["hidden"]],
        }
    )


def _group(told: Mapping[str, Any]) -> Group:
    scales = {code: ScaleFigures(**one) for code, one in told["scales"].items()}
    items = {code: ItemFigures(**one) for code, one in told["items"].items()}
    return Group(**{**told, "scales": scales, "items": items})
