from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nuotio.foundation.models import Versioned
from nuotio.goals.models import Goal
from nuotio.people.models import Membership, OrganisationOwned, Unit


class SupportKind(models.TextChoices):
    """What a team can ask for and a mentor can give (R88, R91)."""

    WORKSHOP = "workshop", pgettext_lazy("support kind", "a workshop")
    DISCUSSION = "discussion", pgettext_lazy("support kind", "a team discussion")
    WAY_OF_WORKING = "way_of_working", pgettext_lazy("support kind", "a new way of working")
    LEAN = "lean", pgettext_lazy("support kind", "a Lean tool")
    VALUES = "values", pgettext_lazy("support kind", "values in daily work")
    EXPERIMENT = "experiment", pgettext_lazy("support kind", "an experiment")
    ONE_TO_ONE = "one_to_one", pgettext_lazy("support kind", "one-to-one support")
    UNSURE = "unsure", pgettext_lazy("support kind", "not sure yet")


class Mode(models.TextChoices):
    """Where support is given."""

    ONSITE = "onsite", pgettext_lazy("mode", "on site")
    REMOTE = "remote", pgettext_lazy("mode", "remotely")
    EITHER = "either", pgettext_lazy("mode", "either will do")


class DayPart(models.TextChoices):
    """When in the day it could be."""

    MORNING = "morning", pgettext_lazy("day part", "mornings")
    AFTERNOON = "afternoon", pgettext_lazy("day part", "afternoons")
    EVENING = "evening", pgettext_lazy("day part", "evenings and nights")


class SupportRequest(OrganisationOwned, Versioned):
    """A team, or one person, asks for a learning mentor's support in its own words (R84).

    `minutes` are of one mentor's working time, preparation included; where two are needed, of each.
    `weeks` are the Mondays of the weeks that would do, as ISO dates; none means any in the span.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("support request", "draft")
        OPEN = "open", pgettext_lazy("support request", "waits for a mentor")
        MATCHED = "matched", pgettext_lazy("support request", "has a mentor")
        UNDER_WAY = "under_way", pgettext_lazy("support request", "under way")
        DONE = "done", pgettext_lazy("support request", "done")
        DECLINED = "declined", pgettext_lazy("support request", "not now")
        WITHDRAWN = "withdrawn", pgettext_lazy("support request", "taken back")

    class Readers(models.TextChoices):
        """Who may read it, besides who asked, HR and the coordinators; who asked chooses."""

        INVITED = "invited", pgettext_lazy("support request", "only the mentors who are asked")
        MENTORS = "mentors", pgettext_lazy("support request", "all learning mentors")
        ORGANISATION = (
            "organisation",
            pgettext_lazy("support request", "everybody in the organisation"),
        )

    class Missing(models.TextChoices):
        """Why it could not be served; what management decides on."""

        NONE = "", pgettext_lazy("missing", "not said")
        HOURS = "hours", pgettext_lazy("missing", "mentors' hours")
        LANGUAGE = "language", pgettext_lazy("missing", "a mentor who speaks the language")
        MENTOR = "mentor", pgettext_lazy("missing", "a mentor who gives this kind of support")
        TIME = "time", pgettext_lazy("missing", "a time that suits both")
        LATER = "later", pgettext_lazy("missing", "nothing: the team will ask again later")
        ELSEWHERE = "elsewhere", pgettext_lazy("missing", "nothing: other help suits better")

    OVER = (State.DONE, State.DECLINED, State.WITHDRAWN)
    LIVE = (State.MATCHED, State.UNDER_WAY)

    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    readers = models.CharField(max_length=12, choices=Readers.choices, default=Readers.MENTORS)
    asked_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="support_requests"
    )
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, blank=True, related_name="+")
    team = models.CharField(_("team"), max_length=120, blank=True)
    wish = models.TextField(_("what you wish for"), max_length=2000)
    kinds = models.JSONField(default=list)
    method = models.SlugField(max_length=60, blank=True)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=2)
    mode = models.CharField(max_length=6, choices=Mode.choices, default=Mode.ONSITE)
    place = models.CharField(_("place"), max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(_("how many people"), default=1)
    minutes = models.PositiveSmallIntegerField(_("working time of a mentor"), default=120)
    mentors_needed = models.PositiveSmallIntegerField(_("how many mentors"), default=1)
    weeks = models.JSONField(default=list)
    day_parts = models.JSONField(default=list)
    first_day = models.DateField(_("first day that would do"))
    last_day = models.DateField(_("last day that would do"))
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    in_care_of = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    care_words = models.CharField(_("a word to who takes care of it"), max_length=500, blank=True)
    first_answer_at = models.DateTimeField(null=True, blank=True)
    matched_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    missing = models.CharField(max_length=9, choices=Missing.choices, blank=True)
    closing_words = models.CharField(_("reason"), max_length=500, blank=True)
    once = models.UUIDField(default=uuid4, unique=True)
    # The places that are promised or asked for, where a query has counted them.
    taken: int = 0

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=30, minutes__lte=4800), name="support_minutes_are_sensible"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=500), name="support_people_are_sensible"
            ),
            models.CheckConstraint(
                condition=Q(mentors_needed__in=[1, 2]), name="support_one_or_two_mentors"
            ),
            models.CheckConstraint(
                condition=Q(first_day__lte=models.F("last_day")), name="support_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(closing_words=""),
                name="support_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(asked_at__isnull=False, answer_by__isnull=False),
                name="support_asked_has_a_clock",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "answer_by"], name="support_of_org"),
            models.Index(fields=["asked_by", "state"], name="support_of_asker"),
            models.Index(fields=["organisation", "asked_at"], name="support_by_time"),
        ]

    def __str__(self) -> str:
        return self.team or self.wish[:60]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in self.OVER

    @property
    def is_live(self) -> bool:
        """Whether it has its mentors and is not over."""
        return self.state in self.LIVE
