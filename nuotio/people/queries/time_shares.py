from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from nuotio.people.models import Membership, Role, RoleHolding, TimeShare
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


def shares_in_force(mentors: Sequence[Membership]) -> Sequence[TimeShare]:
    """Return what these mentors have agreed on, the latest first, with what it took the place of.

    An ended share counts until the agreed one begins, where it was proposed in the role that the
    mentor holds now. Who has nothing agreed has nothing. One query.
    """
    mine = TimeShare.objects.filter(mentor=OuterRef("mentor"), state=State.AGREED)
    held = RoleHolding.objects.filter(
        membership=OuterRef("mentor"), role=Role.MENTOR, since__lte=OuterRef("proposed_at")
    ).exclude(state=RoleHolding.State.ENDED)
    rows = TimeShare.objects.filter(Exists(mine), mentor__in=mentors).filter(
        Q(state=State.AGREED) | (Q(state=State.ENDED) & Exists(held))
    )
    agreed_first = Case(When(state=State.AGREED, then=0), default=1)
    return list(rows.order_by(agreed_first, F("answered_at").desc(nulls_last=True), "-pk"))
