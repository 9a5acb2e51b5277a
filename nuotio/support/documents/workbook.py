"""The figures as a spreadsheet: a summary, and a sheet for each table."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from nuotio.support.figures import Figures, Row
from nuotio.support.words import figure_words as words
from nuotio.ui import filters
from nuotio.ui.documents.sheets import Cells, workbook

AN_HOUR = 60


def workbook_of(told: Figures, *, at: datetime) -> bytes:
    """Return the figures as an XLSX file in the active language."""
    return workbook(_sheets(told, at))


def _sheets(told: Figures, at: datetime) -> Iterator[tuple[str, Sequence[Cells]]]:
    yield _("Summary"), list(_summary(told, at))
    for table in words.tables(told):
        heading = (table.name, _("Requests"), _("Hours"))
        yield table.heading, [heading, *(_cells(row) for row in table.rows)]


def _cells(row: Row) -> Cells:
    if row.count is None:
        return filters.capital(row.name), _("hidden"), _("hidden")
    return filters.capital(row.name), row.count, (row.minutes or 0) / AN_HOUR


def _summary(told: Figures, at: datetime) -> Iterator[Cells]:
    yield _("Support for teams"), told.organisation_name
    yield "", _("As it was on %(day)s.") % {"day": filters.date(at, "long")}
    yield "", words.period(told)
    yield "", words.lede(told)
    for sentence in words.decision(told):
        yield _("Hours in the next three months"), sentence
    yield _("How long teams wait"), words.waiting(told)
    yield from words.answered(told)
    yield "", words.about()
