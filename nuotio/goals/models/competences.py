from django.db import models
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import Versioned
from nuotio.people.models import Membership, OrganisationOwned, Unit


class StrategicCompetence(OrganisationOwned, Versioned):
    """Something that the organisation's strategy asks people to be able to do (R47)."""

    name = models.CharField(_("strategic competence"), max_length=150)
    about = models.TextField(_("what the strategy says of it"), max_length=2000, blank=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="goals_competence_once")
        ]

    def __str__(self) -> str:
        return self.name


class TeamMeaning(OrganisationOwned, Versioned):
    """What a unit would do differently because of a strategic competence, in its own words."""

    competence = models.ForeignKey(
        StrategicCompetence, models.CASCADE, related_name="team_meanings"
    )
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    words = models.TextField(_("what would we do differently in our team"), max_length=2000)
    written_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["competence", "unit"], name="goals_one_meaning_a_unit")
        ]

    def __str__(self) -> str:
        return self.words
