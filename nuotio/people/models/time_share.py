from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nuotio.people.models.membership import Membership, OrganisationOwned


class TimeShare(OrganisationOwned):
    """The hours a month that a mentor may use, agreed with the supervisor (R85, R86)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waiting for the supervisor")
        AGREED = "agreed", _("agreed")
        RETURNED = "returned", _("to be talked over")
        ENDED = "ended", _("ended")

    mentor = models.ForeignKey(Membership, models.CASCADE, related_name="time_shares")
    supervisor = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="time_shares_to_agree"
    )
    hours_a_month = models.DecimalField(_("hours a month"), max_digits=4, decimal_places=1)
    starts_on = models.DateField(_("from"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    message = models.CharField(_("message to the supervisor"), max_length=500, blank=True)
    answer = models.CharField(_("answer to the mentor"), max_length=500, blank=True)
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentor"], condition=Q(state="proposed"), name="people_one_proposal"
            ),
            models.UniqueConstraint(
                fields=["mentor"], condition=Q(state="agreed"), name="people_one_agreed_share"
            ),
            models.CheckConstraint(
                condition=Q(hours_a_month__gt=0, hours_a_month__lte=200),
                name="people_share_is_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.hours_a_month} h"

    def percent_of(self, monthly_hours: Decimal) -> Decimal:
        """Return the share of full working time in per cent, to one decimal."""
        return (self.hours_a_month / monthly_hours * 100).quantize(Decimal("0.1"))
