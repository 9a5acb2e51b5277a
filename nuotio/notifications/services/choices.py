"""What a person wants to hear of by mail."""

from collections.abc import Mapping

from django.db import transaction

from nuotio.notifications.models import Channel, MailChoice
from nuotio.people.models import User


@transaction.atomic
def choose(user_id: int, channels: Mapping[str, Channel]) -> None:
    """Keep the person's choice for each kind; a choice made twice is one."""
    for kind, channel in channels.items():
        MailChoice.objects.update_or_create(
            user_id=user_id, kind=kind, defaults={"channel": channel}
        )


def stop(user_id: int, kind: str) -> None:
    """Send this person no more mails of this kind; in the service its notices still show.

    Harmless when repeated, and for somebody who is no longer here.
    """
    if User.objects.filter(pk=user_id, erased_at__isnull=True).exists():
        choose(user_id, {kind: Channel.NEVER})
