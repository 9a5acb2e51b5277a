"""A person's traces in the rows of a room: found, unnamed, taken out of a text.

For the rooms' `privacy` modules, inside the scope that they open. It stands beside the room's own
`privacy`: whoever imports that puts what people keeps into the register, and persons lose their
names and addresses before the rooms above have found what is theirs.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import QuerySet

from nuotio.people.models import Membership, User

OWN = "A person's own data, in every organisation."
PAST = "Forgetting what is past its time, in every organisation."
TWO_YEARS = timedelta(days=730)
NOBODY = "–"

# A table, the field that names a person in it, and the way from it to what ends.
Part = tuple[type[models.Model], str, str]


def hers(model: Any, field: str, user_id: int) -> QuerySet[Any]:
    """Return the rows that name the person in this field, in the order of their making."""
    rows: QuerySet[Any] = model.objects.filter(**{f"{field}__user_id": user_id}).order_by("pk")
    return rows


def unname(parts: Iterable[Part], user_id: int) -> None:
    """Let the rows stay and take the person from them."""
    for model, field, _way in parts:
        hers(model, field, user_id).update(**{field: None})


def name_of(user_id: int) -> str:
    """Return the person's name as long as she has one."""
    return User.objects.values_list("name", flat=True).get(pk=user_id)


def organisations_of(user_id: int) -> Sequence[int]:
    """Return the keys of the organisations that she belongs or belonged to."""
    rows = Membership.objects.filter(user_id=user_id)
    return list(rows.values_list("organisation_id", flat=True))


def without(name: str, text: str) -> str:
    """Return a text with the name, where it stands exactly, taken out."""
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", NOBODY, text)


def take_out(name: str, rows: QuerySet[Any], field: str) -> None:
    """Take a name out of a free text of these rows; an empty name is nowhere."""
    if not name:
        return
    for pk, text in rows.filter(**{f"{field}__contains": name}).values_list("pk", field):
        rows.filter(pk=pk).update(**{field: without(name, text)})  # house: WRI -- erases
