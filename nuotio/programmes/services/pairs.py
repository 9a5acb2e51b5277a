from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events as announcements
from nuotio.programmes.events import PairMade
from nuotio.programmes.models import Pair, Seat
from nuotio.programmes.queries import mentors as queries
from nuotio.programmes.rules import mentors as rules
from nuotio.programmes.standing import Standing

TWO, THREE = 2, 3
Team = Sequence[int]


class WrongSize(Exception):
    """A pair is two; three only where the number of those without a pair is odd."""


class NotHere(Exception):
    """Somebody is not, or no longer, a mentor of the organisation in this programme."""


class AlreadyPaired(Exception):
    """Somebody has got a pair meanwhile; `names` are theirs."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True)
class Made:
    """The pairs that were made, and the names of those who had one already."""

    pairs: Sequence[Pair]
    taken: Sequence[str]


@transaction.atomic
def make_pair(standing: Standing, team: Team, *, at: datetime) -> Pair:
    """Pair two mentors, or three of an odd number; the same ones paired again stay one pair."""
    made = make_pairs(standing, [team], at=at)
    if not made.pairs:
        raise AlreadyPaired(made.taken)
    return made.pairs[0]


@transaction.atomic
def make_pairs(standing: Standing, teams: Sequence[Team], *, at: datetime) -> Made:
    """Pair several at once; a team of which somebody has a pair meanwhile is left out.

    All of the organisation's mentors are locked, in the order of their ids, so that two who pair
    at once stand in line and the first one wins.
    """
    rules.can_make_pairs.require(standing)
    seats = _locked(standing)
    free = {seat.pk for seat in queries.without_pair(list(seats.values()))}
    is_odd = len(free) % 2 == 1
    pairs, taken = list[Pair](), list[str]()
    for team in teams:
        keys = sorted(set(team))
        if not set(keys) <= seats.keys():
            raise NotHere
        same = _paired_already([seats[key] for key in keys])
        if same is not None:
            pairs.append(same)
        elif not set(keys) <= free:
            taken += [seats[key].name for key in keys if key not in free]
        elif len(keys) != TWO and not (len(keys) == THREE and is_odd):
            raise WrongSize
        else:
            pairs.append(_made(standing, [seats[key] for key in keys], at=at))
            free -= set(keys)
    return Made(pairs, taken)


@transaction.atomic
def dissolve_pair(standing: Standing, pair: Pair, *, at: datetime) -> None:
    """Let a pair part; what it wrote stays. Dissolved twice it is dissolved once."""
    rules.can_end_pair.require(standing, pair)
    seats = _locked(standing)
    locked = Pair.objects.get(pk=pair.pk)
    if locked.ended_at is not None:
        return
    for seat in (one for one in seats.values() if one.pair_id == pair.pk):
        seat.pair = None
        seat.save(update_fields=["pair"])
    _close(locked, at=at)
    audit.record("programmes.dissolve_pair", locked, actor_id=standing.actor.user_id)


@transaction.atomic
def turn_down(standing: Standing, team: Team, *, at: datetime) -> None:
    """Remember that these are not to be suggested as a pair; said twice it is said once."""
    rules.can_make_pairs.require(standing)
    keys = sorted(set(team))
    if len(keys) not in (TWO, THREE) or not set(keys) <= _locked(standing).keys():
        raise NotHere
    ours = Pair.objects.filter(
        programme=standing.programme, organisation_id=standing.actor.organisation_id
    )
    if any(pair.members == keys for pair in ours.exclude(ended_at=None)):
        return
    turned_down = _written(standing, keys, at=at, private_to_id=standing.actor.organisation_id)
    _close(turned_down, at=at)
    audit.record("programmes.turn_down_pair", turned_down, actor_id=standing.actor.user_id)


def _locked(standing: Standing) -> dict[int, Seat]:
    """Lock the organisation's mentors in the programme, in the order of their ids."""
    rows = Seat.objects.select_for_update(of=("self",)).filter(
        programme=standing.programme,
        organisation_id=standing.actor.organisation_id,
        role=Seat.Role.MENTOR,
        left_at=None,
    )
    return {seat.pk: seat for seat in rows.order_by("pk")}


def _paired_already(seats: Sequence[Seat]) -> Pair | None:
    """Return the pair that these seats are, nobody more and nobody less."""
    pairs = {seat.pair_id for seat in seats}
    if len(seats) < TWO or len(pairs) != 1 or None in pairs:
        return None
    pair: Pair = Pair.objects.get(pk=pairs.pop())
    return pair if pair.members == [seat.pk for seat in seats] else None


def _made(standing: Standing, seats: Sequence[Seat], *, at: datetime) -> Pair:
    pair = _written(standing, [seat.pk for seat in seats], at=at)
    left = {seat.pair_id for seat in seats if seat.pair_id is not None}
    for seat in seats:
        seat.pair = pair
        seat.save(update_fields=["pair"])
    for one in Pair.objects.filter(pk__in=left).order_by("pk"):
        _close(one, at=at)
    audit.record("programmes.make_pairs", pair, actor_id=standing.actor.user_id)
    announcements.announce(PairMade(standing.programme.pk, pair.pk))
    return pair


def _written(
    standing: Standing, members: list[int], *, at: datetime, private_to_id: int | None = None
) -> Pair:
    pair: Pair = Pair.objects.create(
        programme=standing.programme,
        private_to_id=private_to_id,
        organisation_id=standing.actor.organisation_id,
        members=members,
        made_at=at,
    )
    return pair


def _close(pair: Pair, *, at: datetime) -> None:
    pair.ended_at = at
    pair.save(update_fields=["ended_at"])
