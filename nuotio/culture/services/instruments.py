from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.culture import drafts
from nuotio.culture.instruments import Content
from nuotio.culture.models import Instrument, SurveyRound
from nuotio.culture.rules import rounds as rules
from nuotio.foundation import versions
from nuotio.people.models import Membership, Organisation


class NameTaken(Exception):
    """The organisation has an instrument of this name."""


@dataclass(frozen=True)
class Names:
    """What something is called; Swedish and English may be empty."""

    name_fi: str
    name_sv: str = ""
    name_en: str = ""

    @property
    def words(self) -> Mapping[str, str]:
        """The names by language."""
        return {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}


@transaction.atomic
def copy_instrument(content: Content, names: Names, *, by: Membership, at: datetime) -> Instrument:
    """Copy an instrument under a name of one's own; NameTaken where there is one already.

    What was shipped under one code stays comparable under that code.
    """
    rules.can_edit_instruments.require(by)
    _check_name(names, by=by)
    instrument: Instrument = Instrument.objects.create(
        organisation_id=by.organisation_id,
        source=content["code"],
        content=drafts.named(content, names.words),
        changed_at=at,
        **vars(names),
    )
    audit.record("culture.edit_instruments", instrument, actor_id=by.user_id)
    return instrument


@transaction.atomic
def change_instrument(
    instrument: Instrument,
    content: Content,
    *,
    by: Membership,
    version: int,
    at: datetime,
    names: Names | None = None,
) -> Instrument:
    """Store an adapted instrument, under another name where one is given.

    EditedMeanwhile where somebody was faster, Unsound where it asks nothing. Surveys that are
    being prepared follow; those that were announced keep what they ask.
    """
    rules.can_edit_instruments.require(by)
    if names is not None:
        _check_name(names, by=by, but=instrument.pk)
    instrument = _claimed(instrument, by=by, version=version)
    drafts.check(content)
    for name, value in vars(names).items() if names is not None else ():
        setattr(instrument, name, value)
    words = {code: instrument.name_in(code) for code in ("fi", "sv", "en")}
    instrument.content, instrument.changed_at = drafts.named(content, words), at
    instrument.save()
    _follow(instrument)
    audit.record("culture.edit_instruments", instrument, actor_id=by.user_id)
    return instrument


@transaction.atomic
def retire_instrument(instrument: Instrument, *, by: Membership, at: datetime) -> Instrument:
    """Take an instrument out of use: no new survey asks it. Retired twice, it is retired once."""
    instrument = _locked(instrument, by=by)
    rules.can_edit_instruments.require(by)
    if instrument.retired_at is None:
        instrument.retired_at = at
        instrument.save(update_fields=["retired_at"])
        audit.record("culture.edit_instruments", instrument, actor_id=by.user_id)
    return instrument


@transaction.atomic
def restore_instrument(instrument: Instrument, *, by: Membership) -> Instrument:
    """Take a retired instrument into use again."""
    instrument = _locked(instrument, by=by)
    rules.can_edit_instruments.require(by)
    if instrument.retired_at is not None:
        instrument.retired_at = None
        instrument.save(update_fields=["retired_at"])
        audit.record("culture.edit_instruments", instrument, actor_id=by.user_id)
    return instrument


def _follow(instrument: Instrument) -> None:
    """Let the surveys that are being prepared ask what the instrument asks now."""
    drafts_of_it = SurveyRound.objects.filter(
        organisation_id=instrument.organisation_id,
        state=SurveyRound.State.DRAFT,
        instrument__own_copy=instrument.pk,
    )
    drafts_of_it.update(instrument=instrument.as_asked())


def _check_name(names: Names, *, by: Membership, but: int | None = None) -> None:
    """Wait for others who name an instrument, and see whether the name is free."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=by.organisation_id)
    theirs = Instrument.objects.filter(organisation_id=by.organisation_id, name_fi=names.name_fi)
    if theirs.exclude(pk=but).exists():
        raise NameTaken


def _claimed(instrument: Instrument, *, by: Membership, version: int) -> Instrument:
    locked = _locked(instrument, by=by)
    versions.claim(locked, seen=version)
    return locked


def _locked(instrument: Instrument, *, by: Membership) -> Instrument:
    rows = Instrument.objects.select_for_update(of=("self",))
    found: Instrument = rows.get(pk=instrument.pk, organisation_id=by.organisation_id)
    return found
