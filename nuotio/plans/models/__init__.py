"""Tables of the room: plans, experiments, ideas, what is reflected on, practices."""

from nuotio.plans.models.entries import (
    Audience,
    Entry,
    PublishedEntry,
    SelfAssessment,
    SharedEntry,
    SupportGiven,
)
from nuotio.plans.models.experiments import Experiment, Measure, Observation, Turn
from nuotio.plans.models.ideas import Idea, IdeaJoin, Pulse
from nuotio.plans.models.plans import (
    Plan,
    PlanAction,
    PlanGoal,
    PlanMentor,
    PlanRemark,
    PlanVersion,
)
from nuotio.plans.models.practices import Practice, PublishedPractice

__all__ = [
    "Audience",
    "Entry",
    "Experiment",
    "Idea",
    "IdeaJoin",
    "Measure",
    "Observation",
    "Plan",
    "PlanAction",
    "PlanGoal",
    "PlanMentor",
    "PlanRemark",
    "PlanVersion",
    "Practice",
    "PublishedEntry",
    "PublishedPractice",
    "Pulse",
    "SelfAssessment",
    "SharedEntry",
    "SupportGiven",
    "Turn",
]
