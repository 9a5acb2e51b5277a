"""The requests themselves, and the mentors who were asked."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from nuotio.people.models import Membership
from nuotio.support import clock
from nuotio.support.budget import capacity
from nuotio.support.demo.cast import Cast
from nuotio.support.models import Mode, SupportInvitation, SupportRequest

State, Asked = SupportRequest.State, SupportInvitation.State
STATES = {
    "new": State.OPEN,
    "matched": State.MATCHED,
    "in_progress": State.UNDER_WAY,
    "done": State.DONE,
    "declined": State.DECLINED,
}
MODES = {"onsite": Mode.ONSITE, "online": Mode.REMOTE, "hybrid": Mode.EITHER}
TO_ANSWER, A_DAY, WEEKS = 2, timedelta(days=1), 6


def write(cast: Cast, told: dict[str, Any], more: dict[str, Any]) -> SupportRequest:
    """Write one request as it stands today, with whoever was asked."""
    organisation = cast.organisations[told["org"]]
    unit = cast.unit_of(more.get("unit", told["team"]), organisation)
    asked_at, state = cast.days(told["offset_days"]), STATES[told["status"]]
    first = _monday_after(timezone.localdate(asked_at))
    asked_on = timezone.localdate(asked_at)
    request: SupportRequest = SupportRequest.objects.create(
        organisation=organisation,
        state=state,
        readers=more.get("readers", SupportRequest.Readers.MENTORS),
        asked_by=cast.asker_in(unit, int(told["id"][1:])),
        unit=unit,
        team=told["team"],
        wish=told["text"],
        kinds=more["kinds"],
        method=more.get("method", ""),
        goal=cast.goals.get(organisation.pk) if more.get("goal") else None,
        language=told["lang"],
        mode=MODES[told["mode"]],
        people=told["group_size"],
        minutes=told["hours"] * 60,
        mentors_needed=more.get("mentors_needed", 1),
        first_day=first,
        last_day=first + timedelta(weeks=more.get("weeks", WEEKS)) - A_DAY,
        made_at=asked_at,
        asked_at=asked_at,
        answer_by=clock.after_working_days(asked_on, TO_ANSWER),
        missing=more.get("missing", ""),
        closing_words=told.get("decline_reason", ""),
        once=uuid5(NAMESPACE_URL, f"support request {told['id']}"),
    )
    for one in more.get("asked", ()):
        _ask(cast, request, one)
    for mentor in more.get("mentors", ()):
        _promise(request, cast.mentor(mentor, organisation), at=asked_at + A_DAY)
    _turn(cast, request, more)
    return request


def _monday_after(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def _ask(cast: Cast, request: SupportRequest, told: dict[str, Any]) -> None:
    """Somebody was asked and has yet to answer, has said no, or can only later."""
    mentor = cast.mentor(told["mentor"], request.organisation)
    if told["state"] == Asked.ACCEPTED:
        _promise(request, mentor, at=request.made_at + A_DAY)
        return
    is_open = told["state"] == Asked.INVITED
    weeks = told.get("in_weeks", 0)
    today = timezone.localdate(cast.at)
    invitation = _invited(request, mentor, at=request.made_at + timedelta(hours=3))
    invitation.state = told["state"]
    invitation.answered_at = None if is_open else request.made_at + A_DAY
    if told["state"] == Asked.SUGGESTED:
        invitation.answer_by = clock.after_working_days(today, TO_ANSWER)
    invitation.ended_at = invitation.answered_at if told["state"] == Asked.DECLINED else None
    invitation.reason = told.get("reason", "")
    invitation.suggestion = told.get("suggestion", "")
    invitation.suggested_from = _monday_after(today) + timedelta(weeks=weeks) if weeks else None
    invitation.save()
    if not is_open:
        request.first_answer_at = invitation.answered_at
        request.save(update_fields=["first_answer_at"])


def _promise(request: SupportRequest, mentor: Membership, *, at: datetime) -> None:
    invitation = _invited(request, mentor, at=at - timedelta(hours=20))
    invitation.state, invitation.answered_at = Asked.ACCEPTED, at
    invitation.ended_at = None
    invitation.save()
    request.first_answer_at = request.first_answer_at or at
    request.save(update_fields=["first_answer_at"])


def _invited(request: SupportRequest, mentor: Membership, *, at: datetime) -> SupportInvitation:
    return SupportInvitation(
        organisation=request.organisation,
        request=request,
        mentor=mentor,
        way=SupportInvitation.Way.ASKED,
        minutes=request.minutes,
        month=capacity.first_of_month(request.first_day),
        invited_by=request.asked_by,
        invited_at=at,
        answer_by=clock.after_working_days(timezone.localdate(at), TO_ANSWER),
        once=uuid5(request.once, f"asks {mentor.pk}"),
    )


def _turn(cast: Cast, request: SupportRequest, more: dict[str, Any]) -> None:
    """Note when the request got its mentors and when it ended, and free them of what is over."""
    if request.state in (State.MATCHED, State.UNDER_WAY, State.DONE):
        request.matched_at = request.made_at + A_DAY
    if request.state == State.DONE:
        request.closed_at = cast.days(more["closed"])
        request.invitations.update(ended_at=request.closed_at)
    if request.state == State.DECLINED:
        request.closed_at = request.first_answer_at = request.made_at + 2 * A_DAY
    request.save()
