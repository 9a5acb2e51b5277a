from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import Versioned
from nuotio.people.models import OrganisationOwned

_UP_TO_TEN = [MaxValueValidator(10)]


class MatchingWeights(OrganisationOwned, Versioned):
    """How much each wish weighs in an organisation's matching, 0 to 10; and its promised clock."""

    kind = models.PositiveSmallIntegerField(
        _("kind of support and method"), default=6, validators=_UP_TO_TEN
    )
    community = models.PositiveSmallIntegerField(
        _("same work community"), default=8, validators=_UP_TO_TEN
    )
    fairness = models.PositiveSmallIntegerField(
        _("even use of hours"), default=5, validators=_UP_TO_TEN
    )
    continuity = models.PositiveSmallIntegerField(
        _("has supported this team before"), default=4, validators=_UP_TO_TEN
    )
    wish = models.PositiveSmallIntegerField(
        _("what the mentor wants to learn"), default=3, validators=_UP_TO_TEN
    )
    answer_days = models.PositiveSmallIntegerField(_("working days to an answer"), default=2)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], name="support_weights_once"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__lte=10, community__lte=10, fairness__lte=10, continuity__lte=10
                )
                & models.Q(wish__lte=10, answer_days__gte=1, answer_days__lte=20),
                name="support_weights_are_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"weights of {self.organisation_id}"
