"""The report as PDF/UA: tagged, with title and language, and words for each picture."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, Final

from django.utils.translation import gettext as _

from nuotio.culture.instruments import points
from nuotio.culture.readings import Line, Reading, Row, Statement, Table
from nuotio.culture.sentences import between
from nuotio.ui.documents import typesetting
from nuotio.ui.filters import fixed, percent, said

SOURCE: Final = files(__package__).joinpath("report.typ")


def report_of(reading: Reading) -> bytes:
    """Return the reading as a PDF file in the active language."""
    return typesetting.typeset(SOURCE.read_bytes(), told_of(reading))


def told_of(reading: Reading) -> dict[str, Any]:
    """Return the report as data: everything is text by now, in the active language."""
    return {
        "language": typesetting.language(),
        "title": f"{reading.name}: {reading.heading}",
        "heading": reading.heading,
        "lede": reading.lede,
        "refused": reading.refused,
        "words": _words(reading),
        "groups": [_group_of(name, lines) for name, lines in _named(reading) if lines],
        "changes": [{"headline": one.headline, "text": one.explanation} for one in reading.changes],
        "weak": [
            {"name": line.name, "steps": list(line.steps), "methods": ", ".join(line.methods)}
            for line in reading.weak
            if line.steps or line.methods
        ],
        "tables": [_table(one) for one in (reading.units, *reading.variables) if one],
        "response": list(reading.response),
        "statements": [_statements(line) for line in reading.lines],
        "explanations": reading.explanations,
        "voices": [
            {"question": one.question, "answers": list(one.answers)} for one in reading.words
        ],
    }


def _words(reading: Reading) -> dict[str, str]:
    """Return the headings and column names."""
    return {
        "profile": _("The profile"),
        "dimension": _("Dimension"),
        "mean": _("Mean"),
        "between": _("Probably between"),
        "band": _("In words"),
        "agreement": _("Do views agree?"),
        "answers": _("Answers"),
        "was": _("Last survey") if reading.compared_with else "",
        "pooled": _("Other organisations") if reading.pooled_organisations else "",
        "changed": _("What has changed?"),
        "compared": _("Compared with the survey %(name)s.") % {"name": reading.compared_with},
        "weak": _("Next steps"),
        "methods": _("Methods:"),
        "group": _("Group"),
        "heard": _("Who was heard?"),
        "statements": _("Statement by statement"),
        "statement": _("Statement"),
        "cannot_say": _("Cannot say"),
        "explanations": _("Other possible explanations"),
        "voices": _("In people's own words"),
        "not_shown": _("Not shown, so that nobody can be identified."),
        "anonymity": _(
            "Afterwards nobody, not even the service's operators, can find out who answered what. "
            "Nothing is shown of groups of fewer than %(k)s people."
        )
        % {"k": reading.k},
        **{f"point{value}": said(words) for value, words in points()},
    }


def _named(reading: Reading) -> Sequence[tuple[str, Sequence[Line]]]:
    return [
        (_("The profile"), reading.dimensions),
        (_("What learning is meant to bring"), reading.others),
        (_("Your own statements"), reading.own),
    ]


def _group_of(name: str, lines: Sequence[Line]) -> dict[str, Any]:
    shown = [line for line in lines if line.mean is not None]
    told = "; ".join(f"{line.name} {fixed(line.mean or 0)}" for line in shown)
    return {
        "name": name,
        "lines": [_line(line) for line in lines],
        "alt": _("Picture of the table below: %(means)s.") % {"means": told},
    }


def _line(line: Line) -> dict[str, Any]:
    """Return a line in words, and its places on the picture from 0 to 1."""
    return {
        "name": line.name,
        "sentence": line.sentence,
        "mean": _figure(line.mean),
        "between": "–" if line.low is None or line.high is None else between(line.low, line.high),
        "band": line.band or "–",
        "agreement": line.agreement or "–",
        "n": str(line.n or "–"),
        "was": _figure(line.was),
        "pooled": _figure(line.pooled),
        "weak": line.is_weak,
        "at": _places(mean=line.mean, low=line.low, high=line.high, was=line.was),
    }


def _figure(value: float | None) -> str:
    return "–" if value is None else fixed(value)


def _places(**values: float | None) -> Mapping[str, float | None]:
    return {
        name: None if value is None else round((value - 1) / 4, 4) for name, value in values.items()
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "sentence": table.sentence,
        "columns": list(table.columns),
        "rows": [_row(row) for row in table.rows],
        "changes": [
            f"{row.name}: {change.headline} {change.explanation}"
            for row in table.rows
            for change in row.changes
        ],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "depth": row.depth,
        "n": str(row.n or ""),
        "cells": [{"mean": _figure(cell.mean), "band": cell.band} for cell in row.cells],
        "agreement": row.agreement or "–",
        "why": row.why,
    }


def _statements(line: Line) -> dict[str, Any]:
    return {"name": line.name, "rows": [_statement(one) for one in line.statements]}


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "words": one.words,
        "shares": [percent(share) for share in one.distribution],
        "cannot_say": "–" if one.cannot_say is None else percent(one.cannot_say),
    }
