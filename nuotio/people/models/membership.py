from collections.abc import Sequence
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import ThreeNames, Versioned
from nuotio.foundation.tenancy import OwnedByOrganisation
from nuotio.people.models.organisation import Organisation


class OrganisationOwned(OwnedByOrganisation):
    """Base of every row that belongs to one organisation."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Unit(OrganisationOwned, ThreeNames, Versioned):
    """A part of the organisation; units form a tree and may have a lead."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    lead = models.ForeignKey(
        "people.Membership", models.SET_NULL, null=True, blank=True, related_name="leads"
    )
    staff_count = models.PositiveIntegerField(_("number of staff"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "parent", "name_fi"], name="people_unit_name_in_parent"
            ),
            models.UniqueConstraint(
                fields=["organisation", "name_fi"],
                condition=Q(parent__isnull=True),
                name="people_unit_name_at_top",
            ),
        ]


class Membership(OrganisationOwned):
    """A person in an organisation; leaving closes it and keeps what others built on it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    supervisor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="supervised"
    )
    job_title = models.CharField(_("main job"), max_length=120, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    # The person's other organisations, where a query has put them here.
    others: Sequence[Organisation] = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], name="people_one_membership_per_organisation"
            )
        ]
        indexes = [models.Index(fields=["user", "left_at"], name="people_of_user")]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def name(self) -> str:
        """The person's name."""
        return self.user.name

    @property
    def is_open(self) -> bool:
        """Whether the person still belongs to the organisation."""
        return self.left_at is None

    @cached_property
    def roles(self) -> frozenset[str]:
        """The active roles; everyone who belongs is an employee. Prefetch `role_holdings`."""
        held = {h.role for h in self.role_holdings.all() if h.state == "active"}
        return frozenset(held | {"employee"}) if self.is_open else frozenset()

    def has_role(self, *roles: str) -> bool:
        """Say whether one of these roles is active."""
        return not self.roles.isdisjoint(roles)


class Profile(OrganisationOwned, Versioned):
    """What a member tells of herself: seen by the organisation while she is a mentor."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="profile")
    about = models.TextField(_("about me"), blank=True, max_length=1000)
    interests = models.JSONField(default=list)
    strengths = models.JSONField(default=list)
    training = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    updated_at = models.DateTimeField(null=True)
    # What a search looks in, folded to lower case: SQLite folds only ASCII by itself.
    found_by = models.TextField(blank=True, editable=False)

    def __str__(self) -> str:
        return f"profile of {self.membership_id}"

    @property
    def is_complete(self) -> bool:
        """Whether a colleague can choose by it: something about work, strengths, languages."""
        return bool(self.interests and self.strengths and self.languages)
