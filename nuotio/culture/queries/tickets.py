import hashlib
from uuid import UUID

from nuotio.culture.models import Invitee
from nuotio.foundation import tenancy
from nuotio.people.models import Membership


def invitee_of(round_id: int, *, viewer: Membership) -> Invitee | None:
    """Return the viewer's own place in a round; None where she is not invited."""
    found: Invitee | None = (
        Invitee.objects.filter(round_id=round_id, membership=viewer)
        .select_related("round", "node")
        .first()
    )
    return found


def invitee_by_link(public_id: UUID, token: str) -> Invitee | None:
    """Return whom a personal link was sent to; None where it is none of this round's.

    Only the link's digest is kept and compared, so that how long it takes tells nothing.
    """
    digest = hashlib.sha256(token.encode()).hexdigest()
    with tenancy.unrestricted(reason="A link in a mail leads to its round before anyone signs in."):
        found: Invitee | None = (
            Invitee.objects.filter(round__public_id=public_id, link_digest=digest)
            .select_related("round", "node")
            .first()
        )
    return found
