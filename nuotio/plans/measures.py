"""What a value before and a value after say, in words and as a picture. Pure.

A before and an after show what changed, never why: no word here speaks of causes. Few people are
said aloud, and per cents are told of ten people or more alone. Each language has whole sentences.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nuotio.plans.models import Measure
from nuotio.ui import filters

FEW = 10
DECIMALS = 2
LARGEST = Decimal(99_999_999)
VALUE = re.compile(r"(?P<value>-?\d+(?:[.,]\d{1,2})?)(?:/(?P<of>\d{1,8}))?", re.ASCII)
PER_CENT = ("%", "prosent", "procent", "percent", "per cent")


@dataclass(frozen=True)
class Figure:
    """A value as somebody wrote it: 2,5 or 4/14."""

    value: Decimal
    of: int | None = None


@dataclass(frozen=True)
class Told:
    """What a measure says: the change, the agreed sign, and how far it carries."""

    change: str
    sign: str
    caution: str

    @property
    def words(self) -> str:
        """All of it as one text."""
        return " ".join(one for one in (self.change, self.sign, self.caution) if one)


@dataclass(frozen=True)
class Bar:
    """One line of the picture, which is a table too: what, the value in words, its day.

    `start` and `width` are per cents of the line; without a value there is nothing to draw.
    """

    kind: str
    name: str
    text: str
    on: date | None = None
    start: float = 0
    width: float = 0


@dataclass(frozen=True)
class Picture:
    """Before and after on one scale, with the place of the smallest sign of success."""

    bars: tuple[Bar, ...]
    target: float | None = None
    target_text: str = ""


def parsed(typed: str) -> Figure | None:
    """Read a value with a decimal comma or point, or a share like 4/14; None where it is neither.

    At most two decimals: so 1,000 is never taken for one where a thousand was meant.
    """
    bare = re.sub(r"\s", "", typed).replace("\N{MINUS SIGN}", "-")
    found = VALUE.fullmatch(bare)
    if found is None or len(bare) > 24:
        return None
    value = Decimal(found["value"].replace(",", "."))
    of = int(found["of"]) if found["of"] else None
    is_share = of is not None and of > 0 and 0 <= value <= of and value == int(value)
    if abs(value) > LARGEST or (of is not None and not is_share):
        return None
    return Figure(value, of)


def typed(measure: Measure, value: Decimal | None) -> str:
    """Return a value as a person would write it into the form."""
    if value is None:
        return ""
    return f"{_number(value)}/{measure.people}" if measure.is_share else _number(value)


def is_too_few_for_per_cents(unit: str, people: int | None) -> bool:
    """Say whether per cents would be told of fewer than ten people."""
    is_few = people is not None and people < FEW
    return is_few and unit.strip().lower().startswith(PER_CENT)


def shown(measure: Measure, value: Decimal) -> str:
    """Return a value with its unit; of ten people or more a share has its per cent."""
    if measure.is_share and measure.people:
        share = f"{_number(value)}/{measure.people}"
        per_cent = filters.percent(round(value * 100 / measure.people))
        return share if measure.people < FEW else f"{share} ({per_cent})"
    unit = measure.unit.strip()
    return f"{_number(value)}\N{NO-BREAK SPACE}{unit}" if unit else _number(value)


def told(measure: Measure) -> Told:
    """Say in words what a measure tells."""
    return Told(_change(measure), _sign(measure), _caution(measure))


def picture(measure: Measure) -> Picture:
    """Draw before and after on one scale that begins at nought."""
    values = [v for v in (measure.before, measure.after, measure.target) if v is not None]
    whole = [Decimal(measure.people)] if measure.is_share and measure.people else []
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values, *whole])
    span = (high - low) or Decimal(1)

    def at(value: Decimal) -> float:
        return round(float((value - low) * 100 / span), 1)

    def bar(kind: str, name: str, value: Decimal | None, on: date | None) -> Bar:
        if value is None:
            return Bar(kind, name, _("not yet"))
        start, end = sorted((at(Decimal(0)), at(value)))
        return Bar(kind, name, shown(measure, value), on, start, round(end - start, 1))

    bars = (
        bar("before", pgettext("measure", "Before"), measure.before, measure.before_on),
        bar("after", pgettext("measure", "After"), measure.after, measure.after_on),
    )
    if measure.target is None:
        return Picture(bars)
    return Picture(bars, at(measure.target), shown(measure, measure.target))


def _change(measure: Measure) -> str:
    before, after = measure.before, measure.after
    if after is None:
        if before is None:
            return _("There are no values yet. Write down the value before you start.")
        said = {"before": shown(measure, before)}
        return _("Before: %(before)s. The value after is still missing.") % said
    if before is None:
        said = {"after": shown(measure, after)}
        return _("After: %(after)s. There is no value from before to compare with.") % said
    said = {"before": shown(measure, before), "after": shown(measure, after)}
    return _direction(measure, before, after) % said


def _direction(measure: Measure, before: Decimal, after: Decimal) -> str:
    if before == after:
        return _("%(before)s before and %(after)s after: no change.")
    told = {
        (True, Measure.Wanted.UP): _("From %(before)s to %(after)s: more, as you hoped."),
        (True, Measure.Wanted.DOWN): _(
            "From %(before)s to %(after)s: more, although you hoped for less."
        ),
        (False, Measure.Wanted.UP): _(
            "From %(before)s to %(after)s: less, although you hoped for more."
        ),
        (False, Measure.Wanted.DOWN): _("From %(before)s to %(after)s: less, as you hoped."),
    }
    return told[after > before, Measure.Wanted(measure.wanted)]


def _sign(measure: Measure) -> str:
    target, after = measure.target, measure.after
    if target is None or after is None:
        return ""
    said = {"target": shown(measure, target)}
    was_there = measure.before is not None and _reaches(measure, measure.before, target)
    if not _reaches(measure, after, target):
        if was_there:
            return (
                _("The smallest sign of success (%(target)s) was there before, not after.") % said
            )
        return _("The smallest sign of success (%(target)s) was not reached.") % said
    if was_there:
        return _("The smallest sign of success (%(target)s) was there already before.") % said
    return _("The smallest sign of success (%(target)s) was reached.") % said


def _reaches(measure: Measure, value: Decimal, target: Decimal) -> bool:
    return value >= target if measure.wanted == Measure.Wanted.UP else value <= target


def _caution(measure: Measure) -> str:
    if measure.before is None and measure.after is None:
        return ""
    if measure.people is None:
        return _("How many people this tells about has not been written down.")
    said = {"count": measure.people}
    if measure.people >= FEW:
        return _("This tells about %(count)s people.") % said
    return (
        ngettext(
            "Only %(count)s person: it tells how it went here, not that it would elsewhere.",
            "Only %(count)s people: it tells how it went here, not that it would elsewhere.",
            measure.people,
        )
        % said
    )


def _number(value: Decimal) -> str:
    return filters.number(value, DECIMALS)
