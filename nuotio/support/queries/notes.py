"""Notes on support: whom their writers chose, in the database."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from nuotio.people.models import Membership
from nuotio.support.models import Engagement, EngagementNote, SupportInvitation
from nuotio.support.queries import requests

Audience = Engagement.Audience


def visible_notes(viewer: Membership) -> QuerySet[EngagementNote]:
    """Return the notes that the viewer may read, in no order.

    The one place that says so in the database; the rule `support.see_note` says it of one note.
    """
    rows: QuerySet[EngagementNote] = EngagementNote.objects.filter(
        organisation_id=viewer.organisation_id
    )
    if not viewer.is_open:
        return rows.none()
    asked = Q(engagement__request__asked_by=viewer)
    accepted = SupportInvitation.objects.filter(
        request=OuterRef("engagement__request"),
        mentor=viewer,
        state=SupportInvitation.State.ACCEPTED,
    )
    gives = Q(Exists(accepted))
    readable = requests.visible_requests(viewer).select_related(None).values("pk")
    reads = Q(writer=viewer) | (Q(audience=Audience.MENTORS) & gives)
    reads |= Q(audience=Audience.TEAM) & (gives | asked)
    reads |= Q(audience=Audience.READERS) & (gives | Q(engagement__request__in=readable))
    return rows.filter(reads)


def notes_of(engagement: Engagement, *, viewer: Membership) -> QuerySet[EngagementNote]:
    """Return the notes on this support that the viewer may read, the newest first."""
    return newest(visible_notes(viewer).filter(engagement=engagement))


def newest(rows: QuerySet[EngagementNote]) -> QuerySet[EngagementNote]:
    """Return notes with their writers, the newest first."""
    return rows.select_related("writer__user").order_by("-at", "-pk")


def note_at(pk: int, *, viewer: Membership) -> EngagementNote | None:
    """Return a note that the viewer wrote herself, with its engagement."""
    rows = visible_notes(viewer).select_related("engagement__request")
    found: EngagementNote | None = rows.filter(writer=viewer, pk=pk).first()
    return found
