from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events
from nuotio.people.events import RoleLeft, RolePaused, RoleTaken
from nuotio.people.models import Membership, Role, RoleHolding, RoleTitle
from nuotio.people.rules import role_holdings as rules
from nuotio.people.rules.roles import STEERING
from nuotio.people.services import time_shares


class LastOfItsKind(Exception):
    """The organisation would be left without anybody who takes care of its people."""


@transaction.atomic
def take_role(
    role: str, *, by: Membership, at: datetime, title: RoleTitle | None = None
) -> RoleHolding:
    """Take a voluntary role oneself; taken again it ends a pause and changes only the title."""
    member = _locked(by)
    rules.can_take_role.require(member, role)
    holding = _holding(member, role)
    if holding is None:
        return _make(member, role, title=title, by_user_id=by.user_id, at=at)
    _set_pause(holding, is_paused=False, by=by, at=at)
    if title is not None and holding.title_id != title.pk:
        holding.title = title
        holding.save(update_fields=["title"])
        audit.record("people.take_role", holding, actor_id=by.user_id, subject_id=by.user_id)
    return holding


@transaction.atomic
def give_role(member: Membership, role: str, *, by: Membership, at: datetime) -> RoleHolding:
    """Give a member a role; given again nothing happens, and a pause stays the holder's own."""
    member = _locked(member)
    rules.can_give_role.require(by, member, role)
    holding = _holding(member, role)
    return holding or _make(member, role, title=None, by_user_id=by.user_id, at=at)


@transaction.atomic
def end_role(member: Membership, role: str, *, by: Membership, at: datetime) -> None:
    """End a role that was given; LastOfItsKind where nobody would take care of people."""
    member = _locked(member)
    rules.can_give_role.require(by, member, role)
    require_others_steer(member, losing=[role])
    _end(member, role, by=by, at=at)


@transaction.atomic
def leave_role(role: str, *, by: Membership, at: datetime) -> None:
    """Leave a role oneself, without giving a reason; a mentor's agreed hours end with it."""
    member = _locked(by)
    rules.can_leave_role.require(by, member)
    require_others_steer(member, losing=[role])
    _end(member, role, by=by, at=at)


@transaction.atomic
def pause_role(role: str, *, is_paused: bool, by: Membership, at: datetime) -> None:
    """Put a role down for a while, or take it up again."""
    member = _locked(by)
    rules.can_leave_role.require(by, member)
    holding = _holding(member, role)
    if holding is None:
        return
    if is_paused:
        require_others_steer(member, losing=[role])
    _set_pause(holding, is_paused=is_paused, by=by, at=at)


def start_roles(member: Membership, roles: list[str], *, by_user_id: int, at: datetime) -> None:
    """Give the roles that an invitation promised; the caller has asked the rule."""
    for role in roles:
        if role != Role.EMPLOYEE and _holding(member, role) is None:
            _make(member, role, title=None, by_user_id=by_user_id, at=at)


def end_all_roles(member: Membership, *, by: Membership, at: datetime) -> None:
    """End every role of a member who leaves; the caller has asked the rule."""
    for holding in member.role_holdings.exclude(state=RoleHolding.State.ENDED):
        _end(member, holding.role, by=by, at=at)


def require_others_steer(member: Membership, *, losing: list[str]) -> None:
    """Raise LastOfItsKind where nobody else would be HR or coordinator any more.

    Locks who steers, so that the last two who leave at once stand in line.
    """
    if not set(losing) & set(STEERING):
        return
    steering = RoleHolding.objects.select_for_update(of=("self",)).filter(
        organisation_id=member.organisation_id,
        role__in=STEERING,
        state=RoleHolding.State.ACTIVE,
        membership__left_at__isnull=True,
    )
    held = steering.order_by("pk").values_list("membership_id", "role")
    if all(owner == member.pk and role in losing for owner, role in held):
        raise LastOfItsKind


def _set_pause(holding: RoleHolding, *, is_paused: bool, by: Membership, at: datetime) -> None:
    """Pause the person's own role or take it up again; said twice it is done once."""
    wanted = RoleHolding.State.PAUSED if is_paused else RoleHolding.State.ACTIVE
    if holding.state == wanted:
        return
    holding.state, holding.changed_at = wanted, at
    holding.save(update_fields=["state", "changed_at"])
    audit.record("people.pause_role", holding, actor_id=by.user_id, subject_id=by.user_id)
    events.announce(
        RolePaused(holding.organisation_id, holding.membership_id, holding.role, is_paused)
    )


def _make(
    member: Membership, role: str, *, title: RoleTitle | None, by_user_id: int, at: datetime
) -> RoleHolding:
    holding: RoleHolding = RoleHolding.objects.create(
        organisation_id=member.organisation_id,
        membership=member,
        role=role,
        title=title,
        since=at,
        changed_at=at,
    )
    audit.record("people.take_role", holding, actor_id=by_user_id, subject_id=member.user_id)
    events.announce(RoleTaken(member.organisation_id, member.pk, role, by_user_id))
    return holding


def _end(member: Membership, role: str, *, by: Membership, at: datetime) -> None:
    holding = _holding(member, role)
    if holding is None:
        return
    holding.state, holding.changed_at = RoleHolding.State.ENDED, at
    holding.save(update_fields=["state", "changed_at"])
    if role == Role.MENTOR:
        time_shares.end_shares_of(member, by=by, at=at)
    audit.record("people.leave_role", holding, actor_id=by.user_id, subject_id=member.user_id)
    events.announce(RoleLeft(member.organisation_id, member.pk, role))


def _holding(member: Membership, role: str) -> RoleHolding | None:
    held: RoleHolding | None = (
        RoleHolding.objects.filter(membership=member, role=role)
        .exclude(state=RoleHolding.State.ENDED)
        .first()
    )
    return held


def _locked(member: Membership) -> Membership:
    """Lock the person's membership, so that two clicks at once make one thing."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("organisation__kind")
    found: Membership = rows.get(pk=member.pk)
    return found
