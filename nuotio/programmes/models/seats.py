from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nuotio.people.models import Membership, Organisation, OrganisationOwned
from nuotio.programmes.models.base import InProgramme
from nuotio.programmes.models.programmes import Programme


class Pair(InProgramme):
    """Mentors of one organisation who go through the programme together, usually two.

    `members` are the ids of the seats that it was made of: they stay when a seat goes its way. A
    suggestion that was turned down is a pair that ended as it began, so that it does not come back.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    members = models.JSONField(default=list)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"pair {self.pk}"

    def includes(self, seat_id: int) -> bool:
        """Say whether the pair was made of this seat, among others."""
        return seat_id in self.members


class Seat(InProgramme):
    """A person's place in a programme; `name` and `unit` are the copy that the others may see."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator of the programme")
        TRAINER = "trainer", _("trainer")
        HR = "hr", _("HR contact")
        SPONSOR = "sponsor", _("management sponsor")
        MENTOR = "mentor", _("learning mentor")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="seats"
    )
    role = models.CharField(max_length=11, choices=Role.choices)
    name = models.CharField(max_length=150)
    unit = models.CharField(max_length=200, blank=True)
    pair = models.ForeignKey(Pair, models.SET_NULL, null=True, blank=True, related_name="seats")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "membership"],
                condition=Q(left_at__isnull=True),
                name="programmes_one_seat",
            )
        ]
        indexes = [
            models.Index(fields=["membership", "left_at"], name="programmes_seats_of"),
            models.Index(fields=["programme", "role"], name="programmes_seats_by_role"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether the person still takes part."""
        return self.left_at is None


class Application(OrganisationOwned):
    """A member would like to be a mentor in a programme: told to HR by motivation (R54)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for HR")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("not this time")
        WITHDRAWN = "withdrawn", _("withdrawn")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="applications")
    motivation = models.TextField(_("why you would like to be a learning mentor"), max_length=2000)
    hopes = models.TextField(_("what you hope for"), max_length=2000, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    applied_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "membership"], name="programmes_one_application"
            )
        ]
        indexes = [models.Index(fields=["programme", "state"], name="programmes_applications")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.state}"
