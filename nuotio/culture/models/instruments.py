from typing import Any

from django.db import models

from nuotio.foundation.models import ThreeNames, Versioned
from nuotio.people.models import OrganisationOwned


class Instrument(OrganisationOwned, ThreeNames, Versioned):
    """An organisation's own copy of a shipped instrument; `content` as in `culture.instruments`."""

    source = models.SlugField(max_length=60)
    content = models.JSONField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name_fi"], name="culture_instrument_name_once"
            )
        ]

    def as_asked(self) -> dict[str, Any]:
        """Return what a round keeps of it: the content, and the mark of where it came from."""
        return {**self.content, "own_copy": self.pk}
