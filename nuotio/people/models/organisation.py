from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.models import ThreeNames, Versioned


class OrganisationKind(ThreeNames):
    """What an organisation is: ministry, agency, library... Data, so a new kind needs no code."""

    code = models.SlugField(unique=True)
    is_provider = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]


class Organisation(ThreeNames, Versioned):
    """An employer whose data are kept apart from others': the tenant."""

    slug = models.SlugField(_("address"), unique=True)
    kind = models.ForeignKey(OrganisationKind, models.PROTECT, related_name="organisations")
    languages = models.JSONField(default=list)
    staff_count = models.PositiveIntegerField(_("number of staff"), null=True, blank=True)
    monthly_hours = models.DecimalField(
        _("full working time, hours a month"), max_digits=5, decimal_places=1, default=Decimal(157)
    )
    about = models.TextField(_("learning mentoring with us"), blank=True, max_length=2000)
    accepted_at = models.DateTimeField(null=True, blank=True)

    @property
    def is_provider(self) -> bool:
        """Whether its coordinators and trainers run programmes for others."""
        return self.kind.is_provider
