from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, QuerySet, When

from nuotio.people.models import Membership, TimeShare
from nuotio.people.rules import mentors as rules

State = TimeShare.State
MOST_PAST = 20


@dataclass(frozen=True)
class Shares:
    """A mentor's working time: what is agreed, what is under way, what was before."""

    agreed: TimeShare | None
    open: TimeShare | None
    past: Sequence[TimeShare]


def shares_of(mentor: Membership) -> Shares:
    """Return the mentor's shares, newest first, of the past ones the last twenty; one query."""
    rows = list(
        TimeShare.objects.filter(mentor=mentor)
        .select_related("supervisor__user")
        .order_by("-proposed_at", "-pk")
    )
    agreed = next((one for one in rows if one.state == State.AGREED), None)
    newest = rows[0] if rows else None
    is_open = newest is not None and newest.state in (State.PROPOSED, State.RETURNED)
    under_way = newest if is_open else None
    past = [one for one in rows if one not in (agreed, under_way)]
    return Shares(agreed, under_way, past[:MOST_PAST])


def share_at(pk: int, *, viewer: Membership) -> TimeShare | None:
    """Return a share that the viewer is a party of: as mentor or as supervisor."""
    found: TimeShare | None = (
        TimeShare.objects.filter(pk=pk)
        .select_related("mentor__user", "mentor__unit", "supervisor__user")
        .first()
    )
    return found if found is not None and rules.can_read_share(viewer, found) else None


def for_supervisor(supervisor: Membership) -> QuerySet[TimeShare]:
    """Return shares that name this supervisor and count now, what waits for her first.

    What she gave back counts until the mentor has proposed anew, to her or to another.
    """
    newer = TimeShare.objects.filter(
        mentor=OuterRef("mentor"), proposed_at__gt=OuterRef("proposed_at")
    )
    rows: QuerySet[TimeShare] = TimeShare.objects.filter(supervisor=supervisor)
    counting = rows.exclude(state=State.ENDED).exclude(Exists(newer), state=State.RETURNED)
    what_waits_first = Case(When(state=State.PROPOSED, then=0), default=1)
    return counting.select_related("mentor__user", "mentor__unit").order_by(
        what_waits_first, "-proposed_at", "-pk"
    )


def agreed_hours(mentors: Sequence[Membership]) -> dict[int, TimeShare]:
    """Return each mentor's agreed share by the mentor's key; one query."""
    rows = TimeShare.objects.filter(mentor__in=mentors, state=State.AGREED)
    return {share.mentor_id: share for share in rows}
