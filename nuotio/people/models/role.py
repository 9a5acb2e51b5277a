from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import ThreeNames, Versioned
from nuotio.people.models.membership import Membership, OrganisationOwned


class Role(models.TextChoices):
    """What a person does in learning mentoring, beside the main job."""

    EMPLOYEE = "employee", _("employee")
    MENTOR = "mentor", _("learning mentor")
    HR = "hr", _("HR")
    MANAGEMENT = "management", _("management")
    COORDINATOR = "coordinator", _("coordinator")
    TRAINER = "trainer", _("trainer")


class RoleTitle(OrganisationOwned, ThreeNames, Versioned):
    """The organisation's own name for a role; a role may have several parallel ones."""

    role = models.CharField(max_length=12, choices=Role.choices)
    is_default = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "role", "name_fi"], name="people_role_title_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "role"],
                condition=Q(is_default=True),
                name="people_one_default_title",
            ),
        ]


class RoleHolding(OrganisationOwned):
    """A member holds a role: voluntary, so it can be paused and left at any time."""

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        ENDED = "ended", _("ended")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="role_holdings")
    role = models.CharField(max_length=12, choices=Role.choices)
    title = models.ForeignKey(
        RoleTitle, models.SET_NULL, null=True, blank=True, related_name="holdings"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.ACTIVE)
    since = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "role"],
                condition=~Q(state="ended"),
                name="people_role_held_once",
            )
        ]
        indexes = [models.Index(fields=["organisation", "role", "state"], name="people_by_role")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.role} {self.state}"
