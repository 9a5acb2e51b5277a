"""Ways from the room's home to its other pages, for whoever may go there."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nuotio.people.models import Membership
from nuotio.support.rules import matching, mentors, requests

WAYS = (
    ("waiting", _("What waits for an answer"), requests.can_see_waiting),
    ("batches", _("Joint proposals"), matching.can_make_batch),
    ("board", _("Requests that wait for a mentor"), mentors.can_see_board),
    ("engagements", _("Support for teams"), mentors.can_see_board),
    ("own_readiness", _("What you give as a mentor"), mentors.can_set_readiness),
    ("hours", _("Mentors' hours left"), mentors.can_see_hours_left),
    ("figures", _("Figures of support"), matching.can_see_figures),
    ("weights", _("What weighs in suggestions"), matching.can_set_weights),
)


def ways_for(viewer: Membership) -> Sequence[tuple[str, str]]:
    """Return label and address of each page of the room that the viewer may open."""
    slug = viewer.organisation.slug
    return [
        (str(label), reverse(f"support:{name}", args=[slug]))
        for name, label, may in WAYS
        if may(viewer)
    ]


def address_of(door: str, viewer: Membership, key: int) -> str:
    """Return where a step leads: a place on the same page, or a page about a row."""
    if door.startswith("#") or not door:
        return door
    if door == "support:request_add":
        return f"{reverse(door, args=[viewer.organisation.slug])}?again={key}"
    return reverse(door, args=[viewer.organisation.slug, key])
