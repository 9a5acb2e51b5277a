"""A team asks for support: its words are kept, sent, changed, taken back; and answered."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import events, marks, versions
from nuotio.goals.queries import goals
from nuotio.people.models import Membership, Unit
from nuotio.support import clock
from nuotio.support.events import (
    RequestChanged,
    RequestClosed,
    RequestHandedOn,
    RequestSent,
)
from nuotio.support.models import Mode, SupportInvitation, SupportRequest
from nuotio.support.queries import requests as queries
from nuotio.support.rules import requests as rules
from nuotio.support.services import invitations, promises

State = SupportRequest.State
TIME = ("weeks", "first_day", "last_day")


class NotThere(Exception):
    """The unit or the goal is not there any more; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NotWaiting(Exception):
    """The request got a mentor or ended meanwhile; `request` is as it is now."""

    def __init__(self, request: SupportRequest) -> None:
        super().__init__(request.pk)
        self.request = request


class MentorPromised(Exception):
    """A mentor has promised already, so the number of mentors stays."""


class NoSuchPerson(Exception):
    """The person is not one who answers for requests here."""


@dataclass(frozen=True)
class RequestDraft:
    """What somebody asks for; without weeks any week between the two days will do."""

    wish: str
    language: str
    first_day: date
    last_day: date
    kinds: tuple[str, ...] = ()
    method: str = ""
    unit_id: int | None = None
    team: str = ""
    people: int = 1
    minutes: int = 120
    mentors_needed: int = 1
    mode: str = Mode.ONSITE
    place: str = ""
    weeks: tuple[str, ...] = ()
    day_parts: tuple[str, ...] = ()
    goal_id: int | None = None
    readers: str = SupportRequest.Readers.MENTORS

    def fields(self) -> dict[str, object]:
        """Return the columns of a row; lists as JSON keeps them."""
        told = asdict(self)
        return {name: list(one) if isinstance(one, tuple) else one for name, one in told.items()}


@transaction.atomic
def save_draft(draft: RequestDraft, *, by: Membership, at: datetime, once: UUID) -> SupportRequest:
    """Keep a request that is not sent yet; the same under `once` returns what it made.

    NotThere as it says.
    """
    rules.can_ask.require(by)
    _look(draft, by=by)
    told = {"organisation_id": by.organisation_id, "made_at": at, **draft.fields()}
    request: SupportRequest
    mark = marks.own_mark(SupportRequest.objects, once, asked_by=by)
    request, is_new = SupportRequest.objects.get_or_create(once=mark, asked_by=by, defaults=told)
    if is_new:
        audit.record("support.save_draft", request, actor_id=by.user_id)
    return request


@transaction.atomic
def send_request(request: SupportRequest, *, by: Membership, at: datetime) -> SupportRequest:
    """Send a draft: from now on the clock of the promised answer runs. Sent twice it is sent once.

    NotWaiting where it has ended or has its mentors.
    """
    request = locked(request)
    if request.state == State.OPEN and rules.is_asker(by, request):
        return request
    _require_changeable(request, by=by)
    rules.can_change_request.require(by, request)
    days = queries.promised_days(request.organisation_id)
    request.state, request.asked_at = State.OPEN, at
    request.answer_by = clock.after_working_days(timezone.localdate(at), days)
    request.save(update_fields=["state", "asked_at", "answer_by"])
    audit.record("support.send_request", request, actor_id=by.user_id)
    events.announce(RequestSent(request.organisation_id, request.pk, by.pk))
    return request


@transaction.atomic
def ask(draft: RequestDraft, *, by: Membership, at: datetime, once: UUID) -> SupportRequest:
    """Write a request and send it at once; the same under `once` is one request."""
    return send_request(save_draft(draft, by=by, at=at, once=once), by=by, at=at)


@transaction.atomic
def change_request(
    request: SupportRequest, draft: RequestDraft, *, by: Membership, at: datetime, version: int
) -> SupportRequest:
    """Change a request until it has its mentors: who is asked sees it, who has promised is told.

    With another time, promises move to a month of it; refusals.AlreadyFull where a mentor has no
    room then. versions.EditedMeanwhile where it was saved after `version` was seen; NotWaiting,
    NotThere and MentorPromised as they say.
    """
    request = locked(request)
    _require_changeable(request, by=by)
    rules.can_change_request.require(by, request)
    versions.claim(request, seen=version)
    _look(draft, by=by, besides=request)
    is_promised, is_same = _keep_promises(request, draft), _is_as_stored(request, draft)
    is_then = _is_as_stored(request, draft, TIME)
    for name, value in draft.fields().items():
        setattr(request, name, value)
    request.save()
    if is_promised and not is_then:
        promises.move(request, at=at)
    audit.record("support.change_request", request, actor_id=by.user_id)
    if is_promised and not is_same:
        told = RequestChanged(request.organisation_id, request.pk, by.pk, request.version)
        events.announce(told)
    return request


@transaction.atomic
def delete_draft(request: SupportRequest, *, by: Membership) -> None:
    """Delete a request that was never sent. NotWaiting where it was sent meanwhile."""
    request = locked(request)
    rules.can_withdraw_request.require(by, request)
    if request.state != State.DRAFT:
        raise NotWaiting(request)
    audit.record("support.delete_draft", request, actor_id=by.user_id)
    request.delete()


@transaction.atomic
def withdraw_request(
    request: SupportRequest, words: str, *, by: Membership, at: datetime
) -> SupportRequest:
    """Take a request back, be it with mentors already: they are free again, and told.

    Taken back twice it is taken back once; NotWaiting where it had ended otherwise.
    """
    request = locked(request)
    if request.state == State.WITHDRAWN and rules.is_asker(by, request):
        return request
    if request.is_over and rules.is_asker(by, request):
        raise NotWaiting(request)
    rules.can_withdraw_request.require(by, request)
    if request.state == State.DRAFT:
        raise NotWaiting(request)
    return _closed(request, State.WITHDRAWN, words, by=by, at=at)


@transaction.atomic
def decline_request(
    request: SupportRequest, missing: str, words: str, *, by: Membership, at: datetime
) -> SupportRequest:
    """Answer that it cannot be done now: `missing` says what was missing, the words why.

    With the same words twice it is answered once; NotWaiting where it is not waiting any more.
    """
    request = locked(request)
    rules.can_handle_request.require(by, request)
    said = (State.DECLINED, missing, words)
    if (request.state, request.missing, request.closing_words) == said:
        return request
    if request.state != State.OPEN:
        raise NotWaiting(request)
    request.missing = missing
    request.first_answer_at = request.first_answer_at or at
    return _closed(request, State.DECLINED, words, by=by, at=at)


@transaction.atomic
def hand_on(
    request: SupportRequest, to: Membership, words: str, *, by: Membership, at: datetime
) -> SupportRequest:
    """Give a waiting request into the care of HR or a coordinator, with a word.

    Handed to the same person twice it is handed on once; NotWaiting and NoSuchPerson as they say.
    """
    request = locked(request)
    rules.can_handle_request.require(by, request)
    if request.state != State.OPEN:
        raise NotWaiting(request)
    if to.pk not in {one.pk for one in queries.carers(request.organisation_id)}:
        raise NoSuchPerson(to.pk)
    if (request.in_care_of_id, request.care_words) == (to.pk, words):
        return request
    request.in_care_of, request.care_words = to, words
    request.save(update_fields=["in_care_of", "care_words"])
    audit.record("support.hand_on", request, actor_id=by.user_id, subject_id=to.user_id)
    events.announce(RequestHandedOn(request.organisation_id, request.pk, to.pk, by.pk))
    return request


def locked(request: SupportRequest) -> SupportRequest:
    """Return the request, held until the transaction ends; everything about it begins here."""
    rows = SupportRequest.objects.select_for_update(of=("self",))
    found: SupportRequest = rows.get(pk=request.pk)
    return found


def _closed(
    request: SupportRequest, state: str, words: str, *, by: Membership, at: datetime
) -> SupportRequest:
    request.state, request.closing_words, request.closed_at = state, words, at
    request.save()
    invitations.end_all(request, at=at)
    verb = "withdraw_request" if state == State.WITHDRAWN else "decline_request"
    audit.record(f"support.{verb}", request, actor_id=by.user_id)
    events.announce(RequestClosed(request.organisation_id, request.pk, by.pk))
    return request


def _require_changeable(request: SupportRequest, *, by: Membership) -> None:
    """NotWaiting for whoever asked, where the request ended or got its mentors meanwhile."""
    if (request.is_over or request.is_live) and rules.is_asker(by, request):
        raise NotWaiting(request)


def _look(draft: RequestDraft, *, by: Membership, besides: SupportRequest | None = None) -> None:
    """NotThere where unit or goal are not this organisation's; what was there may stay."""
    had = (besides.unit_id, besides.goal_id) if besides is not None else (None, None)
    unit = Unit.objects.filter(organisation_id=by.organisation_id, pk=draft.unit_id)
    if draft.unit_id not in (None, had[0]) and not unit.exists():
        raise NotThere("unit")
    if draft.goal_id in (None, had[1]):
        return
    if draft.goal_id not in {one.pk for one in goals.decided_goals(by.organisation)}:
        raise NotThere("goal")


def _is_as_stored(
    request: SupportRequest, draft: RequestDraft, names: Collection[str] = ()
) -> bool:
    """Say whether the draft changes nothing: of these columns, of all where none is named."""
    told = draft.fields()
    return all(getattr(request, name) == told[name] for name in names or told)


def _keep_promises(request: SupportRequest, draft: RequestDraft) -> bool:
    """Let what mentors are asked for follow the request; what one has promised stays.

    Return whether one has promised.
    """
    held = request.invitations.filter(state__in=SupportInvitation.HOLDING, ended_at=None)
    is_promised = held.filter(state=SupportInvitation.State.ACCEPTED).exists()
    if draft.mentors_needed != request.mentors_needed and is_promised:
        raise MentorPromised
    if draft.minutes != request.minutes:
        held.exclude(state=SupportInvitation.State.ACCEPTED).update(minutes=draft.minutes)
    return bool(is_promised)
