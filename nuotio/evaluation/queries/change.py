# ruff: noqa: S608 -- joined of the room's own fragments and whole numbers; values are bound
"""How the learning culture has moved between the round that a goal rests on and the newest one."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache

from nuotio.culture import comparison, instruments
from nuotio.culture.comparison import Change
from nuotio.culture.instruments import Scale
from nuotio.culture.results import ScaleFigures
from nuotio.evaluation.queries import dialect
from nuotio.evaluation.queries.dialect import Values
from nuotio.ui.filters import said


@dataclass(frozen=True)
class Round:
    """A closed round: its name, and each dimension's figures where the viewer may read them."""

    pk: int
    name: str
    closed_at: str
    is_newest: bool
    is_readable: bool
    scales: Mapping[str, ScaleFigures] = field(default_factory=dict)


Rounds = Mapping[int, Round]


def rounds_of(values: Values, named: Collection[int]) -> Rounds:
    """Return the rounds that goals rest on and the newest that the viewer reads; one query."""
    readable = f"CASE WHEN {dialect.READABLE} THEN 1 ELSE 0 END"
    statement = f"""SELECT r.id, r.name_fi, r.name_sv, r.name_en, CAST(r.closed_at AS text),
            r.instrument_code, {readable}, {dialect.here(dialect.SCALES_AS_TEXT)},
            {dialect.here(dialect.NOT_WHOLE)},
            CASE WHEN r.id = ({dialect.NEWEST_ROUND}) THEN 1 ELSE 0 END
        FROM culture_surveyround r JOIN culture_roundresult x ON x.round_id = r.id
        WHERE r.organisation_id = %(organisation)s
            AND (r.id IN {dialect.among(named)} OR r.id = ({dialect.NEWEST_ROUND}))"""
    return {row[0]: _round(*row) for row in dialect.fetched(statement, values)}


def _round(
    pk: int, fi: str, sv: str, en: str, closed_at: str, code: str, *rest: str | int | None
) -> Round:
    is_readable, scales, not_whole, is_newest = rest
    is_culture = code == instruments.CULTURE
    figures: dict[str, ScaleFigures] = {}
    if is_readable and is_culture and scales:
        left_out = str(not_whole or "").split(",")
        told = json.loads(str(scales)).items()
        figures = {name: ScaleFigures(**one) for name, one in told if name not in left_out}
    name = said({"fi": fi, "sv": sv, "en": en})
    return Round(pk, name, closed_at, bool(is_newest), bool(is_readable), figures)


def change_of(rounds: Rounds, dimension: str, round_id: int | None) -> Change | None:
    """Return how a dimension moved since a round; None where no later round tells of it."""
    before = rounds.get(round_id or 0)
    now = next((one for one in rounds.values() if one.is_newest), None)
    scale = dimensions().get(dimension)
    if before is None or now is None or scale is None or now.closed_at <= before.closed_at:
        return None
    return comparison.change_of(scale, before.scales.get(dimension), now.scales.get(dimension))


@cache
def dimensions() -> Mapping[str, Scale]:
    """Return the shipped dimensions of the learning culture by code."""
    survey = instruments.survey_of(instruments.shipped()[instruments.CULTURE])
    return {one.code: one for one in survey.scales if one.kind == "dimension"}
