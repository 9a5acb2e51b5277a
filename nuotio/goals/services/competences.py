from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import versions
from nuotio.goals.models import StrategicCompetence, TeamMeaning
from nuotio.goals.rules import competences as rules
from nuotio.people.models import Membership, Unit


class NameTaken(Exception):
    """The organisation has another competence with this name."""


@transaction.atomic
def name_competence(name: str, about: str, *, by: Membership, at: datetime) -> StrategicCompetence:
    """Name what the strategy asks; one that was laid aside under this name comes back.

    The same form sent again returns what it made; NameTaken where the name stands for another.
    """
    rules.can_name_competences.require(by)
    competence: StrategicCompetence
    competence, is_new = StrategicCompetence.objects.select_for_update().get_or_create(
        organisation_id=by.organisation_id, name=name, defaults={"about": about, "made_at": at}
    )
    if not is_new:
        if competence.retired_at is None and competence.about != about:
            raise NameTaken(name)
        competence.about, competence.retired_at = about, None
        competence.save(update_fields=["about", "retired_at"])
    audit.record("goals.name_competences", competence, actor_id=by.user_id)
    return competence


@transaction.atomic
def change_competence(
    competence: StrategicCompetence, name: str, about: str, *, by: Membership, version: int
) -> StrategicCompetence:
    """Say a competence in other words; what teams wrote stays.

    NameTaken, or versions.EditedMeanwhile where somebody saved after `version` was seen.
    """
    competence = _locked(competence)
    rules.can_change_competence.require(by, competence)
    versions.claim(competence, seen=version)
    same = StrategicCompetence.objects.filter(
        organisation_id=competence.organisation_id, name=name
    ).exclude(pk=competence.pk)
    if same.exists():
        raise NameTaken(name)
    competence.name, competence.about = name, about
    competence.save(update_fields=["name", "about", "version"])
    audit.record("goals.change_competence", competence, actor_id=by.user_id)
    return competence


@transaction.atomic
def retire_competence(
    competence: StrategicCompetence, *, by: Membership, at: datetime
) -> StrategicCompetence:
    """Lay a competence aside: no new goal rests on it, what was written stays readable."""
    return _mark(competence, by=by, retired_at=at)


@transaction.atomic
def restore_competence(competence: StrategicCompetence, *, by: Membership) -> StrategicCompetence:
    """Take a competence that was laid aside into use again."""
    return _mark(competence, by=by, retired_at=None)


def _mark(
    competence: StrategicCompetence, *, by: Membership, retired_at: datetime | None
) -> StrategicCompetence:
    competence = _locked(competence)
    rules.can_change_competence.require(by, competence)
    if (competence.retired_at is None) == (retired_at is None):
        return competence
    competence.retired_at = retired_at
    competence.save(update_fields=["retired_at"])
    audit.record("goals.change_competence", competence, actor_id=by.user_id)
    return competence


@transaction.atomic
def write_meaning(
    competence: StrategicCompetence,
    unit: Unit,
    words: str,
    *,
    by: Membership,
    at: datetime,
    version: int,
) -> TeamMeaning | None:
    """Write down what a unit would do differently; without words it is taken back.

    `version` is the one seen, 1 where nothing was there: versions.EditedMeanwhile where somebody
    saved since. The same words sent again are there already.
    """
    competence = _locked(competence)
    rules.can_write_meaning.require(by, unit)
    meaning = TeamMeaning.objects.filter(competence=competence, unit=unit).first() or TeamMeaning(
        competence=competence, unit=unit, organisation_id=competence.organisation_id
    )
    if meaning.words == words:
        return meaning if meaning.pk else None
    versions.claim(meaning, seen=version)
    if not words:
        audit.record("goals.write_meaning", meaning, actor_id=by.user_id)
        meaning.delete()
        return None
    meaning.words, meaning.written_by, meaning.changed_at = words, by, at
    meaning.save()
    audit.record("goals.write_meaning", meaning, actor_id=by.user_id)
    return meaning


def _locked(competence: StrategicCompetence) -> StrategicCompetence:
    """Lock a competence: one at a time changes it, or what a team makes of it."""
    found: StrategicCompetence = StrategicCompetence.objects.select_for_update().get(
        pk=competence.pk
    )
    return found
