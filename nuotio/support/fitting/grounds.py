"""What speaks for a mentor and what should be known before asking her, as codes. Pure.

`nuotio.support.words.reasons` has the words.
"""

from collections.abc import Iterator
from datetime import date

from nuotio.support.fitting import parts
from nuotio.support.fitting.terms import Ask, Giver, Reason

# Codes of what should be known before; all others speak for her.
CAUTIONS = frozenset({"remotely_only", "on_site_only", "free_from", "asked_too", "other_kinds"})


def reasons(ask: Ask, giver: Giver, month: date) -> tuple[Reason, ...]:
    """Return what speaks for her, what weighs most with people first, then the cautions."""
    return (
        *_nearness(ask, giver),
        *_knowledge(ask, giver),
        *_wish(ask, giver),
        *_language(ask),
        *_time(ask, giver, month),
        *_cautions(ask, giver, month),
    )


def _nearness(ask: Ask, giver: Giver) -> Iterator[Reason]:
    near = parts.community(ask, giver)
    if near == 1:
        yield Reason("same_community")
    elif near:
        yield Reason("near_community")
    if times := parts.times_before(ask, giver):
        yield Reason("before", {"times": times})


def _knowledge(ask: Ask, giver: Giver) -> Iterator[Reason]:
    run = giver.experience.methods.get(ask.method, 0) if ask.method else 0
    if run:
        yield Reason("method_run", {"times": run})
    elif ask.method and ask.method in giver.methods:
        yield Reason("method_listed")
    else:
        yield from _kinds(ask, giver)


def _kinds(ask: Ask, giver: Giver) -> Iterator[Reason]:
    given = giver.experience.kinds
    most = max(sorted(ask.kinds), key=lambda one: given.get(one, 0), default="")
    if times := given.get(most, 0):
        yield Reason("kind_given", {"kind": most, "times": times})
    elif listed := parts.known_kinds(ask, giver):
        yield Reason("kind_listed", {"kinds": listed})


def _wish(ask: Ask, giver: Giver) -> Iterator[Reason]:
    if parts.wishes(ask, giver):
        yield Reason("wish")


def _language(ask: Ask) -> Iterator[Reason]:
    if ask.language != ask.main_language:
        yield Reason("language", {"language": ask.language})


def _time(ask: Ask, giver: Giver, month: date) -> Iterator[Reason]:
    if ask.day_parts and giver.day_parts:
        yield Reason("day_parts", {"day_parts": sorted(ask.day_parts & giver.day_parts)})
    left = giver.free[month]
    yield Reason("hours_left", {"minutes": left, "month": month.isoformat()})


def _cautions(ask: Ask, giver: Giver, month: date) -> Iterator[Reason]:
    if ask.mode == "either" and not giver.gives_onsite:
        yield Reason("remotely_only")
    if ask.mode == "either" and not giver.gives_remotely:
        yield Reason("on_site_only")
    if month > ask.main_months[0]:
        yield Reason("free_from", {"month": month.isoformat()})
    if giver.free_with_asked[month] < ask.minutes:
        yield Reason("asked_too")
    if ask.kinds and giver.kinds and not parts.kind(ask, giver):
        yield Reason("other_kinds", {"kinds": sorted(giver.kinds)})
