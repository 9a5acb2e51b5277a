"""The kinds of notices of this room, one module a noun."""

from nuotio.support.notices import engagements, follow_ups, invitations, requests

__all__ = ["engagements", "follow_ups", "invitations", "requests"]
