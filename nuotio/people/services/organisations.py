from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import versions
from nuotio.people.models import Membership, Organisation, OrganisationKind
from nuotio.people.rules import organisations as rules


class KindNotAllowed(Exception):
    """An organisation does not turn itself into a provider of programmes, nor back."""


@dataclass(frozen=True)
class Settings:
    """What an organisation tells of itself; `monthly_hours` is full working time in hours."""

    name_fi: str
    name_sv: str
    name_en: str
    kind: OrganisationKind
    languages: list[str]
    staff_count: int | None
    monthly_hours: Decimal
    about: str


@transaction.atomic
def edit_organisation(
    organisation: Organisation, *, by: Membership, settings: Settings, version: int
) -> Organisation:
    """Save the settings; versions.EditedMeanwhile where somebody saved after `version` was seen."""
    organisation = (
        Organisation.objects.select_related("kind")
        .select_for_update(of=("self",))
        .get(pk=organisation.pk)
    )
    rules.can_edit_organisation.require(by, organisation.pk)
    versions.claim(organisation, seen=version)
    if settings.kind.is_provider != organisation.is_provider:
        raise KindNotAllowed
    for name, value in vars(settings).items():
        setattr(organisation, name, value)
    organisation.save()
    audit.record("people.edit_organisation", organisation, actor_id=by.user_id)
    return organisation
