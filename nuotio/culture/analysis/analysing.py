from collections.abc import Callable, Mapping, Sequence
from random import SystemRandom
from typing import Any

import numpy as np

from nuotio.culture import release, statistics
from nuotio.culture.analysis import figures, methods
from nuotio.culture.analysis.sheets import CANNOT, SKIPPED, Layout, Sheet, layout_of, sheet_of
from nuotio.culture.instruments import Survey
from nuotio.culture.responses import Response
from nuotio.culture.results import ORGANISATION, UNIT, VARIABLE, Group, Hidden, Results

LEAST_FOR_WORDS = 10
Shuffle = Callable[[list[str]], None]
# The order of open answers would tell who is who in two questions: the system's randomness, not a seed.
BY_CHANCE: Shuffle = SystemRandom().shuffle


def analyse(
    responses: Sequence[Response],
    *,
    survey: Survey,
    plan: Mapping[str, Any],
    shuffle: Shuffle = BY_CHANCE,
) -> Results:
    """Return what may be told of the answers to a round with this frozen plan."""
    layout = layout_of(plan)
    return analyse_sheet(
        sheet_of(responses, survey, layout), survey=survey, layout=layout, shuffle=shuffle
    )


def analyse_sheet(
    sheet: Sheet, *, survey: Survey, layout: Layout, shuffle: Shuffle = BY_CHANCE
) -> Results:
    """Return what may be told of answers that are in arrays already."""
    turned = _turned(sheet, survey)
    columns = _columns(survey)
    decision = release.decide(
        release.Plan(
            tuple(layout.parents),
            tuple(len(classes) for classes in layout.variables.values()),
            tuple(tuple(own) for own in columns),
        ),
        release.Respondents(sheet.units, sheet.classes, turned),
        layout.k,
    )
    told = Results(survey.code, layout.k, layout.everyone, len(sheet), refused=decision.refused)
    if decision.refused:
        return told
    return Results(
        **{
            **vars(told),
            "groups": _groups(decision, sheet, survey, layout, turned),
            "hidden": _hidden(decision, layout),
            "words": _words(sheet, shuffle),
            "methods": _methods(decision, sheet, survey, layout, turned),
        }
    )


def _turned(sheet: Sheet, survey: Survey) -> figures.Floats:
    """Return the answers in the direction of their scales, NaN where there is none."""
    answers = sheet.answers.astype(np.float64)
    answers[(sheet.answers == SKIPPED) | (sheet.answers == CANNOT)] = np.nan
    turned = [place for place, item in enumerate(survey.items) if item.is_reversed]
    return statistics.reverse_items(answers, turned)


def _columns(survey: Survey) -> list[list[int]]:
    """Return the columns of each scale's items."""
    places = {item.code: place for place, item in enumerate(survey.items)}
    return [[places[item.code] for item in scale.items] for scale in survey.scales]


def _keys(layout: Layout) -> list[tuple[str, str, str | None, int]]:
    """Return kind, key, parent and number of invited of each group of the plan, in its order."""
    units = [
        (UNIT, unit, layout.units[parent] if parent >= 0 else ORGANISATION, invited)
        for unit, parent, invited in zip(layout.units, layout.parents, layout.invited, strict=True)
    ]
    classes = [
        (VARIABLE, f"{variable}:{one}", ORGANISATION, 0)
        for variable, known in layout.variables.items()
        for one in known
    ]
    return [(ORGANISATION, ORGANISATION, None, layout.everyone), *units, *classes]


def _groups(
    decision: release.Decision,
    sheet: Sheet,
    survey: Survey,
    layout: Layout,
    turned: figures.Floats,
) -> list[Group]:
    keys = _keys(layout)
    sizes = np.count_nonzero(decision.whole.inside, axis=1)
    scales = figures.scale_figures(decision, turned, _columns(survey), [key[3] for key in keys])
    items = figures.item_figures(decision, sheet.answers)
    names = [item.code for item in survey.items]
    return [
        Group(
            kind=keys[number][0],
            key=keys[number][1],
            n=int(sizes[number]),
            invited=keys[number][3] or None,
            parent=keys[number][2],
            scales={survey.scales[at].code: one for at, one in scales[number].items()},
            items={names[at]: one for at, one in items[number].items()},
        )
        for number in decision.shown
    ]


def _hidden(decision: release.Decision, layout: Layout) -> list[Hidden]:
    return [
        Hidden(kind, key, str(reason))
        for (kind, key, *_rest), reason in zip(_keys(layout), decision.whole.reasons, strict=True)
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


def _methods(
    decision: release.Decision,
    sheet: Sheet,
    survey: Survey,
    layout: Layout,
    turned: figures.Floats,
) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {"scales": {}, "units": {}, "weighted": {}}
    for place, (scale, own) in enumerate(zip(survey.scales, _columns(survey), strict=True)):
        question, scores = decision.scales[place], decision.scores[:, place]
        blocks = methods.blocks_of(question, layout, sheet.units)
        invited = methods.invited_by_block(question, layout)
        codes = [item.code for item in scale.items]
        found["scales"][scale.code] = methods.reliability(turned[:, own], codes)
        found["units"][scale.code] = methods.differences(scores, blocks)
        found["weighted"][scale.code] = methods.weighted(scores, blocks, invited)
    told: dict[str, Any] = {
        kind: {code: one for code, one in by_scale.items() if one is not None}
        for kind, by_scale in found.items()
    }
    everyone = methods.blocks_of(decision.whole, layout, sheet.units)
    invited = methods.invited_by_block(decision.whole, layout)
    return {"response": methods.response(invited, everyone), **told}
