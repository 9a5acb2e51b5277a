"""What the people of the demo world have been told: as the listeners would have told it."""

from datetime import datetime, timedelta
from typing import Any

from nuotio.notifications import kinds, links
from nuotio.notifications.kinds import Kind
from nuotio.notifications.models import Notification
from nuotio.people.models import JoinRequest, Membership, Role, RoleHolding, TimeShare

NEWCOMERS = 2


def build(*, at: datetime) -> int:
    """Write the notices; return how many. No mail goes out. Needs an unrestricted scope."""
    notices = [*_time_shares(), *_newcomers(at), *_join_requests()]
    return len(Notification.objects.bulk_create(notices))


def _notice(
    kind: Kind, to: Membership, key: str, at: datetime, path: str, **more: Any
) -> Notification:
    return Notification(
        organisation_id=to.organisation_id,
        recipient=to,
        kind=kind.code,
        dedupe_key=f"{kind.code}:{key}",
        created_at=at,
        path=path,
        **{"params": {}, **more},
    )


def _time_shares() -> list[Notification]:
    """Supervisors are asked, mentors were answered; what is old has been read."""
    found = []
    shares = TimeShare.objects.select_related("organisation", "mentor", "supervisor").order_by("pk")
    for share in shares:
        slug, hours = share.organisation.slug, str(share.hours_a_month)
        if share.state == "proposed" and share.supervisor is not None:
            path = links.path_to("people:time_share", organisation=slug, pk=share.pk)
            key = f"{share.pk}:{share.proposed_at:%Y%m%dT%H%M%S}"
            asked = {"about": share.mentor, "params": {"hours": hours}}
            found.append(
                _notice(
                    kinds.TIME_SHARE_PROPOSED,
                    share.supervisor,
                    key,
                    share.proposed_at,
                    path,
                    **asked,
                )
            )
        elif share.answered_at is not None:
            path = links.path_to("people:own_time_share", organisation=slug)
            key = f"{share.pk}:{share.answered_at:%Y%m%dT%H%M%S}"
            answered = {
                "about": share.supervisor,
                "params": {"hours": hours, "is_agreed": True},
                "read_at": share.answered_at + timedelta(days=1),
            }
            found.append(
                _notice(
                    kinds.TIME_SHARE_ANSWERED,
                    share.mentor,
                    key,
                    share.answered_at,
                    path,
                    **answered,
                )
            )
    return found


def _newcomers(at: datetime) -> list[Notification]:
    """HR hears of the two who came last."""
    found = []
    steering = RoleHolding.objects.filter(role=Role.HR).select_related("membership__organisation")
    for holding in steering.order_by("pk"):
        hr = holding.membership
        newest = Membership.objects.filter(organisation_id=hr.organisation_id).exclude(pk=hr.pk)
        for days, member in enumerate(newest.order_by("-pk")[:NEWCOMERS], start=1):
            slug = hr.organisation.slug
            path = links.path_to("people:member", organisation=slug, pk=member.pk)
            when = at - timedelta(days=days)
            found.append(
                _notice(kinds.INVITATION_ACCEPTED, hr, str(member.pk), when, path, about=member)
            )
    return found


def _join_requests() -> list[Notification]:
    """The service's coordinators are asked about new organisations."""
    doors = RoleHolding.objects.filter(
        role=Role.COORDINATOR, organisation__kind__is_provider=True
    ).select_related("membership__organisation")
    found = []
    for asked in JoinRequest.objects.order_by("pk"):
        for holding in doors:
            to = holding.membership
            path = links.path_to(
                "people:join_request", organisation=to.organisation.slug, pk=asked.pk
            )
            told = {"params": {"organisation": asked.organisation_name}}
            found.append(
                _notice(kinds.ORGANISATION_ASKED, to, str(asked.pk), asked.asked_at, path, **told)
            )
    return found
