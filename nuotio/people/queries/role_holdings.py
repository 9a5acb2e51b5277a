from collections.abc import Sequence

from nuotio.people.models import Membership, RoleHolding


def holdings_of(member: Membership) -> Sequence[RoleHolding]:
    """Return the roles that a member holds, active or paused, with their own titles."""
    rows = RoleHolding.objects.filter(membership=member).exclude(state=RoleHolding.State.ENDED)
    return list(rows.select_related("title").order_by("since", "pk"))
