"""What is missing for requests that a joint proposal cannot serve, and why somebody was not asked.

Codes with values are kept on the lines; the words are made when the page is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from nuotio.people.models import Membership
from nuotio.support import missing
from nuotio.support.fitting import Obstacle, Reason
from nuotio.support.models import BatchLine
from nuotio.support.proposals import proposing
from nuotio.support.proposals.proposing import Place
from nuotio.support.proposals.situations import Replanned, Situation
from nuotio.support.story import naming
from nuotio.support.words import missing_words, refusals
from nuotio.ui import filters

CLOSED, TAKEN, NO_HOURS, CANNOT = "closed", "taken", "no_hours", "cannot"
CROWDED_OUT, ASKED_ELSEWHERE = "crowded_out", "asked_elsewhere"
MOST = 2  # mentors who are named
REFUSALS: Mapping[type[refusals.Refused], str] = {
    refusals.NotOpen: CLOSED,
    refusals.EnoughAsked: TAKEN,
    refusals.AlreadyFull: NO_HOURS,
}
Code = dict[str, Any]


def codes(found: Replanned, place: Place) -> list[Code]:
    """Return what is missing for a place without a mentor; nothing where it was left by hand."""
    left = found.now.left_over.get(place.request)
    situation = found.situation
    wish = situation.wish(place.request)
    if place.is_by_hand or left is None or wish is None:
        return []
    if len(proposing.able(situation.world, wish)) >= wish.places:
        return [
            {"code": CROWDED_OUT, "values": {"short": [list(one) for one in left.short[:MOST]]}}
        ]
    asks, givers = situation.material.asks, situation.material.givers
    lacks = missing.missing(asks[place.request], givers.values(), day=situation.day)
    told = [{"code": one.code, "values": dict(one.values)} for one in lacks]
    return told or [{"code": ASKED_ELSEWHERE, "values": {}}]


def left_out(found: Situation, line: BatchLine) -> str:
    """Return why the mentor of a line cannot be asked now. What is her own affair is not told."""
    if line.request_id not in found.requests or line.mentor_id is None:
        return CLOSED
    fitting = found.fitting(line.request_id, line.mentor_id)
    if fitting is None or set(fitting.obstacles) - {Obstacle.HOURS}:
        return CANNOT
    return NO_HOURS


def named(lines: Iterable[BatchLine]) -> set[int]:
    """Return the keys of the mentors whom the words will name."""
    values = [one["values"] for line in lines for one in line.missing]
    short = {mentor for told in values for mentor, _minutes in told.get("short", ())}
    return short | {told["mentor"] for told in values if "mentor" in told}


def said(codes: Sequence[Code], mentors: Mapping[int, Membership]) -> list[str]:
    """Return codes in words; `mentors` are those `named`."""
    names = {key: naming.person(one) for key, one in mentors.items()}
    return [words for one in codes for words in _said(one, names) if words]


def _said(one: Code, names: Mapping[int, str]) -> list[str]:
    if one["code"] == CROWDED_OUT:
        return _crowded_out(one["values"]["short"], names)
    words = {
        ASKED_ELSEWHERE: _("Those who suit are asked by other teams and have yet to answer."),
        CLOSED: _("Not asked: the request does not wait for a mentor any more."),
        TAKEN: _("Not asked: others have been asked for it already."),
        NO_HOURS: _("Not asked: too few hours are left."),
        CANNOT: _("Not asked: cannot be asked for this request now."),
    }
    told = words.get(one["code"])
    return [told or missing_words.told(Reason(one["code"], one["values"]), names=names)]


def _crowded_out(short: Sequence[Sequence[int]], names: Mapping[int, str]) -> list[str]:
    first = _("Those who suit are needed more for other requests.")
    more = [
        _("%(hours)s more from %(name)s would do.")
        % {"hours": filters.hours(minutes / 60), "name": names[mentor]}
        for mentor, minutes in short
        if mentor in names and minutes
    ]
    return [first, *more]
