from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.people.models import Membership, OrganisationOwned
from nuotio.support.models.requests import SupportRequest


class SupportInvitation(OrganisationOwned):
    """A mentor is asked to support a team, or takes a request by herself; accepted, a promise.

    A promise holds `minutes` of the working time of `month` (its first day) until they are booked
    or the engagement ends (R85, R87). `reason` is kept from the team.
    """

    class Way(models.TextChoices):
        ASKED = "asked", pgettext_lazy("support invitation", "asked by the team")
        COORDINATED = "coordinated", pgettext_lazy("support invitation", "asked by a coordinator")
        BATCH = "batch", pgettext_lazy("support invitation", "from a joint proposal")
        TAKEN = "taken", pgettext_lazy("support invitation", "taken by the mentor")

    class State(models.TextChoices):
        INVITED = "invited", pgettext_lazy("support invitation", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("support invitation", "accepted")
        SUGGESTED = "suggested", pgettext_lazy("support invitation", "another time suggested")
        DECLINED = "declined", pgettext_lazy("support invitation", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("support invitation", "taken back")
        LAPSED = "lapsed", pgettext_lazy("support invitation", "not answered in time")
        LEFT = "left", pgettext_lazy("support invitation", "stepped back")

    # Those that hold a place on the request and, softly or firmly, the mentor's hours.
    HOLDING = (State.INVITED, State.SUGGESTED, State.ACCEPTED)

    request = models.ForeignKey(SupportRequest, models.CASCADE, related_name="invitations")
    mentor = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="support_invitations"
    )
    way = models.CharField(max_length=11, choices=Way.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.INVITED)
    minutes = models.PositiveSmallIntegerField(_("working time"))
    month = models.DateField(_("month whose working time it takes"))
    message = models.CharField(_("a word to the mentor"), max_length=500, blank=True)
    invited_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField()
    answer_by = models.DateField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    suggested_from = models.DateField(_("from which week on"), null=True, blank=True)
    suggestion = models.CharField(_("which time would do"), max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "mentor"],
                condition=Q(state__in=["invited", "suggested", "accepted"], ended_at=None),
                name="support_invited_once",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="support_promises_something"),
            models.CheckConstraint(
                condition=~Q(state="suggested") | Q(suggested_from__isnull=False),
                name="support_suggestion_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["mentor", "state"], name="support_invited"),
            models.Index(fields=["organisation", "state", "answer_by"], name="support_to_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} for {self.request_id}: {self.state}"

    @property
    def is_promise(self) -> bool:
        """Whether the mentor has promised her time and the support has not ended."""
        return self.state == self.State.ACCEPTED and self.ended_at is None

    @property
    def waits(self) -> bool:
        """Whether the mentor has yet to answer."""
        return self.state == self.State.INVITED
