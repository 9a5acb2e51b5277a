from collections.abc import Mapping, Sequence

from nuotio.culture import comparison
from nuotio.culture.comparison import Effect, Wave
from nuotio.culture.models import ReportingNode, SurveyRound
from nuotio.culture.queries import results as queries
from nuotio.culture.readings import Reading, Source, reading_of
from nuotio.culture.rules import results as rules
from nuotio.people.models import Membership

Nodes = Mapping[int, Sequence[ReportingNode]]


def reading_for(viewer: Membership, survey_round: SurveyRound) -> Reading:
    """Return the result as this member reads it, in her language; three queries.

    The round comes with its result and report, as `results.result_at` fetches it. Earlier rounds
    that the viewer does not see are not compared with.
    """
    earlier = queries.earlier_results(survey_round, viewer=viewer)
    nodes = queries.nodes_of([survey_round, *earlier[:1]])
    pooled = queries.pooled_result(survey_round.instrument_code)
    report = getattr(survey_round, "report", None)
    return reading_of(
        Source(
            name=survey_round.name,
            waves=_waves(survey_round, earlier, nodes),
            plan=survey_round.plan,
            names={str(node.code): node.name for node in nodes[survey_round.pk]},
            organisation=viewer.organisation.name,
            background=survey_round.background,
            pooled={code: told["mean"] for code, told in pooled.content.items()} if pooled else {},
            pooled_organisations=pooled.organisations if pooled else 0,
            explanations=report.explanations if report else "",
            shows_words=rules.can_read_words(viewer, survey_round),
        )
    )


def effects_for(viewer: Membership, survey_round: SurveyRound) -> Sequence[Effect]:
    """Return how large the changes since the last round are in standard deviations."""
    earlier = queries.earlier_results(survey_round, viewer=viewer)[:1]
    waves = _waves(survey_round, earlier, {})
    return comparison.effects(waves[0][1], waves[-1][1]) if earlier else []


def _waves(
    survey_round: SurveyRound, earlier: Sequence[SurveyRound], nodes: Nodes
) -> Sequence[tuple[str, Wave]]:
    """Return the rounds with their names, the oldest first; units are known where nodes are."""
    return [
        (one.name, queries.wave_of(one, nodes.get(one.pk, ())))
        for one in (*reversed(earlier), survey_round)
    ]
