"""Bells between floors: a lower room announces, a higher room may listen.

An announcement is a row in the same transaction as the change, so a crash between commit and
listener loses nothing: the worker delivers what is left. Listeners run in one transaction with
the removal of that row, so what they write to the database happens exactly once.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.foundation.models import Announcement

E = TypeVar("E")
_listeners: dict[str, list[Callable[[Any], None]]] = defaultdict(list)
_kinds: dict[str, type] = {}
log = logging.getLogger(__name__)

LEFT_BEHIND = timedelta(minutes=1)
ONE_ROUND = 200


def listens_to(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Call the decorated function after every announced event of this kind."""

    def subscribe(handler: Callable[[E], None]) -> Callable[[E], None]:
        _kinds[_name(kind)] = kind
        _listeners[_name(kind)].append(handler)
        return handler

    return subscribe


def announce(event: Any) -> None:
    """Tell the listeners once the current transaction has committed.

    `event` is a frozen dataclass of ids and words; with an `organisation_id` its listeners work
    inside that organisation.
    """
    name = _name(type(event))
    if name not in _listeners:
        return
    row = Announcement.objects.create(
        kind=name,
        payload=asdict(event),
        at=timezone.now(),  # noqa: TID251 -- only decides when the worker may retry
    )
    transaction.on_commit(partial(deliver, row.pk), robust=True)


def deliver(announcement_id: int) -> None:
    """Run the listeners of one announcement; what fails is kept for the worker."""
    try:
        with transaction.atomic():
            rows = Announcement.objects.select_for_update().filter(pk=announcement_id)
            row = rows.first()
            if row is None or row.kind not in _kinds:
                return
            event = _kinds[row.kind](**row.payload)
            with _scope(event):
                for handler in _listeners[row.kind]:
                    handler(event)
            rows.delete()
    except Exception:  # the change itself is committed: keep serving, and try again later
        log.exception("Announcement %s waits for another try.", announcement_id)


def deliver_left_behind(*, at: datetime) -> int:
    """Deliver announcements older than a minute; return how many were tried.

    What fails goes to the end of the line, so that it never holds up the others. Kinds that this
    version does not know wait for the version that does.
    """
    waiting = Announcement.objects.filter(at__lt=at - LEFT_BEHIND, kind__in=list(_kinds))
    keys = list(waiting.order_by("at", "pk").values_list("pk", flat=True)[:ONE_ROUND])
    for key in keys:
        deliver(key)
    Announcement.objects.filter(pk__in=keys).update(at=at)
    return len(keys)


def _scope(event: Any) -> Any:
    """Open what the event names: one organisation, a programme, or both together."""
    organisation_id = getattr(event, "organisation_id", None)
    programme_id = getattr(event, "programme_id", None)
    if organisation_id is None and programme_id is None:
        return nullcontext()
    scope = ExitStack()
    scope.enter_context(tenancy.inside(*([] if organisation_id is None else [organisation_id])))
    if programme_id is not None:
        scope.enter_context(tenancy.with_programmes(programme_id))
    return scope


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
