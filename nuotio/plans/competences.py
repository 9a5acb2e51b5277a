"""How a mentor's competences are told from her own answers: means, and one sentence each. Pure.

The statements are those of the shipped instrument `mentor_efficacy`; here they are grouped by the
competence that they speak of (R78 to R82). All of them together are her self-efficacy (R81).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from nuotio.culture import instruments
from nuotio.culture.instruments import Item
from nuotio.plans.models import SelfAssessment

Answers = Mapping[str, int]
Moment = SelfAssessment.Moment
CLEAR = 0.5  # of a point on the scale from 1 to 5; less is not told as a difference
LOW, HIGH = 1, 5

# What each competence is called, and the statements that speak of it.
COMPETENCES = (
    (gettext_lazy("Meeting change"), ("mentor_5", "mentor_8")),
    (gettext_lazy("Doing what the task asks"), ("mentor_6", "mentor_7")),
    (gettext_lazy("Learning and developing together"), ("mentor_3", "mentor_4")),
    (gettext_lazy("Strengthening a colleague's learning"), ("mentor_1", "mentor_2")),
)
WHOLE = pgettext_lazy("competence", "All together: your trust in yourself as a mentor")


@dataclass(frozen=True)
class Seen:
    """A competence as she saw it, from 1 to 5, by the moments that she has told of."""

    name: str
    means: Mapping[str, float]

    @property
    def sentence(self) -> str:
        """What the figures say, in one plain sentence that claims no cause."""
        before, after = self.means.get(Moment.BEFORE), self.means.get(Moment.AFTER)
        back = self.means.get(Moment.LOOKING_BACK)
        start = back if back is not None else before
        if after is None or start is None:
            return self._of_one_moment(before, after, back)
        told = _change(after - start)
        has_moved = before is not None and back is not None and before - back >= CLEAR
        return f"{told} {_shift()}" if has_moved else told

    def _of_one_moment(self, before: float | None, after: float | None, back: float | None) -> str:
        if before is not None:
            return _("This is where you began. You can look again after the coaching.")
        if after is not None:
            return _("This is how you see it now. Looking back would show where you began.")
        if back is not None:
            return _("This is how you see your beginning. Tell how it is now, too.")
        return _("You have not told of this yet.")


def _change(difference: float) -> str:
    if difference >= CLEAR:
        return _("You feel surer now than at the beginning.")
    if difference <= -CLEAR:
        return _("You feel less sure now than at the beginning. It may be worth talking over.")
    return _("You feel about as sure now as at the beginning.")


def _shift() -> str:
    return _(
        "Looking back, you put your beginning lower than you did then: that is usual when one has"
        " learned what it takes."
    )


def statements() -> Sequence[Item]:
    """Return the statements in the order of the instrument."""
    return instruments.survey_of(instruments.shipped()[instruments.MENTOR]).items


def picture(answers: Mapping[str, Answers]) -> Sequence[Seen]:
    """Return each competence as it was seen, all together last; `answers` by moment."""
    every = tuple(item.code for item in statements())
    rows = [(name, codes) for name, codes in COMPETENCES]
    return [_seen(str(name), codes, answers) for name, codes in [*rows, (WHOLE, every)]]


def _seen(name: str, codes: Sequence[str], answers: Mapping[str, Answers]) -> Seen:
    means = {moment: _mean(told, codes) for moment, told in answers.items()}
    return Seen(name, {moment: mean for moment, mean in means.items() if mean is not None})


def _mean(told: Answers, codes: Sequence[str]) -> float | None:
    values = [told[code] for code in codes if code in told]
    return sum(values) / len(values) if values else None
