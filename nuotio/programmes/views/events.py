from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.people import kept_forms
from nuotio.programmes.forms.events import AttendanceForm, MaterialForm, SignUpForm
from nuotio.programmes.models import Attendance, Event
from nuotio.programmes.queries import decisions as decision_queries
from nuotio.programmes.queries import events as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import events as rules
from nuotio.programmes.rules import live as live_rules
from nuotio.programmes.services import events as services
from nuotio.programmes.views.entering import in_programme

Answer = Attendance.Answer


def found_event(request: ProgrammeRequest, pk: int) -> Event:
    """Return the event in the address; 404 where the member does not see it."""
    event = queries.event_at(pk, standing=request.standing)
    if event is None:
        raise Http404
    return event


def to_event(request: ProgrammeRequest, event: Event, name: str = "event") -> HttpResponse:
    """Lead to the event's page, or to another page of it."""
    slug = request.actor.organisation.slug
    return redirect(f"programmes:{name}", slug, event.programme_id, event.pk)


@require_safe
@in_programme
def event(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show an event: when and where, the agenda, who comes, what was decided; answer it there."""
    standing, at = request.standing, timezone.now()
    event, assignments = queries.event_and_assignments(pk, standing=standing)
    if event is None:
        raise Http404
    context = {
        "programme": standing.programme,
        "event": event,
        "at": at,
        "today": timezone.localdate(at),
        "agenda": queries.agenda_in(event),
        "answers": services.answers_to(event),
        "materials": queries.materials_of(event),
        "decisions": decision_queries.decisions_of(event),
        "assignments": assignments,
        "may": _allowed(request, event),
        "live": _live(request, event),
        **_people(request, event),
    }
    return render(request, "programmes/events/one.html", context)


def _people(request: ProgrammeRequest, event: Event) -> dict[str, Any]:
    """Return who comes, the member's own answer, and the mixed groups."""
    standing, guests = request.standing, queries.guests_of(event)
    return {
        "guests": guests,
        "mine": next((one for one in guests if one.seat == standing.seat), None),
        "parties": queries.parties_of(guests, first=request.actor.organisation_id),
        "is_taken": queries.is_attendance_taken(guests),
        "group": queries.group_of(standing, event, guests),
        "groups": queries.groups_of(event, guests),
    }


def _allowed(request: ProgrammeRequest, event: Event) -> dict[str, bool]:
    standing, at = request.standing, timezone.now()
    may_change = rules.can_change_event(standing, event)
    is_open = services.is_sign_up_open(event, at=at)
    has_come = queries.is_on_or_after_its_day(event, at=at)
    return {
        "change": may_change,
        "sign_up": is_open and rules.can_sign_up(standing, event),
        "take": may_change and has_come and event.cancelled_at is None,
        "write": rules.can_write_down(standing, event),
        "read": rules.can_read_notes(standing, event),
        "steer": standing.steers_here,
        "supports": event.private_to_id is not None and rules.can_see_supports(standing),
    }


def _live(request: ProgrammeRequest, event: Event) -> dict[str, bool]:
    """Return what the member may do with her organisation's live room at the event."""
    standing, room = request.standing, queries.room_at(event)
    may = dict.fromkeys(("open", "lead", "join", "read", "is_closed"), False)
    if room is None:
        return {**may, "open": live_rules.can_open_room(standing, event)}
    room.private_to_id = request.actor.organisation_id
    was_there: bool = getattr(event, "was_in_room", False)
    return {
        **may,
        "lead": room.is_open and live_rules.can_lead_room(standing, room),
        "join": room.is_open and live_rules.can_join_room(standing, room),
        "read": live_rules.can_read_record(standing, room, was_there=was_there),
        "is_closed": not room.is_open,
    }


@require_POST
@in_programme
def event_sign_up(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take the answer of one press: coming, joining online, cannot come."""
    event = found_event(request, pk)
    form = SignUpForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    try:
        services.sign_up(request.standing, event, answer=answer, at=timezone.now())
    except services.SignUpClosed:
        messages.info(request, _("Answers can be given until the event begins."))
    except services.NotOffered:
        messages.info(request, _("The event is not held that way. Choose again."))
    else:
        messages.success(request, _said_back(answer))
    return to_event(request, event)


def _said_back(answer: str) -> str:
    return {
        Answer.COMING: _("You are coming. The others see it too."),
        Answer.ONLINE: _("You join online. The others see it too."),
        Answer.NOT_COMING: _("You cannot come. The organisers know now."),
    }[Answer(answer)]


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def event_attendance(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Note who was there; those who said that they come are ticked already."""
    event = found_event(request, pk)
    rules.can_change_event.require(request.standing, event)
    guests = queries.guests_of(event)
    form = AttendanceForm(kept_forms.filled(request), seats=[one.seat.pk for one in guests])
    if request.method == "POST" and form.is_valid():
        return _noted(request, event, form.cleaned_data["there"])
    is_taken = queries.is_attendance_taken(guests)
    context = {
        "programme": request.standing.programme,
        "event": event,
        "parties": queries.parties_of(guests, first=request.actor.organisation_id),
        "ticked": {one.seat.pk for one in guests if (one.was_there if is_taken else one.comes)},
        "is_taken": is_taken,
        "has_come": queries.is_on_or_after_its_day(event, at=timezone.now()),
    }
    return render(request, "programmes/events/attendance.html", context)


def _noted(request: ProgrammeRequest, event: Event, there: list[int]) -> HttpResponse:
    try:
        services.take_attendance(request.standing, event, there=there, at=timezone.now())
    except services.TooEarly:
        messages.info(request, _("Attendance is noted from the day of the event on."))
    else:
        messages.success(request, _("It is noted who was there."))
    return to_event(request, event)


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def event_materials(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Add links to the event, and take them away."""
    event = found_event(request, pk)
    rules.can_change_event.require(request.standing, event)
    form = MaterialForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        services.add_material(request.standing, event, **told, at=timezone.now())
        messages.success(request, _("The link is on the page of the event."))
        return to_event(request, event, "event_materials")
    context = {
        "programme": request.standing.programme,
        "event": event,
        "materials": queries.materials_of(event),
        "form": form,
    }
    return render(request, "programmes/events/materials.html", context)


@require_POST
@in_programme
def event_material_remove(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take a link away from its event."""
    material = queries.material_at(pk, standing=request.standing)
    if material is None:
        raise Http404
    services.remove_material(request.standing, material)
    messages.success(request, _("The link was removed."))
    return to_event(request, material.event, "event_materials")
