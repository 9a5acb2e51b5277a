"""What the page of a joint proposal shows, in words: how good it is, and a card a request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.people.models import Membership
from nuotio.support import weeks
from nuotio.support.fitting import Reason
from nuotio.support.models import Batch, BatchLine, SupportKind, SupportRequest
from nuotio.support.proposals import leftovers
from nuotio.support.proposals import words as proposal_words
from nuotio.support.queries import batches as queries
from nuotio.support.queries.batches import Row
from nuotio.support.story import naming
from nuotio.support.words import reasons
from nuotio.support.words.month_words import in_month
from nuotio.ui import filters

PAGE = 50
AN_HOUR = 60


@dataclass(frozen=True)
class Spot:
    """A place of a request: a mentor with what speaks for her, or nobody and what is missing."""

    line: BatchLine
    name: str
    unit: str
    ticks: Sequence[str]
    cautions: Sequence[str]
    missing: Sequence[str]


@dataclass(frozen=True)
class Card:
    """A request of a proposal in words, with its places."""

    request: SupportRequest
    circle: str
    title: str
    about: str
    spots: Sequence[Spot]
    is_served: bool


@dataclass(frozen=True)
class Told:
    """A joint proposal as its page tells it; `mentors` are those who would be asked, or were."""

    page: Page[Row]
    served: Sequence[Card]
    left: Sequence[Card]
    heading: str
    lede: str
    by_hand: int
    cost: str
    is_free: bool
    mentors: int
    who_is_asked: str
    to_send: str
    left_out: int


def told(batch: Batch, rows: Sequence[Row], *, number: str | None) -> Told:
    """Return what the page of a proposal says; requests with a mentor first, fifty a page."""
    lines = [line for row in rows for line in row.lines]
    filled = [line for line in lines if line.mentor_id is not None]
    by_hand = sum(line.is_by_hand for line in lines)
    asked = [line for line in filled if not line.missing]
    mentors = len({line.mentor_id for line in asked})
    page = Paginator(sorted(rows, key=lambda row: not row.is_served), PAGE).get_page(number)
    named = queries.mentors_named(leftovers.named(line for row in page for line in row.lines))
    cards = [card(row, named) for row in page]
    heading, lede = _said(batch, rows, mentors)
    cost = proposal_words.cost_of(batch)
    return Told(
        page=page,
        served=[one for one in cards if one.is_served],
        left=[one for one in cards if not one.is_served],
        heading=heading,
        lede=lede,
        by_hand=by_hand,
        cost=proposal_words.told(cost) if by_hand else "",
        is_free=cost.is_nothing,
        mentors=mentors,
        who_is_asked=proposal_words.who_is_asked(mentors, len(asked)),
        to_send=proposal_words.to_send(mentors),
        left_out=sum(bool(line.missing) for line in filled),
    )


def _said(batch: Batch, rows: Sequence[Row], mentors: int) -> tuple[str, str]:
    """Return the heading and the sentence below it."""
    lines = [line for row in rows for line in row.lines]
    if batch.state == Batch.State.PUBLISHED:
        return (
            proposal_words.were_asked(mentors),
            _("Sent on %(day)s. A team hears when a mentor has said yes.")
            % {"day": filters.date(batch.published_at)},
        )
    heading = proposal_words.heading(sum(row.is_served for row in rows), len(rows))
    if batch.state == Batch.State.DROPPED:
        return heading, _("This proposal was not used. Nobody was asked.")
    used = sum(line.request.minutes for line in lines if line.mentor_id is not None)
    is_by_hand = any(line.is_by_hand for line in lines)
    good = proposal_words.how_good(batch, is_by_hand=is_by_hand)
    hours = proposal_words.hours_used(used, batch.minutes_left, batch.hours_until)
    return heading, f"{good} {hours}"


def card(row: Row, named: Mapping[int, Membership]) -> Card:
    """Return a request in words."""
    request = row.request
    return Card(
        request,
        naming.circle(request),
        naming.title(request),
        about(request),
        [_spot(line, named) for line in row.lines],
        row.is_served,
    )


def _spot(line: BatchLine, named: Mapping[int, Membership]) -> Spot:
    missing = leftovers.said(line.missing, named)
    if line.mentor is None:
        return Spot(line, "", "", (), (), missing)
    fitting = [Reason(one["code"], one["values"]) for one in line.reasons]
    time = _("Has time %(in_month)s") % {"in_month": in_month(line.month)} if line.month else ""
    return Spot(
        line,
        naming.person(line.mentor),
        line.mentor.unit.name if line.mentor.unit else "",
        [*reasons.ticks(fitting), *([time] if time else [])],
        reasons.cautions(fitting),
        missing,
    )


def about(request: SupportRequest) -> str:
    """Return a request's kinds, hours and time on one line."""
    kinds = ", ".join(str(SupportKind(one).label) for one in request.kinds)
    hours = filters.hours(request.minutes / AN_HOUR)
    if request.mentors_needed > 1:
        hours = _("%(hours)s from each of two mentors") % {"hours": hours}
    return " · ".join(part for part in (filters.capital(kinds), hours, when(request)) if part)


def when(request: SupportRequest) -> str:
    """Return when it could be: its weeks, or from its first to its last day."""
    if request.weeks:
        numbers = [weeks.number_of(date.fromisoformat(one)) for one in sorted(request.weeks)]
        told = ", ".join(str(one) for one in numbers)
        return ngettext("week %(weeks)s", "weeks %(weeks)s", len(numbers)) % {"weeks": told}
    return f"{filters.date(request.first_day)}–{filters.date(request.last_day)}"
