from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import ThreeNames, Versioned
from nuotio.programmes.models.base import InProgramme
from nuotio.programmes.models.seats import Seat


class Event(InProgramme, ThreeNames, Versioned):
    """An HR day, a coaching session or a meeting; a private one is the organisation's own.

    `agenda` is a list of {"minutes", "words", "method"}, `objectives` of words; words are
    {"fi", "sv", "en"}. `roles` are the seats whom it concerns. `sequence` counts what calendars
    must hear of (RFC 5545).
    """

    class Kind(models.TextChoices):
        INFO = "info", _("briefing")
        HR_DAY = "hr_day", _("HR day")
        COACHING = "coaching", _("coaching session")
        MENTOR_HR = "mentor_hr_meeting", _("meeting of mentors and HR")
        NETWORK = "network", _("network meeting")

    class Mode(models.TextChoices):
        ONSITE = "onsite", _("on site")
        ONLINE = "online", _("online")
        EITHER = "onsite_or_online", _("on site or online")

    code = models.SlugField(max_length=60)
    kind = models.CharField(_("kind"), max_length=18, choices=Kind.choices)
    phase = models.SlugField(max_length=40, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    mode = models.CharField(
        _("how you meet"), max_length=16, choices=Mode.choices, default=Mode.EITHER
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to the video meeting"), max_length=500, blank=True)
    roles = models.JSONField(default=list)
    objectives = models.JSONField(default=list)
    agenda = models.JSONField(default=list)
    leader = models.ForeignKey(
        Seat, models.SET_NULL, null=True, blank=True, related_name="leads_events"
    )
    notes = models.TextField(_("notes"), max_length=10_000, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                condition=Q(private_to__isnull=True),
                name="programmes_one_event_of_a_code",
            ),
            models.UniqueConstraint(
                fields=["programme", "private_to", "code"],
                name="programmes_one_own_event_of_a_code",
            ),
        ]
        indexes = [models.Index(fields=["programme", "starts_at"], name="programmes_events")]

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    def is_over(self, at: datetime) -> bool:
        """Say whether it has ended."""
        return self.ends_at <= at


class Attendance(InProgramme):
    """Whether a person comes to an event, and whether she was there."""

    class Answer(models.TextChoices):
        COMING = "coming", _("I am coming")
        ONLINE = "online", _("I join online")
        NOT_COMING = "not_coming", _("I cannot come")

    event = models.ForeignKey(Event, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="attendances")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    was_there = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "seat"], name="programmes_one_attendance")
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.answer}"


class Decision(InProgramme):
    """What a meeting decided, or the support that somebody promised there (R50)."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("decision")
        SUPPORT = "support", _("promised support")

    event = models.ForeignKey(Event, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.DECISION)
    text = models.CharField(_("what"), max_length=500)
    who = models.CharField(_("who sees to it"), max_length=150, blank=True)
    by_when = models.DateField(_("by when"), null=True, blank=True)
    written_by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    once = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return self.text


class Material(InProgramme):
    """A link to something that an event uses: slides, a recording, a form."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="materials")
    title = models.CharField(_("title"), max_length=200)
    address = models.URLField(_("address"), max_length=500)
    added_by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "address"], name="programmes_material_once")
        ]

    def __str__(self) -> str:
        return self.title
