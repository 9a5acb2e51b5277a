"""Rows of the goals for tests."""

import factory

from nuotio.goals import models
from tests.factories import LONG_AGO, Factory, OrganisationFactory, UnitFactory


class StrategicCompetenceFactory(Factory):
    class Meta:
        model = models.StrategicCompetence

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Yhdessä tekeminen {n}")
    made_at = LONG_AGO


class TeamMeaningFactory(Factory):
    class Meta:
        model = models.TeamMeaning

    competence = factory.SubFactory(StrategicCompetenceFactory)
    organisation = factory.SelfAttribute("competence.organisation")
    unit = factory.SubFactory(UnitFactory, organisation=factory.SelfAttribute("..organisation"))
    words = "We ask for help on the first day."
    changed_at = LONG_AGO


class GoalFactory(Factory):
    class Meta:
        model = models.Goal

    organisation = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"We learn from mistakes together {n}")
    made_at = LONG_AGO
