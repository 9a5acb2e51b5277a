"""What has happened to a request, told by dates. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from nuotio.people.models import Membership
from nuotio.people.rules.roles import steers
from nuotio.support.models import Meeting, SupportInvitation, SupportRequest
from nuotio.support.rules import requests as rules
from nuotio.support.story.invitation_story import is_passed_over
from nuotio.support.story.naming import person
from nuotio.ui import filters

State, Asked = SupportRequest.State, SupportInvitation.State
Line = tuple[datetime, str]


def knows_mentors(viewer: Membership, request: SupportRequest) -> bool:
    """Say whether the viewer hears who supports: who asks, HR, coordinators, and who does so."""
    rows = request.invitations.all()
    gives_it = any(one.mentor_id == viewer.pk and one.state == Asked.ACCEPTED for one in rows)
    return gives_it or rules.is_asker(viewer, request) or steers(viewer)


def _known_to(viewer: Membership, request: SupportRequest) -> Sequence[SupportInvitation]:
    """Return the invitations that the viewer hears of: a mentor of her own, and who is with her."""
    rows = list(request.invitations.all())
    if rules.is_asker(viewer, request) or steers(viewer):
        return rows
    is_with_them = knows_mentors(viewer, request)
    with_her = [one.pk for one in rows if is_with_them and one.state == Asked.ACCEPTED]
    return [one for one in rows if one.mentor_id == viewer.pk or one.pk in with_her]


def moments_of(
    request: SupportRequest, *, viewer: Membership, meetings: Sequence[Meeting], at: datetime
) -> Sequence[tuple[str, str, str]]:
    """Return what happened and what is ahead, as lines of a timeline: when, words, state.

    Prefetch the invitations with their mentors. Why a mentor declined is not told here.
    """
    told: list[Line] = [(request.made_at, _("Written as a draft"))]
    if request.asked_at is not None:
        told = [(request.asked_at, _("Asked: %(name)s") % {"name": person(request.asked_by)})]
    told += [line for one in _known_to(viewer, request) for line in _of_invitation(one)]
    if request.matched_at is not None:
        told.append((request.matched_at, _("The support was agreed on")))
    told += [(one.starts_at, _met(one)) for one in meetings if one.starts_at <= at]
    if request.closed_at is not None:
        told.append((request.closed_at, _ended(request)))
    been = [(filters.date(when), words, "done") for when, words in sorted(told, key=_moment)]
    ahead = [
        (filters.date(one.starts_at), _met(one), "now") for one in meetings if one.starts_at > at
    ]
    return [*been, *ahead, *_promise(request, at=at)]


def _moment(line: Line) -> datetime:
    return line[0]


def _of_invitation(one: SupportInvitation) -> Iterable[Line]:
    told = {"name": person(one.mentor)}
    if one.way == SupportInvitation.Way.TAKEN:
        yield one.invited_at, _("%(name)s offered to help") % told
    else:
        yield one.invited_at, _("A mentor was asked: %(name)s") % told
    answers = {
        Asked.ACCEPTED.value: _("%(name)s promised to help"),
        Asked.SUGGESTED.value: _("%(name)s suggested another time"),
        Asked.DECLINED.value: _("%(name)s cannot help this time"),
        Asked.LEFT.value: _("%(name)s promised to help"),
    }
    if one.answered_at is not None and one.state in answers and not _is_taken(one):
        yield one.answered_at, answers[one.state] % told
    if one.state == Asked.LAPSED and one.ended_at is not None:
        passed_over = _("The time that %(name)s suggested was not answered")
        late = passed_over if is_passed_over(one) else _("%(name)s had no time to answer")
        yield one.ended_at, late % told
    if one.state == Asked.LEFT and one.ended_at is not None:
        yield one.ended_at, _("%(name)s had to step back") % told


def _is_taken(one: SupportInvitation) -> bool:
    return one.way == SupportInvitation.Way.TAKEN and one.state == Asked.ACCEPTED


def _met(meeting: Meeting) -> str:
    return _("Meeting: %(title)s") % {"title": meeting.title}


def _ended(request: SupportRequest) -> str:
    words = {
        State.DONE.value: _("The support ended"),
        State.DECLINED.value: _("Answered: not now"),
        State.WITHDRAWN.value: _("Taken back"),
    }
    return words.get(request.state, str(request.get_state_display()))


def _promise(request: SupportRequest, *, at: datetime) -> Sequence[tuple[str, str, str]]:
    if request.state != State.OPEN or request.answer_by is None:
        return []
    words = (
        _("An answer was promised")
        if is_late(request, timezone.localdate(at))
        else _("An answer is promised")
    )
    return [(filters.date(request.answer_by), words, "now")]


def is_late(request: SupportRequest, day: date) -> bool:
    """Say whether a request waits beyond the day by which an answer was promised."""
    is_waiting = request.state == State.OPEN and request.answer_by is not None
    return bool(is_waiting and request.answer_by and request.answer_by < day)
