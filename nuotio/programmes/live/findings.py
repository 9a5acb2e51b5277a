"""What a room looks at: the dimensions of a round, as they stood when the room was opened. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from nuotio.culture import instruments
from nuotio.culture.results import Results
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

    @property
    def words(self) -> str:
        """The dimension's name in the active language."""
        return said(self.name)

    @property
    def band(self) -> instruments.Band | None:
        """How the mean is called."""
        return None if self.mean is None else instruments.band_of(self.mean)


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
