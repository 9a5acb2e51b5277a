"""What every page shows around its content: the person, the organisation, the way about."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from nuotio.foundation import tenancy
from nuotio.home.queries import around
from nuotio.notifications import queries as notifications
from nuotio.people.models import Membership
from nuotio.people.queries import members
from nuotio.ui.addresses import address


@dataclass(frozen=True)
class Me:
    """The person who looks, for the corner of the page."""

    name: str
    unread: int = 0
    inbox_url: str = ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of the page for the person who looks."""
    shown: dict[str, Any] = {
        "nav": [],
        "me": None,
        "organisation_name": "",
        "organisations": [],
        "is_lost": request.resolver_match is None,
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {**shown, "nav": around.visitor_entries()}
    actor: Membership | None = getattr(request, "actor", None)
    if actor is not None:
        unread: int | None = getattr(request, "unread", None)
        return {**shown, **_inside(actor, request.path, unread=unread)}
    only = None if shown["is_lost"] else _only_membership(user.pk)
    if only is None:
        return {**shown, "me": Me(user.name)}
    with tenancy.inside(only.organisation_id):
        return {**shown, **_inside(only, request.path)}


def _only_membership(user_id: int) -> Membership | None:
    """Return where a person of one organisation belongs: her own pages keep the way back."""
    mine = members.memberships_of(user_id)
    return mine[0] if len(mine) == 1 else None


def _inside(actor: Membership, path: str, *, unread: int | None = None) -> dict[str, Any]:
    """Return the frame inside an organisation; `unread` where the page has counted already."""
    slug = actor.organisation.slug
    inbox = address("notifications:inbox", slug)
    return {
        "nav": around.entries_for(actor, path=path),
        "me": Me(
            actor.user.name,
            notifications.unread_count(actor) if unread is None else unread,
            inbox,
        ),
        "organisation_name": actor.organisation.name,
        "organisations": [
            (organisation.name, address("home:organisation", organisation.slug))
            for organisation in sorted([actor.organisation, *actor.others], key=str)
        ],
    }
