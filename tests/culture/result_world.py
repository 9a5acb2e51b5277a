"""A closed round with a result that was really computed, for pages, exports and attacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from nuotio.culture import analysis
from nuotio.culture.instruments import Survey, copy_of, survey_of
from nuotio.culture.models import RoundResult, SurveyRound
from nuotio.culture.responses import CANNOT_SAY, Response
from tests.culture import factories
from tests.factories import LONG_AGO, OrganisationFactory, UnitFactory

BACKGROUND = [
    {
        "code": "years",
        "words": {"fi": "Työvuodet", "sv": "Arbetsår", "en": "Years of work"},
        "classes": [
            {"code": "few", "words": {"fi": "Alle 5", "sv": "Under 5", "en": "Under 5"}},
            {"code": "many", "words": {"fi": "5 tai yli", "sv": "5 eller fler", "en": "5 or more"}},
        ],
    }
]
UNITS = {"Toimitustuotanto": 60, "Paikkatieto": 40, "Asiakaspalvelu": 30, "Tietotekniikka": 4}


@dataclass
class Answers:
    """Made-up people: mean of each scale, words that some wrote, always the same for a seed."""

    means: Mapping[str, float] = field(default_factory=dict)
    words: Sequence[str] = ()
    seed: int = 1
    shifts: Mapping[str, float] = field(default_factory=dict)

    def of(self, survey: Survey, units: Mapping[str, int]) -> list[Response]:
        """Return the answers of so many people of each unit (its node's code)."""
        dice = np.random.default_rng(self.seed)
        made = []
        for unit, count in units.items():
            for _person in range(count):
                own = dice.normal(self.shifts.get(unit, 0.0), 0.5)
                answers = {}
                for scale in survey.scales:
                    for item in scale.items:
                        latent = self.means.get(scale.code, 3.2) + own + dice.normal(0, 0.8)
                        point = int(np.clip(round(latent), 1, 5))
                        answers[item.code] = 6 - point if item.is_reversed else point
                        if dice.random() < 0.03:
                            answers[item.code] = CANNOT_SAY
                years = "few" if dice.random() < 0.4 else "many"
                made.append(Response(unit, answers, {"years": years}))
        for number, words in enumerate(self.words):
            made[number].words["open_best"] = words
        return made


def closed_round(
    answers: Answers | None = None,
    *,
    organisation=None,
    units: Mapping[str, int] = UNITS,
    rows=None,
    closed_at: datetime = LONG_AGO,
    invited_more: float = 1.5,
    **more,
) -> SurveyRound:
    """Return a closed round of the organisation with its nodes, and its computed result."""
    organisation = organisation or OrganisationFactory(name_fi="Mittausvirasto")
    survey_round = factories.SurveyRoundFactory(
        organisation=organisation,
        state="closed",
        announced_at=closed_at - timedelta(days=20),
        closed_at=closed_at,
        destroyed_at=closed_at,
        background=BACKGROUND,
        **more,
    )
    root = factories.ReportingNodeFactory(
        round=survey_round, name_fi=organisation.name_fi, invited=0
    )
    nodes = {}
    for name, count in units.items():
        unit = (rows or {}).get(name) or UnitFactory(organisation=organisation, name_fi=name)
        nodes[name] = factories.ReportingNodeFactory(
            round=survey_round,
            parent=root,
            unit=unit,
            name_fi=name,
            invited=max(10, int(count * invited_more)),
        )
    survey_round.plan = {
        "k": 5,
        "units": [
            {
                "node": str(node.code),
                "parent": None if node is root else str(root.code),
                "invited": node.invited,
            }
            for node in (root, *nodes.values())
        ],
        "variables": {"years": ["few", "many"]},
    }
    survey_round.save()
    _result(survey_round, answers or Answers(), {str(nodes[u].code): n for u, n in units.items()})
    return SurveyRound.objects.select_related("result", "organisation").get(pk=survey_round.pk)


def _result(survey_round: SurveyRound, answers: Answers, counts: Mapping[str, int]) -> RoundResult:
    survey = survey_of(survey_round.instrument or copy_of("learning_culture"))
    names = {str(node.code): node.name_fi for node in survey_round.nodes.all()}
    answers.shifts = {code: answers.shifts.get(names[code], 0.0) for code in counts}
    people = answers.of(survey, counts)
    told = analysis.analyse(people, survey=survey, plan=survey_round.plan, shuffle=list.sort)
    return factories.RoundResultFactory(
        round=survey_round, organisation=survey_round.organisation, content=told.as_json()
    )
