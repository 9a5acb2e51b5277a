"""The report as PDF/UA: threads as pictures with words for each, and the same in words."""

from datetime import datetime
from importlib.resources import files
from typing import Any, Final

from django.utils.translation import gettext as _

from nuotio.evaluation import words
from nuotio.evaluation.documents import wording
from nuotio.evaluation.thread import Knot, Line, Thread
from nuotio.ui import filters
from nuotio.ui.documents import typesetting

SOURCE: Final = files(__package__).joinpath("thread.typ")


def report_of(thread: Thread, *, at: datetime) -> bytes:
    """Return the thread as a PDF file in the active language."""
    return typesetting.typeset(SOURCE.read_bytes(), told_of(thread, at=at))


def told_of(thread: Thread, *, at: datetime) -> dict[str, Any]:
    """Return the report as data: everything is text by now, in the active language."""
    heading = _("Where we began, how far we have come")
    return {
        "language": typesetting.language(),
        "title": f"{_('The golden thread')}: {thread.organisation_name}",
        "organisation": thread.organisation_name,
        "heading": heading,
        "lede": wording.how_many(thread),
        "taken": wording.taken_on(at),
        "about": wording.about(),
        "audience": wording.audience(thread),
        "chosen": [list(one) for one in wording.chosen(thread)],
        "left_out": wording.left_out(thread),
        "lines": [_line(line) for line in thread.lines],
        "places": [
            [title or "–", gap.words, gap.who or "–", filters.capital(gap.step) or "–"]
            for title, _name, gap in wording.places(thread)
        ],
        "words": _words(),
    }


def _words() -> dict[str, str]:
    """Return the headings and column names."""
    return {
        "shown": _("What is shown"),
        "lines": _("The threads"),
        "none": _("There is no thread here yet. A goal begins one."),
        "places": _("Places for help, not marks"),
        "unbroken": _("No thread is broken."),
        "thread": _("Thread"),
        "missing": _("What is missing"),
        "who": _("Who could help"),
        "step": _("What to do"),
        "audience": _("Who may read this"),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "title": line.title,
        "state": words.state_words(line.state, line.gap_count),
        "alt": wording.picture(line),
        "knots": [_knot(knot) for knot in line.knots],
    }


def _knot(knot: Knot) -> dict[str, Any]:
    """Return a knot: how it is drawn, and what is said of it."""
    return {
        "name": knot.name,
        "drawn": "gap" if knot.gaps else "there" if knot.is_there else "open",
        "items": wording.items(knot),
        "gaps": wording.gaps(knot),
        "waits": "" if knot.is_there or knot.gaps else knot.waits or _("not yet"),
    }
