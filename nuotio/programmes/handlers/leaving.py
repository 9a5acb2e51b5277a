from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.people.events import RoleLeft
from nuotio.programmes.services import seats


@listens_to(RoleLeft)
def end_places(event: RoleLeft) -> None:
    """Who leaves a role, or the organisation, gives up the places that it kept."""
    seats.end_seats_without_role(event.membership_id, at=timezone.now())
