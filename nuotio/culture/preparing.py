"""The short steps in which a round is prepared, and what one lacks before it is announced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuotio.culture import nodes
from nuotio.culture.models import SurveyRound
from nuotio.culture.queries.roster import Roster
from nuotio.foundation import content

A_WEEK = timedelta(days=7)
RARE, FEW = 5, 10  # people of a class: below five nothing is shown, below ten no distribution
MOST_VARIABLES = 3


class Step(IntEnum):
    """The steps in their order."""

    WHAT = 1
    WHOM = 2
    WHEN = 3
    BACKGROUND = 4
    UNITS = 5
    CHECKLIST = 6
    ANNOUNCE = 7


NAMES: dict[Step, Promise] = {
    Step.WHAT: _("What is asked"),
    Step.WHOM: _("Whom"),
    Step.WHEN: _("When"),
    Step.BACKGROUND: _("Background"),
    Step.UNITS: _("What is shown"),
    Step.CHECKLIST: _("Agreed together"),
    Step.ANNOUNCE: _("Announce"),
}


WHY: dict[str, Promise] = {
    nodes.SMALL: _("fewer than ten are invited there"),
    nodes.SHELTER: _("without it, those beside it would be too few"),
    nodes.SAME: _("the same people"),
}


Reason = tuple[str, Promise]  # names of units, and why they do not report on their own


@dataclass(frozen=True)
class Lack:
    """What a step still lacks, in words that say what to do."""

    step: Step
    words: Promise


def points() -> Sequence[dict[str, Any]]:
    """Return the points of the co-operation checklist."""
    found: Sequence[dict[str, Any]] = content.load("cooperation_checklist")["points"]
    return found


def offered_variables() -> Sequence[dict[str, Any]]:
    """Return the background variables that come with the product, as offers."""
    found: Sequence[dict[str, Any]] = content.load("background_variables")["variables"]
    return found


def lacks(survey_round: SurveyRound, roster: Roster, *, at: datetime) -> list[Lack]:
    """Return what has to be done before the round can be announced, in the order of the steps."""
    found = [*_of_people(roster), *_of_times(survey_round, at)]
    done = [survey_round.checklist.get(one["id"], {}).get("done") for one in points()]
    if not all(done):
        found.append(Lack(Step.CHECKLIST, _("Go through the list with the personnel.")))
    return found


def _of_people(roster: Roster) -> list[Lack]:
    if roster.wrong:
        return [Lack(Step.WHOM, _("Correct the list of people without an account."))]
    try:
        roster.plan()
    except nodes.TooFew:
        return [Lack(Step.WHOM, _("Invite at least five people. Fewer answers are never shown."))]
    return []


def _of_times(survey_round: SurveyRound, at: datetime) -> list[Lack]:
    opens_at, closes_at = survey_round.opens_at, survey_round.closes_at
    if opens_at is None or closes_at is None:
        return [Lack(Step.WHEN, _("Choose when the survey opens and closes."))]
    if opens_at <= at or closes_at <= opens_at:
        return [Lack(Step.WHEN, _("The opening day has passed. Choose another."))]
    return []


def folded(plan: nodes.Plan, names: Mapping[int, str]) -> Mapping[nodes.Key, Sequence[Reason]]:
    """Return by node which units are part of it, those with one reason together."""
    found: dict[nodes.Key, dict[str, list[str]]] = {}
    for fold in plan.folds:
        found.setdefault(fold.into, {}).setdefault(fold.why, []).append(names[fold.key])
    return {
        key: [(", ".join(units), WHY[why]) for why, units in reasons.items()]
        for key, reasons in found.items()
    }


def is_short(survey_round: SurveyRound, *, at: datetime) -> bool:
    """Say whether people have less than a week to collect their tickets before the opening."""
    opens_at = survey_round.opens_at
    return opens_at is not None and opens_at - at < A_WEEK


def smallest_class(variable: dict[str, Any]) -> dict[str, Any] | None:
    """Return the class with the fewest people; None where nobody has estimated any."""
    known = [one for one in variable["classes"] if one.get("people") is not None]
    return min(known, key=lambda one: one["people"], default=None)
