"""A cohort of the demo world: the programme, its organisations, seats and pairs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from nuotio.foundation import content
from nuotio.people.models import Membership
from nuotio.programmes import blueprints
from nuotio.programmes.demo.cast import Company, experiments_of, named
from nuotio.programmes.demo.chance import Chance
from nuotio.programmes.models import Pair, Participation, Programme, Seat

TUESDAY, FRIDAY = 1, 4
MAKING, SEATING = timedelta(weeks=-10), timedelta(weeks=5)
LASTS = timedelta(weeks=52)
RECRUITING, HALFWAY = "recruiting", "coaching_2_done"
WITHOUT_PAIRS = {"hakapuro", "lansiniemi"}  # HR has yet to pair their mentors

State, Roles = Participation.State, Seat.Role


@dataclass
class House:
    """An organisation in a programme with its seats; each pair with the seats of its mentors."""

    company: Company
    state: str = State.ACCEPTED
    accepted_at: datetime | None = None
    left_at: datetime | None = None
    seats: list[Seat] = field(default_factory=list)
    pairs: list[tuple[Pair, list[Seat]]] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The organisation's short name."""
        return self.company.organisation.slug

    def seated(self, role: str) -> list[Seat]:
        """Return its seats of a role."""
        return [seat for seat in self.seats if seat.role == role]


@dataclass
class Cohort:
    """A programme that is being written, with what the other parts need of it."""

    key: str
    state: str
    at: datetime
    dice: Chance
    programme: Programme
    houses: list[House]
    provider: list[Seat] = field(default_factory=list)

    @property
    def seats(self) -> list[Seat]:
        """Everyone's seats, the provider's first."""
        return [*self.provider, *(seat for house in self.houses for seat in house.seats)]

    @property
    def is_recruiting(self) -> bool:
        """Whether its mentors are being found just now."""
        return self.state == RECRUITING

    @property
    def is_halfway(self) -> bool:
        """Whether its mentors are making their experiments just now."""
        return self.state == HALFWAY

    def moment(self, weeks: float) -> datetime:
        """Return a moment so many weeks after the beginning, never later than now."""
        first = blueprints.local(self.programme.starts_on, blueprints.MORNING)
        return min(blueprints.moved(first, days=round(weeks * 7)), self.at)

    def working_hour(self, days: int) -> datetime:
        """Return a moment of office hours so many days ago, a Friday's for a weekend."""
        ago = self.at.astimezone(blueprints.HELSINKI) - timedelta(days=days)
        clock = time(self.dice.randrange(8, 16), self.dice.randrange(60))
        weekend = max(ago.weekday() - FRIDAY, 0)
        moment = blueprints.local(ago.date() - timedelta(days=weekend), clock)
        return min(moment, self.at - timedelta(minutes=10))


def starts_on(at: datetime, weeks: int) -> date:
    """Return the Tuesday of the week that is so many weeks from now."""
    day = at.astimezone(blueprints.HELSINKI).date() + timedelta(weeks=weeks)
    return day + timedelta(days=TUESDAY - day.weekday())


def found(
    told: dict[str, Any], companies: dict[str, Company], *, at: datetime, seed: int
) -> Cohort:
    """Write the programme, who takes part, who sits in it and who make a pair."""
    provider = companies["valmennus"]
    template = blueprints.shipped()
    first_day = starts_on(at, told["start_offset_weeks"])
    begins = blueprints.local(first_day, blueprints.MORNING)
    programme = Programme.objects.create(
        provider=provider.organisation,
        name=told["name"],
        starts_on=first_day,
        source=template["id"],
        template=template,
        made_at=begins + MAKING,
        ended_at=begins + LASTS if begins + LASTS < at else None,
    )
    dice = Chance(f"{seed}-{told['id']}")
    houses = [House(companies[slug]) for slug in told["organisations"]]
    cohort = Cohort(told["id"], told["state"], at, dice, programme, houses)
    _invite(cohort, companies)
    _seat_provider(cohort, provider)
    _seat_houses(cohort)
    return cohort


def _invite(cohort: Cohort, companies: dict[str, Company]) -> None:
    words = content.load("demo_programmes")
    left, waits = words["left_half_way"], words["waits_to_answer"]
    if left["cohort"] == cohort.key:
        left_at = cohort.moment(left["week"]) + timedelta(days=3)
        cohort.houses.append(House(companies[left["organisation"]], State.LEFT, left_at=left_at))
    rows = []
    for house in cohort.houses:
        house.accepted_at = cohort.programme.made_at + timedelta(days=cohort.dice.randrange(3, 14))
        row = Participation(
            programme=cohort.programme,
            organisation=house.company.organisation,
            state=house.state,
            invited_at=cohort.programme.made_at,
            answered_at=house.left_at or house.accepted_at,
            left_at=house.left_at,
            message=left["message"] if house.left_at else "",
        )
        if waits["cohort"] == cohort.key and house.slug == waits["organisation"]:
            row.state = house.state = State.INVITED
            row.invited_at = cohort.at - timedelta(days=waits["days"])
            row.answered_at = None
        rows.append(row)
    Participation.objects.bulk_create(rows)
    cohort.houses = [house for house in cohort.houses if house.state != State.INVITED]


def _seat(cohort: Cohort, member: Membership, role: str, joined_at: datetime) -> Seat:
    return Seat(
        programme=cohort.programme,
        organisation_id=member.organisation_id,
        membership=member,
        role=role,
        name=member.name,
        unit=member.unit.name_fi if member.unit else "",
        joined_at=joined_at,
    )


def _seat_provider(cohort: Cohort, provider: Company) -> None:
    made = cohort.programme.made_at
    seats = [_seat(cohort, one, Roles.COORDINATOR, made) for one in provider.coordinators]
    seats += [_seat(cohort, one, Roles.TRAINER, made) for one in provider.trainers]
    cohort.provider = Seat.objects.bulk_create(seats)


def _seat_houses(cohort: Cohort) -> None:
    for house in cohort.houses:
        company, accepted = house.company, house.accepted_at or cohort.programme.made_at
        seats = [_seat(cohort, one, Roles.HR, accepted) for one in company.contacts]
        seats += [_seat(cohort, one, Roles.SPONSOR, accepted) for one in company.management[:1]]
        mentors = [
            _seat(cohort, one, Roles.MENTOR, _chosen_at(cohort)) for one in _mentors_of(house)
        ]
        _pair(cohort, house, mentors)
        house.seats = seats + mentors
        for seat in house.seats:
            seat.left_at = house.left_at
    Seat.objects.bulk_create(seat for house in cohort.houses for seat in house.seats)


def _chosen_at(cohort: Cohort) -> datetime:
    """Return when HR accepted a mentor: in the fifth week, or these days where that is ahead."""
    days = timedelta(days=cohort.dice.randrange(4), hours=cohort.dice.randrange(6))
    planned = blueprints.local(cohort.programme.starts_on, blueprints.MORNING) + SEATING + days
    return planned if planned < cohort.at else cohort.working_hour(cohort.dice.randrange(4))


def _mentors_of(house: House) -> Sequence[Membership]:
    """Return who sits as a mentor: all of them, or a few unnamed where the others did not begin."""
    if house.left_at is None:
        return house.company.mentors
    drawn = [one for one in house.company.mentors if one.name not in named()]
    return drawn[: content.load("demo_programmes")["left_half_way"]["mentors"]]


def _pair(cohort: Cohort, house: House, mentors: Sequence[Seat]) -> None:
    """Pair across units; who made an experiment together in the demo world stay together."""
    if house.slug in WITHOUT_PAIRS or len(mentors) < 2:
        return
    groups = _groups(house, list(mentors))
    made_at = max(seat.joined_at for seat in mentors)
    pairs = Pair.objects.bulk_create(
        Pair(programme=cohort.programme, organisation=house.company.organisation, made_at=made_at)
        for _group in groups
    )
    for pair, group in zip(pairs, groups, strict=True):
        for seat in group:
            seat.pair = pair
    house.pairs = list(zip(pairs, groups, strict=True))


def _groups(house: House, free: list[Seat]) -> list[list[Seat]]:
    ids = named()
    groups = []
    for experiment in experiments_of(house.slug):
        pair = [seat for seat in free if ids.get(seat.name) in experiment["mentors"]]
        if len(pair) == 2:
            groups.append(pair)
            free = [seat for seat in free if seat not in pair]
    while len(free) > 1:
        first = free.pop(0)
        others = [seat for seat in free if seat.unit != first.unit]
        second = (others or free)[0]
        free.remove(second)
        groups.append([first, second])
    if free:
        groups[-1].append(free[0])
    return groups
