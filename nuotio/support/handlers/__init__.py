"""What this room listens to, one module a noun; a listener may hear the same twice."""

from nuotio.support.handlers import engagements, follow_ups, invitations, leaving, requests

__all__ = ["engagements", "follow_ups", "invitations", "leaving", "requests"]
