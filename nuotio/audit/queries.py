from django.db.models import QuerySet

from nuotio.audit.models import AuditEntry


def entries_about(user_id: int) -> QuerySet[AuditEntry]:
    """Return what was done with this person's data, newest first."""
    return AuditEntry.objects.filter(subject_id=user_id).order_by("-at", "-pk")
