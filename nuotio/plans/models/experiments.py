from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.foundation.models import Versioned
from nuotio.goals.models import Goal
from nuotio.people.models import Membership, OrganisationOwned
from nuotio.plans.models.plans import Plan


class Experiment(OrganisationOwned, Versioned):
    """A small trial in daily work; it names the need it serves and one of its plan's goals (R64).

    `state` and `decision` are where it stands; when and why it came there is told by its `Turn`s.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("experiment", "planned")
        RUNNING = "running", pgettext_lazy("experiment", "running")
        DECIDED = "decided", pgettext_lazy("experiment", "decided")

    class Decision(models.TextChoices):
        NONE = "", pgettext_lazy("experiment", "not decided")
        KEEP = "keep", pgettext_lazy("experiment", "we keep it")
        ADAPT = "adapt", pgettext_lazy("experiment", "we adapt it and try again")
        STOP = "stop", pgettext_lazy("experiment", "we stop")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="experiments")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="experiments")
    # The experiment that this one carries on after "adapt".
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    title = models.CharField(_("name of the experiment"), max_length=150)
    need = models.CharField(_("need that it serves"), max_length=500)
    observation = models.TextField(_("what we have seen"), max_length=2000, blank=True)
    belief = models.TextField(_("what we believe"), max_length=2000, blank=True)
    action = models.TextField(_("what we try"), max_length=2000, blank=True)
    who = models.CharField(_("who takes part"), max_length=300, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    seen_by = models.CharField(_("how we will see it"), max_length=500, blank=True)
    success = models.CharField(_("smallest sign of success"), max_length=300, blank=True)
    needs = models.CharField(_("what we need"), max_length=500, blank=True)
    stop_rule = models.CharField(_("when we stop"), max_length=300, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLANNED)
    decision = models.CharField(max_length=5, choices=Decision.choices, blank=True)
    happened = models.TextField(_("what happened"), max_length=3000, blank=True)
    learned = models.TextField(_("what we learned"), max_length=3000, blank=True)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(need=""), name="plans_experiment_names_its_need"),
            models.CheckConstraint(
                condition=Q(state="decided", decision__in=["keep", "adapt", "stop"])
                | (~Q(state="decided") & Q(decision="")),
                name="plans_decided_says_how",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plans_experiment_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "plan"], name="plans_experiments_of_plan"),
            # With the plan, as whether others may see it depends on that.
            models.Index(
                fields=["organisation", "goal", "state", "plan"], name="plans_experiments_of_goal"
            ),
            # What is planned or runs is looked for on every page of the golden thread.
            models.Index(
                fields=["organisation", "state", "decision", "ends_on", "starts_on"],
                name="plans_experiments_in_state",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_past_end(self, day: date) -> bool:
        """Say whether it runs although its last day has passed."""
        return self.state == self.State.RUNNING and self.ends_on is not None and self.ends_on < day


class Turn(OrganisationOwned):
    """An experiment came to a state: when, why and by whom."""

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="turns")
    state = models.CharField(max_length=7, choices=Experiment.State.choices)
    decision = models.CharField(max_length=5, choices=Experiment.Decision.choices, blank=True)
    on = models.DateField(_("when"))
    reason = models.TextField(_("why"), max_length=1000, blank=True)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["experiment", "at"], name="plans_turns_of")]

    def __str__(self) -> str:
        return f"{self.experiment_id} {self.state}"


class Measure(OrganisationOwned, Versioned):
    """What an experiment is seen by: a value before and after, each with its day and people.

    `source` says where the values come from; `people` is how many they tell about. `target` is the
    smallest value that counts as a success, in the direction `wanted`. Where `is_share`, the values
    are how many of the people: 4/14 is the value 4 of 14 people.
    """

    class Wanted(models.TextChoices):
        UP = "up", pgettext_lazy("measure", "more")
        DOWN = "down", pgettext_lazy("measure", "less")

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="measures")
    name = models.CharField(_("what is measured"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    source = models.CharField(_("where the values come from"), max_length=200)
    wanted = models.CharField(max_length=4, choices=Wanted.choices, default=Wanted.UP)
    target = models.DecimalField(
        _("smallest sign of success"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    before = models.DecimalField(
        _("before"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    before_on = models.DateField(null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=10, decimal_places=2, null=True, blank=True)
    after_on = models.DateField(null=True, blank=True)
    people = models.PositiveIntegerField(_("how many people it tells about"), null=True, blank=True)
    is_share = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="plans_measure_has_a_source"),
            models.CheckConstraint(
                condition=Q(is_share=False) | Q(people__isnull=False, people__gte=1),
                name="plans_share_is_of_people",
            ),
        ]
        # Whether there is a value before and after is told by the index alone.
        indexes = [models.Index(fields=["experiment", "after", "before"], name="plans_measures_of")]

    def __str__(self) -> str:
        return self.name


class Observation(OrganisationOwned):
    """A note from along the way, with the day of what was seen."""

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="observations")
    words = models.TextField(_("what you saw"), max_length=1000)
    seen_on = models.DateField(_("when"))
    written_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        indexes = [models.Index(fields=["experiment", "seen_on"], name="plans_observations_of")]

    def __str__(self) -> str:
        return self.words
