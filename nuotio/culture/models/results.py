from django.db import models
from django.utils.translation import gettext_lazy as _

from nuotio.culture.models.rounds import SurveyRound
from nuotio.foundation.models import Versioned
from nuotio.people.models import Membership, OrganisationOwned


class RoundResult(OrganisationOwned):
    """What was released of a round, once and for good, with its public certificate.

    `content` is `culture.results.Results` as JSON. `certificate` tells for each node how many were
    invited, got a ticket, were counted and were refused.
    """

    round = models.OneToOneField(SurveyRound, models.CASCADE, related_name="result")
    content = models.JSONField()
    certificate = models.JSONField()
    released_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"result of round {self.round_id}"


class Report(OrganisationOwned, Versioned):
    """HR's own words on a result: other explanations first, then it may be shared with everyone."""

    round = models.OneToOneField(SurveyRound, models.CASCADE, related_name="report")
    explanations = models.TextField(_("other explanations"), max_length=4000, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"report of round {self.round_id}"


class PooledResult(models.Model):
    """The network's pooled result of an instrument: means over at least five organisations.

    Names none of them. A scale is told anew only when at least five organisations have something
    new, so that two results never tell what a few organisations answered. `content` maps scales
    to {"mean", "organisations"}, `rounds` to the ids of the rounds that are in the mean.
    """

    instrument_code = models.SlugField(max_length=60)
    content = models.JSONField()
    organisations = models.PositiveIntegerField()
    rounds = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["instrument_code", "-made_at"], name="culture_pooled")]

    def __str__(self) -> str:
        return f"{self.instrument_code} of {self.organisations} organisations"
