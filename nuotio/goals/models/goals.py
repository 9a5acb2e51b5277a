from datetime import date
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from nuotio.culture.models import SurveyRound
from nuotio.foundation.models import Versioned
from nuotio.goals.models.competences import StrategicCompetence
from nuotio.people.models import Membership, OrganisationOwned


class Goal(OrganisationOwned, Versioned):
    """A main goal of learning mentoring: who decided it, when, why, and a sign to see it by.

    It rests on a finding (`round` and `dimension`, with `finding` as the sentence that was read
    then), on a strategic competence, on both or on neither. `theme` is a code that can be compared
    across organisations. It counts as decided once HR and management have signed it off.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        DECIDED = "decided", _("decided")
        ENDED = "ended", _("ended")

    class Side(models.TextChoices):
        """The two sides that sign a goal off, each by a person of its own."""

        HR = "hr", _("HR")
        MANAGEMENT = "management", _("management")

    title = models.CharField(_("goal"), max_length=300)
    emphasis = models.CharField(_("management's emphasis"), max_length=150, blank=True)
    theme = models.SlugField(_("theme"), max_length=40, blank=True)
    round = models.ForeignKey(
        SurveyRound, models.SET_NULL, null=True, blank=True, related_name="goals"
    )
    dimension = models.SlugField(max_length=60, blank=True)
    finding = models.CharField(_("finding"), max_length=400, blank=True)
    competence = models.ForeignKey(
        StrategicCompetence, models.SET_NULL, null=True, blank=True, related_name="goals"
    )
    why = models.TextField(_("why"), max_length=2000, blank=True)
    sign = models.CharField(_("sign by which we will see it"), max_length=400, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    owner = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="owned_goals"
    )
    sponsor = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="sponsored_goals"
    )
    commitment = models.TextField(
        _("what the sponsor does, visibly to all"), max_length=1000, blank=True
    )
    time_share = models.PositiveSmallIntegerField(
        _("mentors' working time, %"), null=True, blank=True
    )
    resources = models.CharField(_("other resources promised"), max_length=400, blank=True)
    decided_by = models.CharField(_("who decided"), max_length=400, blank=True)
    decided_on = models.DateField(_("when it was decided"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    hr_signed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hr_signed_at = models.DateTimeField(null=True, blank=True)
    management_signed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    management_signed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_words = models.TextField(_("what came of it"), max_length=2000, blank=True)
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "state"], name="goals_of_org")]

    def __str__(self) -> str:
        return self.title

    @property
    def has_ground(self) -> bool:
        """Whether a finding or a strategic competence stands behind it."""
        return bool(self.finding) or self.competence_id is not None

    @property
    def missing(self) -> list["Goal.Side"]:
        """The sides that have not signed yet; a signature outlasts the signer's name."""
        return [side for side in Goal.Side if getattr(self, f"{side}_signed_at") is None]

    @property
    def is_signed(self) -> bool:
        """Whether at least one side has signed."""
        return len(self.missing) < len(Goal.Side)

    def signer_id(self, side: "Goal.Side") -> int | None:
        """Return who has signed for a side."""
        signed_by: int | None = getattr(self, f"{side}_signed_by_id")
        return signed_by

    def is_over(self, day: date | None) -> bool:
        """Say whether the goal is decided and its agreed period has ended before this day."""
        if day is None or self.ends_on is None:
            return False
        return self.state == Goal.State.DECIDED and self.ends_on < day

    def has_signed(self, member_id: int) -> bool:
        """Say whether this member has signed, for whichever side."""
        return member_id in [self.signer_id(side) for side in Goal.Side]
