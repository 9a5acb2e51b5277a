from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.text import capfirst

from nuotio.people.models import Membership, Role, RoleHolding, RoleTitle

MENTOR_FIRST = (
    Role.MENTOR,
    Role.HR,
    Role.MANAGEMENT,
    Role.COORDINATOR,
    Role.TRAINER,
    Role.EMPLOYEE,
)


@dataclass(frozen=True)
class NamedRole:
    """A role with the organisation's own titles for it, the usual one first."""

    role: Role
    titles: tuple[RoleTitle, ...]

    @property
    def heading(self) -> str:
        """The standard word for the role, as a heading begins."""
        return str(capfirst(self.role.label))


def named_roles(*, viewer: Membership) -> Sequence[NamedRole]:
    """Return every role that the organisation can have, each title with `in_use` holders."""
    held = Count("holdings", filter=~Q(holdings__state=RoleHolding.State.ENDED))
    titles = list(
        RoleTitle.objects.filter(organisation_id=viewer.organisation_id)
        .annotate(in_use=held)
        .order_by("-is_default", "name_fi", "pk")
    )
    return [
        NamedRole(role, tuple(t for t in titles if t.role == role))
        for role in MENTOR_FIRST
        if role != Role.TRAINER or viewer.organisation.is_provider
    ]


def title_at(pk: int, *, viewer: Membership) -> RoleTitle | None:
    """Return one title of the viewer's organisation."""
    found: RoleTitle | None = RoleTitle.objects.filter(
        pk=pk, organisation_id=viewer.organisation_id
    ).first()
    return found
