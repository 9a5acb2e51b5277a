from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from nuotio.culture import sentences
from nuotio.culture.comparison import Wave
from nuotio.culture.instruments import CULTURE, survey_of
from nuotio.culture.models import PooledResult, ReportingNode, SurveyRound
from nuotio.culture.results import from_json
from nuotio.culture.rules import results as rules
from nuotio.people.models import Membership

MOST_ROUNDS = 6  # of one instrument that a page looks back on


def results_of(actor: Membership) -> QuerySet[SurveyRound]:
    """Return the closed rounds whose result the member sees, the latest first."""
    rows = (
        SurveyRound.objects.filter(
            organisation=actor.organisation_id, state=SurveyRound.State.CLOSED
        )
        .exclude(result=None)
        .select_related("result", "report")
        .order_by("-closed_at", "-pk")
    )
    if rules.can_see_results(actor, SurveyRound(organisation_id=actor.organisation_id)):
        return rows
    return rows.filter(report__shared_at__isnull=False)


def latest_result(actor: Membership, instrument_code: str = CULTURE) -> SurveyRound | None:
    """Return the member's latest round with its `result`; None where there is none to see."""
    return results_of(actor).filter(instrument_code=instrument_code).first()


def finding_of(survey_round: SurveyRound) -> str:
    """Return what a round found in one line, as its page begins; empty where nothing is shown."""
    whole = from_json(survey_round.result.content).organisation
    return sentences.heading(survey_of(survey_round.instrument), whole) if whole else ""


def result_at(pk: int, *, viewer: Membership) -> SurveyRound | None:
    """Return a round of the viewer's organisation that has a result, whether she may see it or not.

    Its `result` and `report` are fetched; a rule says who reads them.
    """
    return (
        SurveyRound.objects.filter(organisation=viewer.organisation_id, pk=pk)
        .exclude(result=None)
        .select_related("result", "report")
        .first()
    )


def earlier_results(survey_round: SurveyRound, *, viewer: Membership) -> Sequence[SurveyRound]:
    """Return rounds of the same instrument that were closed before and that the viewer sees.

    The latest first, a handful at most, each with its result.
    """
    rows = results_of(viewer).filter(
        instrument_code=survey_round.instrument_code, closed_at__lt=survey_round.closed_at
    )
    return list(rows[:MOST_ROUNDS])


def nodes_of(rounds: Sequence[SurveyRound]) -> Mapping[int, Sequence[ReportingNode]]:
    """Return the reporting nodes of each round by its id, in the order of making. One query."""
    found: dict[int, list[ReportingNode]] = {one.pk: [] for one in rounds}
    rows = ReportingNode.objects.filter(round__in=rounds).defer("key", "secret").order_by("pk")
    for node in rows:
        found[node.round_id].append(node)
    return found


def wave_of(survey_round: SurveyRound, nodes: Sequence[ReportingNode]) -> Wave:
    """Return a round as what is compared: its questions, its result, the units of its nodes."""
    return Wave(
        survey_of(survey_round.instrument),
        from_json(survey_round.result.content),
        {str(node.code): node.unit_id for node in nodes if node.parent_id is not None},
    )


def pooled_result(instrument_code: str) -> PooledResult | None:
    """Return the network's latest pooled result of an instrument."""
    rows = PooledResult.objects.filter(instrument_code=instrument_code)
    return rows.order_by("-made_at", "-pk").first()
