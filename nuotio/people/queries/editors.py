from django.db import models

from nuotio.audit import queries as audit
from nuotio.people.models import User


def last_editor(row: models.Model) -> User | None:
    """Return who changed this row last, for telling a second editor whom to talk to."""
    user_id = audit.last_actor_id(row)
    return None if user_id is None else User.objects.filter(pk=user_id).first()
