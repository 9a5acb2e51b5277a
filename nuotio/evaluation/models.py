from django.db import models

from nuotio.people.models import Organisation
from nuotio.programmes.models import InProgramme


class ThreadCounts(InProgramme):
    """How far an organisation's golden thread has come, as counts that its programme's staff read.

    A copy for the provider (`private_to`): `counts` by code, no text and no name of anybody.
    `published` among them are keys of `PublishedPractice`, which everybody in the network reads.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    counts = models.JSONField(default=dict)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"], name="evaluation_one_count_a_programme"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.programme_id}"
