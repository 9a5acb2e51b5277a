"""A person's calendar: the events of all her seats, in every organisation of hers."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from nuotio.foundation import tenancy
from nuotio.people.models import Membership, User
from nuotio.programmes.models import Attendance, CalendarKey, Event, Seat
from nuotio.programmes.queries import readers

OWN = "A person's own events, from every organisation of hers."
SHOWN_FOR = timedelta(days=365)


def digest_of(key: str) -> str:
    """Return what is kept of the secret in the address of a calendar."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def owner_of(key: str) -> User | None:
    """Return whose calendar has this secret in its address; nobody who may not sign in."""
    rows = CalendarKey.objects.select_related("user").filter(
        digest=digest_of(key), user__is_active=True, user__erased_at__isnull=True
    )
    found = rows.first()
    return None if found is None else found.user


def key_of(user_id: int) -> CalendarKey | None:
    """Return when the person made an address for her calendar; None where there is none."""
    return CalendarKey.objects.filter(user_id=user_id).first()


def events_of(user_id: int, *, at: datetime) -> Sequence[tuple[Event, Membership]]:
    """Return the person's events by time, each with the membership that brings it.

    Those of the last year and all to come, called off or not; but for those to which she has said
    no. Three queries.
    """
    with tenancy.unrestricted(reason=OWN):
        seats = list(
            readers.open_seats().filter(membership__user_id=user_id).order_by("joined_at", "pk")
        )
        declined = Attendance.objects.filter(
            seat__in=[seat.pk for seat in seats], answer=Attendance.Answer.NOT_COMING
        )
        left_out = set(declined.order_by("pk").values_list("event_id", flat=True))
        rows = (
            Event.objects.filter(
                programme__in={seat.programme_id for seat in seats}, ends_at__gt=at - SHOWN_FOR
            )
            .exclude(pk__in=left_out)
            .select_related("programme")
            .defer("agenda", "notes", "programme__template")
        )
        events = list(rows.order_by("starts_at", "pk"))
    return [
        (event, readers.person(seat))
        for event in events
        if (seat := _seat_for(event, seats)) is not None
    ]


def _seat_for(event: Event, seats: Sequence[Seat]) -> Seat | None:
    here = (seat for seat in seats if seat.programme_id == event.programme_id)
    return next((seat for seat in here if readers.concerns(seat, event)), None)
