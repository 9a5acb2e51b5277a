"""The newest notices, in words, for a start page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nuotio.notifications import queries as notifications
from nuotio.notifications import wording
from nuotio.people.models import Membership
from nuotio.ui.addresses import address


@dataclass(frozen=True)
class News:
    """One notice as a line: what, where to open it, since when, whether it is new."""

    title: str
    link: str
    at: datetime
    is_new: bool


@dataclass(frozen=True)
class Latest:
    """The newest notices, and how many are unread in all."""

    lines: Sequence[News] = ()
    unread: int = 0


def latest(actor: Membership, *, limit: int = 4) -> Latest:
    """Return the member's newest notices, the unread first; one query."""
    slug = actor.organisation.slug
    notices = notifications.newest(actor, limit=limit)
    lines = [
        News(
            wording.tell(notice).title,
            address("notifications:open", slug, notice.pk),
            notice.created_at,
            notice.is_unread,
        )
        for notice in notices
    ]
    return Latest(lines, getattr(notices[0], "unread", 0) if notices else 0)
