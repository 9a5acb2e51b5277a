from collections.abc import Sequence
from typing import Any

from nuotio.people.models import Membership
from nuotio.programmes import blueprints
from nuotio.programmes.models import ProgrammeTemplate
from nuotio.ui.filters import said


def choices_for(actor: Membership) -> Sequence[tuple[str, str, dict[str, Any]]]:
    """Return the templates that the member's provider can use: key, name and content.

    The shipped one comes first, then the provider's own by name.
    """
    shipped = blueprints.shipped()
    own = templates_of(actor)
    return [
        (blueprints.SHIPPED, said(shipped["name"]), shipped),
        *((str(template.pk), template.name, template.content) for template in own),
    ]


def templates_of(actor: Membership) -> Sequence[ProgrammeTemplate]:
    """Return the own templates of the member's organisation, by name."""
    rows = ProgrammeTemplate.objects.filter(organisation_id=actor.organisation_id)
    return list(rows.order_by("name_fi", "pk"))


def template_at(pk: int, *, actor: Membership) -> ProgrammeTemplate | None:
    """Return an own template of the member's organisation."""
    rows = ProgrammeTemplate.objects.filter(organisation_id=actor.organisation_id)
    found: ProgrammeTemplate | None = rows.filter(pk=pk).first()
    return found
