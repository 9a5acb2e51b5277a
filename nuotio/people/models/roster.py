from django.db import models
from django.utils.translation import gettext_lazy as _

from nuotio.people.models.membership import Membership, OrganisationOwned


class RosterImport(OrganisationOwned):
    """A roster file that was read and waits for a decision; rows are words, one list a row."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("to be checked")
        IMPORTED = "imported", _("imported")

    file_name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PREVIEW)
    uploaded_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, related_name="roster_imports"
    )
    uploaded_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.file_name
