from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import ThreeNames, Versioned
from nuotio.people.models import Organisation
from nuotio.programmes.models.base import InProgramme
from nuotio.programmes.models.events import Event
from nuotio.programmes.models.seats import Pair, Seat


class Assignment(InProgramme, ThreeNames, Versioned):
    """A task between two sessions: given out after one, due before the next (R49).

    `instructions` and `deliverable` are words, `steps` a list of words, `fields` a list of
    {"id", "type", "label", "help", "required"} in which the answer is written.
    """

    code = models.SlugField(max_length=60)
    after_event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="assignments"
    )
    due_at = models.DateTimeField(_("due"))
    roles = models.JSONField(default=list)
    is_for_pairs = models.BooleanField(_("answered by a pair together"), default=False)
    effort_hours = models.PositiveSmallIntegerField(_("hours of work"), default=0)
    instructions = models.JSONField(default=dict)
    deliverable = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    fields = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"], name="programmes_one_assignment_of_a_code"
            )
        ]
        indexes = [models.Index(fields=["programme", "due_at"], name="programmes_assignments")]


class Answer(InProgramme, Versioned):
    """What a person or a pair writes: a draft of their own, private to their organisation.

    `content` is {field id: text}. What others see of it are submissions, which are copies.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, blank=True, related_name="answers")
    pair = models.ForeignKey(Pair, models.CASCADE, null=True, blank=True, related_name="answers")
    content = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "seat"],
                condition=Q(seat__isnull=False),
                name="programmes_one_answer_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["assignment", "pair"],
                condition=Q(pair__isnull=False),
                name="programmes_one_answer_of_a_pair",
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=True) ^ Q(pair__isnull=True),
                name="programmes_answered_by_one_or_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Submission(InProgramme):
    """A copy of an answer, given to a chosen audience; a revised one is another copy."""

    class Audience(models.TextChoices):
        OWN = "own", _("HR of our own organisation")
        TRAINERS = "trainers", _("the trainers and our HR")
        PROGRAMME = "programme", _("everybody in the programme")

    class State(models.TextChoices):
        GIVEN = "given", _("waits for feedback")
        RETURNED = "returned", _("to be gone on with")
        ACCEPTED = "accepted", _("accepted")

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="submissions")
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="submissions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, blank=True, related_name="+")
    pair = models.ForeignKey(Pair, models.CASCADE, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    audience = models.CharField(
        _("who may read it"), max_length=9, choices=Audience.choices, default=Audience.TRAINERS
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.GIVEN)
    content = models.JSONField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="programmes_one_number")
        ]
        indexes = [
            models.Index(fields=["assignment", "state"], name="programmes_submissions"),
        ]

    def __str__(self) -> str:
        return f"submission {self.number} of {self.answer_id}"


class Feedback(InProgramme):
    """Words of a trainer or of HR about a submission."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="feedback")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("feedback"), max_length=4000)
    given_at = models.DateTimeField()
    once = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return f"feedback on {self.submission_id}"
