"""The address of a person's calendar: a secret, of which only the hash is kept."""

import secrets
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.people.models import User
from nuotio.programmes.models import CalendarKey
from nuotio.programmes.queries import calendars as queries


@transaction.atomic
def make_address(user: User, *, at: datetime) -> str:
    """Return a new secret for the address of the person's calendar; an old one stops working."""
    key = secrets.token_urlsafe(32)
    made, _is_new = CalendarKey.objects.update_or_create(
        user=user, defaults={"digest": queries.digest_of(key), "made_at": at}
    )
    audit.record("programmes.make_calendar_address", made, actor_id=user.pk, subject_id=user.pk)
    return key


@transaction.atomic
def stop_address(user: User) -> bool:
    """Let the address of the person's calendar stop working; False where there is none."""
    key = CalendarKey.objects.filter(user=user).first()
    if key is None:
        return False
    audit.record("programmes.stop_calendar_address", key, actor_id=user.pk, subject_id=user.pk)
    key.delete()
    return True
