"""Those around a member, whom a text of hers may be meant for and whose texts she may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from nuotio.people.models import Membership
from nuotio.plans.queries import pairs
from nuotio.programmes.models import Programme
from nuotio.programmes.queries import programmes
from nuotio.programmes.standing import Standing


@dataclass(frozen=True)
class Circle:
    """A member with her pair, and how she stands to the programmes that concern her."""

    member: Membership
    pair: Sequence[Membership] = ()
    standings: Sequence[Standing] = ()

    @property
    def pair_ids(self) -> frozenset[int]:
        """The memberships of the pair."""
        return frozenset(one.pk for one in self.pair)

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
    return Circle(member, pairs.pair_of(member), programmes.programmes_of(member))
