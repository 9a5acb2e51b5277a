"""Mentors who are asked, and what they answered."""

from datetime import datetime
from typing import Any

from nuotio.people.models import Membership
from nuotio.support.models import SupportRequest


def part(request: SupportRequest, *, viewer: Membership, at: datetime) -> dict[str, Any]:
    """Return what the request's page shows of its invitations to this viewer."""
    return {}
