from dataclasses import dataclass

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import versions
from nuotio.people.models import Membership, Organisation, RoleHolding, RoleTitle
from nuotio.people.rules import organisations as rules


class TitleTaken(Exception):
    """The role already has a title with this Finnish name."""


class TitleInUse(Exception):
    """Somebody carries the title, so it is not removed."""


@dataclass(frozen=True)
class Naming:
    """A title in three languages; `is_default` makes it the usual one of its role."""

    name_fi: str
    name_sv: str
    name_en: str
    is_default: bool


@transaction.atomic
def add_role_title(
    organisation: Organisation, *, by: Membership, role: str, naming: Naming
) -> RoleTitle:
    """Give a role one more title; the first one becomes the usual one.

    The same title sent again is returned as it is; TitleTaken where the Finnish name stands with
    other translations.
    """
    _lock(organisation.pk)
    rules.can_name_roles.require(by, organisation.pk)
    titles = RoleTitle.objects.filter(organisation=organisation, role=role)
    twin = titles.filter(name_fi=naming.name_fi).first()
    if twin is not None:
        if (twin.name_sv, twin.name_en) != (naming.name_sv, naming.name_en):
            raise TitleTaken(naming.name_fi)
        return twin  # type: ignore[no-any-return]
    is_default = naming.is_default or not titles.filter(is_default=True).exists()
    if is_default:
        titles.update(is_default=False)
    title = RoleTitle(organisation=organisation, role=role)
    _name(title, naming, is_default=is_default)
    audit.record("people.name_roles", title, actor_id=by.user_id)
    return title


@transaction.atomic
def rename_role_title(
    title: RoleTitle, *, by: Membership, naming: Naming, version: int
) -> RoleTitle:
    """Change a title's names, or make it the usual one; the usual one stays until another is.

    TitleTaken where the role has another title of this name, versions.EditedMeanwhile where
    somebody saved after `version` was seen.
    """
    _lock(title.organisation_id)
    title = RoleTitle.objects.select_for_update().get(pk=title.pk)
    rules.can_name_roles.require(by, title.organisation_id)
    versions.claim(title, seen=version)
    others = RoleTitle.objects.filter(
        organisation_id=title.organisation_id, role=title.role
    ).exclude(pk=title.pk)
    if others.filter(name_fi=naming.name_fi).exists():
        raise TitleTaken(naming.name_fi)
    if naming.is_default:
        others.update(is_default=False)
    _name(title, naming, is_default=naming.is_default or title.is_default)
    audit.record("people.name_roles", title, actor_id=by.user_id)
    return title


@transaction.atomic
def remove_role_title(title: RoleTitle, *, by: Membership) -> None:
    """Remove a title that nobody carries (TitleInUse); the oldest one left becomes the usual."""
    _lock(title.organisation_id)
    rules.can_name_roles.require(by, title.organisation_id)
    carried = RoleHolding.objects.filter(title=title).exclude(state=RoleHolding.State.ENDED)
    if carried.exists():
        raise TitleInUse(title.name_fi)
    audit.record("people.name_roles", title, actor_id=by.user_id)
    heirs = RoleTitle.objects.filter(
        organisation_id=title.organisation_id, role=title.role
    ).exclude(pk=title.pk)
    title.delete()
    if not heirs.filter(is_default=True).exists():
        heir = heirs.order_by("pk").first()
        if heir is not None:
            heir.is_default = True
            heir.save(update_fields=["is_default"])


def _lock(organisation_id: int) -> None:
    """One at a time renames the roles of an organisation, so that one usual title stays."""
    Organisation.objects.select_for_update().get(pk=organisation_id)


def _name(title: RoleTitle, naming: Naming, *, is_default: bool) -> None:
    title.name_fi = naming.name_fi
    title.name_sv = naming.name_sv
    title.name_en = naming.name_en
    title.is_default = is_default
    title.save()
