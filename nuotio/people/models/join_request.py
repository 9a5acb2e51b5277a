from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nuotio.people.models.organisation import Organisation, OrganisationKind
from nuotio.people.models.user import Language

ANSWER_WITHIN = 5  # working days
SATURDAY = 5


class JoinRequest(models.Model):
    """An organisation asks to join, from the public page; belongs to no organisation yet."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    once = models.UUIDField(unique=True)
    organisation_name = models.CharField(_("organisation"), max_length=200)
    kind = models.ForeignKey(OrganisationKind, models.PROTECT, related_name="+")
    staff_count = models.PositiveIntegerField(_("number of staff"), null=True, blank=True)
    contact_name = models.CharField(_("your name"), max_length=150)
    contact_email = models.EmailField(_("your work e-mail"))
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.FINNISH
    )
    message = models.TextField(_("what you hope for"), blank=True, max_length=2000)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True, max_length=2000)
    organisation = models.OneToOneField(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="join_request"
    )
    contact_joined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "asked_at"], name="people_join_requests")]

    def __str__(self) -> str:
        return self.organisation_name

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.state == self.State.WAITING

    @property
    def answer_by(self) -> date:
        """The day by which an answer was promised: five working days, Monday to Friday."""
        day = timezone.localdate(self.asked_at)
        left = ANSWER_WITHIN
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < SATURDAY
        return day

    def is_late(self, *, today: date) -> bool:
        """Say whether the promised day has passed without an answer."""
        return self.is_waiting and today > self.answer_by
