from django.db import models


class AuditEntry(models.Model):
    """One thing someone did. No foreign keys, so the ledger never blocks erasure."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor_id = models.BigIntegerField(null=True, db_index=True)
    subject_id = models.BigIntegerField(null=True, db_index=True)
    organisation_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80)
    target = models.CharField(max_length=80)
    target_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "-at"], name="audit_by_organisation")]

    def __str__(self) -> str:
        return f"{self.action} {self.target}:{self.target_id}"
