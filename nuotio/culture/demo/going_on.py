"""A survey of the demo world that is open now: tickets can be collected, answers lie in the box."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from nuotio.culture import preparing
from nuotio.culture.demo.answers import Crowd, means_of
from nuotio.culture.instruments import CULTURE, copy_of, survey_of
from nuotio.culture.models import DailyCount, ReportingNode, SurveyRound
from nuotio.culture.queries.roster import EVERYONE
from nuotio.culture.services import codes, rounds
from nuotio.foundation import content
from nuotio.people.models import Membership, Organisation, Role, Unit

ANSWERED = (0.06, 0.11, 0.16)  # of the invited, by the end of each day so far
OPENS_AT_HOUR, CLOSES_AT_HOUR = 8, 18


def build(*, seed: int, at: datetime) -> None:
    """Write the round with its answers so far. Needs an unrestricted scope."""
    told = content.load("demo_surveys")["going_on"]
    organisation = Organisation.objects.get(slug=told["organisation"])
    hr = _hr(organisation)
    announced = at - timedelta(days=told["announced_days_ago"])
    survey_round = rounds.announce_round(_draft(organisation, told, hr, at), by=hr, at=announced)
    world = content.load("demo_world")["organisations"]
    one = next(one for one in world if one["id"] == told["organisation"])
    nodes = ReportingNode.objects.filter(round=survey_round, parent__isnull=False).order_by("pk")
    _answer(survey_round, list(nodes), one, np.random.default_rng(seed), by=hr, at=at)
    _count(survey_round, list(nodes), at)


def _hr(organisation: Organisation) -> Membership:
    held = Membership.objects.filter(
        organisation=organisation, role_holdings__role=Role.HR, left_at__isnull=True
    )
    rows = held.select_related("organisation", "user").prefetch_related("role_holdings")
    first: Membership = rows.order_by("pk")[0]
    return first


def _draft(
    organisation: Organisation, told: dict[str, Any], hr: Membership, at: datetime
) -> SurveyRound:
    """Prepare it as HR would have: the list gone through, printed codes for who has no account."""
    made_at = at - timedelta(days=told["announced_days_ago"] + 10)
    done = {"done": True, "name": hr.name, "at": made_at.isoformat(), "note": ""}
    made: SurveyRound = SurveyRound.objects.create(
        organisation=organisation,
        instrument=copy_of(CULTURE),
        instrument_code=CULTURE,
        whom={"group": EVERYONE, "units": [], "list": [], "paper": _paper(organisation)},
        background=[_background(organisation)],
        checklist={point["id"]: done for point in preparing.points()},
        opens_at=_day(at, -told["opened_days_ago"], OPENS_AT_HOUR),
        closes_at=_day(at, told["closes_in_days"], CLOSES_AT_HOUR),
        made_by=hr,
        made_at=made_at,
        **{f"name_{language}": name for language, name in told["name"].items()},
    )
    return made


def _day(at: datetime, days: int, hour: int) -> datetime:
    local = timezone.localtime(at) + timedelta(days=days)
    return local.replace(hour=hour, minute=0, second=0, microsecond=0)


def _paper(organisation: Organisation) -> dict[str, int]:
    """Return how many printed codes each unit needs: for those who have no account."""
    members = list(
        Membership.objects.filter(organisation=organisation).values_list("unit_id", flat=True)
    )
    units = Unit.objects.filter(organisation=organisation)
    return {str(unit.pk): (unit.staff_count or 0) - members.count(unit.pk) for unit in units}


def _background(organisation: Organisation) -> dict[str, Any]:
    told = content.load("demo_surveys")["background"]
    staff = organisation.staff_count or 0
    classes = [
        {"code": one["code"], "words": one["words"], "people": round(one["share"] * staff)}
        for one in told["classes"]
    ]
    return {"code": told["code"], "words": told["words"], "classes": classes}


def _answer(
    survey_round: SurveyRound,
    nodes: Sequence[ReportingNode],
    told: dict[str, Any],
    dice: np.random.Generator,
    *,
    by: Membership,
    at: datetime,
) -> None:
    """Let some answer with printed codes; what they say nobody knows before the closing."""
    crowd = Crowd(dice, survey_of(survey_round.instrument), [str(node.code) for node in nodes])
    background, means = survey_round.plan["variables"], means_of(told, "baseline")
    for node in nodes:
        drawn = codes.print_codes(survey_round, node, node.paper_codes, by=by)
        count = {str(node.code): min(round(ANSWERED[-1] * node.invited), len(drawn))}
        said = crowd.answer(means, count, background=background, words={})
        for code, response in zip(drawn, said, strict=False):
            codes.cast_by_code(survey_round.public_id, code, response, at=at)


def _count(survey_round: SurveyRound, nodes: Sequence[ReportingNode], at: datetime) -> None:
    first = timezone.localtime(at).date() - timedelta(days=len(ANSWERED))
    DailyCount.objects.bulk_create(
        DailyCount(
            organisation_id=survey_round.organisation_id,
            round=survey_round,
            node=node,
            day=first + timedelta(days=number),
            answers=round(share * node.invited),
        )
        for node in nodes
        for number, share in enumerate(ANSWERED)
    )
