from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nuotio.people.models.membership import Membership, OrganisationOwned


class TimeBooking(OrganisationOwned):
    """Time that a mentor used for learning mentoring, booked against her time share (R85).

    Rooms above book it: `source` names what for, `origin` is the key of their row, which makes the
    same thing booked twice one booking. It holds minutes and a day, no words.
    """

    mentor = models.ForeignKey(Membership, models.CASCADE, related_name="time_bookings")
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    source = models.SlugField(max_length=30)
    origin = models.UUIDField(unique=True)
    booked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="people_booking_is_sensible"
            )
        ]
        indexes = [
            models.Index(fields=["mentor", "day"], name="people_bookings_of"),
            models.Index(fields=["organisation", "day"], name="people_bookings_in"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.minutes} min"
