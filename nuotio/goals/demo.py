"""Writes the goals of the demo world: decided on HR days, resting on what the survey found."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import translation

from nuotio.culture.instruments import CULTURE
from nuotio.culture.models import SurveyRound
from nuotio.foundation import content
from nuotio.goals.models import Goal, StrategicCompetence, TeamMeaning
from nuotio.goals.queries import findings
from nuotio.people.models import Membership, Organisation, Role, Unit

HR_DAY_2, LASTS = timedelta(weeks=3), timedelta(weeks=104)
STARTED_WITHOUT_COHORT = -40


def build(*, at: datetime) -> None:
    """Write every goal and strategic competence. Needs an unrestricted scope."""
    told, words = content.load("demo_world"), content.load("demo_surveys")
    weeks = {
        slug: cohort["start_offset_weeks"]
        for cohort in told["cohorts"]
        for slug in cohort["organisations"]
    }
    for number, one in enumerate(told["organisations"]):
        week_0 = at + timedelta(weeks=weeks.get(one["id"], STARTED_WITHOUT_COHORT))
        organisation = Organisation.objects.get(slug=one["id"])
        _competences(organisation, words["competences"].get(one["id"], []), at=week_0)
        for goal in one["goals"]:
            _goal(organisation, goal, number, at=week_0 + HR_DAY_2)


def _goal(
    organisation: Organisation, told: Mapping[str, Any], number: int, *, at: datetime
) -> None:
    words = content.load("demo_surveys")
    hr, management = (_first(organisation, role) for role in (Role.HR, Role.MANAGEMENT))
    Goal.objects.create(
        organisation=organisation,
        title=told["goal"],
        emphasis=told["focus"],
        theme=words["themes"][told["dimension"]],
        why=words["why"],
        sign=told["sign"],
        starts_on=at.date(),
        ends_on=(at + LASTS).date(),
        owner=hr,
        sponsor=management,
        commitment=words["commitments"][number % len(words["commitments"])],
        time_share=10,
        resources=words["resources"],
        decided_by=words["decided_by"],
        decided_on=at.date(),
        made_at=at,
        once=uuid5(NAMESPACE_URL, told["id"]),
        **_ground(organisation, told["dimension"]),
        **_signed(hr, management, at=at + timedelta(days=7)),
    )


def _first(organisation: Organisation, role: str) -> Membership | None:
    held = Membership.objects.filter(
        organisation=organisation, role_holdings__role=role, left_at__isnull=True
    )
    return held.order_by("pk").first()


def _ground(organisation: Organisation, dimension: str) -> dict[str, Any]:
    """Return the finding of the first survey that the goal rests on, where there was one."""
    rounds = SurveyRound.objects.filter(organisation=organisation, instrument_code=CULTURE)
    closed = rounds.filter(state=SurveyRound.State.CLOSED).select_related("result")
    first = closed.order_by("closed_at").first()
    if first is None:
        return {}
    with translation.override("fi"):
        words = {one.dimension: one.words for one in findings.findings_of(first)}
    return {"round": first, "dimension": dimension, "finding": words[dimension]}


def _signed(
    hr: Membership | None, management: Membership | None, *, at: datetime
) -> dict[str, Any]:
    if hr is None or management is None:
        return {}
    return {
        "state": Goal.State.DECIDED,
        "hr_signed_by": hr,
        "hr_signed_at": at,
        "management_signed_by": management,
        "management_signed_at": at + timedelta(days=1),
    }


def _competences(organisation: Organisation, told: list[dict[str, Any]], *, at: datetime) -> None:
    units = {unit.name_fi: unit for unit in Unit.objects.filter(organisation=organisation)}
    for one in told:
        competence = StrategicCompetence.objects.create(
            organisation=organisation, name=one["name"], about=one["about"], made_at=at
        )
        TeamMeaning.objects.bulk_create(
            TeamMeaning(
                organisation=organisation,
                competence=competence,
                unit=units[name],
                words=words,
                written_by=units[name].lead,
                changed_at=at + timedelta(weeks=2),
            )
            for name, words in one["meanings"].items()
        )
