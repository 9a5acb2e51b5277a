"""A round is prepared in short steps, each saved on its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.culture import lists
from nuotio.culture.instruments import Content
from nuotio.culture.models import SurveyRound
from nuotio.culture.preparing import Step, points
from nuotio.culture.rules import rounds as rules
from nuotio.foundation import versions
from nuotio.people.models import Membership, Organisation
from nuotio.people.rosters.rows import Row


class NameTaken(Exception):
    """The organisation has a round of this name."""


class NoDraft(Exception):
    """The round was announced or discarded meanwhile; nothing of it can be prepared any more."""


@dataclass(frozen=True)
class Asked:
    """What a round is called and what it asks; `instrument` is the content as it is now."""

    instrument: Content
    name_fi: str
    name_sv: str = ""
    name_en: str = ""

    @property
    def instrument_code(self) -> str:
        """The shipped instrument under whose code results are compared."""
        return str(self.instrument["code"])


@transaction.atomic
def make_round(asked: Asked, *, by: Membership, at: datetime) -> SurveyRound:
    """Begin to prepare a round; NameTaken where there is one of this name."""
    rules.can_run_rounds.require(by)
    _check_name(asked.name_fi, by=by)
    survey_round: SurveyRound = SurveyRound.objects.create(
        organisation_id=by.organisation_id,
        made_by=by,
        made_at=at,
        reached=Step.WHOM,
        instrument_code=asked.instrument_code,
        **vars(asked),
    )
    audit.record("culture.change_round", survey_round, actor_id=by.user_id)
    return survey_round


@transaction.atomic
def save_asked(
    survey_round: SurveyRound, asked: Asked, *, by: Membership, version: int
) -> SurveyRound:
    """Change what is asked and what the round is called."""
    _check_name(asked.name_fi, by=by, but=survey_round.pk)
    told = {**vars(asked), "instrument_code": asked.instrument_code}
    return _save(survey_round, told, by=by, version=version, reached=Step.WHOM)


@transaction.atomic
def save_whom(
    survey_round: SurveyRound,
    *,
    group: str,
    units: Sequence[int],
    paper: Mapping[str, int],
    by: Membership,
    version: int,
) -> SurveyRound:
    """Choose whom the round invites; the list of people without an account stays."""
    told = {"group": group, "units": list(units), "paper": dict(paper)}
    return _save_whom(survey_round, told, by=by, version=version, reached=Step.WHEN)


@transaction.atomic
def save_list(
    survey_round: SurveyRound, rows: Sequence[Row], *, by: Membership, version: int
) -> SurveyRound:
    """Keep the list of people without an account, in the place of an earlier one."""
    told = {"list": lists.as_kept(rows)}
    return _save_whom(survey_round, told, by=by, version=version, reached=Step.WHOM)


@transaction.atomic
def save_times(
    survey_round: SurveyRound,
    *,
    opens_at: datetime,
    closes_at: datetime,
    by: Membership,
    version: int,
) -> SurveyRound:
    """Choose when the round opens and closes."""
    told = {"opens_at": opens_at, "closes_at": closes_at}
    return _save(survey_round, told, by=by, version=version, reached=Step.BACKGROUND)


@transaction.atomic
def save_background(
    survey_round: SurveyRound,
    variables: Sequence[Mapping[str, Any]],
    *,
    by: Membership,
    version: int,
) -> SurveyRound:
    """Choose the background variables; none is a good choice too."""
    told = {"background": [dict(one) for one in variables]}
    return _save(survey_round, told, by=by, version=version, reached=Step.BACKGROUND)


@transaction.atomic
def save_checklist(
    survey_round: SurveyRound,
    ticked: Mapping[str, str],
    *,
    by: Membership,
    version: int,
    at: datetime,
) -> SurveyRound:
    """Note which points are agreed, each with its note; who ticked a point first stays there.

    `ticked` holds the notes of the points that are done.
    """
    before = survey_round.checklist
    fresh = {"done": True, "by": by.pk, "at": at.isoformat()}
    told = {
        one["id"]: {**fresh, **before.get(one["id"], {}), "note": ticked[one["id"]]}
        for one in points()
        if one["id"] in ticked
    }
    return _save(survey_round, {"checklist": told}, by=by, version=version, reached=Step.CHECKLIST)


@transaction.atomic
def save_trustee(
    survey_round: SurveyRound, trustee: str, *, by: Membership, version: int
) -> SurveyRound:
    """Name the person who keeps a passphrase; an empty name means that the service keeps alone."""
    told = {"has_trustee": bool(trustee), "trustee": trustee}
    return _save(survey_round, told, by=by, version=version, reached=Step.ANNOUNCE)


@transaction.atomic
def reach(survey_round: SurveyRound, step: Step, *, by: Membership) -> SurveyRound:
    """Note how far the preparing has come; going back changes nothing."""
    survey_round = _locked(survey_round, by=by)
    if step > survey_round.reached:
        survey_round.reached = step
        survey_round.save(update_fields=["reached"])
    return survey_round


def _save_whom(
    survey_round: SurveyRound,
    told: Mapping[str, Any],
    *,
    by: Membership,
    version: int,
    reached: Step,
) -> SurveyRound:
    """Change some of what is told of whom, in the row as it is now."""
    locked = _locked(survey_round, by=by)
    whom = {"whom": {**locked.whom, **told}}
    return _save(survey_round, whom, by=by, version=version, reached=reached)


def _save(
    survey_round: SurveyRound,
    told: Mapping[str, Any],
    *,
    by: Membership,
    version: int,
    reached: Step,
) -> SurveyRound:
    """Store one step of a draft; EditedMeanwhile where somebody was faster."""
    survey_round = _locked(survey_round, by=by)
    versions.claim(survey_round, seen=version)
    for name, value in told.items():
        setattr(survey_round, name, value)
    survey_round.reached = max(survey_round.reached, reached)
    survey_round.save()
    audit.record("culture.change_round", survey_round, actor_id=by.user_id)
    return survey_round


def _locked(survey_round: SurveyRound, *, by: Membership) -> SurveyRound:
    rows = SurveyRound.objects.select_for_update(of=("self",))
    found: SurveyRound = rows.get(pk=survey_round.pk)
    rules.can_change_round.require(by, found)
    if found.state != SurveyRound.State.DRAFT:
        raise NoDraft
    return found


def _check_name(name: str, *, by: Membership, but: int | None = None) -> None:
    """Wait for others who name a round, and see whether the name is free."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=by.organisation_id)
    theirs = SurveyRound.objects.filter(organisation_id=by.organisation_id, name_fi=name)
    if theirs.exclude(pk=but).exists():
        raise NameTaken
