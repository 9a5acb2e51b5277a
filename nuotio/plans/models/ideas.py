from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.people.models import Membership, OrganisationOwned, Unit
from nuotio.plans.models.experiments import Experiment


class Idea(OrganisationOwned):
    """Something that the work community could try: anyone proposes, a mentor picks it up (R69)."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("idea", "open")
        PICKED = "picked", pgettext_lazy("idea", "picked up")
        SET_ASIDE = "set_aside", pgettext_lazy("idea", "set aside")

    title = models.CharField(_("the idea in one sentence"), max_length=200)
    words = models.TextField(_("what it would change"), max_length=2000, blank=True)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    picked_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    experiment = models.ForeignKey(
        Experiment, models.SET_NULL, null=True, blank=True, related_name="ideas"
    )
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(answer=""), name="plans_set_aside_says_why"
            )
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="plans_ideas_of_org")]

    def __str__(self) -> str:
        return self.title


class IdeaJoin(OrganisationOwned):
    """A member would be in: she joins an idea."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="joins")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["idea", "membership"], name="plans_joined_once")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} joins {self.idea_id}"


class Pulse(OrganisationOwned):
    """One question to colleagues, answered without signing in, shown from five answers on.

    No row holds an answer: `counts` are how often each of the five options was chosen, told only
    once the pulse is closed, so that nobody learns an answer by looking before and after it.
    """

    SMALLEST = 5

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="pulses")
    code = models.CharField(max_length=12, unique=True)
    question = models.CharField(_("question"), max_length=200)
    language = models.CharField(max_length=2)
    asked_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    closes_on = models.DateField(_("last day"))
    closed_at = models.DateTimeField(null=True, blank=True)
    count_1 = models.PositiveIntegerField(default=0)
    count_2 = models.PositiveIntegerField(default=0)
    count_3 = models.PositiveIntegerField(default=0)
    count_4 = models.PositiveIntegerField(default=0)
    count_5 = models.PositiveIntegerField(default=0)
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        indexes = [models.Index(fields=["experiment"], name="plans_pulses_of")]

    def __str__(self) -> str:
        return self.question

    def is_open(self, day: date) -> bool:
        """Say whether it takes answers; after its last day it does not, closed by hand or not."""
        return self.closed_at is None and day <= self.closes_on

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        """How often each option was chosen, from 1 to 5."""
        return self.count_1, self.count_2, self.count_3, self.count_4, self.count_5
