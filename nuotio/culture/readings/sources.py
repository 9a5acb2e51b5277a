from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nuotio.culture.comparison import Wave


@dataclass(frozen=True)
class Source:
    """What a reading is made of.

    `waves` are named rounds of the instrument, the read one last; `names` tell what each node's
    code is called; `background` is the round's. `pooled` has the network's means by scale.
    """

    name: str
    waves: Sequence[tuple[str, Wave]]
    plan: Mapping[str, Any]
    names: Mapping[str, str]
    organisation: str
    background: Sequence[Mapping[str, Any]] = ()
    pooled: Mapping[str, float] = field(default_factory=dict)
    pooled_organisations: int = 0
    explanations: str = ""
    shows_words: bool = False

    @property
    def now(self) -> Wave:
        """The round that is read."""
        return self.waves[-1][1]
