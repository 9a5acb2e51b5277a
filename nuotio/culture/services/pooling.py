"""The network's pooled result: means over organisations, of which nobody can tell one.

Each organisation counts once, with its latest round, and only in scales that it asked whole, of at
least as many people as its smallest shown group. A scale is told of at least five organisations,
and anew only when at least five have something new: the difference of two pooled results is then
one of at least five as well.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from statistics import fmean
from typing import Any

from django.db import transaction

from nuotio.culture.instruments import shipped, survey_of
from nuotio.culture.models import PooledResult, RoundResult, SurveyRound
from nuotio.culture.queries import results as queries
from nuotio.culture.results import from_json
from nuotio.foundation import tenancy

LEAST = 5  # organisations
Means = Mapping[str, Mapping[int, float]]  # of each scale, by round


def pool(*, at: datetime) -> int:
    """Make the pooled results that are due, of every shipped instrument; return how many."""
    return sum(_pool(code, at=at) is not None for code in shipped())


@transaction.atomic
def _pool(instrument_code: str, *, at: datetime) -> PooledResult | None:
    """Make an instrument's new pooled result; None where too little is new."""
    last = queries.pooled_result(instrument_code)
    content: dict[str, Any] = dict(last.content) if last else {}
    rounds: dict[str, list[int]] = dict(last.rounds) if last else {}
    is_new = False
    for scale, means in _means(instrument_code).items():
        if len(means) >= LEAST and len(means.keys() - set(rounds.get(scale, ()))) >= LEAST:
            content[scale] = {"mean": round(fmean(means.values()), 1), "organisations": len(means)}
            rounds[scale] = sorted(means)
            is_new = True
    if not is_new:
        return None
    return PooledResult.objects.create(
        instrument_code=instrument_code,
        content=content,
        organisations=max(one["organisations"] for one in content.values()),
        rounds=rounds,
        made_at=at,
    )


def _means(instrument_code: str) -> Means:
    """Return the means of each scale by the round of each organisation that may be pooled."""
    found: defaultdict[str, dict[int, float]] = defaultdict(dict)
    with tenancy.unrestricted(reason="Means of organisations become one of at least five."):
        for result in _latest(instrument_code):
            for scale, mean in _whole_means(result):
                found[scale][result.round_id] = mean
    return found


def _latest(instrument_code: str) -> Iterator[RoundResult]:
    """Yield the latest result of each organisation."""
    rows = RoundResult.objects.filter(
        round__instrument_code=instrument_code, round__state=SurveyRound.State.CLOSED
    )
    seen: set[int] = set()
    for result in rows.select_related("round").order_by("-round__closed_at", "-pk"):
        if result.organisation_id not in seen:
            seen.add(result.organisation_id)
            yield result


def _whole_means(result: RoundResult) -> Iterator[tuple[str, float]]:
    """Yield the organisation's means of scales that were asked whole and of enough people."""
    results = from_json(result.content)
    if results.organisation is None:
        return
    survey = survey_of(result.round.instrument)
    for scale in survey.scales:
        figures = results.organisation.scales.get(scale.code)
        is_comparable = figures is not None and scale.is_whole and figures.exact is not None
        if figures is not None and is_comparable and figures.n >= results.k:
            yield scale.code, (figures.exact or {})["mean"]
