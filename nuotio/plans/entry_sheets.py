"""Notes and reflections as a spreadsheet: what begins with = is text there, never a formula."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from nuotio.plans import prompts
from nuotio.plans.models import Entry
from nuotio.ui.documents import sheets


def workbook_of(entries: Iterable[Entry]) -> bytes:
    """Return the entries as an XLSX file in the active language."""
    return sheets.workbook([(_("Reflections"), list(_rows(entries)))])


def _rows(entries: Iterable[Entry]) -> Iterator[sheets.Cells]:
    yield (
        _("When"),
        _("Writer"),
        _("What it is"),
        _("Where learning happened"),
        _("What happened and what was learned"),
        _("What helped"),
        _("Question"),
        _("Who may read it"),
    )
    for one in entries:
        asked = prompts.find(one.prompt)
        yield (
            one.happened_on,
            one.writer.name,
            one.get_kind_display(),
            one.get_where_display() if one.where else "",
            one.words,
            one.helped,
            asked.text if asked else "",
            one.get_audience_display(),
        )
