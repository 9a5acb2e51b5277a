"""Rows of the learning-culture analysis for tests."""

from datetime import datetime

import factory

from nuotio.culture import models
from nuotio.culture.instruments import copy_of
from tests.factories import LONG_AGO, Factory, OrganisationFactory

OPENS = datetime(2026, 11, 16, 6, 0, tzinfo=LONG_AGO.tzinfo)
CLOSES = datetime(2026, 11, 30, 18, 0, tzinfo=LONG_AGO.tzinfo)


class InstrumentFactory(Factory):
    class Meta:
        model = models.Instrument

    organisation = factory.SubFactory(OrganisationFactory)
    name_fi = factory.Sequence(lambda n: f"Oma kysely {n}")
    source = "learning_culture"
    content = factory.LazyFunction(lambda: copy_of("learning_culture"))
    changed_at = LONG_AGO


class SurveyRoundFactory(Factory):
    """A draft; `announced=True` and `closed=True` make later states, without keys and nodes."""

    class Meta:
        model = models.SurveyRound

    class Params:
        announced = factory.Trait(state="announced", announced_at=LONG_AGO)
        closed = factory.Trait(
            state="closed", announced_at=LONG_AGO, closed_at=LONG_AGO, destroyed_at=LONG_AGO
        )

    organisation = factory.SubFactory(OrganisationFactory)
    name_fi = factory.Sequence(lambda n: f"Kevään kysely {n}")
    instrument = factory.LazyFunction(lambda: copy_of("learning_culture"))
    instrument_code = "learning_culture"
    opens_at = OPENS
    closes_at = CLOSES
    made_at = LONG_AGO


class ReportingNodeFactory(Factory):
    class Meta:
        model = models.ReportingNode

    round = factory.SubFactory(SurveyRoundFactory)
    organisation = factory.SelfAttribute("round.organisation")
    name_fi = factory.Sequence(lambda n: f"Osa {n}")
    invited = 20


class InviteeFactory(Factory):
    class Meta:
        model = models.Invitee

    node = factory.SubFactory(ReportingNodeFactory)
    round = factory.SelfAttribute("node.round")
    organisation = factory.SelfAttribute("node.organisation")
    email = factory.Sequence(lambda n: f"invitee-{n}@esimerkki.invalid")


def result_content(means=None, *, n=262, invited=420):
    """Return a small result: the organisation alone, each scale with a mean."""
    told = means or {"trust": 3.4, "reflection": 3.2, "experimentation": 2.5}
    scales = {
        code: {
            "n": n,
            "mean": mean,
            "low": round(mean - 0.1, 1),
            "high": round(mean + 0.1, 1),
            "agreement": "mixed",
            "distribution": [5, 15, 40, 30, 10],
            "exact": {"mean": mean, "sd": 0.7},
        }
        for code, mean in told.items()
    }
    group = {
        "kind": "organisation",
        "key": "organisation",
        "n": n,
        "invited": invited,
        "parent": None,
        "scales": scales,
        "items": {},
    }
    return {
        "instrument": "learning_culture",
        "k": 5,
        "invited": invited,
        "answered": n,
        "groups": [group],
        "hidden": [],
        "words": {},
        "methods": {},
        "refused": None,
    }


class RoundResultFactory(Factory):
    """A result of 262 people; `content` is what `results.Results.as_json` makes."""

    class Meta:
        model = models.RoundResult

    round = factory.SubFactory(SurveyRoundFactory, closed=True)
    organisation = factory.SelfAttribute("round.organisation")
    content = factory.LazyFunction(result_content)
    certificate = factory.LazyFunction(lambda: {"nodes": []})
    released_at = LONG_AGO


class ReportFactory(Factory):
    class Meta:
        model = models.Report

    round = factory.SubFactory(SurveyRoundFactory, closed=True)
    organisation = factory.SelfAttribute("round.organisation")
    explanations = "A move to a new office."
