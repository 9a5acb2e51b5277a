"""What both the report and the tables say of a thread, in the active language. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nuotio.evaluation import rules
from nuotio.evaluation.thread import Gap, Knot, Line, Thread
from nuotio.ui import filters


def about() -> str:
    """Say what a golden thread is, for somebody who sees one for the first time."""
    return _(
        "A golden thread shows where learning mentoring began and what came of it: from a finding"
        " or a competence to a goal, a plan, an experiment, a change and a practice. Where it is"
        " broken, somebody needs help. It is no mark, and it compares nobody."
    )


def audience(thread: Thread) -> list[str]:
    """Say who may read it, what is not in it, and what is in it that not all of them may read."""
    has_hours = any(gap.kind.startswith("hours_") for _line, _knot, gap in places(thread))
    hours = _(
        "It tells of working hours, which only HR and the coordinators see. Do not pass it on to"
        " others as it is."
    )
    return [
        *([hours] if has_hours else []),
        str(rules.can_see_thread.says),
        _(
            "Private reflections are in no thread. A plan that was not shown yet stands only in"
            " what its own mentors take along."
        ),
    ]


def taken_on(at: datetime) -> str:
    """Say of what day it tells."""
    return _("As it was on %(day)s.") % {"day": filters.date(at, "long")}


def how_many(thread: Thread) -> str:
    """Count threads and breaks in a sentence; both as needs for support."""
    count = thread.total
    threads = ngettext("One thread.", "%(count)s threads.", count) % {"count": count}
    if not count:
        threads = _("No thread yet.")
    if not thread.gap_count:
        return threads
    places = ngettext(
        "In one place help is needed.", "In %(count)s places help is needed.", thread.gap_count
    ) % {"count": thread.gap_count}
    return f"{threads} {places}"


def items(knot: Knot) -> list[str]:
    """Return what is on a knot, a line each: words, note, and how much more there is."""
    told = [f"{one.words} ({one.note})" if one.note else one.words for one in knot.items]
    if knot.more:
        told.append(more(knot))
    return told


def more(knot: Knot) -> str:
    """Say how much more there is on a knot than is told."""
    return _("and %(count)s more") % {"count": knot.more}


def gaps(knot: Knot) -> list[str]:
    """Return what is missing on a knot, a line each: what, who could help, and how."""
    told = [in_full(gap) for gap in knot.gaps]
    if knot.more_gaps:
        told.append(_("and %(count)s more") % {"count": knot.more_gaps})
    return told


def in_full(gap: Gap) -> str:
    """Say what is missing, who could help and how."""
    helped = ": ".join(words for words in (gap.who, gap.step) if words)
    helped = filters.capital(helped)
    return f"{gap.words.rstrip('.')}. {helped}".strip()


def left_out(thread: Thread) -> str:
    """Say where a report does not hold every thread; nothing where it does."""
    if len(thread.lines) >= thread.total:
        return ""
    return _("Only the first %(count)s threads are told here. Choose fewer to see the others.") % {
        "count": len(thread.lines)
    }


def picture(line: Line) -> str:
    """Tell in words what the picture of a line shows."""
    told = "; ".join(f"{knot.name}: {shows(knot)}" for knot in line.knots)
    return _("Picture of the thread. %(knots)s.") % {"knots": told}


def shows(knot: Knot) -> str:
    """Say in a word or two how a knot is drawn."""
    if knot.gaps:
        return _("broken here, help is needed")
    return pgettext("knot", "there") if knot.is_there else _("not yet")


def places(thread: Thread) -> Iterator[tuple[str, str, Gap]]:
    """Yield each gap with the line and the knot that it hangs on; loose ones last, with neither."""
    for line in thread.lines:
        for knot in line.knots:
            for gap in knot.gaps:
                yield line.title, knot.name, gap
    for gap in thread.loose:
        yield "", "", gap


def chosen(thread: Thread) -> Sequence[tuple[str, str]]:
    """Return the chosen filters with their names; that there is none is said too."""
    return thread.chosen or [(_("Chosen"), _("all threads"))]
