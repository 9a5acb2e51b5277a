from django.db.models import Case, QuerySet, Value, When

from nuotio.people.models import JoinRequest, Membership
from nuotio.people.rules import join_requests as rules

WAITING = JoinRequest.State.WAITING


def join_requests(*, viewer: Membership) -> QuerySet[JoinRequest]:
    """Return who asked to join: the waiting first, oldest first; then the latest answers."""
    if not rules.can_see_join_requests(viewer):
        return JoinRequest.objects.none()
    waiting_first = Case(When(state=WAITING, then=Value(0)), default=Value(1))
    return JoinRequest.objects.select_related("kind", "organisation", "answered_by").order_by(
        waiting_first, "-answered_at", "asked_at", "pk"
    )


def how_many_wait(*, viewer: Membership) -> int:
    """Return how many organisations wait for an answer; 0 for somebody who may not see them."""
    return join_requests(viewer=viewer).filter(state=WAITING).count()


def asked_by_once(once: str) -> JoinRequest | None:
    """Return the request that a browser sent, by the mark that only that browser knows."""
    return JoinRequest.objects.filter(once=once).first()
