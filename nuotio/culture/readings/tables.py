"""Groups side by side: the units of the tree, and each background variable for itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from nuotio.culture import comparison, sentences
from nuotio.culture.instruments import Scale, band_of, bands
from nuotio.culture.readings.parts import Cell, Row, Table
from nuotio.culture.readings.sources import Source
from nuotio.culture.results import UNIT, VARIABLE, Group, Results
from nuotio.ui.filters import said


def units(source: Source) -> Table | None:
    """Return the tree of units under the whole; None where the round has no units."""
    results = source.now.results
    shown, hidden = _known(results, UNIT)
    order = [(code, depth) for code, depth in _tree(source.plan) if code in shown or code in hidden]
    if not order:
        return None
    scales, coloured = _columns(source), _differing(source)
    rows = [
        _shown_row(shown[code], source.names.get(code, code), depth, scales, coloured)
        if code in shown
        else _hidden_row(source.names.get(code, code), depth, hidden[code], results.k)
        for code, depth in order
    ]
    whole = _shown_row(results.groups[0], source.organisation, 0, scales, coloured)
    return Table(
        code=UNIT,
        name=_("By unit"),
        sentence=_difference(scales, coloured, results),
        columns=[said(scale.name) for scale in scales],
        rows=[replace(whole, is_whole=True), *_changed(source, order, rows)],
    )


def _changed(
    source: Source, order: Sequence[tuple[str, int]], rows: Sequence[Row]
) -> Iterator[Row]:
    """Add to each shown unit what has changed in it and is sure."""
    for (code, _depth), row in zip(order, rows, strict=True):
        before = source.waves[-2][1] if len(source.waves) > 1 and not row.why else None
        found = comparison.changes(before, source.now, code) if before else []
        told = [change for change in found if change.verdict in ("improved", "declined")]
        yield replace(row, changes=told)


def variables(source: Source) -> list[Table]:
    """Return a table for each background variable, its classes in the order of asking."""
    results, scales = source.now.results, _columns(source)
    shown, hidden = _known(results, VARIABLE)
    found = []
    for variable in source.background:
        keys = [
            (f"{variable['code']}:{one['code']}", said(one["words"])) for one in variable["classes"]
        ]
        rows = [
            _shown_row(shown[key], name, 0, scales, set())
            if key in shown
            else _hidden_row(name, 0, hidden[key], results.k)
            for key, name in keys
            if key in shown or key in hidden
        ]
        if rows:
            name = said(variable["words"])
            found.append(Table(variable["code"], name, "", [said(s.name) for s in scales], rows))
    return found


def _known(results: Results, kind: str) -> tuple[Mapping[str, Group], Mapping[str, str]]:
    shown = {group.key: group for group in results.of_kind(kind)}
    hidden = {one.key: one.reason for one in results.hidden if one.kind == kind}
    return shown, hidden


def _tree(plan: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield the nodes with their depth below the whole, each under the one above it."""
    nodes = plan.get("units", [])
    below: dict[str | None, list[str]] = {}
    for node in nodes:
        below.setdefault(node["parent"], []).append(node["node"])
    tops = below.get(None, [])
    waiting = [(code, -1 if len(tops) == 1 else 0) for code in reversed(tops)]
    while waiting:
        code, depth = waiting.pop()
        yield code, max(depth, 0)
        waiting += [(child, depth + 1) for child in reversed(below.get(code, []))]


def _columns(source: Source) -> list[Scale]:
    """Return the scales of a table: the dimensions; of an instrument without any, all."""
    scales = source.now.survey.scales
    return [scale for scale in scales if scale.kind == "dimension"] or list(scales)


def _differing(source: Source) -> set[str]:
    """Return the scales in which units differ by more than chance."""
    told = source.now.results.methods.get("units", {})
    return {code for code, figures in told.items() if figures["differ"]}


def _difference(scales: Sequence[Scale], coloured: set[str], results: Results) -> str:
    names = [said(scale.name) for scale in scales if scale.code in coloured]
    if names and len(names) == len(scales) > 1:
        return _("Units differ in every dimension.")
    if names:
        return _("Units differ in: %(names)s.") % {"names": ", ".join(names)}
    if len(results.of_kind(UNIT)) > 1:
        return _("Differences between units are small.")
    return ""


def _shown_row(
    group: Group, name: str, depth: int, scales: Sequence[Scale], coloured: set[str]
) -> Row:
    return Row(
        name=name,
        depth=depth,
        n=group.n,
        invited=group.invited,
        cells=[_cell(group, scale, is_coloured=scale.code in coloured) for scale in scales],
        agreement=sentences.agreement(sentences.overall(group)),
    )


def _hidden_row(name: str, depth: int, reason: str, k: int) -> Row:
    return Row(name=name, depth=depth, why=sentences.why_hidden(reason, k))


def _cell(group: Group, scale: Scale, *, is_coloured: bool) -> Cell:
    figures = group.scales.get(scale.code)
    if figures is None:
        return Cell()
    band = band_of(figures.mean)
    shade = 1 + list(bands()).index(band) if is_coloured else 0
    return Cell(figures.mean, said(band.words), shade)
