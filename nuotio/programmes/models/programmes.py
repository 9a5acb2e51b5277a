from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import ThreeNames, Versioned
from nuotio.foundation.tenancy import SharedInProgramme
from nuotio.people.models import Organisation, OrganisationOwned
from nuotio.programmes.models.base import InProgramme


class ProgrammeTemplate(OrganisationOwned, ThreeNames, Versioned):
    """A provider's own template, copied from a shipped one and adapted; `content` is its data."""

    source = models.CharField(max_length=60)
    content = models.JSONField()
    changed_at = models.DateTimeField()


class Programme(SharedInProgramme, Versioned):
    """One cohort of organisations on its way: made from a template, which is copied into it.

    Lists leave `template` out (`defer`): it is as long as the template is.
    """

    home = "id"

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="provided_programmes")
    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("day of the first HR day"))
    source = models.CharField(max_length=60)
    template = models.JSONField(default=dict)
    # Moves of all later dates: {"from": ISO moment, "days": number}; own meetings follow them too.
    moves = models.JSONField(default=list)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "name"], name="programmes_one_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def phases(self) -> list[dict[str, Any]]:
        """The template's phases, in order: id, week_start, week_end, name and purpose as words."""
        return sorted(self.template.get("phases", []), key=lambda phase: phase["order"])


class Participation(InProgramme):
    """An organisation is invited into a programme, accepts or declines, and may leave."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        ACCEPTED = "accepted", _("takes part")
        DECLINED = "declined", _("does not take part")
        LEFT = "left", _("has left")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participations")
    state = models.CharField(max_length=8, choices=State.choices, default=State.INVITED)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    message = models.CharField(_("message"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"], name="programmes_one_participation"
            )
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="programmes_of_org")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.state}"
