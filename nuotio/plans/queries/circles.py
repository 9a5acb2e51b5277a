"""Those around a member, whom a text of hers may be meant for and whose texts she may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nuotio.people.models import Membership
from nuotio.plans.queries import pairs
from nuotio.plans.queries.pairs import Bond
from nuotio.programmes.models import Programme
from nuotio.programmes.queries import programmes
from nuotio.programmes.standing import Standing


@dataclass(frozen=True)
class Circle:
    """A member with her pair, and how she stands to the programmes that concern her."""

    member: Membership
    bonds: Sequence[Bond] = ()
    standings: Sequence[Standing] = ()

    @property
    def pair(self) -> Sequence[Membership]:
        """Who is her pair now, by name."""
        return [one.member for one in self.bonds]

    def pair_at(self, moment: datetime) -> Sequence[Membership]:
        """Return who was her pair at a moment and still is, by name."""
        return [one.member for one in self.bonds if one.since <= moment]

    @property
    def read_programmes(self) -> frozenset[int]:
        """The programmes whose shared texts the member reads, with a place or a care of theirs."""
        return frozenset(one.programme.pk for one in self.standings if one.is_in)

    @property
    def seated_in(self) -> Sequence[Programme]:
        """The programmes in which the member has a place of her own, the newest first."""
        return [one.programme for one in self.standings if one.is_in and one.has_seat]


def circle_of(member: Membership) -> Circle:
    """Return those around a member; four queries."""
    return Circle(member, pairs.bonds_of(member), programmes.programmes_of(member))
