from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nuotio.culture.models import SurveyRound
from nuotio.goals.models import Goal
from nuotio.people.models import Membership
from nuotio.programmes.live import steps
from nuotio.programmes.live.steps import Step
from nuotio.programmes.models.base import InProgramme
from nuotio.programmes.models.events import Event


class LiveRoom(InProgramme):
    """One organisation's own room at an HR day; the other organisations have rooms of their own.

    `findings` are the dimensions looked at, `plan` maps each step to {"minutes", "hidden"},
    `revealed` are hidden steps that were shown. `version` counts every change that somebody sees:
    devices ask for it. The code opens the room while it is open; once both have signed, nothing in
    it changes any more.
    """

    class Side(models.TextChoices):
        HR = "hr", _("HR")
        MANAGEMENT = "management", _("management")

    event = models.ForeignKey(Event, models.CASCADE, related_name="live_rooms")
    round = models.ForeignKey(SurveyRound, models.SET_NULL, null=True, blank=True, related_name="+")
    findings = models.JSONField(default=list)
    plan = models.JSONField(default=dict)
    revealed = models.JSONField(default=list)
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.GATHERING)
    step_ends_at = models.DateTimeField(null=True, blank=True)
    shows_names = models.BooleanField(default=False)
    dots = models.PositiveSmallIntegerField(default=5)
    dots_on_reasons = models.BooleanField(default=False)
    code = models.CharField(max_length=8, blank=True)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    hr_signed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hr_signed_at = models.DateTimeField(null=True, blank=True)
    management_signed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    management_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "private_to"], name="programmes_one_room_of_an_organisation"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="programmes_one_room_of_a_code"
            ),
            models.CheckConstraint(
                condition=Q(private_to__isnull=False), name="programmes_room_is_somebodys_own"
            ),
        ]

    def __str__(self) -> str:
        return f"room of {self.private_to_id} at event {self.event_id}"

    @property
    def organisation_id(self) -> int:
        """Whose room it is."""
        return int(self.private_to_id or 0)

    @property
    def is_open(self) -> bool:
        """Whether those present write in it."""
        return self.closed_at is None

    @property
    def missing(self) -> list["LiveRoom.Side"]:
        """The sides that have not signed the record yet."""
        return [side for side in self.Side if getattr(self, f"{side}_signed_at") is None]

    @property
    def is_signed(self) -> bool:
        """Whether both sides have signed: nothing changes any more."""
        return not self.missing

    def hides(self, step: str) -> bool:
        """Say whether what is written or placed in a step still waits to be shown."""
        return steps.is_hidden(step, self.plan, self.revealed, now=self.step)


class LiveParticipant(InProgramme):
    """Somebody in a room, with an account or without; the device keeps the key of the digest."""

    room = models.ForeignKey(LiveRoom, models.CASCADE, related_name="participants")
    name = models.CharField(max_length=60, blank=True)
    key_digest = models.CharField(max_length=64, blank=True)
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "key_digest"],
                condition=~Q(key_digest=""),
                name="programmes_one_participant_of_a_key",
            )
        ]

    def __str__(self) -> str:
        return self.name


class LiveNote(InProgramme):
    """What somebody wrote in a step; a practice is mapped to a dimension, a reason may be.

    Hidden where the leader took it off the screens, because it named a person.
    """

    room = models.ForeignKey(LiveRoom, models.CASCADE, related_name="notes")
    participant = models.ForeignKey(
        LiveParticipant, models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    step = models.CharField(max_length=10, choices=Step.choices)
    dimension = models.SlugField(max_length=60, blank=True)
    text = models.CharField(max_length=500)
    written_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    once = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "once"], name="programmes_live_note_once")
        ]
        indexes = [models.Index(fields=["room", "step"], name="programmes_live_notes")]

    def __str__(self) -> str:
        return self.text


class LiveDots(InProgramme):
    """How many dots a participant has on a target: `dimension:<code>` or `note:<id>`."""

    room = models.ForeignKey(LiveRoom, models.CASCADE, related_name="dots_placed")
    participant = models.ForeignKey(LiveParticipant, models.CASCADE, related_name="dots_placed")
    target = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "target"], name="programmes_dots_on_a_target_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} on {self.target}"


class LiveGoal(InProgramme):
    """A goal that a room decided; `told` is what it said when the record was signed."""

    room = models.ForeignKey(LiveRoom, models.CASCADE, related_name="goals")
    goal = models.OneToOneField(Goal, models.CASCADE, related_name="+")
    told = models.JSONField(default=dict)

    @property
    def kept(self) -> dict[str, Any]:
        """What the goal said when the record was signed, its day as a day; empty before."""
        day = self.told.get("decided_on")
        return {**self.told, "decided_on": date.fromisoformat(day) if day else None}

    def __str__(self) -> str:
        return f"goal {self.goal_id} of room {self.room_id}"
