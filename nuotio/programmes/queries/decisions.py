from collections.abc import Sequence

from django.db.models import F, QuerySet

from nuotio.programmes.models import Decision, Event
from nuotio.programmes.rules import events as rules
from nuotio.programmes.standing import Standing

Kind = Decision.Kind


def decisions_of(event: Event) -> Sequence[Decision]:
    """Return what was decided and promised, in the order in which it was written; one query."""
    return list(Decision.objects.filter(event=event).order_by("written_at", "pk"))


def decision_at(pk: int, *, standing: Standing) -> Decision | None:
    """Return a decision of an event whose notes the member may read."""
    rows = Decision.objects.filter(programme=standing.programme, pk=pk)
    found: Decision | None = rows.select_related("event").first()
    return found if found is not None and rules.can_read_notes(standing, found.event) else None


def supports_of(standing: Standing) -> QuerySet[Decision]:
    """Return the support promised in the organisation's own meetings, what waits first.

    Of what waits the earliest day comes first and what has no day last; of what is done the last.
    """
    rows: QuerySet[Decision] = Decision.objects.filter(
        programme=standing.programme,
        kind=Kind.SUPPORT,
        private_to_id=standing.actor.organisation_id,
    )
    return rows.select_related("event").order_by(
        F("done_at").desc(nulls_first=True), F("by_when").asc(nulls_last=True), "written_at", "pk"
    )
