from nuotio.people.models import Membership, Unit


def supervisor_of(membership: Membership) -> Membership | None:
    """Return who supervises the member: the named supervisor, else the lead of the unit.

    Climbs from unit to parent past leads who have left and past the member herself; None where
    nobody is found. At most three queries, whatever the height of the tree.
    """
    named = membership.supervisor if membership.supervisor_id else None
    if named is not None and named.is_open and named.pk != membership.pk:
        return named
    lead_id = _nearest_lead(membership)
    if lead_id is None:
        return None
    found: Membership | None = (
        Membership.objects.filter(pk=lead_id).select_related("user", "organisation").first()
    )
    return found


def _nearest_lead(membership: Membership) -> int | None:
    if membership.unit_id is None:
        return None
    units = Unit.objects.filter(organisation_id=membership.organisation_id)
    rows = units.values_list("pk", "parent_id", "lead_id", "lead__left_at")
    tree = {pk: (parent_id, lead_id, left_at) for pk, parent_id, lead_id, left_at in rows}
    here: int | None = membership.unit_id
    while here in tree:
        parent_id, lead_id, left_at = tree.pop(here)  # popped: a loop in the data ends
        if lead_id not in (None, membership.pk) and left_at is None:
            return int(lead_id)
        here = parent_id
    return None
