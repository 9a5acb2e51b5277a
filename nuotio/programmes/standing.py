"""How a member stands to a programme: what rules ask and pages show."""

from dataclasses import dataclass

from nuotio.people.models import Membership, Role
from nuotio.programmes.models import Participation, Programme, Seat

PROVIDERS = frozenset({Seat.Role.COORDINATOR, Seat.Role.TRAINER})


@dataclass(frozen=True)
class Standing:
    """A member and a programme: the seat, and the organisation's participation, where there are.

    The provider has no participation; its coordinators stand in every programme of theirs.
    """

    actor: Membership
    programme: Programme
    participation: Participation | None = None
    seat: Seat | None = None

    @property
    def is_at_provider(self) -> bool:
        """Whether the member works for the organisation that runs the programme."""
        return self.programme.provider_id == self.actor.organisation_id

    @property
    def runs_it(self) -> bool:
        """Whether the member coordinates the programme for its provider."""
        return self.is_at_provider and self.actor.has_role(Role.COORDINATOR)

    @property
    def trains(self) -> bool:
        """Whether the member coordinates or trains in the programme."""
        return self.runs_it or (self.is_at_provider and self.sits_as(Seat.Role.TRAINER))

    @property
    def takes_part(self) -> bool:
        """Whether the member's organisation takes part now."""
        state = self.participation.state if self.participation else ""
        return state == Participation.State.ACCEPTED

    @property
    def steers_here(self) -> bool:
        """Whether the member takes care of the programme in an organisation that takes part."""
        return self.takes_part and self.actor.has_role(Role.HR, Role.COORDINATOR)

    @property
    def has_left(self) -> bool:
        """Whether the member's organisation has left; what is its own stays its own."""
        state = self.participation.state if self.participation else ""
        return state == Participation.State.LEFT

    @property
    def steers_own(self) -> bool:
        """Whether the member takes care of what is the organisation's own, also after it left."""
        return (self.takes_part or self.has_left) and self.actor.has_role(Role.HR, Role.COORDINATOR)

    @property
    def keeps_seat(self) -> bool:
        """Whether the member has a place, or had one until her organisation left with it."""
        if self.seat is None or self.participation is None:
            return self.has_seat
        return self.has_seat or (self.has_left and self.seat.left_at == self.participation.left_at)

    @property
    def keeps_own(self) -> bool:
        """Whether something of the organisation that left is the member's to read."""
        return self.has_left and (self.steers_own or self.keeps_seat)

    @property
    def is_in(self) -> bool:
        """Whether the member has a seat, or a care for everyone's."""
        return self.trains or self.steers_here or (self.takes_part and self.has_seat)

    @property
    def has_seat(self) -> bool:
        """Whether the member has a place of her own."""
        return self.seat is not None and self.seat.is_open

    def sits_as(self, *roles: str) -> bool:
        """Say whether the member's seat is one of these."""
        return self.seat is not None and self.seat.is_open and self.seat.role in roles

    def sat_as(self, *roles: str) -> bool:
        """Say whether the seat that the member has, or kept until the leaving, is one of these."""
        return self.seat is not None and self.keeps_seat and self.seat.role in roles
