from django.db import models
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import Versioned
from nuotio.programmes.models.base import InProgramme
from nuotio.programmes.models.events import Event
from nuotio.programmes.models.seats import Seat


class HouseRule(InProgramme, Versioned):
    """One line of the cohort's huoneentaulu: how we work together, written together."""

    text = models.CharField(_("how we work together"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    written_by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()
    once = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return self.text


class GroupPlan(InProgramme):
    """Mixed small groups of one event; `groups` is a list of lists of seat ids.

    `repeats` counts meetings of people who had met in a group before, `fewest` is the proved
    least; `alike` counts pairs of one organisation in a group.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="group_plan")
    size = models.PositiveSmallIntegerField(_("people in a group"))
    groups = models.JSONField()
    repeats = models.PositiveIntegerField(default=0)
    fewest = models.PositiveIntegerField(default=0)
    alike = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"groups of event {self.event_id}"
