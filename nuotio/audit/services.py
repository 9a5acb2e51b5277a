from django.db import models

from nuotio.audit.models import AuditEntry


def record(
    action: str, target: models.Model, *, actor_id: int | None, subject_id: int | None = None
) -> AuditEntry:
    """Write one line in the ledger: `action` is the name of the rule or the service.

    `actor_id` is the user who acted, None for the service itself; `subject_id` the user whose
    data it touched, so that everyone can read what was done with theirs.
    """
    return AuditEntry.objects.create(
        action=action,
        target=target._meta.label,
        target_id=target.pk,
        actor_id=actor_id,
        subject_id=subject_id,
        organisation_id=_organisation_of(target),
    )


def _organisation_of(target: models.Model) -> int | None:
    if target._meta.label == "people.Organisation":
        return int(target.pk)
    return getattr(target, "organisation_id", None)
