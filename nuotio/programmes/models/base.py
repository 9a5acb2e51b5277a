from django.db import models

from nuotio.foundation.tenancy import SharedInProgramme
from nuotio.people.models import Organisation


class InProgramme(SharedInProgramme):
    """Base of every row of a programme: shared by all in it, or private to one organisation.

    Rows of people lie behind the wall of their own organisation: never join to them from here;
    a seat carries the published copy of the name.
    """

    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="+")
    private_to = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
