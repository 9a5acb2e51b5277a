from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.people.models import Membership, Unit
from nuotio.people.rules import members as rules
from nuotio.people.rules.roles import STEERING
from nuotio.people.services import role_holdings, time_shares


class UnderOneself(Exception):
    """Nobody is one's own supervisor."""


@dataclass(frozen=True)
class MemberDetails:
    """What HR keeps of a member."""

    unit: Unit | None
    job_title: str
    supervisor: Membership | None


@transaction.atomic
def edit_member(member: Membership, details: MemberDetails, *, by: Membership) -> Membership:
    """Change unit, main job and supervisor; UnderOneself where the supervisor is the member."""
    locked: Membership = Membership.objects.select_for_update(of=("self",)).get(pk=member.pk)
    rules.can_edit_member.require(by, locked)
    if details.supervisor is not None and details.supervisor.pk == locked.pk:
        raise UnderOneself
    locked.unit, locked.supervisor = details.unit, details.supervisor
    locked.job_title = details.job_title.strip()
    locked.save(update_fields=["unit", "supervisor", "job_title"])
    audit.record("people.edit_member", locked, actor_id=by.user_id, subject_id=locked.user_id)
    return locked


@transaction.atomic
def end_membership(member: Membership, *, by: Membership, at: datetime) -> None:
    """Close a membership: the person no longer comes in, what others built on it stays.

    LastOfItsKind where nobody would be left to take care of the people.
    """
    locked: Membership = Membership.objects.select_for_update(of=("self",)).get(pk=member.pk)
    rules.can_end_membership.require(by, locked)
    if not locked.is_open:
        return
    role_holdings.require_others_steer(locked, losing=list(STEERING))
    role_holdings.end_all_roles(locked, by=by, at=at)
    time_shares.release_proposals(locked)
    for unit in locked.leads.all():
        unit.lead = None
        unit.save(update_fields=["lead"])
    locked.left_at = at
    locked.save(update_fields=["left_at"])
    audit.record("people.end_membership", locked, actor_id=by.user_id, subject_id=locked.user_id)
