from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.foundation.models import Versioned
from nuotio.goals.models import Goal
from nuotio.people.models import Membership, OrganisationOwned
from nuotio.programmes.models import Programme


class Plan(OrganisationOwned, Versioned):
    """What one mentor or a pair will do for a goal of management (R43, R62).

    `goal` is the main one: the database takes no plan without it; others stand in `PlanGoal`. Until
    `shown_at` only its mentors read it.
    """

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", pgettext_lazy("plan", "one mentor's")
        PAIR = "pair", pgettext_lazy("plan", "a pair's")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "draft")
        DISCUSSED = "discussed", pgettext_lazy("plan", "discussed with HR")
        ACTIVE = "active", pgettext_lazy("plan", "active")
        PAUSED = "paused", pgettext_lazy("plan", "paused")
        COMPLETED = "completed", pgettext_lazy("plan", "completed")
        ENDED = "ended", pgettext_lazy("plan", "ended early")

    OVER = (State.COMPLETED, State.ENDED)
    # The fields that several people write together, in the order of the page.
    TEXTS = ("situation", "aim", "target", "signs", "roles", "support", "risks", "sharing")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="plans")
    programme = models.ForeignKey(
        Programme, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("name of the plan"), max_length=150)
    situation = models.TextField(_("starting situation"), max_length=3000, blank=True)
    aim = models.TextField(_("what we want to change"), max_length=3000, blank=True)
    target = models.TextField(_("target group"), max_length=1000, blank=True)
    signs = models.TextField(_("how we know that we succeed"), max_length=3000, blank=True)
    roles = models.TextField(_("division of work"), max_length=3000, blank=True)
    support = models.TextField(_("support needed"), max_length=3000, blank=True)
    risks = models.TextField(_("what could go wrong"), max_length=3000, blank=True)
    sharing = models.TextField(_("how we share what is learned"), max_length=3000, blank=True)
    hours_a_week = models.DecimalField(
        _("hours a week"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_words = models.CharField(_("why it is paused"), max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    learned = models.TextField(_("what was learned"), max_length=3000, blank=True)
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "goal"], name="plans_of_goal"),
            models.Index(fields=["organisation", "state", "shown_at"], name="plans_of_org"),
            # HR's questions: what waits for an answer, and what asks for support. Few plans do.
            models.Index(
                fields=["organisation", "shown_at"],
                condition=Q(agreed_at=None),
                name="plans_not_agreed",
            ),
            models.Index(
                fields=["organisation", "shown_at"],
                condition=~Q(support=""),
                name="plans_asking_for_support",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether it has been closed."""
        return self.state in self.OVER

    @property
    def is_shown(self) -> bool:
        """Whether others than its mentors may read it."""
        return self.shown_at is not None


class PlanGoal(OrganisationOwned):
    """A further goal that a plan serves besides its main one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="more_goals")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "goal"], name="plans_goal_once_a_plan")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} also serves {self.goal_id}"


class PlanMentor(OrganisationOwned):
    """A mentor of a plan; without a membership she was erased and is "a former mentor"."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="mentors")
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="plan_parts"
    )
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "membership"], name="plans_mentor_once_a_plan")
        ]
        # In the order of her plans: the first one that hours are asked about is found at once.
        indexes = [models.Index(fields=["membership", "left_at", "plan"], name="plans_of_mentor")]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.plan_id}"


class PlanAction(OrganisationOwned, Versioned):
    """A step of the action plan with owner and date (R63); milestones are the same."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    words = models.CharField(_("what"), max_length=300)
    owner = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        indexes = [models.Index(fields=["plan", "due_on"], name="plans_actions_of")]

    def __str__(self) -> str:
        return self.words

    def is_late(self, day: date) -> bool:
        """Say whether its day has passed and it is not done."""
        return self.done_at is None and self.due_on is not None and self.due_on < day


class PlanVersion(OrganisationOwned):
    """The texts of a plan as somebody saved them; versions are read side by side."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    written_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} version {self.number}"


class PlanRemark(OrganisationOwned):
    """HR's word on a plan: a comment, or the answer to what the plan needs. Never a judgement."""

    class Answer(models.TextChoices):
        NONE = "", pgettext_lazy("support", "only a comment")
        YES = "yes", pgettext_lazy("support", "we arrange it")
        PARTLY = "partly", pgettext_lazy("support", "we arrange a part of it")
        NOT_NOW = "not_now", pgettext_lazy("support", "not now")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="remarks")
    answer = models.CharField(max_length=7, choices=Answer.choices, blank=True)
    words = models.TextField(_("what you would like to say"), max_length=2000)
    written_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    once = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["", "yes", "partly", "not_now"]), name="plans_answer_known"
            )
        ]

    def __str__(self) -> str:
        return self.words
