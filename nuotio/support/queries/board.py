"""The board: open requests that a mentor may read and could take, with what speaks for her."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from nuotio.people.models import Membership, Role
from nuotio.support import fitting
from nuotio.support.budget.capacity import Budget
from nuotio.support.fitting import Fitting, Obstacle
from nuotio.support.models import Mode, SupportInvitation, SupportRequest
from nuotio.support.queries import fits, hours, requests
from nuotio.support.rules import mentors as rules

# What no choice of hers can change; with anything else she may say that she could help.
HARD = frozenset({Obstacle.OWN, Obstacle.LINE, Obstacle.NO_SHARE, Obstacle.HOURS, Obstacle.ASKED})


@dataclass(frozen=True)
class Wanted:
    """What the board is narrowed by; empty parts narrow nothing."""

    kind: str = ""
    language: str = ""
    mode: str = ""
    unit: int | None = None
    fits: bool = False


@dataclass(frozen=True)
class Card:
    """A request on the board. `fitting` is the viewer's own, None where she is no mentor."""

    request: SupportRequest
    fitting: Fitting | None = None

    @property
    def invitation(self) -> int | None:
        """The viewer's own invitation that holds a place on the request."""
        pk: int | None = getattr(self.request, "own_invitation", None)
        return pk

    @property
    def is_promised(self) -> bool:
        """Whether the viewer has promised to support it."""
        state = getattr(self.request, "own_state", None)
        return bool(state == SupportInvitation.State.ACCEPTED)

    @property
    def may_take(self) -> bool:
        """Whether she could say that she helps."""
        return self.fitting is not None and HARD.isdisjoint(self.fitting.obstacles)

    @property
    def suits(self) -> bool:
        """Whether nothing at all stands in the way."""
        return self.fitting is not None and self.fitting.is_possible


@dataclass(frozen=True)
class Board:
    """What the viewer sees, and her budget where she is a mentor."""

    cards: Sequence[Card]
    budget: Budget | None = None

    @property
    def units(self) -> Sequence[tuple[int, str]]:
        """The units that requests are for, by name."""
        units = {one.request.unit for one in self.cards if one.request.unit is not None}
        named = ((unit.pk, unit.name) for unit in units)
        return sorted(named, key=lambda one: one[1].casefold())


def open_requests(viewer: Membership) -> QuerySet[SupportRequest]:
    """Return what waits and others have asked for, as far as the viewer may read it.

    For a mentor it is what `rules.can_take` allows. Those promised an answer soonest are first.
    """
    rows = requests.visible_requests(viewer).filter(state=SupportRequest.State.OPEN)
    if not rules.can_see_board(viewer):
        return rows.none()
    own = SupportInvitation.objects.filter(
        request=OuterRef("pk"),
        mentor=viewer,
        state__in=SupportInvitation.HOLDING,
        ended_at=None,
    )
    others = rows.exclude(asked_by=viewer).order_by("answer_by", "asked_at", "pk")
    return others.annotate(
        own_invitation=Subquery(own.values("pk")[:1]), own_state=Subquery(own.values("state")[:1])
    )


def board(viewer: Membership, *, day: date) -> Board:
    """Return the board as the viewer sees it; seven queries for any number of rows and mentors."""
    rows = list(open_requests(viewer))
    if not viewer.has_role(Role.MENTOR):
        return Board([Card(one) for one in rows])
    found = fits.material(rows, day=day)
    giver = found.givers.get(viewer.pk)
    if giver is None:
        return Board([], hours.budget_of(viewer, day=day))
    return Board(
        [Card(one, fitting.fit(found.asks[one.pk], giver, found.weights)) for one in rows],
        giver.budget,
    )


def narrowed(cards: Sequence[Card], wanted: Wanted) -> Sequence[Card]:
    """Return the cards that are looked for."""
    return [one for one in cards if _is_wanted(one, wanted)]


def _is_wanted(card: Card, wanted: Wanted) -> bool:
    request = card.request
    return (
        wanted.kind in ("", *request.kinds)
        and wanted.language in ("", request.language)
        and (not wanted.mode or request.mode in (wanted.mode, Mode.EITHER))
        and wanted.unit in (None, request.unit_id)
        and (card.suits or not wanted.fits)
    )
