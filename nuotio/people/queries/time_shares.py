from collections.abc import Sequence
from dataclasses import dataclass

from nuotio.people.models import Membership, TimeShare

State = TimeShare.State


@dataclass(frozen=True)
class Shares:
    """A mentor's working time: what is agreed, what is under way, what was before."""

    agreed: TimeShare | None
    open: TimeShare | None
    past: Sequence[TimeShare]


def shares_of(mentor: Membership) -> Shares:
    """Return the mentor's shares, newest first; one query."""
    rows = list(
        TimeShare.objects.filter(mentor=mentor)
        .select_related("supervisor__user")
        .order_by("-proposed_at", "-pk")[:20]
    )
    agreed = next((one for one in rows if one.state == State.AGREED), None)
    newest = rows[0] if rows else None
    is_open = newest is not None and newest.state in (State.PROPOSED, State.RETURNED)
    under_way = newest if is_open else None
    past = [one for one in rows if one not in (agreed, under_way)]
    return Shares(agreed, under_way, past)


def share_at(pk: int, *, viewer: Membership) -> TimeShare | None:
    """Return a share that the viewer is a party of: as mentor or as supervisor."""
    found: TimeShare | None = (
        TimeShare.objects.filter(pk=pk)
        .select_related("mentor__user", "mentor__unit", "supervisor__user")
        .first()
    )
    if found is None or viewer.pk not in (found.mentor_id, found.supervisor_id):
        return None
    return found


def for_supervisor(supervisor: Membership) -> Sequence[TimeShare]:
    """Return shares that name this supervisor and count now, what waits for her first."""
    rows = TimeShare.objects.filter(supervisor=supervisor).exclude(state=State.ENDED)
    found = rows.select_related("mentor__user", "mentor__unit").order_by("-proposed_at", "-pk")
    return sorted(found[:200], key=lambda one: one.state != State.PROPOSED)


def agreed_hours(mentors: Sequence[Membership]) -> dict[int, TimeShare]:
    """Return each mentor's agreed share by the mentor's key; one query."""
    rows = TimeShare.objects.filter(mentor__in=mentors, state=State.AGREED)
    return {share.mentor_id: share for share in rows}
