"""Rows of the room `plans` for tests."""

from datetime import date

import factory

from nuotio.goals.models import Goal
from nuotio.plans import models
from tests.factories import (
    LONG_AGO,
    Factory,
    MembershipFactory,
    OrganisationFactory,
    ProgrammeFactory,
)
from tests.goals.factories import GoalFactory


class PlanFactory(Factory):
    """A plan of nobody yet; `shown=True` lets others read it, `by=[member]` has mentors."""

    class Meta:
        model = models.Plan
        skip_postgeneration_save = True

    class Params:
        shown = factory.Trait(shown_at=LONG_AGO)
        active = factory.Trait(shown_at=LONG_AGO, started_at=LONG_AGO, state="active")

    organisation = factory.SubFactory(OrganisationFactory)
    goal = factory.SubFactory(
        GoalFactory,
        organisation=factory.SelfAttribute("..organisation"),
        state=Goal.State.DECIDED,
    )
    kind = models.Plan.Kind.PAIR
    title = factory.Sequence(lambda n: f"Friday's five minutes {n}")
    made_at = LONG_AGO
    changed_at = LONG_AGO

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        mentors = kwargs.pop("by", ())
        made = super()._create(model_class, *args, **kwargs)
        for member in mentors:
            PlanMentorFactory(plan=made, membership=member)
        return made


class PlanGoalFactory(Factory):
    class Meta:
        model = models.PlanGoal

    plan = factory.SubFactory(PlanFactory)
    organisation = factory.SelfAttribute("plan.organisation")
    goal = factory.SubFactory(GoalFactory, organisation=factory.SelfAttribute("..organisation"))


class PlanMentorFactory(Factory):
    class Meta:
        model = models.PlanMentor

    plan = factory.SubFactory(PlanFactory)
    organisation = factory.SelfAttribute("plan.organisation")
    membership = factory.SubFactory(
        MembershipFactory, organisation=factory.SelfAttribute("..organisation"), mentor=True
    )
    joined_at = LONG_AGO


class PlanActionFactory(Factory):
    class Meta:
        model = models.PlanAction

    plan = factory.SubFactory(PlanFactory)
    organisation = factory.SelfAttribute("plan.organisation")
    words = factory.Sequence(lambda n: f"Tell the team {n}")
    made_at = LONG_AGO


class PlanVersionFactory(Factory):
    class Meta:
        model = models.PlanVersion

    plan = factory.SubFactory(PlanFactory)
    organisation = factory.SelfAttribute("plan.organisation")
    number = factory.Sequence(lambda n: n + 1)
    at = LONG_AGO


class PlanRemarkFactory(Factory):
    class Meta:
        model = models.PlanRemark

    plan = factory.SubFactory(PlanFactory)
    organisation = factory.SelfAttribute("plan.organisation")
    words = "A quiet room is yours on Fridays."
    at = LONG_AGO


class ExperimentFactory(Factory):
    """A planned experiment; `running=True` and `kept=True` are further on."""

    class Meta:
        model = models.Experiment

    class Params:
        running = factory.Trait(state="running", started_at=LONG_AGO)
        kept = factory.Trait(
            state="decided", decision="keep", started_at=LONG_AGO, decided_at=LONG_AGO
        )

    plan = factory.SubFactory(PlanFactory)
    organisation = factory.SelfAttribute("plan.organisation")
    goal = factory.SelfAttribute("plan.goal")
    title = factory.Sequence(lambda n: f"One lesson a week {n}")
    need = "We learn alone at home."
    made_at = LONG_AGO


class TurnFactory(Factory):
    class Meta:
        model = models.Turn

    experiment = factory.SubFactory(ExperimentFactory)
    organisation = factory.SelfAttribute("experiment.organisation")
    state = "running"
    on = date(2026, 1, 12)
    at = LONG_AGO


class MeasureFactory(Factory):
    class Meta:
        model = models.Measure

    experiment = factory.SubFactory(ExperimentFactory)
    organisation = factory.SelfAttribute("experiment.organisation")
    name = "Solutions learned from others in a week"
    source = "the team's own notes"
    made_at = LONG_AGO


class ObservationFactory(Factory):
    class Meta:
        model = models.Observation

    experiment = factory.SubFactory(ExperimentFactory)
    organisation = factory.SelfAttribute("experiment.organisation")
    words = "Three people spoke who are usually quiet."
    seen_on = date(2026, 1, 16)
    at = LONG_AGO


class IdeaFactory(Factory):
    class Meta:
        model = models.Idea

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"A quiet hour on Wednesdays {n}")
    proposed_at = LONG_AGO


class IdeaJoinFactory(Factory):
    class Meta:
        model = models.IdeaJoin

    idea = factory.SubFactory(IdeaFactory)
    organisation = factory.SelfAttribute("idea.organisation")
    membership = factory.SubFactory(
        MembershipFactory, organisation=factory.SelfAttribute("..organisation")
    )
    at = LONG_AGO


class PulseFactory(Factory):
    class Meta:
        model = models.Pulse

    experiment = factory.SubFactory(ExperimentFactory, running=True)
    organisation = factory.SelfAttribute("experiment.organisation")
    code = factory.Sequence(lambda n: f"pulse{n:07d}")
    question = "Did you learn something from a colleague this week?"
    language = "en"
    opened_at = LONG_AGO
    closes_on = date(2026, 1, 26)


class EntryFactory(Factory):
    """A note for its writer alone, unless `audience` says otherwise."""

    class Meta:
        model = models.Entry

    writer = factory.SubFactory(MembershipFactory, mentor=True)
    organisation = factory.SelfAttribute("writer.organisation")
    kind = models.Entry.Kind.LEARNING
    happened_on = date(2026, 1, 12)
    words = factory.Sequence(lambda n: f"I asked before I answered {n}.")
    made_at = LONG_AGO
    changed_at = LONG_AGO


class SharedEntryFactory(Factory):
    class Meta:
        model = models.SharedEntry

    programme = factory.SubFactory(ProgrammeFactory)
    origin = factory.Faker("uuid4", cast_to=None)
    organisation_name = "Agency"
    writer_name = "Person"
    kind = models.Entry.Kind.LEARNING
    words = "I asked before I answered."
    happened_on = date(2026, 1, 12)
    shared_at = LONG_AGO


class PublishedEntryFactory(Factory):
    class Meta:
        model = models.PublishedEntry

    origin = factory.Faker("uuid4", cast_to=None)
    organisation_name = "Agency"
    writer_name = "Person"
    kind = models.Entry.Kind.LEARNING
    words = "I asked before I answered."
    happened_on = date(2026, 1, 12)
    shared_at = LONG_AGO


class SelfAssessmentFactory(Factory):
    class Meta:
        model = models.SelfAssessment

    writer = factory.SubFactory(MembershipFactory, mentor=True)
    organisation = factory.SelfAttribute("writer.organisation")
    moment = models.SelfAssessment.Moment.BEFORE
    changed_at = LONG_AGO


class SupportGivenFactory(Factory):
    class Meta:
        model = models.SupportGiven

    mentor = factory.SubFactory(MembershipFactory, mentor=True)
    organisation = factory.SelfAttribute("mentor.organisation")
    kind = models.SupportGiven.Kind.TALK
    given_on = date(2026, 1, 12)
    minutes = 45
    made_at = LONG_AGO
    changed_at = LONG_AGO


class PracticeFactory(Factory):
    """A draft; `reviewed=True`, `released=True` and `published=True` are further on."""

    class Meta:
        model = models.Practice

    class Params:
        reviewed = factory.Trait(state="reviewed", reviewed_at=LONG_AGO)
        released = factory.Trait(state="organisation", reviewed_at=LONG_AGO, released_at=LONG_AGO)
        published = factory.Trait(
            state="network", reviewed_at=LONG_AGO, released_at=LONG_AGO, published_at=LONG_AGO
        )

    experiment = factory.SubFactory(ExperimentFactory, kept=True)
    organisation = factory.SelfAttribute("experiment.organisation")
    name = factory.Sequence(lambda n: f"Friday's lesson {n}")
    need = "We learn alone at home."
    made_at = LONG_AGO
    changed_at = LONG_AGO


class PublishedPracticeFactory(Factory):
    class Meta:
        model = models.PublishedPractice

    origin = factory.Faker("uuid4", cast_to=None)
    organisation_name = "Agency"
    name = factory.Sequence(lambda n: f"Friday's lesson {n}")
    outcome = models.Practice.Outcome.WORKED
    need = "We learn alone at home."
    published_at = LONG_AGO
