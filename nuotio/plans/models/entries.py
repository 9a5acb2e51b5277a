from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.foundation.models import Versioned
from nuotio.people.models import Membership, OrganisationOwned, Unit
from nuotio.plans.models.experiments import Experiment
from nuotio.plans.models.plans import Plan
from nuotio.programmes.models import Programme
from nuotio.programmes.models.base import InProgramme


class Audience(models.TextChoices):
    """Who may read a text; its writer chooses, and may choose anew."""

    ME = "me", pgettext_lazy("audience", "only me")
    PAIR = "pair", pgettext_lazy("audience", "my pair and me")
    MENTORS_HR = "mentors_hr", pgettext_lazy("audience", "mentors and HR")
    COHORT = "cohort", pgettext_lazy("audience", "everybody in my programme")
    ORGANISATION = "organisation", pgettext_lazy("audience", "everybody in my organisation")
    NETWORK = "network", pgettext_lazy("audience", "the whole network")


class Entry(OrganisationOwned, Versioned):
    """A note of learning in ordinary work, or a reflection on a prompt (R73 to R77).

    Cohort and network read copies (`SharedEntry`, `PublishedEntry`) that hold `once` and no key.
    `changed_at` is when the writer last chose words or readers: her pair are those of that moment.
    """

    class Kind(models.TextChoices):
        LEARNING = "learning", pgettext_lazy("entry", "learning at work")
        REFLECTION = "reflection", pgettext_lazy("entry", "reflection")

    class Where(models.TextChoices):
        """Where learning happened in ordinary work (R75)."""

        NONE = "", pgettext_lazy("where", "not said")
        PROBLEM = "problem", pgettext_lazy("where", "a problem to solve")
        COLLEAGUE = "colleague", pgettext_lazy("where", "with a colleague")
        CUSTOMER = "customer", pgettext_lazy("where", "with a customer")
        STAKEHOLDER = "stakeholder", pgettext_lazy("where", "with a partner")
        MISTAKE = "mistake", pgettext_lazy("where", "a mistake or a surprise")
        EXPERIMENT = "experiment", pgettext_lazy("where", "trying something new")
        TEACHING = "teaching", pgettext_lazy("where", "teaching somebody")
        OWN = "own", pgettext_lazy("where", "my own development")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    writer = models.ForeignKey(Membership, models.CASCADE, related_name="entries")
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.ME)
    happened_on = models.DateField(_("when"))
    where = models.CharField(max_length=11, choices=Where.choices, blank=True)
    words = models.TextField(_("what happened and what you learned"), max_length=4000)
    helped = models.CharField(_("what helped"), max_length=500, blank=True)
    prompt = models.SlugField(max_length=20, blank=True)
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="entries")
    experiment = models.ForeignKey(
        Experiment, models.SET_NULL, null=True, blank=True, related_name="entries"
    )
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience="cohort") | Q(programme__isnull=False),
                name="plans_cohort_needs_programme",
            )
        ]
        indexes = [
            models.Index(fields=["writer", "happened_on"], name="plans_entries_of"),
            models.Index(fields=["organisation", "audience"], name="plans_entries_read_by"),
        ]

    def __str__(self) -> str:
        return self.words[:80]


class SharedEntry(InProgramme):
    """The copy of an entry that everybody in a programme may read; `origin` is its `once`."""

    origin = models.UUIDField(unique=True)
    organisation_name = models.CharField(max_length=200)
    writer_name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=Entry.Kind.choices)
    where = models.CharField(max_length=11, blank=True)
    prompt = models.SlugField(max_length=20, blank=True)
    words = models.TextField()
    helped = models.CharField(max_length=500, blank=True)
    happened_on = models.DateField()
    shared_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words[:80]


class PublishedEntry(models.Model):
    """The copy of an entry that the whole network may read; it points into no private row."""

    origin = models.UUIDField(unique=True)
    organisation_name = models.CharField(max_length=200)
    writer_name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=Entry.Kind.choices)
    where = models.CharField(max_length=11, blank=True)
    prompt = models.SlugField(max_length=20, blank=True)
    words = models.TextField()
    helped = models.CharField(max_length=500, blank=True)
    happened_on = models.DateField()
    shared_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.words[:80]


class SelfAssessment(OrganisationOwned, Versioned):
    """A mentor's own view of her competences and self-efficacy; nobody else reads it (R78 to R83).

    `answers` maps statements of the instrument `mentor_efficacy` to 1..5. "Looking back" is how she
    judges today what she was able to before: people who learn judge their past anew.
    """

    class Moment(models.TextChoices):
        BEFORE = "before", pgettext_lazy("moment", "before the coaching")
        AFTER = "after", pgettext_lazy("moment", "after the coaching")
        LOOKING_BACK = "looking_back", pgettext_lazy("moment", "before, as I see it now")

    writer = models.ForeignKey(Membership, models.CASCADE, related_name="self_assessments")
    moment = models.CharField(max_length=12, choices=Moment.choices)
    answers = models.JSONField(default=dict)
    words = models.TextField(_("in your own words"), max_length=2000, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["writer", "moment"], name="plans_one_view_a_moment")
        ]

    def __str__(self) -> str:
        return f"{self.writer_id} {self.moment}"


class SupportGiven(OrganisationOwned, Versioned):
    """A mentor supported colleagues: what and how long (R82, R91, R92).

    The time stands in `people.TimeBooking` under the same `once`; the words have an audience.
    """

    class Kind(models.TextChoices):
        TALK = "talk", pgettext_lazy("support", "a talk with one colleague")
        TOGETHER = "together", pgettext_lazy("support", "working side by side")
        WORKSHOP = "workshop", pgettext_lazy("support", "a workshop or a team's meeting")
        TEACHING = "teaching", pgettext_lazy("support", "showing or teaching something")
        EXPERIMENT = "experiment", pgettext_lazy("support", "an experiment")
        PREPARING = "preparing", pgettext_lazy("support", "preparing and planning")

    mentor = models.ForeignKey(Membership, models.CASCADE, related_name="support_given")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    given_on = models.DateField(_("when"))
    minutes = models.PositiveSmallIntegerField(_("how long"))
    people = models.PositiveSmallIntegerField(_("how many colleagues"), null=True, blank=True)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(_("what it was about"), max_length=1000, blank=True)
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.ME)
    plan = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="support_given"
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="plans_support_is_sensible"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["me", "pair", "mentors_hr", "organisation"]),
                name="plans_support_stays_at_home",
            ),
        ]
        indexes = [models.Index(fields=["mentor", "given_on"], name="plans_support_of")]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.minutes} min"
