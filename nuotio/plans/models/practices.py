from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.foundation.models import Versioned
from nuotio.people.models import Membership, OrganisationOwned
from nuotio.plans.models.experiments import Experiment


class Practice(OrganisationOwned, Versioned):
    """A practice card, written from a decided experiment; failures are as welcome (R68).

    Draft, read by a second person, released in the own organisation, then in the network.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("practice", "draft")
        REVIEWED = "reviewed", pgettext_lazy("practice", "read by a second person")
        ORGANISATION = "organisation", pgettext_lazy("practice", "open to our organisation")
        NETWORK = "network", pgettext_lazy("practice", "open to the network")

    class Outcome(models.TextChoices):
        WORKED = "worked", pgettext_lazy("practice", "it worked")
        PARTLY = "partly", pgettext_lazy("practice", "it worked in part")
        DID_NOT = "did_not", pgettext_lazy("practice", "it did not work here")

    TEXTS = ("need", "how", "takes", "changed", "works_with", "watch_out", "contact")

    experiment = models.OneToOneField(Experiment, models.PROTECT, related_name="practice")
    name = models.CharField(_("name of the practice"), max_length=150)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, default=Outcome.WORKED)
    need = models.TextField(_("what it helps with"), max_length=1000)
    how = models.TextField(_("how it is done"), max_length=3000, blank=True)
    takes = models.TextField(_("what it takes"), max_length=1000, blank=True)
    # Room for what the experiment learned and for its measures in words.
    changed = models.TextField(_("what has been seen of it"), max_length=5000, blank=True)
    works_with = models.TextField(_("with whom it works"), max_length=1000, blank=True)
    watch_out = models.TextField(_("what to watch out for"), max_length=1000, blank=True)
    contact = models.CharField(_("whom to ask"), max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    written_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(reviewed_at__isnull=False),
                name="plans_practice_was_read",
            )
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="plans_practices_of_org")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_released(self) -> bool:
        """Whether the whole organisation may read it."""
        return self.state in (self.State.ORGANISATION, self.State.NETWORK)


class PublishedPractice(models.Model):
    """The copy of a practice card that the network reads; it points into no private row.

    `origin` is the card's `once`: whoever may read the card finds its copy by it, nobody else.
    """

    origin = models.UUIDField(unique=True)
    organisation_name = models.CharField(max_length=200)
    name = models.CharField(max_length=150)
    outcome = models.CharField(max_length=7, choices=Practice.Outcome.choices)
    theme = models.SlugField(max_length=40, blank=True)
    need = models.TextField()
    how = models.TextField(blank=True)
    takes = models.TextField(blank=True)
    changed = models.TextField(blank=True)
    works_with = models.TextField(blank=True)
    watch_out = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
