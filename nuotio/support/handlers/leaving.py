"""Follows mentors who leave: their teams look for somebody else."""

from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.people.events import RoleLeft
from nuotio.people.models import Role
from nuotio.support.services import leaving


@listens_to(RoleLeft)
def let_go(event: RoleLeft) -> None:
    """Let go of a mentor who left the role, or the organisation with it."""
    if event.role == Role.MENTOR:
        leaving.leave_role(event.membership_id, at=timezone.now())
