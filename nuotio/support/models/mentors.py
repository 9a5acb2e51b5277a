from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import Versioned
from nuotio.people.models import Membership, OrganisationOwned, Unit


class Readiness(OrganisationOwned, Versioned):
    """What support a mentor wants to give, and when; what she leaves empty stands for anything.

    `kinds` and `wished_kinds` are values of `SupportKind`, `methods` and `wished_methods` ids of
    shipped methods, `languages` codes, `weekdays` 0 to 4, `day_parts` of `DayPart`. A wish is
    something she would like to learn by giving it.
    """

    mentor = models.OneToOneField(Membership, models.CASCADE, related_name="readiness")
    kinds = models.JSONField(default=list)
    methods = models.JSONField(default=list)
    wished_kinds = models.JSONField(default=list)
    wished_methods = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    gives_onsite = models.BooleanField(_("on site"), default=True)
    gives_remotely = models.BooleanField(_("remotely"), default=True)
    weekdays = models.JSONField(default=list)
    day_parts = models.JSONField(default=list)
    rests = models.BooleanField(_("a pause from new requests"), default=False)
    rests_until = models.DateField(_("until"), null=True, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"readiness of {self.mentor_id}"

    def rests_on(self, day: date) -> bool:
        """Say whether she takes no new requests on that day; the day it is until is still one."""
        return self.rests and (self.rests_until is None or day <= self.rests_until)


class Absence(OrganisationOwned):
    """Days on which a mentor is away: the month's working time shrinks with them. No reason."""

    mentor = models.ForeignKey(Membership, models.CASCADE, related_name="absences")
    first_day = models.DateField(_("first day away"))
    last_day = models.DateField(_("last day away"))
    made_at = models.DateTimeField()
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=models.F("last_day")), name="support_absence_in_order"
            )
        ]
        indexes = [models.Index(fields=["mentor", "last_day"], name="support_absences_of")]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"


class Conflict(OrganisationOwned):
    """A unit that a mentor would rather not serve, or a person: known to her and to no page else.

    The own reporting line is always one and stands nowhere.
    """

    mentor = models.ForeignKey(Membership, models.CASCADE, related_name="conflicts")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Membership, models.CASCADE, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentor", "unit"], name="support_unit_conflict_once"),
            models.UniqueConstraint(fields=["mentor", "person"], name="support_conflict_once"),
            models.CheckConstraint(
                condition=Q(unit=None, person__isnull=False) | Q(person=None, unit__isnull=False),
                name="support_conflict_with_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} not with {self.unit_id or self.person_id}"
