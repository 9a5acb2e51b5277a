"""Tells who asked for support that its follow-up is open, and once more a week later."""

from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.notifications import links
from nuotio.notifications.kinds import Kind
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.support import events
from nuotio.support.notices import follow_ups as notices
from nuotio.support.queries import engagements
from nuotio.support.queries import follow_ups as queries


@listens_to(events.FollowUpOpened)
def tell_that_it_is_open(event: events.FollowUpOpened) -> None:
    """Give who asked the link to pass on, or the way to answer."""
    _tell(event.follow_up_id, notices.FOLLOW_UP_OPENED)


@listens_to(events.FollowUpWaits)
def remind(event: events.FollowUpWaits) -> None:
    """Remind who asked that there is still time."""
    _tell(event.follow_up_id, notices.FOLLOW_UP_WAITS)


def _tell(pk: int, kind: Kind) -> None:
    found, at = queries.named(pk), timezone.now()
    if found is None or not found.is_open(timezone.localdate(at)):
        return
    reader = engagements.party_of(found.engagement).asker
    if reader is None:
        return
    slug = reader.organisation.slug
    path = links.path_to("support:engagement", organisation=slug, pk=found.engagement_id)
    if not found.is_anonymous:
        path = links.path_to("support:follow_up_sign", organisation=slug, pk=found.pk)
    params = {
        "what": engagements.called(found.engagement.request),
        "until": found.closes_on.isoformat(),
        "is_anonymous": found.is_anonymous,
    }
    news = News(kind, key=f"{kind.code}:{pk}", path=path, params=params)
    telling.notify(reader, news, at=at)
