from collections.abc import Sequence

from django.utils.translation import gettext as _

from nuotio.culture import comparison, sentences
from nuotio.culture.instruments import OWN
from nuotio.culture.readings import tables
from nuotio.culture.readings.dimensions import Line, line_of
from nuotio.culture.readings.parts import Reading, Words
from nuotio.culture.readings.sources import Source
from nuotio.culture.results import Group
from nuotio.ui.filters import number, said


def reading_of(source: Source) -> Reading:
    """Return a round's result as its reader reads it."""
    results, whole = source.now.results, source.now.results.organisation
    if whole is None:
        return _refused(source)
    changes = _changes(source)
    lines = _lines(source, whole, changes)
    return Reading(
        name=source.name,
        heading=sentences.heading(source.now.survey, whole),
        lede=sentences.lede(results),
        answered=results.answered,
        invited=results.invited,
        k=results.k,
        dimensions=[line for line in lines if line.kind == "dimension"],
        others=[line for line in lines if line.kind not in ("dimension", OWN)],
        own=[line for line in lines if line.kind == OWN],
        changes=changes,
        compared_with=source.waves[-2][0] if changes else "",
        trends=_trends(source),
        units=tables.units(source),
        response=_response(source),
        variables=tables.variables(source),
        words=_words(source) if source.shows_words else (),
        explanations=source.explanations,
        pooled_organisations=source.pooled_organisations,
        weak=[line for line in lines if line.is_weak],
    )


def _refused(source: Source) -> Reading:
    results = source.now.results
    return Reading(
        name=source.name,
        heading=_("Too few people answered to show anything."),
        lede=sentences.answered(results),
        answered=results.answered,
        invited=results.invited,
        k=results.k,
        refused=_(
            "Results are shown from %(k)s answers on, so that nobody can be identified. The "
            "answers have been destroyed. Thank those who answered, and ask again later."
        )
        % {"k": results.k},
        explanations=source.explanations,
    )


def _lines(source: Source, whole: Group, changes: Sequence[comparison.Change]) -> list[Line]:
    survey = source.now.survey
    changed = {change.scale.code: change for change in changes}
    weak = sentences.weak(survey, whole)
    return [
        line_of(scale, whole, change=changed.get(scale.code), pooled=source.pooled, weak=weak)
        for scale in survey.scales
    ]


def _changes(source: Source) -> Sequence[comparison.Change]:
    if len(source.waves) < 2:
        return []
    return comparison.changes(source.waves[-2][1], source.now)


def _trends(source: Source) -> list[comparison.Trend]:
    found = [comparison.trend(source.waves, scale.code) for scale in source.now.survey.scales]
    return [trend for trend in found if trend is not None]


def _response(source: Source) -> list[str]:
    """Say who may not have been heard, and what it means for the means."""
    results, survey = source.now.results, source.now.survey
    weighted = results.methods.get("weighted", {})
    told = [
        _("If units weighed as they are large, %(name)s would be %(mean)s.")
        % {"name": said(scale.name), "mean": number(weighted[scale.code]["mean"])}
        for scale in survey.scales
        if scale.code in weighted
    ]
    return [sentence for sentence in (sentences.evenness(results), *told) if sentence]


def _words(source: Source) -> list[Words]:
    questions = {one.code: one.words for one in source.now.survey.questions}
    return [
        Words(said(questions[code]), answers)
        for code, answers in source.now.results.words.items()
        if code in questions
    ]
