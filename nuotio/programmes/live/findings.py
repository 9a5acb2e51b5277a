"""What a room looks at: the dimensions of a round, as they stood when the room was opened. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar

from nuotio.culture import instruments, sentences
from nuotio.culture.results import ORGANISATION, Group, Results, ScaleFigures
from nuotio.ui.filters import said

SHOWN = ("n", "mean", "low", "high", "agreement")


@dataclass(frozen=True)
class Finding:
    """A dimension: its name and what it means as words; without figures where nothing is shown."""

    code: str
    name: Mapping[str, str]
    about: Mapping[str, str] = field(default_factory=dict)
    n: int = 0
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    agreement: str | None = None
    was: ClassVar[None] = None  # earlier rounds and the network are on the page of the results
    pooled: ClassVar[None] = None

    @property
    def words(self) -> str:
        """The dimension's name in the active language."""
        return said(self.name)

    @property
    def sentence(self) -> str:
        """What the figures say, and how sure that is."""
        return sentences.sentence(self.scale, self.figures)

    @property
    def is_weak(self) -> bool:
        """Whether it needs attention."""
        return self.mean is not None and instruments.band_of(self.mean).code == "attention"

    @property
    def scale(self) -> instruments.Scale:
        """The dimension as sentences are made of it."""
        return instruments.Scale(self.code, "dimension", self.name, [], {}, [])

    @property
    def figures(self) -> ScaleFigures | None:
        """What is shown of it; None where nothing is."""
        if self.mean is None:
            return None
        return ScaleFigures(self.n, self.mean, self.low, self.high, self.agreement)


def heading_of(found: Sequence[Finding]) -> str:
    """Return the finding in one or two sentences, as the page of the results begins with it."""
    survey = instruments.Survey(instruments.CULTURE, {}, {}, 0, [one.scale for one in found], [])
    shown = {one.code: one.figures for one in found if one.figures is not None}
    everyone = Group(ORGANISATION, ORGANISATION, max((one.n for one in found), default=0))
    return sentences.heading(survey, replace(everyone, scales=shown))


def findings_of(survey: instruments.Survey, results: Results | None) -> Sequence[dict[str, Any]]:
    """Return the survey's dimensions as they are kept, the highest mean first.

    Only what is released of the whole organisation; without figures where there are none.
    """
    everyone = results.organisation if results is not None else None
    shown = everyone.scales if everyone is not None else {}
    told = [
        Finding(scale.code, scale.name, scale.guide.get("what", {}), **_figures(shown, scale.code))
        for scale in survey.scales
        if scale.kind == "dimension"
    ]
    return [asdict(one) for one in sorted(told, key=lambda one: -(one.mean or 0))]


def _figures(shown: Mapping[str, Any], code: str) -> dict[str, Any]:
    figures = shown.get(code)
    return {} if figures is None else {name: getattr(figures, name) for name in SHOWN}


def read(kept: Sequence[Mapping[str, Any]]) -> Sequence[Finding]:
    """Read what `findings_of` made."""
    return [Finding(**one) for one in kept]
