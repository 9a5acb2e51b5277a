"""The tables of a reading as a spreadsheet."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from nuotio.culture.instruments import points
from nuotio.culture.readings import Line, Reading, Table
from nuotio.ui.documents.sheets import Cells, workbook
from nuotio.ui.filters import said


def workbook_of(reading: Reading) -> bytes:
    """Return the reading as an XLSX file in the active language."""
    return workbook(_sheets(reading))


def _sheets(reading: Reading) -> Iterator[tuple[str, Sequence[Cells]]]:
    yield _("Summary"), list(_summary(reading))
    if reading.lines:
        yield _("Dimensions"), list(_lines(reading))
        yield _("Statements"), list(_statements(reading.lines))
    if reading.changes:
        yield _("Changes"), list(_changes(reading))
    for table in (reading.units, *reading.variables):
        if table:
            yield table.name, list(_groups(table))
    if reading.words:
        yield _("Open answers"), list(_voices(reading))


def _summary(reading: Reading) -> Iterator[Cells]:
    yield _("Survey"), reading.name
    yield _("Result"), reading.heading
    yield _("Answers"), reading.answered
    yield _("Invited"), reading.invited
    for sentence in (reading.lede, reading.refused, *reading.response):
        if sentence:
            yield "", sentence
    if reading.explanations:
        yield _("Other possible explanations"), reading.explanations


def _lines(reading: Reading) -> Iterator[Cells]:
    yield (
        _("Dimension"),
        _("Answers"),
        _("Mean"),
        _("At least, probably"),
        _("At most, probably"),
        _("In words"),
        _("Do views agree?"),
        _("Last survey"),
        _("Other organisations"),
        _("In a sentence"),
        _("Next steps"),
        _("Methods"),
        *(_("About %(value)s, %%") % {"value": value} for value in range(1, 6)),
    )
    for line in reading.lines:
        yield (
            line.name,
            line.n,
            line.mean,
            line.low,
            line.high,
            line.band,
            line.agreement,
            line.was,
            line.pooled,
            line.sentence,
            " ".join(line.steps),
            ", ".join(line.methods),
            *line.distribution,
        )


def _statements(lines: Sequence[Line]) -> Iterator[Cells]:
    yield (
        _("Dimension"),
        _("Statement"),
        _("Answers"),
        *(f"{said(words)}, %" for _value, words in points()),
        _("Cannot say, %"),
    )
    for line in lines:
        for one in line.statements:
            shares: Cells = one.distribution or [None] * 5
            yield line.name, one.words, one.n, *shares, one.cannot_say


def _changes(reading: Reading) -> Iterator[Cells]:
    yield _("Dimension"), _("Last survey"), _("Now"), _("What has changed?")
    for change in reading.changes:
        told = f"{change.headline} {change.explanation}"
        yield said(change.scale.name), change.before, change.after, told


def _groups(table: Table) -> Iterator[Cells]:
    yield _("Group"), _("Answers"), *table.columns, _("Do views agree?"), _("Why not shown")
    for row in table.rows:
        name = "    " * row.depth + row.name
        if row.why:
            yield name, None, *([None] * len(table.columns)), None, row.why
        else:
            yield name, row.n, *(cell.mean for cell in row.cells), row.agreement, ""


def _voices(reading: Reading) -> Iterator[Cells]:
    yield _("Question"), _("Answer")
    for one in reading.words:
        for answer in one.answers:
            yield one.question, answer
