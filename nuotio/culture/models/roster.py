from uuid import uuid4

from django.db import models
from django.db.models import Q

from nuotio.culture.models.rounds import SurveyRound
from nuotio.foundation.models import ThreeNames
from nuotio.people.models import Membership, OrganisationOwned, Unit


class ReportingNode(OrganisationOwned, ThreeNames):
    """A unit of the frozen tree whose people share one signing key; the root is the whole.

    A node has at least ten invited of its own, or none: smaller ones are folded upwards. `invited`
    counts those of its own who may answer, the people with `paper_codes` among them. `key` is the
    public signing key (DER), `secret` the private one, sealed with the round's key file.
    """

    round = models.ForeignKey(SurveyRound, models.CASCADE, related_name="nodes")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    code = models.UUIDField(default=uuid4, unique=True, editable=False)
    invited = models.PositiveIntegerField(default=0)
    paper_codes = models.PositiveIntegerField(default=0)
    key = models.BinaryField(default=bytes, blank=True)
    secret = models.BinaryField(default=bytes, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(parent__isnull=True), name="culture_one_root"
            )
        ]


class Invitee(OrganisationOwned):
    """Somebody who may answer, as a member or by an e-mail address alone.

    Keeps no moment: when a ticket was collected would tell who answered what. `blinded` is the
    digest of the blinded serial that was signed, so that the same request may be sent again. The
    addresses and links are wiped when the round has closed.
    """

    class Given(models.TextChoices):
        NOTHING = ""
        TICKET = "ticket"
        CODE = "code"

    round = models.ForeignKey(SurveyRound, models.CASCADE, related_name="invitees")
    node = models.ForeignKey(ReportingNode, models.CASCADE, related_name="invitees")
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="fi")
    link_digest = models.CharField(max_length=64, blank=True)
    given = models.CharField(max_length=6, choices=Given.choices, default=Given.NOTHING, blank=True)
    blinded = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "membership"], name="culture_member_invited_once"
            ),
            models.UniqueConstraint(
                fields=["round", "email"], condition=~Q(email=""), name="culture_email_invited_once"
            ),
            models.UniqueConstraint(
                fields=["round", "link_digest"],
                condition=~Q(link_digest=""),
                name="culture_link_of_one",
            ),
        ]
        indexes = [models.Index(fields=["round", "node"], name="culture_roster")]

    def __str__(self) -> str:
        return f"invitee of round {self.round_id}"


class DailyCount(OrganisationOwned):
    """How many answers of a node lay in the box at the end of a day; nodes have at least ten."""

    round = models.ForeignKey(SurveyRound, models.CASCADE, related_name="daily_counts")
    node = models.ForeignKey(ReportingNode, models.CASCADE, related_name="daily_counts")
    day = models.DateField()
    answers = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "day"], name="culture_one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.answers}"
