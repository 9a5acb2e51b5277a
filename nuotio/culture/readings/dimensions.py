from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from nuotio.culture import sentences
from nuotio.culture.comparison import Change
from nuotio.culture.instruments import Item, Scale, band_of
from nuotio.culture.results import Group, ItemFigures
from nuotio.ui.filters import said

UNSURE = 15  # per cent that cannot say, from which a statement is flagged


@dataclass(frozen=True)
class Statement:
    """One item of the whole organisation; without figures where fewer than ten answered it."""

    code: str
    words: str
    is_reversed: bool
    n: int | None = None
    mean: float | None = None
    distribution: Sequence[int] = ()
    agree: int | None = None
    disagree: int | None = None
    low: int | None = None
    high: int | None = None
    cannot_say: int | None = None
    sentence: str = ""

    @property
    def is_unsure(self) -> bool:
        """Whether so many cannot say that the statement may not fit the work."""
        return self.cannot_say is not None and self.cannot_say > UNSURE


@dataclass(frozen=True)
class Line:
    """A dimension, an outcome or another scale of one group, in words and figures.

    `was` is the last round's mean where it may be compared, `pooled` the network's. `n` and what
    follows are None where the scale is not shown.
    """

    code: str
    kind: str
    name: str
    what: str
    sentence: str
    n: int | None = None
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    band: str = ""
    band_code: str = ""
    agreement: str = ""
    distribution: Sequence[int] = ()
    was: float | None = None
    pooled: float | None = None
    is_weak: bool = False
    steps: Sequence[str] = ()
    methods: Sequence[str] = ()
    statements: Sequence[Statement] = ()


def line_of(
    scale: Scale,
    group: Group,
    *,
    change: Change | None,
    pooled: Mapping[str, float],
    weak: Collection[str],
) -> Line:
    """Return what is read of a scale in a group."""
    figures = group.scales.get(scale.code)
    line = Line(
        code=scale.code,
        kind=scale.kind,
        name=said(scale.name),
        what=said(scale.guide.get("what", {})),
        sentence=sentences.sentence(scale, figures),
        statements=[statement_of(item, group.items.get(item.code)) for item in scale.items],
    )
    if figures is None:
        return line
    band, is_weak = band_of(figures.mean), scale.code in weak
    return replace(
        line,
        n=figures.n,
        mean=figures.mean,
        low=figures.low,
        high=figures.high,
        band=said(band.words),
        band_code=band.code,
        agreement=sentences.agreement(figures.agreement),
        distribution=figures.distribution or (),
        was=change.before if change else None,
        pooled=pooled.get(scale.code) if scale.is_whole else None,
        is_weak=is_weak,
        steps=sentences.steps(scale) if is_weak else (),
        methods=sentences.methods(scale) if is_weak else (),
    )


def statement_of(item: Item, figures: ItemFigures | None) -> Statement:
    """Return what is read of an item, in the direction in which it was asked."""
    words = said(item.words)
    if figures is None or figures.distribution is None:
        return Statement(item.code, words, item.is_reversed)
    disagree = sum(figures.distribution[:2])
    agree = sum(figures.distribution[3:])
    return Statement(
        item.code,
        words,
        item.is_reversed,
        n=figures.n,
        mean=figures.mean,
        distribution=figures.distribution,
        agree=agree,
        disagree=disagree,
        low=figures.low,
        high=figures.high,
        cannot_say=figures.cannot_say,
        sentence=sentences.item_sentence(agree, disagree),
    )
