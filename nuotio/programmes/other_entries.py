"""What else stands in a person's own calendar: rooms above tell of it, since this one is below."""

from collections.abc import Callable, Sequence
from datetime import datetime

from nuotio.people.models import User
from nuotio.programmes.calendars import Entry

Teller = Callable[[User, datetime], Sequence[Entry]]
tellers: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Register who tells of more entries; called when a room above is ready.

    A teller gets whose calendar it is and the moment, and writes in the language that is active.
    """
    tellers.append(teller)
    return teller


def entries_of(owner: User, *, at: datetime) -> Sequence[Entry]:
    """Return what the rooms above have for this person's calendar, in the order of registering."""
    return [entry for teller in tellers for entry in teller(owner, at)]
