"""Where goals were decided: rooms above tell of it, since goals do not know them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nuotio.goals.models import Goal
from nuotio.people.models import Membership


@dataclass(frozen=True)
class Origin:
    """A page that tells how a goal came about, for one who may read it."""

    words: str
    url: str


Teller = Callable[[Goal, Membership], Sequence[Origin]]
Lister = Callable[[Membership], Sequence[Origin]]
tellers: list[Teller] = []
listers: list[Lister] = []


def tells(teller: Teller) -> Teller:
    """Register who tells; called when a room above is ready."""
    tellers.append(teller)
    return teller


def origins_of(goal: Goal, viewer: Membership) -> Sequence[Origin]:
    """Return the pages that tell the viewer how the goal came about."""
    return [origin for teller in tellers for origin in teller(goal, viewer)]


def lists(lister: Lister) -> Lister:
    """Register who lists such pages for the list of goals; called when a room above is ready."""
    listers.append(lister)
    return lister


def lists_for(viewer: Membership) -> Sequence[Origin]:
    """Return the lists of pages that tell how goals came about, for one who may read them."""
    return [origin for lister in listers for origin in lister(viewer)]
