from datetime import date

from django.db import models
from django.db.models import Q

from nuotio.people.models import Membership, OrganisationOwned
from nuotio.support.models.engagements import Engagement


class FollowUp(OrganisationOwned):
    """Three statements to the team some weeks after the support ended (`support_followup`).

    In a team of five or more it is anonymous: answers are counters, told once it is closed and
    from five answers on. In a smaller one who asked answers under the own name.
    """

    SMALLEST = 5

    engagement = models.OneToOneField(Engagement, models.CASCADE, related_name="follow_up")
    code = models.CharField(max_length=12, unique=True)
    is_anonymous = models.BooleanField()
    language = models.CharField(max_length=2)
    opens_on = models.DateField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__lte=models.F("closes_on")), name="support_follow_up_in_order"
            )
        ]
        indexes = [models.Index(fields=["organisation", "opens_on"], name="support_follow_ups")]

    def __str__(self) -> str:
        return self.code

    def is_open(self, day: date) -> bool:
        """Say whether it takes answers on that day."""
        return self.closed_at is None and self.opens_on <= day <= self.closes_on


class FollowUpCount(OrganisationOwned):
    """How often an option of 1 to 5 was chosen for an item; no row holds an answer."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="counts")
    item = models.SlugField(max_length=20)
    option = models.PositiveSmallIntegerField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "item", "option"], name="support_option_counted_once"
            ),
            models.CheckConstraint(
                condition=Q(option__gte=1, option__lte=5), name="support_option_in_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.option}"


class SignedAnswer(OrganisationOwned):
    """What who asked answered under the own name, in a team of fewer than five."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="signed")
    member = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    answers = models.JSONField(default=dict)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "member"], name="support_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.follow_up_id}"
