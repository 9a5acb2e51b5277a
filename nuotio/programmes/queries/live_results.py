"""The survey results that an organisation may look at in its live room."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from nuotio.culture import instruments
from nuotio.culture.models import RoundResult, SurveyRound
from nuotio.culture.results import from_json
from nuotio.culture.rules import results as rules
from nuotio.people.models import Membership
from nuotio.programmes.live import findings

MOST = 10


def rounds_to_look_at(viewer: Membership) -> Sequence[SurveyRound]:
    """Return the closed rounds whose results the member may see, the latest first; one query."""
    shown = [one.round for one in _results(viewer)[:MOST]]
    return [one for one in shown if rules.can_see_results(viewer, one)]


def result_at(round_id: int, *, viewer: Membership) -> RoundResult | None:
    """Return a round's result, where the member may see it."""
    found = _results(viewer).filter(round_id=round_id).first()
    return found if found is not None and rules.can_see_results(viewer, found.round) else None


def findings_in(result: RoundResult) -> Sequence[dict[str, Any]]:
    """Return the dimensions of a result as a room keeps them; no query."""
    survey = instruments.survey_of(result.round.instrument)
    return findings.findings_of(survey, from_json(result.content))


def _results(viewer: Membership) -> QuerySet[RoundResult]:
    rows: QuerySet[RoundResult] = RoundResult.objects.filter(
        organisation_id=viewer.organisation_id,
        round__state=SurveyRound.State.CLOSED,
        round__instrument_code=instruments.CULTURE,
    )
    return rows.select_related("round__report").order_by("-released_at", "-pk")
