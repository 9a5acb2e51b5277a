from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from nuotio.people.models import Membership, TimeBooking


@transaction.atomic
def book_time(
    mentor: Membership, *, day: date, minutes: int, source: str, origin: UUID, at: datetime
) -> TimeBooking:
    """Book time that a mentor used; the same `origin` booked again is changed, never doubled.

    The caller asked who may, and writes the ledger: a booking is the shadow of the caller's row.
    """
    told = {"day": day, "minutes": minutes, "source": source, "booked_at": at}
    whose = {"mentor": mentor, "organisation_id": mentor.organisation_id}
    booking: TimeBooking
    booking, _ = TimeBooking.objects.update_or_create(origin=origin, defaults=told | whose)
    return booking


@transaction.atomic
def unbook(origin: UUID) -> None:
    """Take a booking back; one that is not there is taken back already. The caller asked."""
    TimeBooking.objects.filter(origin=origin).delete()
