"""Writes the surveys of the demo world upon its organisations."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from nuotio.culture import instruments
from nuotio.culture.demo import going_on
from nuotio.culture.demo.answers import Crowd, means_of, model
from nuotio.culture.instruments import CULTURE, MENTOR, copy_of, survey_of
from nuotio.culture.models import Report, ReportingNode, SurveyRound
from nuotio.culture.responses import Response
from nuotio.culture.services import pooling, tally
from nuotio.culture.services.certificates import Counts
from nuotio.culture.services.rounds import K
from nuotio.foundation import content
from nuotio.people.models import Organisation, Role, RoleHolding, Unit

LASTED = timedelta(days=14)
STARTED_WITHOUT_COHORT = -40
SMALL, SHY = 15, 0.5  # in a unit of so few people only half as many dare to answer


def build(*, seed: int, at: datetime) -> None:
    """Write every round that the demo world tells of. Needs an unrestricted scope."""
    told = content.load("demo_world")
    weeks = {
        slug: cohort["start_offset_weeks"]
        for cohort in told["cohorts"]
        for slug in cohort["organisations"]
    }
    for number, one in enumerate(told["organisations"]):
        if "response_rate" in one:
            week_0 = at + timedelta(weeks=weeks.get(one["id"], STARTED_WITHOUT_COHORT))
            _Waves(one, seed * 1000 + number, week_0, at).write()
    going_on.build(seed=seed, at=at)
    pooling.pool(at=at)


@dataclass
class _Waves:
    """The rounds of one organisation, oldest first."""

    told: Mapping[str, Any]
    seed: int
    week_0: datetime
    at: datetime

    def write(self) -> None:
        """Write each wave whose day has come: of everyone, then of the mentors."""
        words = content.load("demo_surveys")
        self._organisation = Organisation.objects.get(slug=self.told["id"])
        units = list(Unit.objects.filter(organisation=self._organisation).order_by("pk"))
        survey = survey_of(copy_of(CULTURE))
        crowd = Crowd(np.random.default_rng(self.seed), survey, [unit.name_fi for unit in units])
        rates = self.told["response_rate"]
        waves = [wave for wave in self._past(words["waves"]) if wave["id"] in rates]
        for number, wave in enumerate(waves, start=1):
            survey_round = self._round(wave, copy_of(CULTURE), words["background"])
            nodes = self._nodes(survey_round, units)
            self._count(survey_round, nodes, crowd, wave, rates[wave["id"]])
            if number < len(waves):  # HR has yet to share the newest
                self._share(survey_round, words["explanations"], number, closed=self._closed(wave))
        for wave in self._past(words["mentor_waves"]):
            self._ask_mentors(wave)

    def _past(self, waves: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        return (wave for wave in waves if self._closed(wave) < self.at)

    def _closed(self, wave: Mapping[str, Any]) -> datetime:
        day = self.week_0 + timedelta(weeks=wave["week"])
        return day.replace(hour=16, minute=0, second=0, microsecond=0)

    def _round(
        self, wave: Mapping[str, Any], asked: instruments.Content, background: Any = None
    ) -> SurveyRound:
        closed = self._closed(wave)
        opened = closed - LASTED
        made: SurveyRound = SurveyRound.objects.create(
            organisation=self._organisation,
            public_id=self._uuid(wave["id"], asked["code"]),
            state=SurveyRound.State.CLOSING,
            instrument=asked,
            instrument_code=asked["code"],
            background=[background] if background else [],
            opens_at=opened,
            closes_at=closed,
            made_at=opened - timedelta(weeks=3),
            announced_at=opened - timedelta(days=9),
            **{f"name_{language}": name for language, name in wave["name"].items()},
        )
        return made

    def _uuid(self, *parts: str) -> UUID:
        dice = np.random.default_rng([self.seed, *"".join(parts).encode()])
        return UUID(bytes=dice.bytes(16), version=4)

    def _nodes(self, survey_round: SurveyRound, units: list[Unit]) -> dict[str, ReportingNode]:
        """Write the root and a node for each unit; return those of the units by their name."""
        root = _node(survey_round, self._organisation, code=self._uuid(survey_round.name_fi))
        made = {
            unit.name_fi: _node(
                survey_round,
                unit,
                code=self._uuid(survey_round.name_fi, unit.name_fi),
                parent=root,
                unit=unit,
                invited=unit.staff_count,
            )
            for unit in units
        }
        _plan(survey_round, root, made)
        return made

    def _count(
        self,
        survey_round: SurveyRound,
        nodes: Mapping[str, ReportingNode],
        crowd: Crowd,
        wave: Mapping[str, Any],
        rate: float,
    ) -> None:
        counts = {
            name: _answered(crowd, node.invited, rate * (SHY if node.invited <= SMALL else 1))
            for name, node in nodes.items()
        }
        background = content.load("demo_surveys")["background"]
        responses = crowd.answer(
            means_of(self.told, wave["id"]),
            counts,
            background={background["code"]: [one["code"] for one in background["classes"]]},
            words=content.load("demo_surveys")["words"],
        )
        _publish(survey_round, nodes, responses, at=self._closed(wave))

    def _share(
        self, survey_round: SurveyRound, words: list[str], number: int, *, closed: datetime
    ) -> None:
        """Let HR have written what else may explain the result, and shared it."""
        Report.objects.create(
            organisation=self._organisation,
            round=survey_round,
            explanations=words[(self.seed + number) % len(words)],
            shared_at=closed + timedelta(days=12),
            version=2,
        )

    def _ask_mentors(self, wave: Mapping[str, Any]) -> None:
        """Ask the mentors alone; a group of fewer than five says nothing."""
        mentors = RoleHolding.objects.filter(
            organisation=self._organisation, role=Role.MENTOR
        ).count()
        survey = survey_of(copy_of(MENTOR))
        survey_round = self._round(wave, copy_of(MENTOR))
        root = _node(survey_round, self._organisation, code=self._uuid(wave["id"]), invited=mentors)
        _plan(survey_round, root, {})
        told = model()["mentor_efficacy"]
        dice = np.random.default_rng([self.seed, len(wave["id"])])
        crowd = Crowd(dice, survey, ["all"])
        count = _answered(crowd, mentors, told["response_rate"])
        means = {MENTOR: told[f"{wave['id']}_mean"]}
        responses = crowd.answer(means, {"all": count}, background={}, words={})
        _publish(survey_round, {"all": root}, responses, at=self._closed(wave))


def _answered(crowd: Crowd, invited: int, rate: float) -> int:
    return int(crowd.dice.binomial(invited, rate))


def _node(survey_round: SurveyRound, named: Organisation | Unit, **told: Any) -> ReportingNode:
    node: ReportingNode = ReportingNode.objects.create(
        organisation_id=survey_round.organisation_id,
        round=survey_round,
        name_fi=named.name_fi,
        name_sv=named.name_sv,
        name_en=named.name_en,
        **told,
    )
    return node


def _plan(
    survey_round: SurveyRound, root: ReportingNode, nodes: Mapping[str, ReportingNode]
) -> None:
    """Freeze the plan as an announcement does."""
    units = [{"node": str(root.code), "parent": None, "invited": root.invited}]
    units += [
        {"node": str(node.code), "parent": str(root.code), "invited": node.invited}
        for node in nodes.values()
    ]
    variables = {
        one["code"]: [told["code"] for told in one["classes"]] for one in survey_round.background
    }
    survey_round.plan = {"k": K, "units": units, "variables": variables}
    survey_round.save(update_fields=["plan"])


def _publish(
    survey_round: SurveyRound,
    nodes: Mapping[str, ReportingNode],
    responses: list[Response],
    *,
    at: datetime,
) -> None:
    """Count the answers as the closing does; whoever answers in a unit answers under its node."""
    codes = {name: str(node.code) for name, node in nodes.items()}
    answered = [replace(one, node=codes[one.node]) for one in responses]
    came = Counter(one.node for one in answered)
    counts = {code: Counts(accepted=came[code], codes=came[code]) for code in codes.values()}
    tally.publish(survey_round, answered, counts, at=at)
