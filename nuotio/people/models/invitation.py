from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nuotio.people.models.membership import Membership, OrganisationOwned, Unit
from nuotio.people.models.user import Language

VALID_FOR = timedelta(days=30)


class Invitation(OrganisationOwned):
    """A person is asked to join; from a roster it waits until HR sends it."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.FINNISH
    )
    roles = models.JSONField(default=list)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    job_title = models.CharField(_("main job"), max_length=120, blank=True)
    supervisor_email = models.EmailField(_("supervisor's e-mail"), blank=True)
    invited_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="invitations_made"
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    times_sent = models.PositiveSmallIntegerField(default=0)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="people_one_open_invitation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.organisation_id}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has used it or taken it back."""
        return self.accepted_at is None and self.withdrawn_at is None

    def is_usable(self, *, at: datetime) -> bool:
        """Say whether its link still lets the person in."""
        return self.is_open and self.sent_at is not None and at < self.sent_at + VALID_FOR
