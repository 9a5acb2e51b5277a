from datetime import datetime
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import ThreeNames, Versioned
from nuotio.people.models import Membership, OrganisationOwned


class SurveyRound(OrganisationOwned, ThreeNames, Versioned):
    """One time that an organisation asks: prepared, announced with a frozen plan, closed once.

    `instrument` is a copy of the instrument's content, `background` a list of {"code", "words",
    "classes": [{"code", "words", "people"}]}; words are {"fi", "sv", "en"}. `plan` is the frozen
    release plan {"k", "units": [{"node", "parent", "invited"}], "variables": {code: [class, ...]}}.
    `whom` is {"group": "everyone" | "mentors" | "units", "units": [unit, ...], "list": [row, ...],
    "paper": {unit: codes}}; `reached` is the furthest step of the preparation. `checklist` maps
    each point to {"done": bool, "note", "by": membership, "at"}. `told` are the letters that have
    gone to everybody: they are never sent again, however long the outbox remembers them. Keys are
    bytes; the private part of the tally key is sealed with the round's key file, and with a
    passphrase where a trustee keeps one.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        ANNOUNCED = "announced", _("announced")
        CLOSING = "closing", _("being counted")
        CLOSED = "closed", _("closed")
        DISCARDED = "discarded", _("discarded")

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    instrument = models.JSONField(default=dict)
    instrument_code = models.SlugField(max_length=60)
    whom = models.JSONField(default=dict)
    background = models.JSONField(default=list)
    checklist = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    reached = models.PositiveSmallIntegerField(default=1)
    told = models.JSONField(default=list)
    has_trustee = models.BooleanField(default=False)
    trustee = models.CharField(_("who keeps the passphrase"), max_length=150, blank=True)
    tally_key = models.BinaryField(default=bytes, blank=True)
    tally_secret = models.BinaryField(default=bytes, blank=True)
    made_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name_fi"], name="culture_round_name")
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="culture_rounds")]

    def collects_tickets(self, at: datetime) -> bool:
        """Say whether tickets can be collected: from the announcement until the closing."""
        return self.state == self.State.ANNOUNCED and (
            self.closes_at is not None and at < self.closes_at
        )

    def takes_answers(self, at: datetime) -> bool:
        """Say whether answers are taken now."""
        is_begun = self.opens_at is not None and self.opens_at <= at
        return is_begun and self.collects_tickets(at)
