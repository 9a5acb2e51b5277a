from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from nuotio.foundation.models import Versioned
from nuotio.people.models import Membership, OrganisationOwned
from nuotio.support.models.requests import SupportRequest


class Batch(OrganisationOwned, Versioned):
    """A joint proposal for all open requests at once: drafted, looked at, changed, published.

    `score`, `bound`, `gap` and `is_proved` are the engine's; `best_served` and `best_fit` what it
    found without the changes by hand, so that they can say what they cost. `fit` is the mean fit
    of the places that have a mentor, 0 to 100. `minutes_left` is what mentors had left until
    `hours_until` when it was made.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("batch", "draft")
        PUBLISHED = "published", pgettext_lazy("batch", "published")
        DROPPED = "dropped", pgettext_lazy("batch", "dropped")

    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    weights = models.JSONField(default=dict)
    served = models.PositiveIntegerField(default=0)
    score = models.FloatField(default=0)
    bound = models.FloatField(default=0)
    gap = models.FloatField(default=0)
    is_proved = models.BooleanField(default=False)
    best_served = models.PositiveIntegerField(default=0)
    fit = models.FloatField(default=0)
    best_fit = models.FloatField(default=0)
    minutes_left = models.PositiveIntegerField(default=0)
    hours_until = models.DateField(null=True, blank=True)
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state="draft"), name="support_one_draft_batch"
            )
        ]

    def __str__(self) -> str:
        return f"batch {self.pk} of {self.organisation_id}"


class BatchLine(OrganisationOwned):
    """A request in a batch with a proposed mentor, or with none and what is missing.

    `place` is 1, or 2 for the second mentor. `reasons` and `missing` are codes with their values.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(default=1)
    mentor = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    month = models.DateField(null=True, blank=True)
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    is_by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "request", "place"], name="support_place_once_a_batch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} -> {self.mentor_id}"
