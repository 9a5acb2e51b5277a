"""Leads from goals to the records of the HR days on which they were decided."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from nuotio.goals.models import Goal
from nuotio.goals.origins import Origin, lists, tells
from nuotio.people.models import Membership, Role
from nuotio.programmes.queries import live as queries

READERS = (Role.HR, Role.COORDINATOR, Role.MANAGEMENT)


@tells
def record_of_goal(goal: Goal, viewer: Membership) -> Sequence[Origin]:
    """Return the record of the day, for HR and management; at most one query."""
    room = queries.room_of_goal(goal) if viewer.has_role(*READERS) else None
    if room is None:
        return []
    address = [viewer.organisation.slug, room.programme_id, room.event_id]
    url = reverse("programmes:live_record", args=address)
    return [Origin(_("The record of the HR day"), url)]


@lists
def records_of_days(viewer: Membership) -> Sequence[Origin]:
    """Return the list of all records, for HR and management; no query."""
    if viewer.organisation.is_provider or not viewer.has_role(*READERS):
        return []
    url = reverse("programmes:live_records", args=[viewer.organisation.slug])
    return [Origin(_("Records of HR days"), url)]
