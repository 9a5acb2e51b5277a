from nuotio.people.models import Membership, RosterImport


def roster_at(pk: int, *, viewer: Membership) -> RosterImport | None:
    """Return one roster file of the viewer's organisation."""
    found: RosterImport | None = RosterImport.objects.filter(
        pk=pk, organisation_id=viewer.organisation_id
    ).first()
    return found
