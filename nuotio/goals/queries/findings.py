from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from nuotio.culture import instruments
from nuotio.culture.models import RoundResult, SurveyRound
from nuotio.culture.results import Group, from_json
from nuotio.culture.rules import results as rules
from nuotio.people.models import Membership
from nuotio.ui import filters

NEWEST = 2  # rounds: a goal looks ahead, so what was found long ago is not offered


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
    rows = _results(viewer).order_by("-released_at", "-pk")[:NEWEST]
    return [one for row in rows for one in _findings(row, viewer)]


def finding_at(round_id: int, dimension: str, *, viewer: Membership) -> Finding | None:
    """Return what a round's result says of a dimension, where the viewer may see it."""
    row = _results(viewer).filter(round_id=round_id).first()
    found = [] if row is None else _findings(row, viewer)
    return next((one for one in found if one.dimension == dimension), None)


def _results(viewer: Membership) -> QuerySet[RoundResult]:
    closed: QuerySet[RoundResult] = RoundResult.objects.filter(
        organisation_id=viewer.organisation_id, round__state=SurveyRound.State.CLOSED
    )
    return closed.select_related("round__report")


def _findings(row: RoundResult, viewer: Membership) -> Sequence[Finding]:
    everyone = from_json(row.content).organisation
    if everyone is None or not rules.can_see_results(viewer, row.round):
        return []
    told = [_finding(row.round, scale, everyone) for scale in _asked(row.round, everyone)]
    return sorted(told, key=lambda one: one.mean)


def _asked(survey_round: SurveyRound, everyone: Group) -> Sequence[instruments.Scale]:
    survey = instruments.survey_of(survey_round.instrument)
    return [scale for scale in survey.scales if scale.code in everyone.scales]


def _finding(survey_round: SurveyRound, scale: instruments.Scale, everyone: Group) -> Finding:
    mean = everyone.scales[scale.code].mean
    words = f"{filters.said(scale.name)}: {filters.number(mean, 1)}"
    return Finding(survey_round.pk, survey_round.name, scale.code, words, mean)
