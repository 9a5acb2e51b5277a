"""A mentor leaves the role, the organisation or the service: teams do not wait for her."""

from datetime import datetime

from django.db import transaction

from nuotio.people.models import Role, RoleHolding
from nuotio.support.models import SupportInvitation
from nuotio.support.queries import invitations as queries
from nuotio.support.services import invitations, promises


@transaction.atomic
def let_go(mentor_id: int, *, at: datetime) -> int:
    """End what a mentor has promised and what she is asked; return how many requests it was.

    Requests that she had promised to wait again, others look for somebody else. Called by what
    heard of it; let go twice it is let go once.
    """
    rows = SupportInvitation.objects.filter(
        mentor=mentor_id, state__in=SupportInvitation.HOLDING, ended_at=None
    )
    found = list(rows.order_by("request", "pk"))
    return sum(_is_let_go(one, at=at) for one in found)


@transaction.atomic
def leave_role(mentor_id: int, *, at: datetime) -> None:
    """Let go of a mentor who has left the role; not of one who holds it again by now."""
    held = RoleHolding.objects.filter(membership=mentor_id, role=Role.MENTOR)
    if not held.exclude(state=RoleHolding.State.ENDED).exists():
        let_go(mentor_id, at=at)


def _is_let_go(invitation: SupportInvitation, *, at: datetime) -> bool:
    found = invitations.locked(invitation)
    if not queries.is_held(found) or found.request.is_over:
        return False
    if found.is_promise:
        promises.leave(found, at=at)
        invitations.note("support.step_back", found, by=None)
    else:
        invitations.lapse(found, at=at)
    return True
