from collections.abc import Sequence
from dataclasses import dataclass

from nuotio.culture import instruments, sentences
from nuotio.culture.models import SurveyRound
from nuotio.culture.queries import results
from nuotio.culture.results import ScaleFigures, from_json
from nuotio.people.models import Membership
from nuotio.ui import filters

NEWEST = 2  # rounds: a goal looks ahead, so what was found long ago is not offered
LONGEST = 400  # letters: what a goal keeps of it


@dataclass(frozen=True)
class Finding:
    """A dimension of a round's result that a goal can rest on, as a sentence."""

    round_id: int
    round_name: str
    dimension: str
    words: str
    mean: float

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.round_id}:{self.dimension}"


def findings_for(viewer: Membership) -> Sequence[Finding]:
    """Return what the newest results that the viewer may see say, the weakest first; one query."""
    newest = results.results_of(viewer)[:NEWEST]
    return [one for survey_round in newest for one in findings_of(survey_round)]


def finding_at(round_id: int, dimension: str, *, viewer: Membership) -> Finding | None:
    """Return what a round's result says of a dimension, where the viewer may see it."""
    survey_round = results.results_of(viewer).filter(pk=round_id).first()
    found = [] if survey_round is None else findings_of(survey_round)
    return next((one for one in found if one.dimension == dimension), None)


def findings_of(survey_round: SurveyRound) -> Sequence[Finding]:
    """Return what a closed round's result says, the weakest dimension first."""
    everyone = from_json(survey_round.result.content).organisation
    shown = {} if everyone is None else everyone.scales
    asked = instruments.survey_of(survey_round.instrument).scales
    told = [_finding(survey_round, s, shown[s.code]) for s in asked if s.code in shown]
    return sorted(told, key=lambda one: one.mean)


def _finding(survey_round: SurveyRound, scale: instruments.Scale, figures: ScaleFigures) -> Finding:
    name, mean = filters.said(scale.name), filters.fixed(figures.mean)
    words = f"{name} {mean}: {sentences.sentence(scale, figures)}"[:LONGEST]
    return Finding(survey_round.pk, survey_round.name, scale.code, words, figures.mean)
