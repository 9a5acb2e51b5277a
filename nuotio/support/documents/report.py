"""The figures as PDF/UA, on one page where they are few enough."""

from datetime import datetime
from importlib.resources import files
from typing import Any, Final

from django.utils.translation import gettext as _

from nuotio.support.figures import Figures
from nuotio.support.words import figure_words as words
from nuotio.ui import filters
from nuotio.ui.documents import typesetting

SOURCE: Final = files(__package__).joinpath("figures.typ")


def report_of(told: Figures, *, at: datetime) -> bytes:
    """Return the figures as a PDF file in the active language."""
    return typesetting.typeset(SOURCE.read_bytes(), told_of(told, at=at))


def told_of(told: Figures, *, at: datetime) -> dict[str, Any]:
    """Return the report as data: everything is text by now, in the active language."""
    heading = _("Support for teams")
    return {
        "language": typesetting.language(),
        "title": f"{heading}: {told.organisation_name}",
        "heading": heading,
        "organisation": told.organisation_name,
        "lede": words.lede(told),
        "period": words.period(told),
        "taken": _("As it was on %(day)s.") % {"day": filters.date(at, "long")},
        "about": words.about(),
        "ahead": {
            "heading": _("Hours in the next three months"),
            "said": list(words.decision(told)),
        },
        "waiting": {"heading": _("How long teams wait"), "said": words.waiting(told)},
        "columns": [_("Requests"), _("Hours")],
        "tables": [_table(one) for one in words.tables(told)],
        "answered": {
            "heading": _("What teams say afterwards"),
            "columns": [_("Question"), _("Answers")],
            "rows": [list(one) for one in words.answered(told)],
        },
    }


def _table(table: words.Table) -> dict[str, Any]:
    return {
        "heading": table.heading,
        "name": table.name,
        "note": table.note,
        "rows": [
            [filters.capital(row.name), words.count_of(row), words.hours_of(row)]
            for row in table.rows
        ],
    }
