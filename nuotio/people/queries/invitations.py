from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db.models import F, QuerySet

from nuotio.foundation import tenancy
from nuotio.people.models import Invitation, Membership, User
from nuotio.people.models.invitation import VALID_FOR

TOKEN_SALT = "nuotio.people.invitation"  # noqa: S105 -- a name, not a secret


@dataclass(frozen=True)
class Opened:
    """What a link leads to: a usable invitation, or why it is not."""

    invitation: Invitation
    is_usable: bool
    is_used: bool
    has_account: bool


def open_invitations(*, viewer: Membership) -> QuerySet[Invitation]:
    """Return the organisation's open invitations, the unsent first, then the oldest sent."""
    rows: QuerySet[Invitation] = Invitation.objects.filter(
        organisation_id=viewer.organisation_id,
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    return rows.select_related("unit", "invited_by__user").order_by(
        F("sent_at").asc(nulls_first=True), "name", "pk"
    )


def unsent_count(*, viewer: Membership) -> int:
    """Return how many invitations wait to be sent."""
    return open_invitations(viewer=viewer).filter(sent_at__isnull=True).count()


def invitation_at(pk: int, *, viewer: Membership) -> Invitation | None:
    """Return one invitation of the viewer's organisation, open or not."""
    found: Invitation | None = (
        Invitation.objects.filter(pk=pk, organisation_id=viewer.organisation_id)
        .select_related("unit", "invited_by__user", "organisation")
        .first()
    )
    return found


def has_run_out(invitation: Invitation, *, at: datetime) -> bool:
    """Say whether a sent invitation is too old to be used."""
    return invitation.sent_at is not None and at >= invitation.sent_at + VALID_FOR


def token_for(invitation: Invitation) -> str:
    """Return what the link in the mail carries; a newer sending makes the older link void."""
    return signing.dumps([invitation.pk, invitation.times_sent], salt=TOKEN_SALT)


def invitation_by_token(token: str, *, at: datetime) -> Opened | None:
    """Return what the link leads to; None where it never was one of ours."""
    try:
        pk, times_sent = signing.loads(token, salt=TOKEN_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    with tenancy.unrestricted(reason="A link opens an invitation before its organisation."):
        invitation = (
            Invitation.objects.filter(pk=pk)
            .select_related("organisation__kind", "invited_by__user", "unit")
            .first()
        )
    if invitation is None:
        return None
    is_newest = invitation.times_sent == times_sent
    return Opened(
        invitation,
        is_usable=is_newest and invitation.is_usable(at=at),
        is_used=invitation.accepted_at is not None,
        has_account=User.objects.filter(email=invitation.email).exists(),
    )
