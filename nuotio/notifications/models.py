from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.people.models import Membership, OrganisationOwned


class Channel(models.TextChoices):
    """When a person hears of something by mail; in the service it always shows."""

    AT_ONCE = "at_once", _("by mail at once")
    DIGEST = "digest", _("in the weekly summary")
    NEVER = "never", pgettext_lazy("mail", "no mail")


class Notification(OrganisationOwned):
    """One person is told one thing; its words are made in the reader's language when it is read."""

    recipient = models.ForeignKey(Membership, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    about = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="notifications_about"
    )
    params = models.JSONField(default=dict, blank=True)
    path = models.CharField(max_length=300)
    dedupe_key = models.CharField(max_length=160)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    digested_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "dedupe_key"], name="notifications_told_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["recipient"],
                condition=Q(read_at__isnull=True),
                name="notifications_unread",
            ),
            models.Index(fields=["recipient", "-created_at"], name="notifications_inbox"),
            models.Index(fields=["created_at"], name="notifications_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient_id}"

    @property
    def is_unread(self) -> bool:
        """Whether the person has not opened it yet."""
        return self.read_at is None

    @cached_property
    def about_name(self) -> str:
        """The name of the person it is about; empty where nobody is, or is no longer."""
        return self.about.name if self.about else ""


class OutgoingMail(models.Model):
    """A mail to one address: written with the change that caused it, sent by the worker."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"

    to = models.EmailField(max_length=320)
    sender = models.CharField(max_length=320)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    message_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    reference = models.BigIntegerField(null=True, blank=True)
    dedupe_key = models.CharField(max_length=200, unique=True)
    is_urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(db_index=True)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-is_urgent", "next_try_at"],
                condition=Q(state="waiting"),
                name="notifications_mail_waiting",
            ),
            models.Index(
                fields=["claimed_at"],
                condition=Q(state="sending"),
                name="notifications_mail_claimed",
            ),
            models.Index(fields=["to"], name="notifications_mail_to"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class MailChoice(models.Model):
    """A person wants to hear of one kind in another way than by default."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choices")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=7, choices=Channel.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notifications_one_choice")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.channel}"
