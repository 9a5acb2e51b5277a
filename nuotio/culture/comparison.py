"""What has changed between two rounds, and how the network compares. Pure; no causal words.

Two closed rounds of one instrument are compared through the means and deviations that are kept of
them (Welch), scale by scale where no item was switched off in either. Units are compared only where
both rounds had the same units: otherwise, and where one was hidden in either, there is no change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _

from nuotio.culture.instruments import Scale, Survey
from nuotio.culture.results import ORGANISATION, UNIT, Group, Results, ScaleFigures
from nuotio.ui.filters import fixed, said

if TYPE_CHECKING:
    from nuotio.culture.statistics import Moments

LEAST_FOR_TREND = 3
SMALLEST_TOLD = 0.1  # points: intervals are told with one decimal
Verdict = Literal["improved", "unchanged", "declined", "unclear"]


@dataclass(frozen=True)
class Wave:
    """A closed round: what it asked, what was released, and the unit behind each node's code."""

    survey: Survey
    results: Results
    units: Mapping[str, int | None]


@dataclass(frozen=True)
class Change:
    """A scale's mean before and after in one group; `low` to `high` encloses the difference."""

    scale: Scale
    before: float
    after: float
    low: float | None
    high: float | None
    verdict: Verdict

    @property
    def headline(self) -> str:
        """Say which way it went, with both means where that is known."""
        name = said(self.scale.name)
        told = {"name": name, "before": fixed(self.before), "after": fixed(self.after)}
        return {
            "improved": _("%(name)s has improved: %(before)s → %(after)s."),
            "declined": _("%(name)s has declined: %(before)s → %(after)s."),
            "unchanged": _("%(name)s is unchanged: %(before)s → %(after)s."),
            "unclear": _("%(name)s: we do not know."),
        }[self.verdict] % told

    @property
    def explanation(self) -> str:
        """Say how large the change probably is, or why nobody can tell."""
        if self.verdict == "unclear":
            return self._unclear()
        if self.low is None or self.high is None or self.verdict == "unchanged":
            return _("If there is a change, it is too small to matter.")
        nearer, further = sorted((abs(self.low), abs(self.high)))
        told = {"low": fixed(nearer), "high": fixed(further)}
        if nearer < SMALLEST_TOLD:
            return _("The change is probably at most %(high)s.") % told
        if self.verdict == "declined":
            return _("The decline is probably between %(low)s and %(high)s.") % told
        return _("The change is probably between %(low)s and %(high)s.") % told

    def _unclear(self) -> str:
        told = {"before": fixed(self.before), "after": fixed(self.after)}
        if self.after == self.before:
            return _("The mean is the same (%(after)s), but too few answered to be sure.") % told
        moved = (
            _("The mean rose a little (%(before)s → %(after)s), but it may be chance.")
            if self.after > self.before
            else _("The mean fell a little (%(before)s → %(after)s), but it may be chance.")
        )
        more = _("The next survey will tell more.")
        return f"{moved % told} {more}"


def changes(before: Wave, after: Wave, key: str = ORGANISATION) -> Sequence[Change]:
    """Return what changed in a group (its key in the later round), in the order of asking."""
    then, now = _same_group(before, after, key), _group(after.results, key)
    if then is None or now is None:
        return []
    found = (
        change_of(scale, then.scales.get(scale.code), now.scales.get(scale.code))
        for scale in after.survey.scales
        if scale.code in _whole(before.survey) & _whole(after.survey)
    )
    return [change for change in found if change is not None]


def _whole(survey: Survey) -> set[str]:
    return {scale.code for scale in survey.scales if scale.is_whole}


def _group(results: Results, key: str) -> Group | None:
    return next((group for group in results.groups if group.key == key), None)


def _same_group(before: Wave, after: Wave, key: str) -> Group | None:
    """Return what the group was before; None for a unit unless both rounds had the same units."""
    if key == ORGANISATION:
        return before.results.organisation
    unit = after.units.get(key)
    if unit is None or set(before.units.values()) != set(after.units.values()):
        return None
    keys = {one: code for code, one in before.units.items()}
    return next(
        (group for group in before.results.of_kind(UNIT) if group.key == keys.get(unit)), None
    )


def change_of(scale: Scale, then: ScaleFigures | None, now: ScaleFigures | None) -> Change | None:
    """Return what changed in a scale; None where either round does not show it as it is."""
    if then is None or now is None:
        return None
    if then.exact is None or now.exact is None:  # told by halves: no change can be
        return None
    from nuotio.culture import statistics  # noqa: PLC0415 -- arrays, which most workers never need

    found = statistics.change_from_moments(_moments(then), _moments(now))
    return Change(
        scale, then.mean, now.mean, _rounded(found.low), _rounded(found.high), found.verdict
    )


def _moments(figures: ScaleFigures) -> "Moments":
    from nuotio.culture.statistics import Moments  # noqa: PLC0415 -- as above

    exact = figures.exact or {}
    return Moments(figures.n, exact["mean"], exact["sd"])


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


@dataclass(frozen=True)
class Point:
    """A round on a line through time: its name, and a mean with its interval."""

    name: str
    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Trend:
    """A scale over three rounds or more of the whole organisation, with the word for the whole."""

    scale: Scale
    points: Sequence[Point]
    verdict: Verdict

    @property
    def sentence(self) -> str:
        """Say which way it went from the first round to the last."""
        first, last = self.points[0], self.points[-1]
        told = {"first": fixed(first.mean), "last": fixed(last.mean), "count": len(self.points)}
        return {
            "improved": _("Improved over %(count)s surveys: %(first)s → %(last)s."),
            "declined": _("Declined over %(count)s surveys: %(first)s → %(last)s."),
            "unchanged": _("Unchanged over %(count)s surveys: %(first)s → %(last)s."),
            "unclear": _("Over %(count)s surveys we do not know the direction yet."),
        }[self.verdict] % told


def trend(waves: Sequence[tuple[str, Wave]], code: str) -> Trend | None:
    """Return a scale's way through the rounds, oldest first; None of fewer than three."""
    from nuotio.culture import statistics  # noqa: PLC0415 -- as above

    there = [
        (name, wave.survey.scale(code), figures)
        for name, wave in waves
        if (figures := _comparable(wave, code)) is not None
    ]
    if len(there) < LEAST_FOR_TREND:
        return None
    exact = [(figures.n, figures.exact or {}) for _name, _scale, figures in there]
    found = statistics.trend(
        [kept["mean"] for _n, kept in exact],
        [kept["sd"] / sqrt(n) for n, kept in exact],
        sizes=[n for n, _kept in exact],
    )
    points = [Point(name, one.mean, one.low, one.high) for name, _scale, one in there]
    return Trend(there[-1][1], points, found.verdict)


def _comparable(wave: Wave, code: str) -> ScaleFigures | None:
    """Return the organisation's figures of a scale that may be compared with other rounds."""
    whole = wave.results.organisation
    figures = whole.scales.get(code) if whole and code in _whole(wave.survey) else None
    return figures if figures is not None and figures.exact is not None else None


@dataclass(frozen=True)
class Effect:
    """How large a change is beside how people differ: Hedges' g with its interval."""

    scale: Scale
    g: float | None
    low: float | None
    high: float | None


def effects(before: Wave, after: Wave) -> Sequence[Effect]:
    """Return the effect size of each change of the whole organisation, for the curious."""
    from nuotio.culture import statistics  # noqa: PLC0415 -- as above

    then, now = before.results.organisation, after.results.organisation
    if then is None or now is None:
        return []
    found = []
    for change in changes(before, after):
        code = change.scale.code
        size = statistics.hedges_g_from_moments(
            _moments(then.scales[code]), _moments(now.scales[code])
        )
        found.append(Effect(change.scale, size.g, size.low, size.high))
    return found
