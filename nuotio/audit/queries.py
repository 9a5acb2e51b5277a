from django.db import models
from django.db.models import QuerySet

from nuotio.audit.models import AuditEntry


def entries_about(user_id: int) -> QuerySet[AuditEntry]:
    """Return what was done with this person's data, newest first."""
    return AuditEntry.objects.filter(subject_id=user_id).order_by("-at", "-pk")


def last_actor_id(target: models.Model) -> int | None:
    """Return the id of the user who changed this row last, None where nobody is known."""
    entries = AuditEntry.objects.filter(target=target._meta.label, target_id=target.pk)
    return entries.order_by("-at", "-pk").values_list("actor_id", flat=True).first()
