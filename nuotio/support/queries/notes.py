"""Notes on support: whom their writers chose, in the database."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import steers
from nuotio.support.models import Engagement, EngagementNote, SupportInvitation, SupportRequest

Audience, Readers = Engagement.Audience, SupportRequest.Readers


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
    gives = _invited(viewer, state=SupportInvitation.State.ACCEPTED)
    reads = Q(writer=viewer) | (Q(audience=Audience.MENTORS) & gives)
    reads |= Q(audience=Audience.TEAM) & (gives | asked)
    reads |= Q(audience=Audience.READERS) & (gives | asked | _reads_request(viewer))
    return rows.filter(reads)


def _reads_request(viewer: Membership) -> Q:
    """Return what holds for notes whose request the viewer reads without having asked for it."""
    chosen = Q(engagement__request__readers=Readers.ORGANISATION) | _invited(viewer)
    if viewer.has_role(Role.MENTOR):
        chosen |= Q(engagement__request__readers=Readers.MENTORS)
    if steers(viewer):
        chosen = Q()
    return chosen & ~Q(engagement__request__state=SupportRequest.State.DRAFT)


def _invited(viewer: Membership, **which: str) -> Q:
    asked = SupportInvitation.objects.filter(request=OuterRef("engagement__request"), mentor=viewer)
    return Q(Exists(asked.filter(**which)))


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
