"""What an organisation keeps of a programme that it has left: its own, to be read."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from nuotio.programmes.models import Answer, Submission
from nuotio.programmes.queries.assignments import own
from nuotio.programmes.standing import Standing


def submissions_kept(standing: Standing) -> Sequence[Submission]:
    """Return what was given in, the newest copy of each: all of the organisation for its HR.

    Without the words, in one query.
    """
    later = Submission.objects.filter(
        answer_id=OuterRef("answer_id"), number__gt=OuterRef("number")
    )
    rows: QuerySet[Submission] = Submission.objects.filter(
        programme=standing.programme, organisation_id=standing.actor.organisation_id
    )
    if not standing.steers_own:
        rows = rows.filter(own(standing))
    newest = rows.exclude(Exists(later)).select_related("assignment", "organisation", "pair")
    return list(newest.defer("content").order_by("-given_at", "-pk"))


def drafts_kept(standing: Standing) -> Sequence[Answer]:
    """Return what the member wrote, alone or with a pair, by assignment; one query."""
    rows = Answer.objects.filter(own(standing), programme=standing.programme)
    return list(rows.select_related("assignment").order_by("assignment__due_at", "pk"))
