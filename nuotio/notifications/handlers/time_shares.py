from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.notifications import kinds, links
from nuotio.notifications.handlers import readers
from nuotio.notifications.services import notices
from nuotio.notifications.services.notices import News
from nuotio.people import events as people
from nuotio.people.models import TimeShare


@listens_to(people.TimeShareProposed)
def tell_supervisor(event: people.TimeShareProposed) -> None:
    """Tell the supervisor that a mentor's hours wait for an answer, in place of earlier hours."""
    share = _time_share(event.time_share_id)
    if share is None or share.supervisor is None:
        return
    key = f"time_share_proposed:{share.pk}:{share.proposed_at:%Y%m%dT%H%M%S}"
    _settle(share, besides=key)
    news = News(
        kinds.TIME_SHARE_PROPOSED,
        key=key,
        path=links.path_to("people:time_share", organisation=share.organisation.slug, pk=share.pk),
        about=share.mentor,
        params={"hours": str(share.hours_a_month)},
    )
    readers.tell(share.supervisor, news)


@listens_to(people.TimeShareAnswered)
def tell_mentor(event: people.TimeShareAnswered) -> None:
    """Tell the mentor what the supervisor answered."""
    share = _time_share(event.time_share_id)
    if share is None or share.answered_at is None:
        return
    _settle(share)
    is_agreed = share.state == TimeShare.State.AGREED
    news = News(
        kinds.TIME_SHARE_ANSWERED,
        key=f"time_share_answered:{share.pk}:{share.answered_at:%Y%m%dT%H%M%S}",
        path=links.path_to("people:own_time_share", organisation=share.organisation.slug),
        about=share.supervisor,
        params={"hours": str(share.hours_a_month), "is_agreed": is_agreed},
    )
    readers.tell(share.mentor, news)


def _settle(share: TimeShare, *, besides: str = "") -> None:
    """Ask nobody any more about hours that were answered, or proposed otherwise."""
    kind = kinds.TIME_SHARE_PROPOSED
    notices.settle(kind, at=timezone.now(), besides=besides, about=share.mentor)


def _time_share(pk: int) -> TimeShare | None:
    return (
        TimeShare.objects.select_related(
            "organisation",
            "mentor__user",
            "mentor__organisation",
            "supervisor__user",
            "supervisor__organisation",
        )
        .filter(pk=pk)
        .first()
    )
