from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Announcement(models.Model):
    """An event that listeners have yet to hear; written in the transaction that caused it."""

    kind = models.CharField(max_length=120)
    payload = models.JSONField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.kind


class ScheduledRun(models.Model):
    """A scheduled job was enqueued for this slot; the unique pair makes it happen once."""

    job = models.CharField(max_length=120)
    slot = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "slot"], name="foundation_one_run_a_slot")
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.slot}"


class WorkerPulse(models.Model):
    """One row that the worker touches while it lives."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.at.isoformat()


class Versioned(models.Model):
    """A text that several people may edit: `version` tells whether someone was faster."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class ThreeNames(models.Model):
    """A name in Finnish, Swedish and English; an empty one falls back to the Finnish."""

    name_fi = models.CharField(_("name in Finnish"), max_length=200)
    name_sv = models.CharField(_("name in Swedish"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language that is active now."""
        return self.name_in(get_language() or "fi")

    def name_in(self, language: str) -> str:
        """Return the name in fi, sv or en."""
        named: str = getattr(self, f"name_{language[:2]}", "")
        return named or self.name_fi
