"""What the room `people` announces becomes notices and mails.

Every listener runs in one transaction with the removal of its announcement, inside the event's
organisation, and tells under keys that make a repetition harmless.
"""

from nuotio.notifications.handlers import invitations, join_requests, roles, time_shares

__all__ = ["invitations", "join_requests", "roles", "time_shares"]
