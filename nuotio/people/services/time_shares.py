from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events
from nuotio.people.events import TimeShareAnswered, TimeShareProposed
from nuotio.people.models import Membership, TimeShare
from nuotio.people.rules import mentors as rules

State = TimeShare.State


class NoSupervisor(Exception):
    """There is nobody in the organisation to agree with; or the mentor named herself."""


class AlreadyAnswered(Exception):
    """The proposal has been answered or replaced meanwhile."""


@dataclass(frozen=True)
class Proposal:
    """Hours a month from a day on, and words to the supervisor."""

    hours_a_month: Decimal
    starts_on: date
    message: str = ""


@transaction.atomic
def propose_share(
    proposal: Proposal, *, supervisor: Membership | None, by: Membership, at: datetime
) -> TimeShare:
    """Propose hours to the supervisor; what was agreed before holds until she agrees.

    A proposal that still waits is corrected, so the same form sent twice makes one.
    """
    mentor = Membership.objects.select_for_update(of=("self",)).get(pk=by.pk)
    rules.can_propose_share.require(mentor)
    if supervisor is None or not _may_be_asked(supervisor, mentor):
        raise NoSupervisor
    waiting: TimeShare | None = TimeShare.objects.filter(mentor=by, state=State.PROPOSED).first()
    share = waiting or TimeShare(organisation_id=by.organisation_id, mentor=by)
    if waiting is not None and _says(waiting, proposal, supervisor):
        return waiting
    share.supervisor, share.proposed_at = supervisor, at
    share.hours_a_month, share.starts_on = proposal.hours_a_month, proposal.starts_on
    share.message = proposal.message
    share.save()
    audit.record("people.propose_share", share, actor_id=by.user_id, subject_id=by.user_id)
    events.announce(TimeShareProposed(share.organisation_id, share.pk))
    return share


@transaction.atomic
def agree_share(
    share: TimeShare,
    *,
    by: Membership,
    at: datetime,
    answer: str = "",
    seen: datetime | None = None,
) -> TimeShare:
    """Agree to a proposal; the hours agreed before end. Agreed twice it is agreed once.

    `seen` is when the proposal was made that the supervisor read, `share` as given unless told:
    AlreadyAnswered where the mentor has changed it since.
    """
    share, seen = _locked(share), seen or share.proposed_at
    rules.can_answer_share.require(by, share)
    if share.state == State.AGREED:
        return share
    _require_waiting(share, seen=seen)
    before = TimeShare.objects.filter(mentor_id=share.mentor_id, state=State.AGREED)
    for one in before.select_related("mentor"):
        _end(one, by=by, at=at)
    return _answer(share, State.AGREED, answer, by=by, at=at)


@transaction.atomic
def return_share(
    share: TimeShare, *, by: Membership, at: datetime, answer: str, seen: datetime | None = None
) -> TimeShare:
    """Give a proposal back to be talked over, with words; `seen` as when agreeing."""
    share, seen = _locked(share), seen or share.proposed_at
    rules.can_answer_share.require(by, share)
    if share.state == State.RETURNED:
        return share
    _require_waiting(share, seen=seen)
    return _answer(share, State.RETURNED, answer, by=by, at=at)


def end_shares_of(membership: Membership, *, by: Membership, at: datetime) -> None:
    """End what a mentor has proposed and agreed, when she leaves; the caller asked the rule."""
    shares = TimeShare.objects.filter(mentor=membership).exclude(state=State.ENDED)
    for share in shares.select_related("mentor"):
        _end(share, by=by, at=at)


def _end(share: TimeShare, *, by: Membership, at: datetime) -> None:
    share.state, share.answered_at = State.ENDED, share.answered_at or at
    share.save(update_fields=["state", "answered_at"])
    audit.record("people.end_share", share, actor_id=by.user_id, subject_id=share.mentor.user_id)


def _may_be_asked(supervisor: Membership, mentor: Membership) -> bool:
    is_ours = supervisor.organisation_id == mentor.organisation_id and supervisor.is_open
    return is_ours and supervisor.pk != mentor.pk


def release_proposals(supervisor: Membership) -> None:
    """Let those ask another whose proposal waits for somebody who leaves; the caller asked."""
    TimeShare.objects.filter(supervisor=supervisor, state=State.PROPOSED).update(supervisor=None)


def _says(share: TimeShare, proposal: Proposal, supervisor: Membership) -> bool:
    return (share.supervisor_id, share.hours_a_month, share.starts_on, share.message) == (
        supervisor.pk,
        proposal.hours_a_month,
        proposal.starts_on,
        proposal.message,
    )


def _require_waiting(share: TimeShare, *, seen: datetime) -> None:
    if share.state != State.PROPOSED or share.proposed_at != seen:
        raise AlreadyAnswered


def _answer(
    share: TimeShare, state: State, answer: str, *, by: Membership, at: datetime
) -> TimeShare:
    share.state, share.answer, share.answered_at = state, answer, at
    share.save(update_fields=["state", "answer", "answered_at"])
    audit.record("people.answer_share", share, actor_id=by.user_id, subject_id=share.mentor.user_id)
    events.announce(TimeShareAnswered(share.organisation_id, share.pk))
    return share


def _locked(share: TimeShare) -> TimeShare:
    """Lock the mentor first, so that two answers at once stand in line."""
    Membership.objects.select_for_update(of=("self",)).get(pk=share.mentor_id)
    found: TimeShare = TimeShare.objects.select_related("mentor").get(pk=share.pk)
    return found
