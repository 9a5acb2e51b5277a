"""What a goal that is written in a live room can rest on."""

from collections.abc import Sequence

from nuotio.goals.models import StrategicCompetence
from nuotio.people.models import Membership


def competences_of(viewer: Membership) -> Sequence[StrategicCompetence]:
    """Return the strategic competences that the organisation works with, by name; one query."""
    rows = StrategicCompetence.objects.filter(
        organisation_id=viewer.organisation_id, retired_at__isnull=True
    )
    return list(rows.order_by("name", "pk"))
