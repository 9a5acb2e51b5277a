from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import versions
from nuotio.people.models import Membership, Organisation
from nuotio.programmes import drafts
from nuotio.programmes.models import ProgrammeTemplate
from nuotio.programmes.rules import templates as rules


class NameTaken(Exception):
    """The provider has a template of this name."""


@dataclass(frozen=True)
class Names:
    """What a template is called; Swedish and English may be empty."""

    name_fi: str
    name_sv: str = ""
    name_en: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The names as words."""
        told = {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}
        return {language: name for language, name in told.items() if name}


@transaction.atomic
def copy_template(
    content: dict[str, Any], names: Names, *, by: Membership, at: datetime
) -> ProgrammeTemplate:
    """Copy a template under a name of one's own; NameTaken where there is one already."""
    rules.can_edit_templates.require(by)
    _check_name(names, by=by)
    copied = {**deepcopy(content), "name": names.words}
    drafts.check(copied)
    template: ProgrammeTemplate = ProgrammeTemplate.objects.create(
        organisation_id=by.organisation_id,
        source=content["id"],
        content=copied,
        changed_at=at,
        **vars(names),
    )
    audit.record("programmes.edit_templates", template, actor_id=by.user_id)
    return template


def _check_name(names: Names, *, by: Membership, but: int | None = None) -> None:
    """Wait for others who name a template, and see whether the name is free."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=by.organisation_id)
    theirs = ProgrammeTemplate.objects.filter(
        organisation_id=by.organisation_id, name_fi=names.name_fi
    )
    if theirs.exclude(pk=but).exists():
        raise NameTaken


@transaction.atomic
def rename_template(
    template: ProgrammeTemplate, names: Names, *, by: Membership, version: int, at: datetime
) -> ProgrammeTemplate:
    """Call a template otherwise."""
    rules.can_edit_templates.require(by)
    _check_name(names, by=by, but=template.pk)
    template = _claimed(template, by=by, version=version)
    for name, value in vars(names).items():
        setattr(template, name, value)
    template.content = {**template.content, "name": names.words}
    return _saved(template, by=by, at=at)


@transaction.atomic
def change_template(
    template: ProgrammeTemplate,
    content: dict[str, Any],
    *,
    by: Membership,
    version: int,
    at: datetime,
) -> ProgrammeTemplate:
    """Store an adapted template; EditedMeanwhile where somebody was faster, Unsound if no use.

    `content` was made from the version that is given. Programmes that were made keep theirs.
    """
    template = _claimed(template, by=by, version=version)
    drafts.check(content)
    template.content = content
    return _saved(template, by=by, at=at)


def _claimed(template: ProgrammeTemplate, *, by: Membership, version: int) -> ProgrammeTemplate:
    rows = ProgrammeTemplate.objects.select_for_update(of=("self",))
    locked: ProgrammeTemplate = rows.get(pk=template.pk, organisation_id=by.organisation_id)
    rules.can_edit_templates.require(by)
    versions.claim(locked, seen=version)
    return locked


def _saved(template: ProgrammeTemplate, *, by: Membership, at: datetime) -> ProgrammeTemplate:
    template.changed_at = at
    template.save()
    audit.record("programmes.edit_templates", template, actor_id=by.user_id)
    return template
