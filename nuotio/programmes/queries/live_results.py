"""The survey results that an organisation may look at in its live room."""

from collections.abc import Sequence
from typing import Any

from nuotio.culture import instruments
from nuotio.culture.models import SurveyRound
from nuotio.culture.queries import results as queries
from nuotio.culture.results import from_json
from nuotio.people.models import Membership
from nuotio.programmes.live import findings

MOST = 10


def rounds_to_look_at(viewer: Membership) -> Sequence[SurveyRound]:
    """Return the closed rounds whose results the member may see, the latest first; one query."""
    rows = queries.results_of(viewer).filter(instrument_code=instruments.CULTURE)
    return list(rows[:MOST])


def round_at(round_id: int, *, viewer: Membership) -> SurveyRound | None:
    """Return a closed round with its result, where the member may see it."""
    rows = queries.results_of(viewer).filter(instrument_code=instruments.CULTURE)
    return rows.filter(pk=round_id).first()


def findings_in(survey_round: SurveyRound) -> Sequence[dict[str, Any]]:
    """Return the dimensions of a round's result as a room keeps them; no query."""
    survey = instruments.survey_of(survey_round.instrument)
    return findings.findings_of(survey, from_json(survey_round.result.content))
