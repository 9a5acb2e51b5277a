"""The thread as a spreadsheet: one row for each thing on it, one for each place for help."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from nuotio.evaluation import words
from nuotio.evaluation.documents import wording
from nuotio.evaluation.thread import Knot, Thread
from nuotio.ui import filters
from nuotio.ui.documents.sheets import Cells, workbook


def workbook_of(thread: Thread, *, at: datetime) -> bytes:
    """Return the thread as an XLSX file in the active language."""
    return workbook(_sheets(thread, at))


def _sheets(thread: Thread, at: datetime) -> Iterator[tuple[str, Sequence[Cells]]]:
    yield _("Summary"), list(_summary(thread, at))
    yield _("Threads"), list(_lines(thread))
    yield _("Places for help"), list(_places(thread))


def _summary(thread: Thread, at: datetime) -> Iterator[Cells]:
    yield _("The golden thread"), thread.organisation_name
    yield "", wording.taken_on(at)
    yield _("Threads"), thread.total
    yield _("Places for help"), thread.gap_count
    yield from wording.chosen(thread)
    if left_out := wording.left_out(thread):
        yield "", left_out
    yield "", wording.about()
    for sentence in wording.audience(thread):
        yield _("Who may read this"), sentence


def _lines(thread: Thread) -> Iterator[Cells]:
    yield _("Thread"), _("How far"), _("Step"), _("What there is"), _("Note"), _("Places for help")
    for line in thread.lines:
        state = words.state_words(line.state, line.gap_count)
        for knot in line.knots:
            for thing, note in _things(knot):
                yield line.title, state, knot.name, thing, note, len(knot.gaps) + knot.more_gaps


def _things(knot: Knot) -> Iterator[tuple[str, str]]:
    """Yield what is on a knot with its note; of an empty one, that it is."""
    for one in knot.items:
        yield one.words, one.note
    if knot.more:
        yield wording.more(knot), ""
    if not knot.is_there:
        yield "", knot.waits or wording.shows(knot)


def _places(thread: Thread) -> Iterator[Cells]:
    yield (
        _("Thread"),
        _("Step"),
        _("What is missing"),
        _("Who could help"),
        _("What to do"),
        _("Since"),
    )
    for title, name, gap in wording.places(thread):
        yield title, name, gap.words, gap.who, filters.capital(gap.step), filters.date(gap.since)
