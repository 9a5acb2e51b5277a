from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events
from nuotio.people.events import InvitationAccepted, InvitationSent
from nuotio.people.models import Invitation, Membership, Unit, User
from nuotio.people.rules import invitations as rules
from nuotio.people.services import join_requests, role_holdings


class AlreadyMember(Exception):
    """The person of this e-mail already belongs to the organisation."""


class AlreadyInvited(Exception):
    """Somebody else has an open invitation at this e-mail."""


class NotUsable(Exception):
    """The invitation was used, withdrawn, replaced by a newer one, or is too old."""


class ForSomebodyElse(Exception):
    """The invitation is for another e-mail than the one that is signed in."""


@dataclass(frozen=True)
class Invited:
    """Whom an invitation is for, and what awaits them; no supervisor told leaves it as it is."""

    email: str
    name: str = ""
    language: str = "fi"
    roles: list[str] = field(default_factory=list)
    unit: Unit | None = None
    job_title: str = ""
    supervisor_email: str | None = None


@transaction.atomic
def invite(invited: Invited, *, by: Membership, at: datetime) -> Invitation:
    """Make an invitation, not yet sent; the same address again returns the open one, corrected.

    AlreadyMember where the person is in.
    """
    rules.can_invite.require(by, by.organisation_id)
    email = invited.email.strip().lower()
    if _is_member(email, by.organisation_id):
        raise AlreadyMember(email)
    # of two who invite at once the second finds what the first has made
    invitation, _is_new = Invitation.objects.select_for_update(of=("self",)).get_or_create(
        organisation_id=by.organisation_id,
        email=email,
        accepted_at=None,
        withdrawn_at=None,
        defaults={"invited_by": by, "created_at": at},
    )
    return _write(invitation, invited, by=by)


@transaction.atomic
def invite_at_once(invited: Invited, *, by: Membership, at: datetime) -> Invitation:
    """Make an invitation and send it; as long as its link works, no second mail is sent."""
    invitation = invite(invited, by=by, at=at)
    return invitation if invitation.is_usable(at=at) else _send(invitation, by=by, at=at)


@transaction.atomic
def correct_invitation(invitation: Invitation, invited: Invited, *, by: Membership) -> Invitation:
    """Correct an open invitation; a new address makes the old link void."""
    invitation = _locked(invitation)
    rules.can_change_invitation.require(by, invitation)
    email = invited.email.strip().lower()
    if email != invitation.email:
        if _is_member(email, by.organisation_id):
            raise AlreadyMember(email)
        if _is_invited(email, by.organisation_id):
            raise AlreadyInvited(email)
        invitation.email, invitation.sent_at = email, None
        invitation.times_sent += 1
    return _write(invitation, invited, by=by)


@transaction.atomic
def send_waiting(*, by: Membership, at: datetime) -> int:
    """Send every invitation that has not been sent; sent again at once there is nothing left."""
    rules.can_invite.require(by, by.organisation_id)
    waiting = Invitation.objects.select_for_update(of=("self",)).filter(
        organisation_id=by.organisation_id,
        sent_at__isnull=True,
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    sent = [_send(invitation, by=by, at=at) for invitation in waiting.order_by("pk")]
    return len(sent)


@transaction.atomic
def send_invitation(invitation: Invitation, *, by: Membership, at: datetime) -> Invitation:
    """Send one invitation, for the first time or again with a new link."""
    invitation = _locked(invitation)
    rules.can_change_invitation.require(by, invitation)
    return _send(invitation, by=by, at=at)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Membership, at: datetime) -> None:
    """Take an open invitation back; its link stops working."""
    invitation = _locked(invitation)
    if invitation.withdrawn_at is not None:
        return
    rules.can_change_invitation.require(by, invitation)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    audit.record("people.change_invitation", invitation, actor_id=by.user_id)


@transaction.atomic
def accept_as_new(
    invitation: Invitation, *, name: str, language: str, password: str, at: datetime
) -> Membership:
    """Make an account for an invited person and let her in; the mail proved the address."""
    invitation = _locked(invitation)
    if not invitation.is_usable(at=at) or User.objects.filter(email=invitation.email).exists():
        raise NotUsable
    user = User.objects.create_user(
        invitation.email, password, name=name.strip(), language=language
    )
    return _join(invitation, user, at=at)


@transaction.atomic
def accept_as(invitation: Invitation, *, user: User, at: datetime) -> Membership:
    """Let a person who has an account in; accepted twice she is in once."""
    invitation = _locked(invitation)
    if user.email.lower() != invitation.email:
        raise ForSomebodyElse
    if invitation.membership_id is not None:
        joined: Membership = Membership.objects.get(pk=invitation.membership_id)
        return joined
    if not invitation.is_usable(at=at):
        raise NotUsable
    return _join(invitation, user, at=at)


def _join(invitation: Invitation, user: User, *, at: datetime) -> Membership:
    """Make the membership, or open a former one again, with what the invitation says."""
    member: Membership
    member, is_new = Membership.objects.get_or_create(
        organisation_id=invitation.organisation_id, user=user, defaults={"joined_at": at}
    )
    if not is_new and member.left_at is not None:
        member.left_at, member.joined_at = None, at
    member.unit = invitation.unit or member.unit
    member.job_title = invitation.job_title or member.job_title
    member.supervisor = _supervisor(invitation, but=member) or member.supervisor
    member.save()
    _supervise_those_before(member, user=user)
    role_holdings.start_roles(member, invitation.roles, by_user_id=user.pk, at=at)
    invitation.accepted_at, invitation.membership = at, member
    invitation.save(update_fields=["accepted_at", "membership"])
    audit.record("people.accept_invitation", invitation, actor_id=user.pk, subject_id=user.pk)
    organisation_id = invitation.organisation_id
    events.announce(InvitationAccepted(organisation_id, invitation.pk, member.pk))
    join_requests.contact_joined(organisation_id, at=at)
    return member


def _supervisor(invitation: Invitation, *, but: Membership) -> Membership | None:
    """Return the supervisor that a list told, where she has joined already."""
    if not invitation.supervisor_email:
        return None
    told = Membership.objects.filter(
        organisation_id=invitation.organisation_id,
        user__email__iexact=invitation.supervisor_email,
        left_at__isnull=True,
    )
    found: Membership | None = told.exclude(pk=but.pk).first()
    return found


def _supervise_those_before(supervisor: Membership, *, user: User) -> None:
    """Make her the supervisor of those who joined before her and whose list named her."""
    waiting = Membership.objects.filter(
        organisation_id=supervisor.organisation_id,
        supervisor__isnull=True,
        left_at__isnull=True,
        pk__in=Invitation.objects.filter(
            organisation_id=supervisor.organisation_id, supervisor_email__iexact=user.email
        ).values("membership"),
    )
    for member in waiting.exclude(pk=supervisor.pk):
        member.supervisor = supervisor
        member.save(update_fields=["supervisor"])
        audit.record("people.edit_member", member, actor_id=user.pk, subject_id=member.user_id)


def _write(invitation: Invitation, invited: Invited, *, by: Membership) -> Invitation:
    invitation.name = invited.name.strip()
    invitation.language = invited.language
    invitation.roles = list(invited.roles)
    invitation.unit = invited.unit
    invitation.job_title = invited.job_title.strip()
    if invited.supervisor_email is not None:
        invitation.supervisor_email = invited.supervisor_email
    invitation.save()
    audit.record("people.invite", invitation, actor_id=by.user_id)
    return invitation


def _send(invitation: Invitation, *, by: Membership, at: datetime) -> Invitation:
    invitation.sent_at = at
    invitation.times_sent += 1
    invitation.save(update_fields=["sent_at", "times_sent"])
    audit.record("people.send_invitation", invitation, actor_id=by.user_id)
    events.announce(
        InvitationSent(invitation.organisation_id, invitation.pk, invitation.times_sent)
    )
    return invitation


def _is_member(email: str, organisation_id: int) -> bool:
    return Membership.objects.filter(
        organisation_id=organisation_id, user__email=email, left_at__isnull=True
    ).exists()


def _is_invited(email: str, organisation_id: int) -> bool:
    return Invitation.objects.filter(
        organisation_id=organisation_id,
        email=email,
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
    ).exists()


def _locked(invitation: Invitation) -> Invitation:
    found: Invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    return found
