"""Questions that help to think over what happened: which of them suit, and the next one. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nuotio.foundation import content
from nuotio.ui.filters import said

ANY = "any"
# What helps at each turn of an experiment: before it, on the way, and when it is decided.
AT_A_TURN: Mapping[str, tuple[str, ...]] = {
    "planned": ("rp09", "rp10"),
    "running": ("rp12", "rp11", "rp14"),
    "decided": ("rp17", "rp15", "rp16", "rp18"),
}


@dataclass(frozen=True)
class Prompt:
    """A question of the programme's template, with the phase that it belongs to."""

    code: str
    phase: str
    words: Mapping[str, str]

    @property
    def text(self) -> str:
        """The question in the reader's language."""
        return said(self.words)


@cache
def every() -> Sequence[Prompt]:
    """Return all questions in the order of the template."""
    told = content.load("programme_template")["reflection_prompts"]
    return [
        Prompt(one["id"], one["phase"], {code: one[code] for code in ("fi", "sv", "en")})
        for one in told
    ]


def find(code: str) -> Prompt | None:
    """Return the question with this code."""
    return next((one for one in every() if one.code == code), None)


def suiting(
    *,
    turn: str = "",
    phase: str = "",
    is_fresh: bool = False,
    answered: Collection[str] = (),
) -> Sequence[Prompt]:
    """Return the questions that suit, those not answered yet first.

    At an experiment's turn its own come first, within a week of a session those of its phase;
    otherwise those that suit any week.
    """
    turns = [one for code in AT_A_TURN.get(turn, ()) if (one := find(code)) is not None]
    phases = [one for one in every() if phase not in ("", ANY) and one.phase == phase]
    anytime = [one for one in every() if one.phase == ANY]
    inner = [*phases, *anytime] if is_fresh else [*anytime, *phases]
    found = list(dict.fromkeys(one.code for one in [*turns, *inner]))
    found.sort(key=lambda code: code in answered)  # the order stays among equals
    return [one for code in found if (one := find(code)) is not None]


def after(code: str, suits: Sequence[Prompt]) -> Prompt | None:
    """Return the question that comes after one, the first again after the last."""
    codes = [one.code for one in suits]
    place = codes.index(code) + 1 if code in codes else 0
    return suits[place % len(suits)] if suits else None
