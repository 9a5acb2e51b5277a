from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.foundation.models import Versioned
from nuotio.people.models import Membership, OrganisationOwned
from nuotio.support.models.requests import SupportRequest


class Engagement(OrganisationOwned, Versioned):
    """Support that a team and its mentors have agreed on: meetings, hours, notes, an end.

    Its mentors are the request's accepted invitations.
    """

    class Audience(models.TextChoices):
        """Who reads the notes; agreed at the start, chosen for each note."""

        MENTORS = "mentors", pgettext_lazy("note", "the mentors of this support")
        TEAM = "team", pgettext_lazy("note", "the mentors and who asked")
        READERS = "readers", pgettext_lazy("note", "everybody who reads the request")

    request = models.OneToOneField(SupportRequest, models.CASCADE, related_name="engagement")
    audience = models.CharField(max_length=7, choices=Audience.choices, default=Audience.TEAM)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.TextField(
        _("what was agreed and what comes next"), max_length=2000, blank=True
    )

    def __str__(self) -> str:
        return f"support for {self.request_id}"

    @property
    def is_closed(self) -> bool:
        """Whether the support has ended."""
        return self.closed_at is not None


class Meeting(OrganisationOwned, Versioned):
    """The team and its mentors meet; calendars hear of every change by a rising `sequence`."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="meetings")
    title = models.CharField(_("what it is"), max_length=150)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link of the video meeting"), max_length=300, blank=True)
    agenda = models.TextField(_("agenda"), max_length=3000, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=models.F("ends_at")), name="support_meeting_takes_time"
            )
        ]
        indexes = [models.Index(fields=["engagement", "starts_at"], name="support_meetings_of")]

    def __str__(self) -> str:
        return self.title


class MeetingTime(OrganisationOwned):
    """Working time that a mentor used for this support: a meeting, or work around it.

    The booking in `people.TimeBooking` has `once` as its origin.
    """

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="times")
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="times"
    )
    mentor = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    at = models.DateTimeField()
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "mentor"],
                condition=Q(meeting__isnull=False),
                name="support_meeting_booked_once",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="support_time_is_sensible"
            ),
        ]
        indexes = [models.Index(fields=["engagement", "mentor"], name="support_times_of")]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.minutes} min"


class EngagementNote(OrganisationOwned, Versioned):
    """A note of a meeting or along the way, for the audience its writer chose."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="notes")
    writer = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=7, choices=Engagement.Audience.choices)
    words = models.TextField(_("note"), max_length=3000)
    at = models.DateTimeField()
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        indexes = [models.Index(fields=["engagement", "at"], name="support_notes_of")]

    def __str__(self) -> str:
        return self.words


class Thanks(OrganisationOwned):
    """A word of thanks to the mentors, from who asked; once, and it may be changed."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="thanks")
    given_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.CharField(_("thanks"), max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["engagement", "given_by"], name="support_thanked_once")
        ]
        verbose_name_plural = "thanks"

    def __str__(self) -> str:
        return self.words
