from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import SystemRandom
from typing import Any

import numpy as np

from nuotio.culture import statistics
from nuotio.culture.analysis import figures, methods, sheets
from nuotio.culture.analysis.cases import Case
from nuotio.culture.analysis.sheets import Layout, Sheet
from nuotio.culture.instruments import Survey
from nuotio.culture.responses import Response
from nuotio.culture.results import Group, Hidden, Results

LEAST_FOR_WORDS = 10
RESPONSE = "response"  # why parts are hidden where fewer than a fifth answered
Shuffle = Callable[[list[str]], None]
BY_CHANCE: Shuffle = SystemRandom().shuffle  # by a seed one could tell whose two answers belong


def analyse(
    responses: Sequence[Response],
    *,
    survey: Survey,
    plan: Mapping[str, Any],
    shuffle: Shuffle = BY_CHANCE,
) -> Results:
    """Return what may be told of the answers to a round with this frozen plan."""
    layout = sheets.layout_of(plan)
    sheet = sheets.sheet_of(responses, survey, layout)
    return analyse_sheet(sheet, survey=survey, layout=layout, shuffle=shuffle)


def analyse_sheet(
    sheet: Sheet, *, survey: Survey, layout: Layout, shuffle: Shuffle = BY_CHANCE
) -> Results:
    """Return what may be told of answers that are in arrays already."""
    case = Case(sheet, survey, layout)
    if not _is_whole_only(case):
        return results_of(case, shuffle)
    whole = Case(sheets.undivided(sheet), survey, sheets.whole(layout))
    hidden = [Hidden(group.kind, group.key, RESPONSE) for group in case.groups[1:]]
    return replace(results_of(whole, shuffle), hidden=hidden)


def _is_whole_only(case: Case) -> bool:
    """Say whether too few answered to look at parts of the organisation."""
    everyone = case.layout.everyone
    rate = min(len(case.sheet) / everyone, 1) if everyone else None
    return statistics.response_band(rate) == "organisation_only"


def results_of(case: Case, shuffle: Shuffle) -> Results:
    """Return what may be told of a case, whoever decided on it."""
    layout, refused = case.layout, case.decision.refused
    told = Results(case.survey.code, layout.k, layout.everyone, len(case.sheet), refused=refused)
    if refused:
        return told
    return replace(
        told,
        groups=_groups(case),
        hidden=_hidden(case),
        words=_words(case.sheet, shuffle),
        methods=_methods(case),
    )


def _groups(case: Case) -> list[Group]:
    sizes = np.count_nonzero(case.decision.whole.inside, axis=1)
    invited = [group.invited for group in case.groups]
    scales = figures.scale_figures(case.decision, case.turned, case.columns, invited)
    items = figures.item_figures(case.decision, case.sheet.answers)
    names = [item.code for item in case.survey.items]
    return [
        Group(
            kind=case.groups[number].kind,
            key=case.groups[number].key,
            n=int(sizes[number]),
            invited=invited[number] or None,
            parent=case.groups[number].parent,
            scales={case.survey.scales[at].code: one for at, one in scales[number].items()},
            items={names[at]: one for at, one in items[number].items()},
        )
        for number in case.decision.shown
    ]


def _hidden(case: Case) -> list[Hidden]:
    return [
        Hidden(group.kind, group.key, str(reason))
        for group, reason in zip(case.groups, case.decision.whole.reasons, strict=True)
        if reason is not None
    ]


def _words(sheet: Sheet, shuffle: Shuffle) -> dict[str, list[str]]:
    """Return the open answers from ten on, of the whole organisation and in no order."""
    told = {}
    for question, words in sheet.words.items():
        mixed = list(words)
        shuffle(mixed)
        if len(mixed) >= LEAST_FOR_WORDS:
            told[question] = mixed
    return told


def _methods(case: Case) -> dict[str, Any]:
    decision, scales = case.decision, case.survey.scales
    blocks = {
        question.reasons: methods.blocks_of(question, case.layout, case.sheet.units)
        for question in {one.reasons: one for one in (decision.whole, *decision.scales)}.values()
    }
    items = [case.turned[:, own] for own in case.columns]
    codes = [[item.code for item in scale.items] for scale in scales]
    reliabilities = methods.reliabilities(items, codes)
    found: dict[str, dict[str, Any]] = {"scales": {}, "units": {}, "weighted": {}}
    for place, (scale, question) in enumerate(zip(scales, decision.scales, strict=True)):
        scores, own = decision.scores[:, place], blocks[question.reasons]
        found["scales"][scale.code] = reliabilities[place]
        found["units"][scale.code] = methods.differences(scores, own)
        found["weighted"][scale.code] = methods.weighted(scores, own)
    response = methods.response(blocks[decision.whole.reasons])
    return {"response": response, **{kind: _known(told) for kind, told in found.items()}}


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    return {code: one for code, one in told.items() if one is not None}
